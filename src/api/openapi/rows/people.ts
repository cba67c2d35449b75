import { guid, instant, orNull, text } from '#plugin-host/openapi/field.js';
import { graphObject, nested, OBJECT_ID, TEXT_ID } from './graph-object.js';

/** Who answers for a guest. */
export const GUEST_SPONSORS = graphObject(
  'GuestSponsors',
  { description: 'A guest with those who answer for them.', resource: 'user' },
  { id: OBJECT_ID, sponsors: nested('Users and groups that answer for the guest: id and type.') },
);

/** When somebody leaves. */
export const LEAVE_DATE = graphObject(
  'LeaveDate',
  { description: 'An account for which an end of employment is set.', resource: 'user' },
  { id: OBJECT_ID, employeeLeaveDateTime: instant('When the person leaves, or left.') },
);

/** That somebody holds a role for an administrative unit. */
export const SCOPED_ROLE_MEMBER = graphObject(
  'ScopedRoleMember',
  {
    description: 'That somebody holds a role for one administrative unit only.',
    resource: 'scopedrolemembership',
  },
  {
    id: TEXT_ID,
    administrativeUnitId: guid('Object id of the administrative unit.'),
    roleId: orNull(guid('Object id of the activated role, which is not its definition.'), 'Graph gave none.'),
    principalId: orNull(guid('Object id of who holds it.'), 'Graph gave none.'),
    displayName: orNull(text('Display name of who holds it.'), 'Graph gave none.'),
  },
);
