import type { Json, JsonObject } from '#kernel/json.js';

/** Changes to a policy: conditions are merged one level deep, everything else replaces. */
export interface PolicyChanges {
  readonly id?: string;
  readonly state?: string;
  readonly users?: JsonObject;
  readonly applications?: JsonObject;
  /** Other conditions, for instance `locations`. */
  readonly conditions?: JsonObject;
  readonly grantControls?: Json;
  readonly sessionControls?: Json;
}

/** "All users, All apps, grant mfa", enabled, with changes. */
export function mfaPolicy(changes: PolicyChanges = {}): JsonObject {
  const { id = 'p1', state = 'enabled', users = {}, applications = {}, conditions = {} } = changes;
  return {
    id,
    displayName: `Policy ${id}`,
    state,
    conditions: {
      users: { includeUsers: ['All'], ...users },
      applications: { includeApplications: ['All'], ...applications },
      clientAppTypes: ['all'],
      ...conditions,
    },
    grantControls: changes.grantControls === undefined ? grant('mfa') : changes.grantControls,
    sessionControls: changes.sessionControls ?? null,
  };
}

/** Built-in grant controls; `OR` unless said otherwise. */
export function grant(controls: string | readonly string[], operator: 'AND' | 'OR' = 'OR'): JsonObject {
  return { operator, builtInControls: [controls].flat() };
}

/** A grant by authentication strength. */
export function strength(
  id: string,
  combinations: readonly string[],
  satisfies: string | null = 'mfa',
): JsonObject {
  const authenticationStrength = { id, allowedCombinations: combinations, requirementsSatisfied: satisfies };
  return { operator: 'OR', builtInControls: [], authenticationStrength };
}

/** A member of the tenant, enabled. */
export function member(id: string, changes: JsonObject = {}): JsonObject {
  return { id, userPrincipalName: `${id}@contoso.com`, userType: 'Member', accountEnabled: true, ...changes };
}

/** A guest who was invited. */
export function guest(id: string, changes: JsonObject = {}): JsonObject {
  const userPrincipalName = `${id}_fabrikam.com#EXT#@contoso.onmicrosoft.com`;
  return member(id, { userPrincipalName, userType: 'Guest', creationType: 'Invitation', ...changes });
}

/** A group with direct members. */
export function group(id: string, memberIds: readonly string[]): JsonObject {
  return { id, displayName: id, members: memberIds.map((memberId) => ({ id: memberId })) };
}

/** A role for the whole tenant. */
export function role(principalId: string, roleDefinitionId: string): JsonObject {
  return { id: `${principalId} ${roleDefinitionId}`, principalId, roleDefinitionId, directoryScopeId: '/' };
}

/** A tenant with one user and nothing else, everything collected. */
export function tenant(policies: readonly JsonObject[], changes: JsonObject = {}): JsonObject {
  return {
    conditionalAccessPolicies: policies,
    namedLocations: [],
    authenticationStrengthPolicies: [],
    users: [member('u1')],
    groups: [],
    roleDefinitions: [],
    roleAssignments: [],
    roleEligibilityScheduleInstances: [],
    securityDefaults: { isEnabled: false },
    ...changes,
  };
}
