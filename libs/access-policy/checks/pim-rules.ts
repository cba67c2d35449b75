import type { JsonObject } from '#kernel/json.js';
import type { Snapshot } from '../model/snapshot.js';
import { templateOf } from './directory.js';

/** The rules that PIM applies to one role, or to the members of a group that can be activated for it. */
export interface RoleRules {
  /** Template id of the role. */
  readonly role: string;
  readonly rules: readonly JsonObject[];
}

/** PIM settings of directory roles; settings whose rules were not read are left out. */
export function roleRules(snapshot: Snapshot): readonly RoleRules[] {
  return (snapshot.roleManagementPolicyAssignments ?? []).flatMap(
    ({ scopeType, roleDefinitionId, policy }) =>
      scopeType === 'Group' || policy?.rules === undefined
        ? []
        : [{ role: templateOf(snapshot, roleDefinitionId), rules: policy.rules }],
  );
}

/** The rule of a role with this id. */
export function ruleOf(settings: RoleRules | undefined, id: string): JsonObject | undefined {
  return settings?.rules.find((each) => each['id'] === id);
}
