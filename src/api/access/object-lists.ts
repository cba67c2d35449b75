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
    path: 'applications',
    operationId: 'listApplications',
    summary: 'App registrations of the tenant, with when their credentials end.',
    kind: 'application',
    resource: 'applications',
    filters: ['appId', 'signInAudience'],
    columns: ['id', 'displayName', 'appId', 'createdDateTime', 'signInAudience', 'publisherDomain'],
  },
  {
    path: 'service-principals',
    operationId: 'listServicePrincipals',
    summary: 'Enterprise applications, managed identities and other service principals.',
    kind: 'service_principal',
    resource: 'servicePrincipals',
    filters: ['appId', 'servicePrincipalType', 'appOwnerOrganizationId'],
    columns: [
      'id',
      'displayName',
      'appId',
      'accountEnabled',
      'appRoleAssignmentRequired',
      'servicePrincipalType',
      'appOwnerOrganizationId',
      'createdDateTime',
    ],
  },
];
