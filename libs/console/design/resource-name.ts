import { words } from './format.js';

const NAMES: Readonly<Record<string, string>> = {
  organization: 'Tenant',
  subscribedSkus: 'Licences',
  memberships: 'Group memberships',
  ownerships: 'Group owners',
  oauth2PermissionGrants: 'Consent to applications',
  servicePrincipals: 'Enterprise applications',
  servicePrincipalOwners: 'Owners of enterprise applications',
  applications: 'App registrations',
  applicationOwners: 'Owners of app registrations',
  appRoleAssignments: 'Assignments to applications',
  roleDefinitions: 'Directory roles',
  roleAssignments: 'Role assignments',
  roleAssignmentScheduleInstances: 'Active role assignments with their times',
  roleEligibilityScheduleInstances: 'Eligible role assignments',
  roleManagementPolicyAssignments: 'Rules for activating roles',
  groupAssignmentScheduleInstances: 'PIM for Groups, active',
  groupEligibilityScheduleInstances: 'PIM for Groups, eligible',
  conditionalAccessPolicies: 'Conditional Access policies',
  userRegistrationDetails: 'MFA registration',
  signInActivity: 'Sign-in activity',
  directoryAudits: 'Audit log of the directory',
  deletedServicePrincipals: 'Deleted enterprise applications',
  deletedApplications: 'Deleted app registrations',
};

/** Name of a resource for a person. */
export function resourceName(resource: string): string {
  return NAMES[resource] ?? words(resource);
}
