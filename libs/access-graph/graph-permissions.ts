/** Application id of Microsoft Graph in every tenant. Source: https://learn.microsoft.com/troubleshoot/entra/entra-id/governance/verify-first-party-apps-sign-in */
export const MICROSOFT_GRAPH_APP_ID = '00000003-0000-0000-c000-000000000000';

/** How much harm a permission can do, and who says so. */
export interface PermissionLevel {
  readonly level: 'takes-over-tenant' | 'writes' | 'reads';
  readonly source: string;
}

const REFERENCE = 'https://learn.microsoft.com/graph/permissions-reference';

/**
 * Permissions by which whoever holds them can give themselves every other one: they assign roles or app roles, or add
 * credentials to more powerful applications or people. Judged by what Microsoft's reference says that each allows.
 * Source: https://learn.microsoft.com/graph/permissions-reference
 */
const TAKES_OVER_TENANT: ReadonlySet<string> = new Set([
  'Application.ReadWrite.All',
  'AppRoleAssignment.ReadWrite.All',
  'DeviceManagementConfiguration.ReadWrite.All',
  'Directory.ReadWrite.All',
  'EntitlementManagement.ReadWrite.All',
  'Group.ReadWrite.All',
  'GroupMember.ReadWrite.All',
  'Policy.ReadWrite.AuthenticationMethod',
  'Policy.ReadWrite.PermissionGrant',
  'PrivilegedAccess.ReadWrite.AzureADGroup',
  'PrivilegedAssignmentSchedule.ReadWrite.AzureADGroup',
  'RoleAssignmentSchedule.ReadWrite.Directory',
  'RoleEligibilitySchedule.ReadWrite.Directory',
  'RoleManagement.ReadWrite.Directory',
  'User.ReadWrite.All',
  'UserAuthenticationMethod.ReadWrite.All',
]);

const WRITES =
  /(?:ReadWrite|\.Write|\.Send|\.Manage|FullControl|AccessAsUser|\.Create|\.Delete|full_access)/i;

/** Judges a permission of Microsoft Graph by its name. */
export function permissionLevel(name: string): PermissionLevel {
  if (TAKES_OVER_TENANT.has(name)) return { level: 'takes-over-tenant', source: REFERENCE };
  return { level: WRITES.test(name) ? 'writes' : 'reads', source: REFERENCE };
}
