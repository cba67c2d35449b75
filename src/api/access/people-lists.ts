import { table } from '../openapi/answers.js';
import { GUEST_SPONSORS, LEAVE_DATE, SCOPED_ROLE_MEMBER } from '../openapi/rows/people.js';
import type { ObjectListRoute } from './object-lists.js';

/** Lists of what Graph tells of people and administrative units only on request. */
export const PEOPLE_LIST_ROUTES: readonly ObjectListRoute[] = [
  {
    rows: table('guest-sponsors', GUEST_SPONSORS, ['id', 'sponsors']),
    operationId: 'listGuestSponsors',
    summary: 'Guests with the users and groups that answer for them; a guest without any has an empty list.',
    kind: 'guest_sponsor',
    resource: 'guestSponsors',
    filters: [],
  },
  {
    rows: table('leave-dates', LEAVE_DATE, ['id', 'employeeLeaveDateTime']),
    operationId: 'listLeaveDates',
    summary: 'Accounts for which an end of employment is set, in the past or ahead.',
    kind: 'leave_date',
    resource: 'leaveDates',
    filters: [],
  },
  {
    rows: table('scoped-role-members', SCOPED_ROLE_MEMBER, [
      'id',
      'administrativeUnitId',
      'roleId',
      'principalId',
      'displayName',
    ]),
    operationId: 'listScopedRoleMembers',
    summary: 'Who holds a role for an administrative unit only, as Graph lists it unit by unit.',
    kind: 'scoped_role_member',
    resource: 'scopedRoleMembers',
    filters: ['administrativeUnitId', 'principalId'],
  },
];
