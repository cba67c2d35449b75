import { text, type JsonObject } from '#kernel/json.js';
import { homeTenantOfUser } from '../tenant/home-tenants.js';
import type { TenantStore } from '../tenant/tenant-store.js';

/** What an evaluation looks up in a tenant. */
export interface EvaluationWorld {
  readonly tenantId: string;
  user(id: string): JsonObject | undefined;
  servicePrincipal(id: string): JsonObject | undefined;
  /** Groups that somebody is in, directly or through others. */
  groupsOf(id: string): ReadonlySet<string>;
  /** Template ids of built-in roles that somebody holds actively in the whole tenant, also through groups. */
  rolesOf(id: string): ReadonlySet<string>;
  /** Tenant in which a guest has an account; undefined when nobody knows. */
  homeTenantOf(user: JsonObject): string | undefined;
  location(id: string): JsonObject | undefined;
  locations(): Iterable<JsonObject>;
}

/** Looks a simulated tenant up. */
export function worldOf(store: TenantStore): EvaluationWorld {
  const groupsOf = (id: string): ReadonlySet<string> => nested(store, id);
  const places = store.policies.collection('namedLocations');
  return {
    tenantId: store.tenantId,
    user: (id) => store.users.get(id),
    servicePrincipal: (id) => store.servicePrincipals.get(id),
    groupsOf,
    rolesOf: (id) => heldRoles(store, new Set([id, ...groupsOf(id)])),
    homeTenantOf: homeTenantOfUser,
    location: (id) => places.get(id),
    locations: () => places.values(),
  };
}

function nested(store: TenantStore, id: string): ReadonlySet<string> {
  const reached = new Set<string>();
  const open = [id];
  for (let at = open.pop(); at !== undefined; at = open.pop()) {
    for (const group of store.memberOf.get(at) ?? []) {
      if (reached.has(group)) continue;
      reached.add(group);
      open.push(group);
    }
  }
  return reached;
}

/** Roles in an administrative unit or of an object do not count, nor do roles that a tenant made itself. */
function heldRoles(store: TenantStore, principals: ReadonlySet<string>): ReadonlySet<string> {
  const roles = new Set<string>();
  for (const assignment of store.roleAssignments.values()) {
    const { principalId, directoryScopeId, roleDefinitionId } = assignment;
    const definition = store.roleDefinitions.get(text(roleDefinitionId));
    if (directoryScopeId !== '/' || definition?.['isBuiltIn'] === false) continue;
    if (principals.has(text(principalId))) roles.add(text(roleDefinitionId));
  }
  return roles;
}
