import { isJsonObject, text, type JsonObject } from '#kernel/json.js';
import type { TenantDocument } from '#simulator/model.js';

/** One kind of object about access, where it is published and where the truth holds it. */
export interface Compared {
  /** Key in `counts` and `truth`. */
  readonly key: string;
  /** Resource whose completeness decides whether it is compared. */
  readonly resource: string;
  readonly route: string;
  readonly truth: (document: TenantDocument) => readonly JsonObject[];
  /** Properties that are kept; all when absent. */
  readonly kept?: readonly string[];
}

/** Every kind of object about access that is compared. */
export const COMPARED: readonly Compared[] = [
  {
    key: 'roleDefinitions',
    resource: 'roleDefinitions',
    route: 'roles',
    truth: (document) => document.roleDefinitions,
    kept: ['id', 'displayName', 'description', 'templateId', 'isBuiltIn', 'isEnabled'],
  },
  {
    key: 'roleAssignments',
    resource: 'roleAssignments',
    route: 'role-assignments',
    truth: (document) => document.roleAssignments,
  },
  {
    key: 'roleEligibilities',
    resource: 'roleEligibilityScheduleInstances',
    route: 'role-eligibilities',
    truth: (document) => document.roleEligibilityScheduleInstances,
  },
  {
    key: 'roleAssignmentInstances',
    resource: 'roleAssignmentScheduleInstances',
    route: 'role-assignment-instances',
    truth: (document) => document.roleAssignmentScheduleInstances,
  },
  {
    key: 'groupPrivilegedAssignments',
    resource: 'groupAssignmentScheduleInstances',
    route: 'group-privileged-assignments',
    truth: (document) => ofRoleGroups(document, document.privilegedAccessGroupAssignmentScheduleInstances),
  },
  {
    key: 'groupPrivilegedEligibilities',
    resource: 'groupEligibilityScheduleInstances',
    route: 'group-privileged-eligibilities',
    truth: (document) => ofRoleGroups(document, document.privilegedAccessGroupEligibilityScheduleInstances),
  },
  {
    key: 'roleSettings',
    resource: 'roleManagementPolicyAssignments',
    route: 'role-settings',
    truth: (document) =>
      document.roleManagementPolicyAssignments.filter(({ scopeType }) => scopeType === 'DirectoryRole'),
  },
  {
    key: 'servicePrincipals',
    resource: 'servicePrincipals',
    route: 'service-principals',
    truth: (document) => document.servicePrincipals,
    kept: [
      ...['id', 'accountEnabled', 'appDisplayName', 'appId', 'appOwnerOrganizationId', 'createdDateTime'],
      ...['appRoleAssignmentRequired', 'appRoles', 'displayName', 'homepage', 'keyCredentials', 'tags'],
      ...['oauth2PermissionScopes', 'passwordCredentials', 'preferredSingleSignOnMode', 'signInAudience'],
      ...['servicePrincipalNames', 'servicePrincipalType', 'verifiedPublisher'],
    ],
  },
  {
    key: 'applications',
    resource: 'applications',
    route: 'applications',
    truth: (document) => document.applications,
    kept: [
      ...['id', 'appId', 'createdDateTime', 'displayName', 'identifierUris', 'keyCredentials', 'web'],
      ...['passwordCredentials', 'publisherDomain', 'requiredResourceAccess', 'signInAudience', 'tags'],
      ...['verifiedPublisher'],
    ],
  },
  {
    key: 'appRoleAssignments',
    resource: 'appRoleAssignments',
    route: 'app-role-assignments',
    truth: (document) => document.appRoleAssignments,
  },
  {
    key: 'oauth2PermissionGrants',
    resource: 'oauth2PermissionGrants',
    route: 'permission-grants',
    truth: (document) => document.oauth2PermissionGrants,
  },
  {
    key: 'applicationOwners',
    resource: 'applicationOwners',
    route: 'application-owners',
    truth: ({ applicationOwners }) => relations(applicationOwners, 'applicationId', 'ownerId'),
  },
  {
    key: 'servicePrincipalOwners',
    resource: 'servicePrincipalOwners',
    route: 'service-principal-owners',
    truth: ({ servicePrincipalOwners }) => relations(servicePrincipalOwners, 'servicePrincipalId', 'ownerId'),
  },
  {
    key: 'devices',
    resource: 'devices',
    route: 'devices',
    truth: (document) => document.devices.map((device) => withOwners(device, document.deviceOwners)),
    kept: [
      ...['id', 'accountEnabled', 'approximateLastSignInDateTime', 'deviceId', 'displayName', 'trustType'],
      ...['isCompliant', 'isManaged', 'operatingSystem', 'operatingSystemVersion', 'profileType'],
      ...['registrationDateTime', 'registeredOwners'],
    ],
  },
  {
    key: 'administrativeUnits',
    resource: 'administrativeUnits',
    route: 'administrative-units',
    truth: (document) => document.administrativeUnits,
  },
  {
    key: 'administrativeUnitMembers',
    resource: 'administrativeUnitMembers',
    route: 'administrative-unit-members',
    truth: (document) => relations(document.administrativeUnitMembers, 'administrativeUnitId', 'memberId'),
  },
  {
    key: 'scopedRoleMembers',
    resource: 'scopedRoleMembers',
    route: 'scoped-role-members',
    truth: (document) => Object.values(document.scopedRoleMembers).flat().map(scopedRoleMember),
  },
  {
    key: 'guestSponsors',
    resource: 'guestSponsors',
    route: 'guest-sponsors',
    truth: ({ users, sponsors }) =>
      users
        .filter(({ userType }) => userType === 'Guest')
        .map(({ id = '' }) => ({ id, sponsors: endsOf(sponsors[text(id)]) })),
  },
  {
    key: 'leaveDates',
    resource: 'leaveDates',
    route: 'leave-dates',
    truth: ({ employeeLeaveDateTimes }) =>
      Object.entries(employeeLeaveDateTimes).map(([id, at]) => ({ id, employeeLeaveDateTime: at })),
  },
  {
    key: 'deletedUsers',
    resource: 'deletedUsers',
    route: 'deleted-users',
    truth: (document) => document.deletedUsers,
    kept: ['id', 'displayName', 'deletedDateTime'],
  },
  {
    key: 'deletedGroups',
    resource: 'deletedGroups',
    route: 'deleted-groups',
    truth: (document) => document.deletedGroups,
    kept: ['id', 'displayName', 'deletedDateTime'],
  },
  {
    key: 'deletedApplications',
    resource: 'deletedApplications',
    route: 'deleted-applications',
    truth: (document) => document.deletedApplications,
    kept: ['id', 'displayName', 'deletedDateTime'],
  },
  {
    key: 'deletedServicePrincipals',
    resource: 'deletedServicePrincipals',
    route: 'deleted-service-principals',
    truth: (document) => document.deletedServicePrincipals,
    kept: ['id', 'displayName', 'deletedDateTime'],
  },
  {
    key: 'riskyUsers',
    resource: 'riskyUsers',
    route: 'risky-users',
    truth: (document) => document.riskyUsers,
  },
];

type Links = TenantDocument['members'];

/** Links as the objects that they are published as. */
function relations(links: Links, parent: string, other: string): readonly JsonObject[] {
  return Object.entries(links).flatMap(([parentId, targets]) =>
    targets.map((target) => ({
      id: `${parentId}_${target.id}`,
      [parent]: parentId,
      [other]: target.id,
      type: target['@odata.type'].replace('#microsoft.graph.', ''),
    })),
  );
}

function withOwners(device: JsonObject, links: Links): JsonObject {
  return { ...device, registeredOwners: endsOf(links[text(device['id'])]) };
}

function endsOf(links: Links[string] = []): readonly JsonObject[] {
  return links
    .map((end) => ({ id: end.id, type: end['@odata.type'].replace('#microsoft.graph.', '') }))
    .sort((a, b) => (a.id < b.id ? -1 : 1));
}

function scopedRoleMember(of: JsonObject): JsonObject {
  const { id = '', administrativeUnitId = '', roleId = '', roleMemberInfo } = of;
  const member = isJsonObject(roleMemberInfo) ? roleMemberInfo : {};
  const { id: principalId = '', displayName = null } = member;
  return { id, administrativeUnitId, roleId, principalId, displayName };
}

/** PIM for Groups is read for groups that can hold roles. */
function ofRoleGroups(document: TenantDocument, instances: readonly JsonObject[]): readonly JsonObject[] {
  const groups = document.groups.filter((group) => group['isAssignableToRole'] === true);
  const ids = new Set(groups.map((group) => text(group['id'])));
  return instances.filter((instance) => ids.has(text(instance['groupId'])));
}
