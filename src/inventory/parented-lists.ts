import type { Licence } from './licences.js';

/** Objects that Graph lists only object by object of another kind, such as the app roles given at each application. */
export interface ParentedList {
  /** Name of the kind of object, and of its table. */
  readonly kind: string;
  /** SQL type of the object's id in Graph. */
  readonly id: 'uuid' | 'text';
  /** Migration that creates the table. */
  readonly introduced: string;
  /** Table of the objects for which the list is asked, and which of them; all when absent. */
  readonly parents: { readonly kind: string; readonly which?: ParentChoice };
  /** Path below the version, with its query; `{id}` is the parent's id. */
  readonly path: string;
  readonly anyOf: readonly string[];
  readonly feature: string;
  readonly licence?: Licence;
  /** Parents may hide their members: Graph then shows none to whoever lacks `Member.Read.Hidden`. */
  readonly hiddenMembers?: boolean;
}

/** Which objects of a kind a list is read for. */
export type ParentChoice =
  /** Groups that lead to directory roles: those to which roles can be assigned, and all groups nested in them. */
  | 'lead-to-roles'
  /** Domains whose people sign in elsewhere; only they have federation settings. */
  | 'federated'
  /** Resources of Microsoft whose permissions users could be let consent to; classifications of others decide nothing. */
  | 'classified';

/**
 * Through no other group does PIM for Groups lead to a role. A role-assignable group can have a nested group only by PIM.
 * Source: https://learn.microsoft.com/entra/id-governance/privileged-identity-management/concept-pim-for-groups
 */
const ROLE_GROUPS = { kind: 'directory_group', which: 'lead-to-roles' } as const;

const APPLICATIONS = [
  'Application.Read.All',
  'Directory.Read.All',
  'Application.ReadWrite.All',
  'Directory.ReadWrite.All',
] as const;

/** Everything that is read parent by parent: one row each. */
export const PARENTED_LISTS = {
  groupAssignmentScheduleInstances: {
    kind: 'group_assignment_instance',
    id: 'text',
    introduced: '051-roles',
    parents: ROLE_GROUPS,
    path: `/identityGovernance/privilegedAccess/group/assignmentScheduleInstances?$filter=groupId%20eq%20'{id}'`,
    anyOf: [
      'PrivilegedAssignmentSchedule.Read.AzureADGroup',
      'PrivilegedAssignmentSchedule.ReadWrite.AzureADGroup',
    ],
    feature: 'Roles through PIM for Groups',
    licence: 'P2',
  },
  groupEligibilityScheduleInstances: {
    kind: 'group_eligibility_instance',
    id: 'text',
    introduced: '051-roles',
    parents: ROLE_GROUPS,
    path: `/identityGovernance/privilegedAccess/group/eligibilityScheduleInstances?$filter=groupId%20eq%20'{id}'`,
    anyOf: [
      'PrivilegedEligibilitySchedule.Read.AzureADGroup',
      'PrivilegedEligibilitySchedule.ReadWrite.AzureADGroup',
    ],
    feature: 'Roles through PIM for Groups',
    licence: 'P2',
  },
  appRoleAssignments: {
    kind: 'app_role_assignment',
    id: 'text',
    introduced: '051-applications',
    parents: { kind: 'service_principal' },
    path: '/servicePrincipals/{id}/appRoleAssignedTo?$top=999',
    anyOf: APPLICATIONS,
    feature: 'Application access',
  },
  applicationOwners: {
    kind: 'application_owner',
    id: 'text',
    introduced: '051-applications',
    parents: { kind: 'application' },
    path: '/applications/{id}/owners?$select=id&$top=999',
    anyOf: APPLICATIONS,
    feature: 'Application access',
  },
  servicePrincipalOwners: {
    kind: 'service_principal_owner',
    id: 'text',
    introduced: '051-applications',
    parents: { kind: 'service_principal' },
    path: '/servicePrincipals/{id}/owners?$select=id&$top=999',
    anyOf: APPLICATIONS,
    feature: 'Application access',
  },
  administrativeUnitMembers: {
    kind: 'administrative_unit_member',
    id: 'text',
    introduced: '051-directory',
    parents: { kind: 'administrative_unit' },
    path: '/directory/administrativeUnits/{id}/members?$select=id&$top=999',
    anyOf: [
      'AdministrativeUnit.Read.All',
      'Directory.Read.All',
      'AdministrativeUnit.ReadWrite.All',
      'Directory.ReadWrite.All',
    ],
    feature: 'Administrative units',
    hiddenMembers: true,
  },
  scopedRoleMembers: {
    kind: 'scoped_role_member',
    id: 'text',
    introduced: '054-units',
    parents: { kind: 'administrative_unit' },
    path: '/directory/administrativeUnits/{id}/scopedRoleMembers',
    anyOf: [
      'RoleManagement.Read.Directory',
      'Directory.Read.All',
      'RoleManagement.ReadWrite.Directory',
      'Directory.ReadWrite.All',
    ],
    feature: 'Roles for administrative units',
  },
  federationConfigurations: {
    kind: 'domain_federation',
    id: 'text',
    introduced: '083-policy-details',
    parents: { kind: 'domain', which: 'federated' },
    path: '/domains/{id}/federationConfiguration',
    anyOf: [
      'Domain-InternalFederation.Read.All',
      'Domain-InternalFederation.ReadWrite.All',
      'Domain.Read.All',
      'Domain.ReadWrite.All',
    ],
    feature: 'Verified domains and federation',
  },
  appManagementPolicyTargets: {
    kind: 'app_management_policy_target',
    id: 'text',
    introduced: '083-policy-details',
    parents: { kind: 'app_management_policy' },
    path: '/policies/appManagementPolicies/{id}/appliesTo?$select=id',
    anyOf: ['Application.Read.All', 'Policy.Read.All', 'Policy.ReadWrite.ApplicationConfiguration'],
    feature: 'Authentication policy',
  },
  delegatedPermissionClassifications: {
    kind: 'permission_classification',
    id: 'text',
    introduced: '083-policy-details',
    parents: { kind: 'service_principal', which: 'classified' },
    path: '/servicePrincipals/{id}/delegatedPermissionClassifications',
    anyOf: APPLICATIONS,
    feature: 'Authentication policy',
  },
} as const satisfies Record<string, ParentedList>;

/** Name of a resource that is read parent by parent. */
export type ParentedListName = keyof typeof PARENTED_LISTS;

/** All of them, in the order in which they are read. */
export const PARENTED_LIST_NAMES = Object.keys(PARENTED_LISTS) as readonly ParentedListName[];

/** One of them by its name, in the general shape. */
export function parentedList(name: ParentedListName): ParentedList {
  return PARENTED_LISTS[name];
}
