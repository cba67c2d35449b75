import { isJsonObject, text, type Json } from '#kernel/json.js';
import { badRequest, GraphFault, notFound, type GraphReply } from './errors.js';
import type { ListSource } from './list.js';
import { bodyOf } from './body.js';
import { namedKey } from './paths.js';
import { relationOf, relationsOf } from './relations.js';
import { contextOf, envelope, type GraphRead } from './request.js';
import { CAST, count, entity, ID, list, route, type Route } from './routing.js';
import { anyTypeOf, membershipsOf, objectOf } from './links.js';
import { linkSource, userIdOf } from './sources.js';

/** Collections whose objects have relations, and the type of their objects. */
const COLLECTIONS = [
  ['users', 'user'],
  ['groups', 'group'],
  ['devices', 'device'],
  ['servicePrincipals', 'servicePrincipal'],
  ['applications', 'application'],
  ['contacts', 'orgContact'],
] as const;

const GUID = '([0-9a-fA-F-]{36})';
const ACTIONS = 'getMemberGroups|getMemberObjects|checkMemberGroups|checkMemberObjects';

/** Most ids that a check takes. Source: https://learn.microsoft.com/graph/api/directoryobject-checkmembergroups */
const CHECKED_MAX = 20;

/** Lists of related objects, their counts and single ends of them. */
export const RELATION_ROUTES: readonly Route[] = COLLECTIONS.flatMap(([collection, type]) => {
  const relation = `/${collection}/${ID}/(${relationsOf(type).join('|')})`;
  const source = (read: GraphRead, [key = '', name = '', cast]: readonly (string | undefined)[]) =>
    related(read, { type, key, name, cast });
  return [
    route(`${relation}${CAST}`, list(source)),
    route(`${relation}${CAST}/\\$count`, count(source)),
    route(`${relation}/${GUID}${CAST}`, (read, [key = '', name = '', end = '']) =>
      oneEnd(read, related(read, { type, key, name, cast: undefined }), end),
    ),
  ];
});

/** Questions about memberships, which are posted. */
export const MEMBERSHIP_POSTS: readonly Route[] = [
  route(
    `/(?:users|groups|devices|servicePrincipals|contacts|directoryObjects)/${ID}/(?:microsoft\\.graph\\.)?(${ACTIONS})`,
    answerMembership,
  ),
];

/** Any object of the directory by its id; what changed of all of them together is asked by type. */
export const DIRECTORY_OBJECT_ROUTES: readonly Route[] = [
  route('/directoryObjects/delta', () => {
    throw new GraphFault({
      status: 501,
      code: 'NotImplemented',
      message: 'This operation target is not yet supported.',
    });
  }),
  route(`/directoryObjects/${ID}`, (read, [id = '']) => oneEnd(read, undefined, id)),
];

/** Id of an object of a type, by id, sign-in name or named key; a text that is no id when there is none. */
function idOf(read: GraphRead, type: string, key: string): string {
  if (type === 'user') return userIdOf(read, namedKey(key, 'userPrincipalName') ?? key) ?? '';
  const appId = namedKey(key, 'appId')?.toLowerCase();
  if (appId === undefined) return key;
  const objects = type === 'application' ? read.store.applications : read.store.servicePrincipals;
  for (const [id, object] of objects) if (object['appId'] === appId) return id;
  return '';
}

function related(
  read: GraphRead,
  at: {
    readonly type: string;
    readonly key: string;
    readonly name: string;
    readonly cast: string | undefined;
  },
): ListSource {
  const id = idOf(read, at.type, at.key);
  if (objectOf(read.store, id, at.type) === undefined) throw notFound(at.key);
  return linkSource(read, relationOf(at.type, at.name)?.(read, id) ?? new Map(), at.cast);
}

/** One object of the directory, as far as it is among those of a list. @throws GraphFault 404 */
function oneEnd(read: GraphRead, among: ListSource | undefined, id: string): GraphReply {
  const type = anyTypeOf(read.store, id);
  const object = type === undefined ? undefined : objectOf(read.store, id, type);
  const isThere = among === undefined || [...among.objects()].some((end) => end['id'] === id);
  if (type === undefined || object === undefined || !isThere) throw notFound(id);
  const reply = entity(read, object, 'directoryObjects', type);
  const body = isJsonObject(reply.body) ? reply.body : {};
  const { '@odata.context': context = null, ...shown } = body;
  return {
    ...reply,
    body: { '@odata.context': context, '@odata.type': `#microsoft.graph.${type}`, ...shown },
  };
}

/** Source: https://learn.microsoft.com/graph/api/directoryobject-getmembergroups and the pages of its three siblings */
function answerMembership(read: GraphRead, [key = '', action = '']: readonly string[]): GraphReply {
  const id = read.store.typeOf(key) === undefined ? (userIdOf(read, key) ?? '') : key;
  if (read.store.typeOf(id) === undefined) throw notFound(key);
  const body = bodyOf(read);
  const groupsOnly = action.endsWith('Groups');
  const reached = [...membershipsOf(read.store, id, true)]
    .filter(([, type]) => !groupsOnly || type === 'group')
    .map(([end]) => end)
    .filter((end) => body['securityEnabledOnly'] !== true || isSecurityEnabled(read, end));
  const asked = action.startsWith('check') ? checked(body[groupsOnly ? 'groupIds' : 'ids']) : undefined;
  const value = asked === undefined ? reached : asked.filter((end) => reached.includes(end));
  const context = contextOf(read, 'Collection(Edm.String)');
  return { status: 200, body: { ...envelope(context, [], {}), value } };
}

function isSecurityEnabled(read: GraphRead, id: string): boolean {
  const group = read.store.groups.get(id);
  return group === undefined || group['securityEnabled'] === true;
}

function checked(ids: Json | undefined): readonly string[] {
  const known = Array.isArray(ids) ? (ids as readonly Json[]).map(text) : [];
  if (known.length === 0 || known.length > CHECKED_MAX) throw badRequest('Invalid number of ids.');
  return known;
}
