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
