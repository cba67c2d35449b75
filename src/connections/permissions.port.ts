/** A permission that the plugin asks for, the same name for application and delegated access. */
export interface AskedPermission {
  readonly name: string;
  /** App role id on Microsoft Graph; null where only the name is known. */
  readonly appRoleId: string | null;
  /** Scope id on Microsoft Graph, where it is needed on behalf of whoever signs in, too: core permissions only. */
  readonly scopeId?: string;
  /** Whether a connection needs attention without it. */
  readonly core: boolean;
  readonly feature: string;
  readonly reason: string;
}

/**
 * Every permission that the plugin asks for; all of them read only. Ids are those of the application permissions, and of
 * the delegated ones by which a sign-in proves its role and the tenant is read until the app is consented to.
 * Source: https://github.com/microsoftgraph/microsoft-graph-devx-content permissions/new/provisioningInfo.json
 */
export const ASKED_PERMISSIONS: readonly AskedPermission[] = [
  {
    name: 'User.Read.All',
    appRoleId: 'df021288-bdef-4463-88db-98f22de89214',
    scopeId: 'a154be20-db9c-4678-8ab7-66f6cc099a59',
    core: true,
    feature: 'Accounts and managers',
    reason:
      'Lists every account with its state, type, department and manager, so that access can be reviewed.',
  },
  {
    name: 'GroupMember.Read.All',
    appRoleId: '98830695-27a2-44f7-8c18-0c3ebc9698f6',
    scopeId: 'bc024368-1153-4739-b217-4326f2e966d0',
    core: true,
    feature: 'Groups and memberships',
    reason: 'Lists groups, their members and owners, through which most access is given.',
  },
  {
    name: 'Organization.Read.All',
    appRoleId: '498476ce-e0fe-48b0-b801-37ba7e2685c6',
    scopeId: '4908d5b9-3fb2-4b1e-9336-1888b7937185',
    core: true,
    feature: 'Tenant metadata',
    reason: 'Names the tenant and its licences, which decide what can be verified.',
  },
  {
    name: 'RoleManagement.Read.Directory',
    appRoleId: '483bed4a-2ad3-4361-a73b-c83ccdbdc53c',
    scopeId: '741c54c3-0c1e-44a1-818b-3f97ab4e8c83',
    core: true,
    feature: 'Directory roles',
    reason: 'Shows who holds privileged directory roles, and who may activate them.',
  },
  {
    name: 'Policy.Read.All',
    appRoleId: '246dd0d5-5bd0-4def-940b-0421030a5b68',
    scopeId: '572fea84-0151-49b2-9301-11cb16974376',
    core: true,
    feature: 'Authentication policy',
    reason: 'Reads Conditional Access and other policies, to verify that MFA is enforced.',
  },
  {
    name: 'AuditLog.Read.All',
    appRoleId: 'b0afded3-3588-46d8-8b3d-9842eff778da',
    core: false,
    feature: 'Sign-in activity and MFA registration',
    reason: 'Shows when accounts were last used and whether they have registered MFA.',
  },
  {
    name: 'Application.Read.All',
    appRoleId: '9a5d68dd-52b0-4cc2-bd40-abcf44ac3a30',
    core: false,
    feature: 'Application access',
    reason: 'Shows which applications have access, who may use them and when their secrets expire.',
  },
  {
    name: 'Directory.Read.All',
    appRoleId: '7ab1d382-f21e-4acd-a863-ba3e13f7da61',
    core: false,
    feature: 'Application access',
    reason: 'Reads consent that users and administrators have given to applications.',
  },
  {
    name: 'Domain.Read.All',
    appRoleId: 'dbb9058a-0e50-45d7-ae91-66909b5d4664',
    core: false,
    feature: 'Verified domains and federation',
    reason: 'Shows which domains sign in elsewhere.',
  },
  {
    name: 'Device.Read.All',
    appRoleId: '7438b122-aefc-4978-80ed-43db9fcc7715',
    core: false,
    feature: 'Devices and their owners',
    reason: 'Shows devices, to whom they are registered and in which groups they are.',
  },
  {
    name: 'AdministrativeUnit.Read.All',
    appRoleId: '134fd756-38ce-4afd-ba33-e9623dbe66c2',
    core: false,
    feature: 'Directory roles',
    reason: 'Names the administrative units to which roles are scoped.',
  },
  {
    name: 'Member.Read.Hidden',
    appRoleId: '658aa5d8-239f-45c4-aa12-864f4fc7e490',
    core: false,
    feature: 'Groups and memberships',
    reason: 'Reads the members of groups with hidden membership; without it they stay unknown.',
  },
  {
    name: 'Policy.Read.AuthenticationMethod',
    appRoleId: '8e3bc81b-d2f3-4b7b-838c-32c88218d2f0',
    core: false,
    feature: 'Authentication policy',
    reason: 'Reads which authentication methods and strengths are allowed.',
  },
  {
    name: 'Policy.Read.ConditionalAccess',
    appRoleId: '37730810-e9ba-4e46-b07e-8ca78d182097',
    core: false,
    feature: 'Authentication policy',
    reason:
      "Reads authentication contexts, and lets verdicts be checked against Microsoft's own What If evaluation.",
  },
  {
    name: 'GroupSettings.Read.All',
    appRoleId: 'f3c4f514-c65a-43f5-bfce-1735872258dd',
    core: false,
    feature: 'Authentication policy',
    reason: "Reads the tenant's password rules and consent settings.",
  },
  {
    name: 'Policy.Read.DeviceConfiguration',
    appRoleId: 'bdba4817-6ba1-4a7c-8a01-be9bc7c242dd',
    core: false,
    feature: 'Authentication policy',
    reason: 'Shows whether registering a device needs MFA.',
  },
  {
    name: 'Domain-InternalFederation.Read.All',
    appRoleId: 'c0e5a7b0-e8b7-40a7-b8e0-8249e6ea81d5',
    core: false,
    feature: 'Verified domains and federation',
    reason: 'Shows whether MFA of a federated sign-in is believed.',
  },
  {
    name: 'PrivilegedEligibilitySchedule.Read.AzureADGroup',
    appRoleId: 'edb419d6-7edc-42a3-9345-509bfdf5d87c',
    core: false,
    feature: 'Directory roles',
    reason: 'Shows who may activate membership of a group that holds a role.',
  },
  {
    name: 'PrivilegedAssignmentSchedule.Read.AzureADGroup',
    appRoleId: 'cd4161cb-f098-48f8-a884-1eda9a42434c',
    core: false,
    feature: 'Directory roles',
    reason: 'Shows who has activated membership of a group that holds a role, and until when.',
  },
  {
    name: 'IdentityRiskyUser.Read.All',
    appRoleId: 'dc5007c0-2d7d-4c42-879c-2dab87571379',
    core: false,
    feature: 'Risky accounts',
    reason: 'Shows accounts that Microsoft takes to be at risk.',
  },
  {
    name: 'User-LifeCycleInfo.Read.All',
    appRoleId: '8556a004-db57-4d7a-8b82-97a13428e96f',
    core: false,
    feature: 'Leavers',
    reason: 'Shows when employment ends, so that accounts of leavers that are still enabled are found.',
  },
];

/** Application permissions without which a connection needs attention. */
export const CORE_PERMISSIONS: readonly string[] = ASKED_PERMISSIONS.filter(({ core }) => core).map(
  ({ name }) => name,
);

/** Whether grants hold every core permission. */
export function hasCore(grants: ReadonlySet<string>): boolean {
  return CORE_PERMISSIONS.every((permission) => grants.has(permission));
}

/** Granted permissions that the plugin does not ask for; OpenID's own scopes are none. */
export function excessOf(grants: ReadonlySet<string>): readonly string[] {
  const own = new Set(['openid', 'profile', 'email', 'offline_access', 'User.Read']);
  const asked = new Set(ASKED_PERMISSIONS.map(({ name }) => name));
  return [...grants].filter((permission) => !own.has(permission) && !asked.has(permission)).sort();
}
