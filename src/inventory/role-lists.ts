import type { PlainList } from './lists.js';

const DIRECTORY = ['Directory.Read.All', 'Directory.ReadWrite.All'] as const;
const ROLES = ['RoleManagement.Read.Directory', ...DIRECTORY, 'RoleManagement.ReadWrite.Directory'] as const;
const INTRODUCED = '051-roles';

/** Per-role settings are listed for the directory only; the filter is mandatory. */
const ROLE_POLICIES =
  "$filter=scopeId%20eq%20'/'%20and%20scopeType%20eq%20'DirectoryRole'&$expand=policy($expand=rules)";

/** Directory roles: what they are, who holds them, who may activate them, and under which rules. */
export const ROLE_LISTS = {
  roleDefinitions: {
    kind: 'role_definition',
    id: 'uuid',
    introduced: INTRODUCED,
    path: '/roleManagement/directory/roleDefinitions',
    answer: 'list',
    anyOf: [...ROLES, 'RoleManagement.Read.All'],
    feature: 'Directory roles',
  },
  roleAssignments: {
    kind: 'role_assignment',
    id: 'text',
    introduced: INTRODUCED,
    path: '/roleManagement/directory/roleAssignments',
    answer: 'list',
    anyOf: ROLES,
    feature: 'Directory roles',
  },
  roleAssignmentScheduleInstances: {
    kind: 'role_assignment_instance',
    id: 'text',
    introduced: INTRODUCED,
    path: '/roleManagement/directory/roleAssignmentScheduleInstances',
    answer: 'list',
    anyOf: [
      'RoleAssignmentSchedule.Read.Directory',
      'RoleManagement.Read.Directory',
      'RoleManagement.Read.All',
      'RoleAssignmentSchedule.ReadWrite.Directory',
      'RoleManagement.ReadWrite.Directory',
    ],
    feature: 'Time-bound and activated roles',
    licence: 'P2',
  },
  roleEligibilityScheduleInstances: {
    kind: 'role_eligibility_instance',
    id: 'text',
    introduced: INTRODUCED,
    path: '/roleManagement/directory/roleEligibilityScheduleInstances',
    answer: 'list',
    anyOf: [
      'RoleEligibilitySchedule.Read.Directory',
      'RoleManagement.Read.Directory',
      'RoleManagement.Read.All',
      'RoleEligibilitySchedule.ReadWrite.Directory',
      'RoleManagement.ReadWrite.Directory',
    ],
    feature: 'Eligible roles',
    licence: 'P2',
  },
  roleManagementPolicyAssignments: {
    kind: 'role_setting',
    id: 'text',
    introduced: INTRODUCED,
    path: `/policies/roleManagementPolicyAssignments?${ROLE_POLICIES}`,
    answer: 'list',
    anyOf: [
      'RoleManagementPolicy.Read.Directory',
      'RoleManagement.Read.Directory',
      'RoleManagement.Read.All',
      'RoleManagement.ReadWrite.Directory',
    ],
    feature: 'Rules for activating roles',
    licence: 'P2',
  },
} as const satisfies Record<string, PlainList>;
