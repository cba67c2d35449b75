import { GAPS, json } from '../answers.js';
import type { Described } from '../operation.js';
import { AS_OF, idParameter } from '../parameters.js';
import { OF_OBJECT } from '../problem-sets.js';
import { PRIVILEGE } from '../rows/access.js';
import { ADMINISTRATIVE_UNIT, ADMINISTRATIVE_UNIT_MEMBER } from '../rows/objects.js';
import { SCOPED_ROLE_MEMBER } from '../rows/people.js';
import { about } from './inventory.js';
import { first } from './people.js';

/** GET administrative-units/{objectId} */
export const GET_ADMINISTRATIVE_UNIT: Described = {
  method: 'GET',
  path: 'administrative-units/:objectId',
  operationId: 'getAdministrativeUnit',
  summary:
    'One administrative unit: its members, and who has which role for it, also through groups and PIM.',
  description: 'The first 1000 rows of each.',
  needs: 'read',
  pathParameters: [idParameter('objectId', 'Object id of the administrative unit.')],
  query: [AS_OF],
  answer: json(
    about('AdministrativeUnitAnswer', 'One administrative unit.', {
      administrativeUnit: ADMINISTRATIVE_UNIT,
      members: first('MembersOfUnit', ADMINISTRATIVE_UNIT_MEMBER, 'members of the unit'),
      scopedRoleMembers: first('RoleMembersOfUnit', SCOPED_ROLE_MEMBER, 'roles as Graph lists them by unit'),
      privileges: first('PrivilegesForUnit', PRIVILEGE, 'roles that count for the unit'),
      gaps: GAPS,
    }),
    'The administrative unit.',
  ),
  problems: OF_OBJECT,
};
