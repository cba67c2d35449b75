import type { DirectoryObject, Links } from '../tenant/directory.js';
import type { TenantStore } from '../tenant/tenant-store.js';
import { notFound } from './errors.js';

/** A directory object of a type, by its id. */
export function objectOf(store: TenantStore, id: string, type: string): DirectoryObject | undefined {
  const collections: Readonly<Record<string, ReadonlyMap<string, DirectoryObject>>> = {
    user: store.users,
    group: store.groups,
    device: store.devices,
    servicePrincipal: store.servicePrincipals,
    orgContact: store.orgContacts,
    directoryRole: store.directoryRoles,
    application: store.applications,
    administrativeUnit: store.access.administrativeUnits,
  };
  return collections[type]?.get(id);
}

/** Graph's type of any directory object by its id, also of those that cannot be members. */
export function anyTypeOf(store: TenantStore, id: string): string | undefined {
  const member = store.typeOf(id);
  if (member !== undefined) return member;
  if (store.applications.has(id)) return 'application';
  if (store.access.administrativeUnits.has(id)) return 'administrativeUnit';
  return store.directoryRoles.has(id) ? 'directoryRole' : undefined;
}

/** The links of an object; an unknown object is a 404. @throws GraphFault */
export function linksOf(links: Links, id: string, known: boolean): ReadonlyMap<string, string> {
  if (!known) throw notFound(id);
  return links.get(id) ?? new Map<string, string>();
}

/** Everything that is reachable through nested groups, without the group itself. */
export function transitiveMembers(store: TenantStore, groupId: string): ReadonlyMap<string, string> {
  const reached = new Map<string, string>();
  const open = [groupId];
  for (let at = open.pop(); at !== undefined; at = open.pop()) {
    for (const [id, type] of store.members.get(at) ?? []) {
      if (reached.has(id)) continue;
      reached.set(id, type);
      if (type === 'group') open.push(id);
    }
  }
  reached.delete(groupId);
  return reached;
}

/** Groups that an object is in, directly or through others, the directory roles that it holds, and its administrative units. */
export function membershipsOf(
  store: TenantStore,
  id: string,
  transitive: boolean,
): ReadonlyMap<string, string> {
  const reached = new Map<string, string>();
  const open = [id];
  for (let at = open.pop(); at !== undefined; at = open.pop()) {
    for (const groupId of store.memberOf.get(at) ?? []) {
      if (reached.has(groupId)) continue;
      reached.set(groupId, 'group');
      if (transitive) open.push(groupId);
    }
  }
  for (const [roleId, members] of store.directoryRoleMembers) {
    const holds = members.has(id) || [...reached.keys()].some((groupId) => members.has(groupId));
    if (holds) reached.set(roleId, 'directoryRole');
  }
  for (const [unitId, members] of store.access.unitMembers) {
    if (members.has(id) && store.access.administrativeUnits.has(unitId))
      reached.set(unitId, 'administrativeUnit');
  }
  return reached;
}
