import { guidOf } from '../tenant/guids.js';

/** An app registration of the simulated platform; it may be used in every simulated tenant. */
export interface Registration {
  readonly appId: string;
  readonly displayName: string;
  readonly secrets: readonly string[];
  /** Public certificate keys (PEM) that may sign client assertions. */
  readonly certificates: string[];
  /** Permissions that it asks for, which consent grants. */
  readonly applicationPermissions: readonly string[];
  readonly delegatedPermissions: readonly string[];
  /** Undefined accepts any https or loopback address. */
  readonly redirectUris: readonly string[] | undefined;
}

/** What one tenant has consented to for one registration. */
export interface Consent {
  application: ReadonlySet<string>;
  delegated: ReadonlySet<string>;
  /** From when on tokens show the application permissions, in milliseconds since the epoch. */
  effectiveAtMs: number;
}

/** The core permissions, and all that the plugin can use. */
export const CORE_PERMISSIONS: readonly string[] = [
  'User.Read.All',
  'GroupMember.Read.All',
  'Organization.Read.All',
  'RoleManagement.Read.Directory',
  'Policy.Read.All',
];
export const EXTENDED_PERMISSIONS: readonly string[] = [
  ...CORE_PERMISSIONS,
  'AuditLog.Read.All',
  'Application.Read.All',
  'Directory.Read.All',
  'Domain.Read.All',
  'Device.Read.All',
  'AdministrativeUnit.Read.All',
  'Member.Read.Hidden',
  'Policy.Read.AuthenticationMethod',
  'Policy.Read.ConditionalAccess',
  'GroupSettings.Read.All',
  'Policy.Read.DeviceConfiguration',
  'Domain-InternalFederation.Read.All',
  'PrivilegedEligibilitySchedule.Read.AzureADGroup',
  'PrivilegedAssignmentSchedule.Read.AzureADGroup',
  'IdentityRiskyUser.Read.All',
  'User-LifeCycleInfo.Read.All',
];

/** The permissions behind `core`, `extended`, `none` or a list of names. */
export function permissionsOf(grants: string): readonly string[] {
  if (grants === 'core') return CORE_PERMISSIONS;
  if (grants === 'extended') return EXTENDED_PERMISSIONS;
  if (grants === 'none' || grants === '') return [];
  return grants.split(',').map((name) => name.trim());
}

/** The client that the simulator prints, and one that a tenant brings itself. */
export function createRegistrations(seed: number): readonly Registration[] {
  return ['client', 'own-client'].map((name) => ({
    appId: guidOf(`${name} ${seed}`),
    displayName: name === 'client' ? 'Compliance platform' : "Contoso's own registration",
    secrets: [`sim~${guidOf(`${name} secret ${seed}`)}`],
    certificates: [],
    applicationPermissions: EXTENDED_PERMISSIONS,
    delegatedPermissions: EXTENDED_PERMISSIONS,
    redirectUris: undefined,
  }));
}
