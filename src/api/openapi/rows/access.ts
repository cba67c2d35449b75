import type { DelegatedPermission, HeldPermission, OpenTo } from '#access-graph/application-access.js';
import type { PermissionLevel } from '#access-graph/graph-permissions.js';
import type { MembershipPaths } from '#access-graph/membership-paths.js';
import type { RoleLevel } from '#access-graph/role-levels.js';
import {
  flag,
  guid,
  instant,
  list,
  orNull,
  record,
  text,
  whole,
  words,
  type Field,
} from '#plugin-host/openapi/field.js';
import type {
  ApplicationAccessView,
  PrivilegeView,
  RoleView,
} from '../../../inventory/read/access-reader.port.js';
import { table } from '../answers.js';

/** How much a role can do. */
export const ROLE_LEVELS = ['highly-privileged', 'privileged', 'standard', 'unknown'] as const;
/** What has a role. */
export const PRINCIPAL_TYPES = ['user', 'servicePrincipal', 'unknown'] as const;
/** Whether a role can be used now. */
export const PRIVILEGE_STATES = ['active', 'eligible'] as const;
/** How a role reaches its holder. */
export const PRIVILEGE_ROUTES = ['direct', 'group', 'pim-for-groups'] as const;
/** Where a role counts. */
export const SCOPE_KINDS = ['tenant', 'administrative-unit', 'object', 'application-scope'] as const;

const LEVEL: Field<RoleLevel['level']> = words(
  ROLE_LEVELS,
  'How much the role can do; unknown: a custom role without Microsoft’s label.',
);
const LEVEL_SOURCE: Field<RoleLevel['source']> = words(
  ['cisa-scuba', 'microsoft-label', 'microsoft-list', 'not-labelled'],
  'Who says so: the CISA baseline, Microsoft’s label in Graph, Microsoft’s documented list, nobody.',
);
const NAME = text('Display name.');
const UPN = orNull(text('Name by which the account signs in.'), 'it is no account, or was not read.');
const NOT_READ = 'it was not read or has no name.';

const ROLE = record<RoleView>('Role', 'A directory role with how much it can do.', {
  id: guid('Id of the role definition.'),
  displayName: orNull(NAME, 'Graph gave none.'),
  description: orNull(text('What the role is for.'), 'Graph gave none.'),
  templateId: orNull(guid('Id of the role in every tenant.'), 'Graph gave none.'),
  isBuiltIn: flag('Whether Microsoft defines the role.'),
  isEnabled: flag('Whether the role has effect.'),
  level: LEVEL,
  source: LEVEL_SOURCE,
});

/** One way in which somebody has a role. */
export const PRIVILEGE = record<PrivilegeView>('Privilege', 'One way in which somebody has a role.', {
  principalId: guid('Object id of who has the role.'),
  principalType: words(PRINCIPAL_TYPES, 'What has the role; unknown: the object was not read.'),
  principalName: orNull(NAME, NOT_READ),
  userPrincipalName: UPN,
  accountEnabled: orNull(flag('Whether it can sign in.'), 'Graph does not say, or it was not read.'),
  roleId: guid('Id of the role definition.'),
  roleName: orNull(NAME, NOT_READ),
  level: LEVEL,
  levelSource: LEVEL_SOURCE,
  state: words(PRIVILEGE_STATES, 'Active: usable now; eligible: after activation in PIM.'),
  route: words(
    PRIVILEGE_ROUTES,
    'Assigned directly, through a group that holds the role, or through PIM for Groups.',
  ),
  scope: text('Scope in Graph’s form: `/` is the tenant.', { example: '/' }),
  scopeKind: words(SCOPE_KINDS, 'What that scope is.'),
  viaGroupId: orNull(guid('Group that holds the role.'), 'the role is held directly.'),
  viaGroupName: orNull(NAME, 'the role is held directly, or the group was not read.'),
  term: words(
    ['permanent', 'time-bound', 'unknown'],
    'Whether it ends; unknown: the times of assignments could not be read.',
  ),
  startAt: orNull(instant('Since when.'), 'always, or nobody says since when.'),
  endAt: orNull(instant('Until when.'), 'it does not end, or `term` is unknown.'),
  holdingId: text('Id of the assignment or eligibility from which it follows.'),
});

/** One way in which somebody may use an application. */
export const APPLICATION_ACCESS = record<ApplicationAccessView>(
  'ApplicationAccess',
  'One way in which somebody may use an application.',
  {
    applicationId: guid('Object id of the service principal of the application.'),
    applicationName: orNull(NAME, NOT_READ),
    principalId: guid('Object id of who may use it.'),
    principalType: text('User, ServicePrincipal or Other.', { example: 'User' }),
    principalName: orNull(NAME, NOT_READ),
    userPrincipalName: UPN,
    appRoleId: guid('App role; all zeros: access without a particular role.'),
    assignmentId: text('Id of the assignment from which it follows.'),
    viaGroupId: orNull(guid('Group by which it was assigned.'), 'it was assigned directly.'),
    viaGroupName: orNull(NAME, 'it was assigned directly, or the group was not read.'),
  },
);

/** How somebody is in a group. */
export const MEMBERSHIP_PATHS = record<MembershipPaths>('MembershipPaths', 'How somebody is in a group.', {
  paths: list(
    list(
      guid('Object id of a group.'),
      'From the outer group to the one of which the member is a direct member.',
    ),
    'The ten shortest paths at most, shortest first.',
  ),
  count: whole('How many paths there are that enter no group twice.'),
  counting: words(
    ['exact', 'at-least'],
    'At least: more than a million, or groups in between contain each other in a cycle.',
  ),
  listedAll: flag('False when listing was given up because the search became too long.'),
});

/** For whom an application is open. */
export const OPEN_TO: Field<OpenTo> = words(
  ['assigned-only', 'everyone', 'nobody', 'unknown'],
  'Who may use it besides those who are assigned; unknown: Graph does not say.',
);

/** How much a permission allows. */
export const PERMISSION_LEVEL = record<PermissionLevel>(
  'PermissionLevel',
  'What a permission allows, and who says so.',
  {
    level: words(['takes-over-tenant', 'writes', 'reads'], 'The most that it allows.'),
    highRisk: flag(
      'Whether reviewers must look at it: it takes over the tenant, or opens what belongs to others.',
    ),
    source: text('Where that is documented.', { format: 'uri' }),
  },
);

/** A permission that an application holds by itself. */
export const HELD_PERMISSION = record<HeldPermission>(
  'HeldPermission',
  'A permission that the application holds by itself, without a signed-in user.',
  {
    assignmentId: text('Id of the app role assignment.'),
    resourceId: guid('Service principal of the API.'),
    permission: orNull(
      text('Name of the permission.'),
      'the API does not publish it any more, or was not read.',
    ),
    level: orNull(PERMISSION_LEVEL, 'it is no permission of Microsoft Graph, or has no name.'),
  },
);

/** A permission on behalf of users. */
export const DELEGATED_PERMISSION = record<DelegatedPermission>(
  'DelegatedPermission',
  'A permission by which the application acts on behalf of users.',
  {
    grantId: text('Id of the consent.'),
    clientId: guid('Service principal that acts.'),
    resourceId: guid('Service principal of the API.'),
    permission: text('Name of the permission.', { example: 'User.Read' }),
    level: orNull(PERMISSION_LEVEL, 'permissions of this API are not ranked, or the API was not read.'),
    userId: orNull(guid('The user on whose behalf.'), 'on behalf of everybody in the tenant.'),
  },
);

/** Directory roles, as they are listed and exported. */
export const ROLES = table('roles', ROLE, [
  'id',
  'displayName',
  'description',
  'level',
  'source',
  'isBuiltIn',
  'isEnabled',
  'templateId',
]);

const PRIVILEGE_COLUMNS = [
  'principalId',
  'principalType',
  'principalName',
  'userPrincipalName',
  'accountEnabled',
  'roleId',
  'roleName',
  'level',
  'state',
  'route',
  'scopeKind',
  'scope',
  'viaGroupId',
  'viaGroupName',
  'term',
  'startAt',
  'endAt',
] as const;

/** Effective privileges, as they are listed and exported. */
export const PRIVILEGES = table('effective-privileges', PRIVILEGE, PRIVILEGE_COLUMNS);

/** Holders of one role. */
export const ROLE_HOLDERS = table('role-holders', PRIVILEGE, PRIVILEGE_COLUMNS);

/** Who may use an application, as it is listed and exported. */
export const APPLICATION_USERS = table('application-access', APPLICATION_ACCESS, [
  'applicationId',
  'applicationName',
  'principalId',
  'principalType',
  'principalName',
  'userPrincipalName',
  'appRoleId',
  'viaGroupId',
  'viaGroupName',
  'assignmentId',
]);
