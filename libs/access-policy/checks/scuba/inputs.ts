import { isJsonObject, type JsonObject } from '#kernel/json.js';
import type { RoleAssignment } from '../../model/directory-shapes.js';
import type { Snapshot } from '../../model/snapshot.js';
import { ROLES } from '../../model/well-known.js';
import { allAssignments, holdersOf, type Found } from '../directory.js';
import { objects } from '../json-fields.js';

/** Name of the role that several policies single out. */
export const GLOBAL_ADMINISTRATOR = 'Global Administrator';

/** Display names of the highly privileged roles, by template id. */
const ROLE_NAMES: ReadonlyMap<string, string> = new Map([
  [ROLES.globalAdministrator, GLOBAL_ADMINISTRATOR],
  [ROLES.privilegedRoleAdministrator, 'Privileged Role Administrator'],
  [ROLES.userAdministrator, 'User Administrator'],
  [ROLES.sharePointAdministrator, 'SharePoint Administrator'],
  [ROLES.exchangeAdministrator, 'Exchange Administrator'],
  [ROLES.hybridIdentityAdministrator, 'Hybrid Identity Administrator'],
  [ROLES.applicationAdministrator, 'Application Administrator'],
  [ROLES.cloudApplicationAdministrator, 'Cloud Application Administrator'],
]);
const KNOWN_NAMES: ReadonlySet<string> = new Set(ROLE_NAMES.values());

/** Levels of groups that are followed: direct members of active groups, two levels of eligible ones. */
const ACTIVE_LEVELS = 1;
const ELIGIBLE_LEVELS = 2;

/** A highly privileged role of the tenant. */
export interface HighRole {
  readonly displayName: string;
  readonly templateId: string;
}

/** A user with highly privileged roles, by the names of the roles. */
export interface PrivilegedUser {
  readonly id: string;
  readonly displayName: string;
  readonly immutableId: string | null | undefined;
  readonly roles: ReadonlySet<string>;
}

/** Names of provisioned service plans; the state of the subscription is not considered. */
export function servicePlans({ subscribedSkus = [] }: Pick<Snapshot, 'subscribedSkus'>): readonly string[] {
  return subscribedSkus
    .flatMap(({ servicePlans = [] }) => servicePlans)
    .filter(({ provisioningStatus }) => provisioningStatus === 'Success')
    .flatMap(({ servicePlanName }) => servicePlanName ?? []);
}

/** Built-in roles with one of the eight names; a known template has its name, in whatever language it is shown. */
export function highRoles({ roleDefinitions = [] }: Pick<Snapshot, 'roleDefinitions'>): readonly HighRole[] {
  return roleDefinitions.flatMap(({ id, templateId = id, displayName = '', isBuiltIn }) => {
    const name = ROLE_NAMES.get(templateId ?? '') ?? displayName;
    const isHigh = KNOWN_NAMES.has(name) && isBuiltIn !== false;
    return isHigh && templateId !== undefined ? [{ displayName: name, templateId }] : [];
  });
}

/** Users who hold a highly privileged role, active or, with P2, eligible; one entry per user. */
export function privilegedUsers(snapshot: Snapshot, hasP2: boolean): Found<readonly PrivilegedUser[]> {
  const roles = highRoles(snapshot);
  const ids = roles.map(({ templateId }) => templateId);
  const active = holdersOf(snapshot, {
    assignments: snapshot.roleAssignments ?? [],
    roles: ids,
    levelsMax: ACTIVE_LEVELS,
  });
  const eligible = holdersOf(snapshot, {
    assignments: hasP2 ? (snapshot.roleEligibilityScheduleInstances ?? []) : [],
    roles: ids,
    levelsMax: ELIGIBLE_LEVELS,
  });
  const missing = hasP2 ? allAssignments(snapshot).doubts : [];
  const nameOf = new Map(roles.map(({ templateId, displayName }) => [templateId, displayName]));
  const value = (snapshot.users ?? []).flatMap(({ id = '', displayName = '', onPremisesImmutableId }) => {
    const held = [...(active.value.get(id) ?? []), ...(eligible.value.get(id) ?? [])];
    const named = new Set(held.map((role) => nameOf.get(role) ?? role));
    return held.length === 0 ? [] : [{ id, displayName, immutableId: onPremisesImmutableId, roles: named }];
  });
  return { value, doubts: [...missing, ...active.doubts, ...eligible.doubts] };
}

/** A PIM rule with where it comes from. */
export interface SourcedRule {
  readonly source: string;
  readonly rule: JsonObject;
}

/** PIM rules of a role, and the member rules of groups that are assigned to it. */
export function rulesOf(snapshot: Snapshot, role: HighRole): readonly SourcedRule[] {
  const settings = snapshot.roleManagementPolicyAssignments ?? [];
  const isRole = roleMatcher(snapshot, role);
  const principals = [
    ...(snapshot.roleAssignments ?? []),
    ...(snapshot.roleAssignmentScheduleInstances ?? []),
    ...(snapshot.roleEligibilityScheduleInstances ?? []),
  ]
    .filter(({ roleDefinitionId }) => isRole(roleDefinitionId))
    .map(({ principalId }) => principalId);
  return settings.flatMap(({ scopeType, scopeId = '', roleDefinitionId, policy }) => {
    const isGroup = scopeType === 'Group';
    const isOwn = isGroup
      ? roleDefinitionId === 'member' && principals.includes(scopeId.toLowerCase())
      : isRole(roleDefinitionId);
    const source = isGroup ? groupName(snapshot, scopeId) : role.displayName;
    return isOwn ? (policy?.rules ?? []).map((rule) => ({ source, rule })) : [];
  });
}

/** Active assignments of a role, activated ones and those of any scope included. */
export function assignmentsOf(snapshot: Snapshot, role: HighRole): readonly RoleAssignment[] {
  const isRole = roleMatcher(snapshot, role);
  return (snapshot.roleAssignmentScheduleInstances ?? []).filter(({ roleDefinitionId }) =>
    isRole(roleDefinitionId),
  );
}

/** Every authorization policy: v1.0 has one, beta a collection of one. */
export function authorizationPolicies({ source }: Snapshot): readonly JsonObject[] {
  const found = source['authorizationPolicy'];
  const inner = isJsonObject(found) && Array.isArray(found['value']) ? found['value'] : found;
  return isJsonObject(inner) ? [inner] : objects(inner);
}

function roleMatcher(
  { roleDefinitions = [] }: Snapshot,
  role: HighRole,
): (id: string | undefined) => boolean {
  const ids = roleDefinitions
    .filter(({ id, templateId = id }) => templateId === role.templateId)
    .map(({ id }) => id);
  return (id) => id === role.templateId || ids.includes(id);
}

function groupName({ groups = [] }: Snapshot, id: string): string {
  return groups.find((group) => group.id === id.toLowerCase())?.displayName ?? `group ${id}`;
}
