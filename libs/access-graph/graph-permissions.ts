import { RISKY_PERMISSIONS } from '#access-policy/checks/scuba/risky-permissions.js';

/** Application id of Microsoft Graph in every tenant. Source: https://learn.microsoft.com/troubleshoot/entra/entra-id/governance/verify-first-party-apps-sign-in */
export const MICROSOFT_GRAPH_APP_ID = '00000003-0000-0000-c000-000000000000';

/** How much harm a permission can do, and who says so. */
export interface PermissionLevel {
  readonly level: 'takes-over-tenant' | 'writes' | 'reads';
  /** Whether whoever reviews applications must look at it: it takes over the tenant, or opens what belongs to others. */
  readonly highRisk: boolean;
  readonly source: string;
}

const REFERENCE = 'https://learn.microsoft.com/graph/permissions-reference';
/** The list that CISA publishes with its baseline for Entra ID, MS.AAD.5.2v1. */
const SCUBA =
  'https://github.com/cisagov/ScubaGear/blob/main/PowerShell/ScubaGear/Modules/Permissions/RiskyPermissions.json';

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

/**
 * Application permissions that open everybody's mail, files, calendars or conversations, or weaken how people sign in.
 * Those that only read the directory are not among them: an inventory needs them.
 * Source: https://learn.microsoft.com/graph/permissions-reference
 */
const OPENS_WHAT_BELONGS_TO_OTHERS: ReadonlySet<string> = new Set([
  'Application.ReadWrite.OwnedBy',
  'Calendars.Read',
  'Calendars.ReadWrite',
  'ChannelMessage.Read.All',
  'Chat.Read.All',
  'Chat.ReadWrite.All',
  'Contacts.ReadWrite',
  'Domain.ReadWrite.All',
  'Files.Read.All',
  'Files.ReadWrite.All',
  'Mail.Read',
  'Mail.ReadWrite',
  'Mail.Send',
  'MailboxSettings.ReadWrite',
  'Policy.ReadWrite.ConditionalAccess',
  'Sites.FullControl.All',
  'Sites.Read.All',
  'Sites.ReadWrite.All',
  'User.Export.All',
]);

const WRITES =
  /(?:ReadWrite|\.Write|\.Send|\.Manage|FullControl|AccessAsUser|\.Create|\.Delete|full_access)/i;

/** Judges an application permission of Microsoft Graph by its name. */
export function permissionLevel(name: string): PermissionLevel {
  if (TAKES_OVER_TENANT.has(name)) return { level: 'takes-over-tenant', highRisk: true, source: REFERENCE };
  const highRisk = OPENS_WHAT_BELONGS_TO_OTHERS.has(name);
  return { level: WRITES.test(name) ? 'writes' : 'reads', highRisk, source: REFERENCE };
}

/** Names of the application permissions of Microsoft Graph that are high risk. */
export const HIGH_RISK_APPLICATION_PERMISSIONS: readonly string[] = [
  ...TAKES_OVER_TENANT,
  ...OPENS_WHAT_BELONGS_TO_OTHERS,
];

/**
 * Judges a delegated permission of a resource that CISA lists; null for other resources, of which nobody says anything.
 * A delegated permission reaches no further than the person who consented, so it never takes over a tenant by itself.
 */
export function delegatedLevel(resourceAppId: string, name: string): PermissionLevel | null {
  const risky = RISKY_PERMISSIONS.get(resourceAppId);
  if (risky === undefined) return null;
  return { level: WRITES.test(name) ? 'writes' : 'reads', highRisk: risky.has(name), source: SCUBA };
}

/** Names of the delegated permissions that are high risk, by the application id of their resource. */
export function highRiskDelegated(): Readonly<Record<string, readonly string[]>> {
  return Object.fromEntries([...RISKY_PERMISSIONS].map(([appId, names]) => [appId, [...names]]));
}
