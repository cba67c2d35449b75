import type { JsonObject } from '#kernel/json.js';

/** App id of Microsoft Graph in every tenant. */
export const GRAPH_APP_ID = '00000003-0000-0000-c000-000000000000';

/**
 * Application permissions of Microsoft Graph: those that a reader asks for, and those that make an app dangerous.
 * Source: https://learn.microsoft.com/graph/permissions-reference
 */
export const GRAPH_APP_ROLES: Readonly<Record<string, string>> = {
  'User.Read.All': 'df021288-bdef-4463-88db-98f22de89214',
  'User.ReadBasic.All': '97235f07-e226-4f63-ace3-39588e11d3a1',
  'User.ReadWrite.All': '741f803b-c850-494e-b5df-cde7c675a1ca',
  'GroupMember.Read.All': '98830695-27a2-44f7-8c18-0c3ebc9698f6',
  'GroupMember.ReadWrite.All': 'dbaae8cf-10b5-4b86-a4a1-f871c94c6695',
  'Group.Read.All': '5b567255-7703-4780-807c-7be8301ae99b',
  'Group.ReadWrite.All': '62a82d76-70ea-41e2-9197-370581804d09',
  'Member.Read.Hidden': '658aa5d8-239f-45c4-aa12-864f4fc7e490',
  'Directory.Read.All': '7ab1d382-f21e-4acd-a863-ba3e13f7da61',
  'Directory.ReadWrite.All': '19dbc75e-c2e2-444c-a770-ec69d8559fc7',
  'Policy.Read.All': '246dd0d5-5bd0-4def-940b-0421030a5b68',
  'Policy.Read.ConditionalAccess': '37730810-e9ba-4e46-b07e-8ca78d182097',
  'Policy.ReadWrite.ConditionalAccess': '01c0a623-fc9b-48e9-b794-0756f8e8f067',
  'Policy.Read.AuthenticationMethod': '8e3bc81b-d2f3-4b7b-838c-32c88218d2f0',
  'AuditLog.Read.All': 'b0afded3-3588-46d8-8b3d-9842eff778da',
  'RoleManagement.Read.Directory': '483bed4a-2ad3-4361-a73b-c83ccdbdc53c',
  'RoleManagement.Read.All': 'c7fbd983-d9aa-4fa7-84b8-17382c103bc4',
  'RoleManagement.ReadWrite.Directory': '9e3f62cf-ca93-4989-b6ce-bf83c28f9fe8',
  'RoleManagementPolicy.Read.Directory': 'fdc4c997-9942-4479-bfcb-75a36d1138df',
  'RoleEligibilitySchedule.Read.Directory': 'ff278e11-4a33-4d0c-83d2-d01dc58929a5',
  'RoleAssignmentSchedule.Read.Directory': 'd5fe8ce8-684c-4c83-a52c-46e882ce4be1',
  'PrivilegedEligibilitySchedule.Read.AzureADGroup': 'edb419d6-7edc-42a3-9345-509bfdf5d87c',
  'PrivilegedAssignmentSchedule.Read.AzureADGroup': 'cd4161cb-f098-48f8-a884-1eda9a42434c',
  'Application.Read.All': '9a5d68dd-52b0-4cc2-bd40-abcf44ac3a30',
  'Application.ReadWrite.All': '1bfefb4e-e0b5-418b-a88f-73c46d2cc8e9',
  'Application.ReadWrite.OwnedBy': '18a4783c-866b-4cc7-a460-3d5e5662c884',
  'AppRoleAssignment.ReadWrite.All': '06b708a9-e830-4db3-a914-8e69da51d44f',
  'Organization.Read.All': '498476ce-e0fe-48b0-b801-37ba7e2685c6',
  'Domain.Read.All': 'dbb9058a-0e50-45d7-ae91-66909b5d4664',
  'LicenseAssignment.Read.All': 'e2f98668-2877-4f38-a2f4-8202e0717aa1',
  'AdministrativeUnit.Read.All': '134fd756-38ce-4afd-ba33-e9623dbe66c2',
  'UserAuthenticationMethod.Read.All': '38d9df27-64da-44fd-b7c5-a6fbac20248f',
  'UserAuthenticationMethod.ReadWrite.All': '50483e42-d915-4231-9639-7fdb7fd190e5',
  'IdentityRiskyUser.Read.All': 'dc5007c0-2d7d-4c42-879c-2dab87571379',
  'IdentityRiskEvent.Read.All': '6e472fd1-ad78-48da-a0f0-97ab2c6b769e',
  'User-LifeCycleInfo.Read.All': '8556a004-db57-4d7a-8b82-97a13428e96f',
  'Device.Read.All': '7438b122-aefc-4978-80ed-43db9fcc7715',
  'Reports.Read.All': '230c1aed-a721-4c5d-9cb4-a90514e508ef',
  'OrgContact.Read.All': 'e1a88a34-94c4-4418-be12-c87b00e26bea',
  'Mail.Read': '810c84a8-4a9e-49e6-bf7d-12d183f40d01',
  'Mail.ReadWrite': 'e2a3a72e-5f79-4c64-b1b1-878b674786c9',
  'Mail.Send': 'b633e1c5-b582-4048-a93e-9f11b44c7e96',
  'Files.ReadWrite.All': '75359482-378d-4052-8f01-80520e7db3cd',
  'Sites.FullControl.All': 'a82116e5-55eb-4c41-a434-62fe8a61c773',
};

/** Delegated permissions of Microsoft Graph; true for those that only an administrator may consent to. */
export const GRAPH_SCOPES: Readonly<Record<string, readonly [id: string, admin: boolean]>> = {
  openid: ['37f7f235-527c-4136-accd-4a02d197296e', false],
  profile: ['14dad69e-099b-42c9-810b-d002981feec1', false],
  email: ['64a6cdd6-aab1-4aaf-94b8-3cc8405e90d0', false],
  offline_access: ['7427e0e9-2fba-42fe-b0c0-848c9e6a8182', false],
  'User.Read': ['e1fe6dd8-ba31-4d61-89e7-88639da4683d', false],
  'Mail.Read': ['570282fd-fa5c-430d-a7fd-fc8dc98a9dca', false],
  'Calendars.Read': ['465a38f9-76ea-45b9-9f34-9e8b0d4b0b42', false],
  'Files.Read.All': ['df85f4d6-205c-4ac5-a5ea-6bf408dba283', false],
  'Group.ReadWrite.All': ['4e46008b-f24c-477d-8fff-7bb4ec7aafe0', true],
  'Directory.AccessAsUser.All': ['0e263e50-5827-48a4-b97c-d940288653c7', true],
};

/** App roles of Microsoft Graph as its service principal shows them. */
export function graphAppRoles(): readonly JsonObject[] {
  return Object.entries(GRAPH_APP_ROLES).map(([value, id]) => appRole(id, value, ['Application']));
}

/** One app role. */
export function appRole(id: string, value: string, allowedMemberTypes: readonly string[]): JsonObject {
  return {
    allowedMemberTypes,
    description: `Allows ${value}.`,
    displayName: value,
    id,
    isEnabled: true,
    origin: 'Application',
    value,
  };
}

/** Delegated permissions of Microsoft Graph as its service principal shows them. */
export function graphScopes(): readonly JsonObject[] {
  return Object.entries(GRAPH_SCOPES).map(([value, [id, admin]]) => ({
    adminConsentDescription: `Allows the app ${value} on behalf of the signed-in user.`,
    adminConsentDisplayName: value,
    id,
    isEnabled: true,
    type: admin ? 'Admin' : 'User',
    userConsentDescription: null,
    userConsentDisplayName: null,
    value,
  }));
}
