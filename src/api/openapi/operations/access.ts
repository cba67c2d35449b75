import { guid, type AnyField } from '#plugin-host/openapi/field.js';
import { inventoryProblems } from '../../../inventory/read/inventory.problems.js';
import { exported, GAPS, json } from '../answers.js';
import type { Described } from '../operation.js';
import {
  AS_OF,
  guidParameterOf,
  idParameter,
  PAGED_AS_OF,
  textParameter,
  wordParameter,
} from '../parameters.js';
import { OF_LIST, OF_OBJECT, OF_OBJECT_LIST } from '../problem-sets.js';
import {
  APPLICATION_ACCESS,
  APPLICATION_USERS,
  MEMBERSHIP_PATHS,
  PRINCIPAL_TYPES,
  PRIVILEGE,
  PRIVILEGE_ROUTES,
  PRIVILEGE_STATES,
  PRIVILEGES,
  ROLE_LEVELS,
  ROLES,
  SCOPE_KINDS,
} from '../rows/access.js';
import { about } from './inventory.js';

/** Lists that are derived from several resources name those that are not complete. */
export const DERIVED = { gaps: GAPS.schema };

/** GET roles */
export const LIST_ROLES: Described = {
  method: 'GET',
  path: 'roles',
  operationId: 'listRoles',
  summary: 'Directory roles with how much each can do, and who says so.',
  needs: 'read',
  query: [
    ...PAGED_AS_OF,
    textParameter('name', 'Beginning of the display name, in any case.', 'Global'),
    wordParameter('level', ROLE_LEVELS, 'Roles that can do this much.'),
  ],
  answer: exported(ROLES, 'A page of roles.'),
  problems: OF_LIST,
};

/** GET effective-privileges */
export const LIST_EFFECTIVE_PRIVILEGES: Described = {
  method: 'GET',
  path: 'effective-privileges',
  operationId: 'listEffectivePrivileges',
  summary: 'Who really has which role: directly, through groups, through PIM, active or eligible.',
  description: 'One row for each way in which somebody has a role.',
  needs: 'read',
  query: [
    ...PAGED_AS_OF,
    guidParameterOf('principalId', 'Roles of this user or service principal only.'),
    wordParameter('principalType', PRINCIPAL_TYPES, 'Holders of this type only.'),
    guidParameterOf('roleId', 'Holders of this role only.'),
    guidParameterOf('viaGroupId', 'Roles through this group only.'),
    wordParameter('level', ROLE_LEVELS, 'Roles that can do this much.'),
    wordParameter('state', PRIVILEGE_STATES, 'Roles that can be used now, or those to be activated.'),
    wordParameter('route', PRIVILEGE_ROUTES, 'Roles that are held in this way.'),
    wordParameter('term', ['permanent', 'time-bound'], 'Roles that end, or those that do not.'),
    wordParameter('scopeKind', SCOPE_KINDS, 'Roles that count there.'),
    guidParameterOf('administrativeUnitId', 'Roles that count for this administrative unit only.'),
  ],
  answer: exported(PRIVILEGES, 'A page of privileges.', DERIVED),
  problems: OF_LIST,
};

/** GET groups/{objectId}/members/{memberId}/paths */
export const GET_MEMBERSHIP_PATHS: Described = {
  method: 'GET',
  path: 'groups/:objectId/members/:memberId/paths',
  operationId: 'getMembershipPaths',
  summary: 'How somebody is in a group: the ten shortest paths, and how many there are.',
  needs: 'read',
  pathParameters: [
    idParameter('objectId', 'Object id of the group.'),
    idParameter('memberId', 'Object id of the member.'),
  ],
  query: [AS_OF],
  answer: json(
    about('MembershipPathsAnswer', 'How somebody is in a group.', {
      groupId: guid('Object id of the group.'),
      memberId: guid('Object id of the member.'),
      ...fieldsOf(MEMBERSHIP_PATHS),
      gaps: GAPS,
    }),
    'The paths; none where they are no member.',
  ),
  problems: [...OF_OBJECT, inventoryProblems['nesting-too-wide']],
};

/** GET service-principals/{objectId}/access */
export const LIST_APPLICATION_ACCESS: Described = {
  method: 'GET',
  path: 'service-principals/:objectId/access',
  operationId: 'listApplicationAccess',
  summary: 'Who is assigned to an application, directly or through a group.',
  needs: 'read',
  pathParameters: [idParameter('objectId', 'Object id of the service principal.')],
  query: PAGED_AS_OF,
  answer: exported(APPLICATION_USERS, 'A page of assignments.', DERIVED),
  problems: OF_OBJECT_LIST,
};

/** GET reach */
export const LIST_WHO_CAN_REACH: Described = {
  method: 'GET',
  path: 'reach',
  operationId: 'listWhoCanReach',
  summary: 'Who can reach one role, or one application: exactly one of roleId and applicationId.',
  description:
    'Rows are those of `listEffectivePrivileges` for a role, and of `listApplicationAccess` for an application.',
  needs: 'read',
  query: [
    ...PAGED_AS_OF,
    guidParameterOf('roleId', 'Id of the role definition.'),
    guidParameterOf('applicationId', 'Object id of the service principal.'),
  ],
  answer: exported(
    {
      name: 'role-holders` or `application-access',
      row: {
        schema: {
          description: 'A way to the role, or to the application.',
          anyOf: [PRIVILEGE.schema, APPLICATION_ACCESS.schema],
        },
      },
      columns: [],
    },
    'A page of who can reach it.',
    DERIVED,
  ),
  problems: OF_OBJECT_LIST,
};

function fieldsOf({ schema }: AnyField): Readonly<Record<string, AnyField>> {
  const properties = schema['properties'] as Readonly<Record<string, AnyField['schema']>>;
  return Object.fromEntries(Object.entries(properties).map(([name, of]) => [name, { schema: of }]));
}
