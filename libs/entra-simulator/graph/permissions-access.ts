import { denied, GraphFault } from './errors.js';

/** Permissions that open a path, for applications and on behalf of people alike, and what others are told. */
export interface PathPermissions {
  readonly path: RegExp;
  readonly accepted: readonly string[];
  readonly refusal: (accepted: readonly string[]) => GraphFault;
}

const DIRECTORY = ['Directory.Read.All', 'Directory.ReadWrite.All'];
const ROLE_READERS = ['RoleManagement.Read.Directory', 'RoleManagement.ReadWrite.Directory'];
const ROLES = [...ROLE_READERS, ...DIRECTORY];
const USERS = ['User.Read.All', 'User.ReadWrite.All', ...DIRECTORY];
const AUDIT = ['AuditLog.Read.All'];

/** Permissions that open applications and service principals. */
export const APPS: readonly string[] = [
  'Application.Read.All',
  'Application.ReadWrite.All',
  'Application.ReadWrite.OwnedBy',
  ...DIRECTORY,
];

/**
 * The first entry that fits a path decides.
 * Source: https://github.com/microsoftgraph/microsoft-graph-devx-content permissions.json; PIM for Groups and
 * administrative units' relations: their pages of the API reference.
 */
export const ACCESS_PERMISSIONS: readonly PathPermissions[] = [
  ...pim('/roleManagement/directory/roleAssignmentSchedule', [
    'RoleAssignmentSchedule.Read.Directory',
    'RoleAssignmentSchedule.ReadWrite.Directory',
    'RoleManagement.Read.All',
    ...ROLE_READERS,
  ]),
  ...pim('/roleManagement/directory/roleEligibilitySchedule', [
    'RoleEligibilitySchedule.Read.Directory',
    'RoleEligibilitySchedule.ReadWrite.Directory',
    'RoleManagement.Read.All',
    ...ROLE_READERS,
  ]),
  ...pim('/identityGovernance/privilegedAccess/group/eligibilitySchedule', [
    'PrivilegedEligibilitySchedule.Read.AzureADGroup',
    'PrivilegedEligibilitySchedule.ReadWrite.AzureADGroup',
  ]),
  ...pim('/identityGovernance/privilegedAccess/group/assignmentSchedule', [
    'PrivilegedAssignmentSchedule.Read.AzureADGroup',
    'PrivilegedAssignmentSchedule.ReadWrite.AzureADGroup',
  ]),
  ...pim('/policies/roleManagementPolic', [
    'RoleManagementPolicy.Read.Directory',
    'RoleManagementPolicy.ReadWrite.Directory',
    'RoleManagementPolicy.Read.AzureADGroup',
    'RoleManagementPolicy.ReadWrite.AzureADGroup',
    'RoleManagement.Read.All',
    ...ROLE_READERS,
  ]),
  opens(/^\/roleManagement\/directory\/roleDefinitions/, ['RoleManagement.Read.All', ...ROLES]),
  opens(/^\/(directoryRoles|directoryRoleTemplates|roleManagement)/, ROLES),
  opens(/^(\/directory)?\/administrativeUnits\/[^/]+\/scopedRoleMembers/, ROLES),
  opens(/^(\/directory)?\/administrativeUnits/, [
    'AdministrativeUnit.Read.All',
    'AdministrativeUnit.ReadWrite.All',
    ...DIRECTORY,
  ]),
  opens(/^\/(servicePrincipals|applications)/, APPS),
  opens(/^\/(users|groups)\/[^/]+\/appRoleAssignments/, [
    'AppRoleAssignment.ReadWrite.All',
    'Directory.Read.All',
    'Directory.ReadWrite.All',
  ]),
  opens(/^\/users\/[^/]+\/oauth2PermissionGrants/, ['DelegatedPermissionGrant.ReadWrite.All', ...DIRECTORY]),
  opens(/^\/oauth2PermissionGrants/, ['DelegatedPermissionGrant.ReadWrite.All', ...DIRECTORY]),
  opens(/^\/devices/, ['Device.Read.All', 'Device.ReadWrite.All', ...DIRECTORY]),
  opens(/^\/users\/[^/]+\/licenseDetails/, ['LicenseAssignment.Read.All', ...USERS]),
  opens(/^\/directory\/deletedItems\/microsoft\.graph\.user/, USERS),
  opens(/^\/directory\/deletedItems\/microsoft\.graph\.group/, [
    'Group.ReadBasic.All',
    'GroupMember.Read.All',
    'Group.Read.All',
    'Group.ReadWrite.All',
    ...DIRECTORY,
  ]),
  opens(/^\/directory\/deletedItems\/microsoft\.graph\.(application|servicePrincipal)/, APPS),
  opens(/^\/directory\/deletedItems/, DIRECTORY),
  report(/^\/auditLogs\/directoryAudits/, [...AUDIT, 'Directory.Read.All']),
  report(/^\/(auditLogs|reports)/, AUDIT),
  {
    path: /^\/identityProtection/,
    accepted: ['IdentityRiskyUser.Read.All', 'IdentityRiskyUser.ReadWrite.All'],
    refusal: scopesMissing,
  },
];

function opens(path: RegExp, accepted: readonly string[]): PathPermissions {
  return { path, accepted, refusal: denied };
}

/** PIM wraps its own error: the message is JSON. Source: https://learn.microsoft.com/answers/questions/1656176 */
function pim(prefix: string, accepted: readonly string[]): readonly PathPermissions[] {
  return [{ path: new RegExp(`^${prefix}`), accepted, refusal: scopeNotGranted }];
}

function scopeNotGranted(accepted: readonly string[]): GraphFault {
  const message = JSON.stringify({
    errorCode: 'PermissionScopeNotGranted',
    message: `Authorization failed due to missing permission scope ${accepted.join(',')}.`,
    instanceAnnotations: [],
  });
  return new GraphFault({ status: 403, code: 'UnknownError', message });
}

function report(path: RegExp, accepted: readonly string[]): PathPermissions {
  return { path, accepted, refusal: () => auditPermissionMissing() };
}

/** What whoever may not read reports is told. Source: recorded answers of Graph. */
export function auditPermissionMissing(): GraphFault {
  return new GraphFault({
    status: 403,
    code: 'Authentication_MSGraphPermissionMissing',
    message: `Calling principal does not have required MSGraph permissions ${AUDIT.join(',')}`,
  });
}

/** Source: observed by public clients of Identity Protection. */
function scopesMissing(): GraphFault {
  return new GraphFault({
    status: 403,
    code: 'Forbidden',
    message: 'You cannot perform the requested operation, required scopes are missing in the token.',
  });
}
