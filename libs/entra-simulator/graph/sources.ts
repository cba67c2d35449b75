import type { JsonObject } from '#kernel/json.js';
import type { DirectoryObject } from '../tenant/directory.js';
import { text } from '#kernel/json.js';
import { odataType } from '../tenant/directory.js';
import { numberOf } from '../tenant/numbers.js';
import { expander } from './expand.js';
import { objectOf } from './links.js';
import type { ListSource } from './list.js';
import { seesType } from './permissions.js';
import { personalOf, withPersonal } from './personal.js';
import { USER_BASICS, USER_DEFAULTS } from './properties.js';
import { DIRECTORY_RULES, type ListQuery, type QueryRules } from './query.js';
import type { GraphRead } from './request.js';
import { restricted } from './restricted.js';
import { selected } from './selection.js';

const UNPAGED: QueryRules = { topDefault: 1_000_000, topMax: 1_000_000, directory: false };

/** Users, as `/users` lists them. */
export function userSource(read: GraphRead): ListSource {
  const { store } = read;
  const personal = personalOf(read);
  const expand = expander(read, 'user');
  return {
    ...mapSource('users', store.users, USER_DEFAULTS),
    view: (object) => withPersonal(read, object, personal),
    decorate: (object) => ({
      // Graph adds the id to sign-in activity whether it is selected or not.
      ...(personal.signInActivity ? { id: text(object['id']) } : {}),
      ...expand(text(object['id'])),
    }),
    restrict: seesFullUsers(read) ? undefined : USER_BASICS,
  };
}

/** Groups, as `/groups` lists them. */
export function groupSource(read: GraphRead): ListSource {
  const expand = expander(read, 'group');
  return {
    ...mapSource('groups', read.store.groups, undefined),
    decorate: (object) => expand(text(object['id'])),
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
  return { ...kind, ...selected(object, query.select ?? defaults, type) };
}

/** Shows a whole object as the answer to a request for it alone. */
export function showObject(read: GraphRead, object: JsonObject, query: ListQuery, type: string): JsonObject {
  const expand = expander(read, type);
  const restrict = type === 'user' && !seesFullUsers(read) ? USER_BASICS : undefined;
  const defaults = type === 'user' ? USER_DEFAULTS : undefined;
  const names = restricted(query.select ?? defaults, restrict);
  const whole = type === 'user' ? withPersonal(read, object, personalOf(read, userKey(read))) : object;
  return { ...selected(whole, names, type), ...expand(text(object['id'])) };
}

function userKey(read: GraphRead): string | undefined {
  return read.path.startsWith('/users/') ? read.segments[1] : undefined;
}

function seesFullUsers(read: GraphRead): boolean {
  const full = ['User.Read.All', 'User.ReadWrite.All', 'Directory.Read.All', 'Directory.ReadWrite.All'];
  if (read.asked.startsWith('/me')) return true;
  return full.some((permission) => read.caller.permissions.has(permission));
}

function plural(type: string): string {
  return type === 'orgContact' ? 'contacts' : `${type}s`;
}
