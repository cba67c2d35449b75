import type { ResourceName } from '../../inventory/resources.js';

/** What effective privileges are derived from besides the assignments themselves. */
export const PRIVILEGE_SOURCES: readonly ResourceName[] = [
  'roleDefinitions',
  'roleAssignments',
  'roleAssignmentScheduleInstances',
  'roleEligibilityScheduleInstances',
  'memberships',
  'groupAssignmentScheduleInstances',
  'groupEligibilityScheduleInstances',
];

/** What account facts are derived from besides the accounts themselves. */
export const FACT_SOURCES: readonly ResourceName[] = [
  'accounts',
  'memberships',
  'signInActivity',
  'userRegistrationDetails',
  'guestSponsors',
  'leaveDates',
];

/** What the permissions of an application are read from. */
export const PERMISSION_SOURCES: readonly ResourceName[] = [
  'servicePrincipals',
  'appRoleAssignments',
  'oauth2PermissionGrants',
];

/** What one account's access is derived from. */
export const ACCESS_SOURCES: readonly ResourceName[] = [
  ...PRIVILEGE_SOURCES,
  'servicePrincipals',
  'appRoleAssignments',
  'signInActivity',
  'userRegistrationDetails',
];

/** What a timeline is derived from besides the account itself. */
export const TIMELINE_SOURCES: readonly ResourceName[] = [
  'accounts',
  'memberships',
  'ownerships',
  'roleAssignments',
  'roleEligibilityScheduleInstances',
  'appRoleAssignments',
  'oauth2PermissionGrants',
  'directoryAudits',
];
