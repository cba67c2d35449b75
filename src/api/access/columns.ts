import type { ResourceName } from '../../inventory/resources.js';

/** Columns of exports of roles. */
export const ROLE_COLUMNS = [
  'id',
  'displayName',
  'description',
  'level',
  'source',
  'isBuiltIn',
  'isEnabled',
  'templateId',
] as const;

/** Columns of exports of effective privileges. */
export const PRIVILEGE_COLUMNS = [
  'principalId',
  'principalType',
  'principalName',
  'userPrincipalName',
  'accountEnabled',
  'roleId',
  'roleName',
  'level',
  'state',
  'route',
  'scopeKind',
  'scope',
  'viaGroupId',
  'viaGroupName',
  'term',
  'startAt',
  'endAt',
] as const;

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

/** Columns of exports of who may use an application. */
export const APPLICATION_ACCESS_COLUMNS = [
  'applicationId',
  'applicationName',
  'principalId',
  'principalType',
  'principalName',
  'userPrincipalName',
  'appRoleId',
  'viaGroupId',
  'viaGroupName',
  'assignmentId',
] as const;

/** Columns of exports of account facts. */
export const FACT_COLUMNS = [
  'id',
  'displayName',
  'userPrincipalName',
  'userType',
  'accountEnabled',
  'lastSuccessfulSignInAt',
  'daysInactive',
  'neverSignedIn',
  'mfaRegistered',
  'mfaCapable',
  'mfaMethods',
  'phishingResistant',
  'guest',
  'homeDomain',
  'sponsorIds',
  'managerId',
  'employeeHireAt',
  'employeeLeaveAt',
  'disabledInGroups',
  'leaverStillEnabled',
  'staleGuest',
  'passwordNeverExpires',
  'source',
] as const;

/** What account facts are derived from besides the accounts themselves. */
export const FACT_SOURCES: readonly ResourceName[] = [
  'accounts',
  'memberships',
  'signInActivity',
  'userRegistrationDetails',
  'guestSponsors',
  'leaveDates',
];

/** What one account's access is derived from. */
export const ACCESS_SOURCES: readonly ResourceName[] = [
  ...PRIVILEGE_SOURCES,
  'servicePrincipals',
  'appRoleAssignments',
  'signInActivity',
  'userRegistrationDetails',
];
