import type { ObjectKind } from '../../inventory/kinds.js';
import type { ResourceName } from '../../inventory/resources.js';

/** A list of objects as Graph shows them, behind a route of its own. */
export interface ObjectListRoute {
  readonly path: string;
  readonly operationId: string;
  readonly summary: string;
  readonly kind: ObjectKind;
  readonly resource: ResourceName;
  /** Properties that a query parameter of the same name can be compared with. */
  readonly filters: readonly string[];
  /** Columns of the export. */
  readonly columns: readonly string[];
}

const TIMES = ['startDateTime', 'endDateTime'] as const;
const HELD = ['id', 'principalId', 'roleDefinitionId', 'directoryScopeId'] as const;

/** Every such list. */
export const OBJECT_LIST_ROUTES: readonly ObjectListRoute[] = [
  {
    path: 'role-assignments',
    operationId: 'listRoleAssignments',
    summary: 'Directory roles as they are assigned, to people, groups and applications.',
    kind: 'role_assignment',
    resource: 'roleAssignments',
    filters: ['principalId', 'roleDefinitionId', 'directoryScopeId'],
    columns: HELD,
  },
  {
    path: 'role-assignment-instances',
    operationId: 'listRoleAssignmentInstances',
    summary: 'Active role assignments with their times, activated ones included.',
    kind: 'role_assignment_instance',
    resource: 'roleAssignmentScheduleInstances',
    filters: ['principalId', 'roleDefinitionId', 'assignmentType', 'memberType'],
    columns: [...HELD, 'assignmentType', 'memberType', ...TIMES],
  },
  {
    path: 'role-eligibilities',
    operationId: 'listRoleEligibilities',
    summary: 'Who may activate which directory role, and until when.',
    kind: 'role_eligibility_instance',
    resource: 'roleEligibilityScheduleInstances',
    filters: ['principalId', 'roleDefinitionId', 'memberType'],
    columns: [...HELD, 'memberType', ...TIMES],
  },
  {
    path: 'role-settings',
    operationId: 'listRoleSettings',
    summary: 'The rules under which each role is assigned and activated.',
    kind: 'role_setting',
    resource: 'roleManagementPolicyAssignments',
    filters: ['roleDefinitionId'],
    columns: ['id', 'roleDefinitionId', 'policyId', 'scopeId', 'scopeType'],
  },
  {
    path: 'group-privileged-assignments',
    operationId: 'listGroupPrivilegedAssignments',
    summary: 'Active memberships and ownerships of role-assignable groups by PIM for Groups.',
    kind: 'group_assignment_instance',
    resource: 'groupAssignmentScheduleInstances',
    filters: ['groupId', 'principalId', 'accessId'],
    columns: ['id', 'groupId', 'principalId', 'accessId', 'assignmentType', ...TIMES],
  },
  {
    path: 'group-privileged-eligibilities',
    operationId: 'listGroupPrivilegedEligibilities',
    summary: 'Who may make themselves member or owner of a role-assignable group.',
    kind: 'group_eligibility_instance',
    resource: 'groupEligibilityScheduleInstances',
    filters: ['groupId', 'principalId', 'accessId'],
    columns: ['id', 'groupId', 'principalId', 'accessId', ...TIMES],
  },
  {
    path: 'app-role-assignments',
    operationId: 'listAppRoleAssignments',
    summary: 'Which user, group or application was given which role of which application.',
    kind: 'app_role_assignment',
    resource: 'appRoleAssignments',
    filters: ['principalId', 'resourceId', 'principalType'],
    columns: [
      'id',
      'principalId',
      'principalType',
      'principalDisplayName',
      'resourceId',
      'resourceDisplayName',
      'appRoleId',
      'createdDateTime',
    ],
  },
  {
    path: 'permission-grants',
    operationId: 'listPermissionGrants',
    summary: 'Consent by which applications act on behalf of one user or of everybody.',
    kind: 'oauth2_grant',
    resource: 'oauth2PermissionGrants',
    filters: ['clientId', 'resourceId', 'principalId', 'consentType'],
    columns: ['id', 'clientId', 'resourceId', 'consentType', 'principalId', 'scope'],
  },
  {
    path: 'named-locations',
    operationId: 'listNamedLocations',
    summary: 'Places that policies know by name: ranges of addresses and countries.',
    kind: 'named_location',
    resource: 'namedLocations',
    filters: [],
    columns: ['id', 'displayName', 'isTrusted', 'createdDateTime', 'modifiedDateTime'],
  },
  {
    path: 'devices',
    operationId: 'listDevices',
    summary: 'Devices with the people they are registered to.',
    kind: 'device',
    resource: 'devices',
    filters: ['operatingSystem', 'trustType'],
    columns: [
      'id',
      'displayName',
      'deviceId',
      'accountEnabled',
      'operatingSystem',
      'trustType',
      'isCompliant',
      'isManaged',
      'registeredOwners',
    ],
  },
  {
    path: 'administrative-units',
    operationId: 'listAdministrativeUnits',
    summary: 'Parts of the tenant that are administered by themselves.',
    kind: 'administrative_unit',
    resource: 'administrativeUnits',
    filters: ['visibility'],
    columns: ['id', 'displayName', 'description', 'visibility', 'membershipType', 'membershipRule'],
  },
  {
    path: 'administrative-unit-members',
    operationId: 'listAdministrativeUnitMembers',
    summary: 'Who and what belongs to which administrative unit.',
    kind: 'administrative_unit_member',
    resource: 'administrativeUnitMembers',
    filters: ['administrativeUnitId', 'memberId', 'type'],
    columns: ['administrativeUnitId', 'memberId', 'type'],
  },
  {
    path: 'application-owners',
    operationId: 'listApplicationOwners',
    summary: 'Who owns which app registration.',
    kind: 'application_owner',
    resource: 'applicationOwners',
    filters: ['applicationId', 'ownerId'],
    columns: ['applicationId', 'ownerId', 'type'],
  },
  {
    path: 'service-principal-owners',
    operationId: 'listServicePrincipalOwners',
    summary: 'Who owns which service principal.',
    kind: 'service_principal_owner',
    resource: 'servicePrincipalOwners',
    filters: ['servicePrincipalId', 'ownerId'],
    columns: ['servicePrincipalId', 'ownerId', 'type'],
  },
  {
    path: 'deleted-users',
    operationId: 'listDeletedUsers',
    summary: 'Deleted accounts that can still be restored.',
    kind: 'deleted_user',
    resource: 'deletedUsers',
    filters: [],
    columns: ['id', 'displayName', 'deletedDateTime'],
  },
  {
    path: 'deleted-groups',
    operationId: 'listDeletedGroups',
    summary: 'Deleted groups that can still be restored.',
    kind: 'deleted_group',
    resource: 'deletedGroups',
    filters: [],
    columns: ['id', 'displayName', 'deletedDateTime'],
  },
  {
    path: 'deleted-applications',
    operationId: 'listDeletedApplications',
    summary: 'Deleted app registrations that can still be restored.',
    kind: 'deleted_application',
    resource: 'deletedApplications',
    filters: [],
    columns: ['id', 'displayName', 'deletedDateTime'],
  },
  {
    path: 'deleted-service-principals',
    operationId: 'listDeletedServicePrincipals',
    summary: 'Deleted service principals that can still be restored.',
    kind: 'deleted_service_principal',
    resource: 'deletedServicePrincipals',
    filters: [],
    columns: ['id', 'displayName', 'deletedDateTime'],
  },
  {
    path: 'risky-users',
    operationId: 'listRiskyUsers',
    summary: 'Accounts that Microsoft holds to be at risk.',
    kind: 'risky_user',
    resource: 'riskyUsers',
    filters: ['riskLevel', 'riskState'],
    columns: [
      'id',
      'userPrincipalName',
      'userDisplayName',
      'riskLevel',
      'riskState',
      'riskDetail',
      'riskLastUpdatedDateTime',
    ],
  },
];
