import type { JsonObject } from '#kernel/json.js';
import type { DirectoryObject, Links } from '../tenant/directory.js';
import { text } from '#kernel/json.js';
import { odataType } from '../tenant/directory.js';
import { numberOf } from '../tenant/numbers.js';
import type { TenantStore } from '../tenant/tenant-store.js';
import { notFound } from './errors.js';
import type { ListSource } from './list.js';
import { seesType } from './permissions.js';
import { personalOf, withPersonal } from './personal.js';
import { USER_BASICS, USER_DEFAULTS } from './properties.js';
import { DIRECTORY_RULES, project, type ListQuery, type QueryRules } from './query.js';
import type { GraphRead } from './request.js';
import { restricted } from './restricted.js';

/** Most members that `$expand=members` shows; there is no link to the rest. */
const EXPANDED_MAX = 20;

const UNPAGED: QueryRules = { topDefault: 1_000_000, topMax: 1_000_000, directory: false };

/** Users, as `/users` lists them. */
export function userSource(read: GraphRead): ListSource {
  const { store } = read;
  const personal = personalOf(read);
  return {
    ...mapSource('users', store.users, USER_DEFAULTS),
    view: (object) => withPersonal(read, object, personal),
    decorate: (object, query) => ({
      // Graph adds the id to sign-in activity whether it is selected or not.
      ...(personal.signInActivity ? { id: text(object['id']) } : {}),
      ...withPeople(read, text(object['id']), query.expand),
    }),
    restrict: seesFullUsers(read) ? undefined : USER_BASICS,
  };
}

/** Groups, as `/groups` lists them. */
export function groupSource(read: GraphRead): ListSource {
  return {
    ...mapSource('groups', read.store.groups, undefined),
    decorate: (object, query) => withLinks(read, text(object['id']), query.expand),
  };
}

/** Any other collection of the directory. */
export function mapSource(
  name: string,
  map: ReadonlyMap<string, DirectoryObject>,
  defaults: readonly string[] | undefined,
): ListSource {
  return { name, objects: () => map.values(), size: () => map.size, defaults, rules: DIRECTORY_RULES };
}

/** A short list that comes in one page. */
export function wholeSource(name: string, objects: readonly JsonObject[]): ListSource {
  return { name, objects: () => objects, size: () => objects.length, defaults: undefined, rules: UNPAGED };
}

/** A short list of roles and their assignments, which takes `$top` but never pages by itself. */
export function roleSource(name: string, map: ReadonlyMap<string, DirectoryObject>): ListSource {
  const rules = { topDefault: 999, topMax: 999, directory: false };
  return { name, objects: () => map.values(), size: () => map.size, defaults: undefined, rules };
}

/** The ends of links, of every type or of one (`microsoft.graph.user`). */
export function linkSource(
  read: GraphRead,
  links: ReadonlyMap<string, string>,
  cast: string | undefined,
): ListSource {
  const wanted = cast?.replace('microsoft.graph.', '');
  const ends = [...links]
    .filter(([, type]) => wanted === undefined || type === wanted)
    .map(([id, type]) => [objectOf(read.store, id, type), type] as const)
    .filter((end): end is readonly [DirectoryObject, string] => end[0] !== undefined);
  const types = new Map<JsonObject, string>(ends.map(([object, type]) => [object, type]));
  const objects = ends.map(([object]) => object).sort((a, b) => numberOf(a) - numberOf(b));
  return {
    name: wanted === undefined ? 'directoryObjects' : plural(wanted),
    objects: () => objects,
    size: () => objects.length,
    defaults: undefined,
    rules: DIRECTORY_RULES,
    show: (object, query) => showEnd(read, object, types.get(object) ?? 'user', query, wanted !== undefined),
  };
}

/** Id of the user that a path names by id or by sign-in name. */
export function userIdOf(read: GraphRead, key: string | undefined): string | undefined {
  if (key === undefined) return undefined;
  return read.store.users.has(key) ? key : read.store.userByUpn(key);
}

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

/** An object with its type; without permission to read the type, only its id. */
function showEnd(
  read: GraphRead,
  object: JsonObject,
  type: string,
  query: ListQuery,
  cast: boolean,
): JsonObject {
  const kind = cast ? {} : { '@odata.type': odataType(type) };
  if (type !== 'directoryRole' && !seesType(type, read.caller)) return { ...kind, id: object['id'] ?? null };
  const defaults = type === 'user' ? USER_DEFAULTS : undefined;
  return { ...kind, ...project(object, query.select, defaults) };
}

/** Shows a whole object as the answer to a request for it alone. */
export function showObject(read: GraphRead, object: JsonObject, query: ListQuery, type: string): JsonObject {
  const id = text(object['id']);
  const restrict = type === 'user' && !seesFullUsers(read) ? USER_BASICS : undefined;
  const defaults = type === 'user' ? USER_DEFAULTS : undefined;
  const names = restricted(query.select ?? defaults, restrict);
  if (type === 'user') return showUser(read, object, query.expand, names);
  const shown = project(object, names, undefined);
  return type === 'group' ? { ...shown, ...withLinks(read, id, query.expand) } : shown;
}

function showUser(
  read: GraphRead,
  user: JsonObject,
  expand: string | undefined,
  names: readonly string[] | undefined,
): JsonObject {
  const key = read.path.startsWith('/users/') ? read.segments[1] : undefined;
  const whole = withPersonal(read, user, personalOf(read, key));
  return { ...project(whole, names, undefined), ...withPeople(read, text(user['id']), expand) };
}

/** The manager and the sponsors of a person, as far as `$expand` asks for them. */
function withPeople(read: GraphRead, userId: string, expand: string | undefined): JsonObject {
  return { ...withManager(read.store, userId, expand), ...withSponsors(read, userId, expand) };
}

function withSponsors(read: GraphRead, userId: string, expand: string | undefined): JsonObject {
  if (expand === undefined || !/(^|,)sponsors\b/.test(expand)) return {};
  const select = /sponsors\([^)]*\$select=([^;)]+)/.exec(expand)?.[1]?.split(',');
  const sponsors = [...(read.store.access.sponsors.get(userId) ?? [])].flatMap(([id, type]) => {
    const sponsor = objectOf(read.store, id, type);
    if (sponsor === undefined) return [];
    const defaults = type === 'user' ? USER_DEFAULTS : undefined;
    return [{ '@odata.type': odataType(type), ...project(sponsor, select, defaults) }];
  });
  return { sponsors };
}

function withManager(store: TenantStore, userId: string, expand: string | undefined): JsonObject {
  if (expand === undefined || !/(^|,)manager\b/.test(expand)) return {};
  const manager = store.users.get(store.managers.get(userId) ?? '');
  if (manager === undefined) return {};
  const select = /manager\([^)]*\$select=([^;)]+)/.exec(expand)?.[1]?.split(',');
  return { manager: { '@odata.type': odataType('user'), ...project(manager, select, USER_DEFAULTS) } };
}

function withLinks(read: GraphRead, groupId: string, expand: string | undefined): JsonObject {
  const relation = /^(members|owners)/.exec(expand ?? '')?.[1];
  if (relation !== 'members' && relation !== 'owners') return {};
  const links = [...(read.store[relation].get(groupId) ?? [])].slice(0, EXPANDED_MAX);
  const select = /\$select=([^;)]+)/.exec(expand ?? '')?.[1]?.split(',');
  const ends = links.flatMap(([id, type]) => {
    const object = objectOf(read.store, id, type);
    if (object === undefined) return [];
    const defaults = type === 'user' ? USER_DEFAULTS : undefined;
    return [{ '@odata.type': odataType(type), ...project(object, select, defaults) }];
  });
  return { [relation]: ends };
}

function seesFullUsers(read: GraphRead): boolean {
  const full = ['User.Read.All', 'User.ReadWrite.All', 'Directory.Read.All', 'Directory.ReadWrite.All'];
  if (read.path.startsWith('/me')) return true;
  return full.some((permission) => read.caller.permissions.has(permission));
}

function plural(type: string): string {
  return type === 'orgContact' ? 'contacts' : `${type}s`;
}
