import { refuseElsewhere } from './elsewhere.js';
import { isJsonObject, type Json } from '#kernel/json.js';
import { text } from '#kernel/json.js';
import { answerDelta } from './delta.js';
import { badRequest, GraphFault, notFound, type GraphReply } from './errors.js';
import { answerCount, answerList, type ListSource } from './list.js';
import { seesHiddenMembers } from './permissions.js';
import { USER_DEFAULTS } from './properties.js';
import { POLICY_POSTS } from './policy/evaluate-route.js';
import { POLICY_GETS } from './policy/policy-routes.js';
import { contextOf, envelope, type GraphRead } from './request.js';
import { answerFrom, CAST, count, entity, ID, list, route, type Route } from './routing.js';
import { ACCESS_ROUTES } from './routes-access.js';
import {
  anyTypeOf,
  groupSource,
  linksOf,
  linkSource,
  mapSource,
  membershipsOf,
  objectOf,
  transitiveMembers,
  userIdOf,
  userSource,
  wholeSource,
} from './sources.js';

const GET_BY_IDS_MAX = 1_000;

const contacts = (read: GraphRead): ListSource => mapSource('contacts', read.store.orgContacts, undefined);
/** Every GET that the simulator answers, by path below the version. */
const GETS: readonly Route[] = [
  ...POLICY_GETS,
  ...ACCESS_ROUTES,
  route('/organization', (read) => answerList(read, wholeSource('organization', [read.store.organization]))),
  route(`/organization/${ID}`, (read) => entity(read, read.store.organization, 'organization')),
  route('/domains', (read) => answerList(read, wholeSource('domains', read.store.domains))),
  route(`/domains/${ID}`, (read, [id]) =>
    entity(
      read,
      read.store.domains.find((domain) => domain['id'] === id),
      'domains',
    ),
  ),
  route('/subscribedSkus', (read) =>
    answerList(read, wholeSource('subscribedSkus', read.store.subscribedSkus)),
  ),
  route('/users', list(userSource)),
  route('/users/\\$count', count(userSource)),
  route('/users/delta', (read) => answerDelta(read, 'users', USER_DEFAULTS)),
  route('/me', (read) => answerUser(read, read.caller.userId)),
  route(`/me/(memberOf|transitiveMemberOf)${CAST}`, (read, [relation, cast]) =>
    answerMemberships(read, read.caller.userId ?? '', relation === 'transitiveMemberOf', cast),
  ),
  route(`/users/${ID}`, (read, [id]) => answerUser(read, id)),
  route(`/(?:users|groups)/${ID}/photos?(?:/.*)?`, () => {
    throw new GraphFault({
      status: 404,
      code: 'ImageNotFound',
      message: "Exception of type 'Microsoft.Fast.Profile.Core.Exception.ImageNotFoundException' was thrown.",
    });
  }),
  route(`/users/${ID}/manager`, answerManager),
  route(`/users/${ID}/directReports`, answerReports),
  route(`/users/${ID}/(memberOf|transitiveMemberOf)${CAST}`, (read, [id = '', relation, cast]) =>
    answerMemberships(read, userIdOf(read, id) ?? '', relation === 'transitiveMemberOf', cast),
  ),
  route('/groups', list(groupSource)),
  route('/groups/\\$count', count(groupSource)),
  route('/groups/delta', (read) => answerDelta(read, 'groups', undefined)),
  route(`/groups/${ID}`, (read, [id = '']) => entity(read, read.store.groups.get(id), 'groups', 'group')),
  route(`/groups/${ID}/(members|owners|transitiveMembers)${CAST}`, (read, [id = '', relation, cast]) =>
    answerLinks(read, id, relation, cast),
  ),
  route(
    `/groups/${ID}/(members|owners|transitiveMembers)${CAST}/\\$count`,
    (read, [id = '', relation, cast]) => answerCount(read, groupLinks(read, id, relation, cast)),
  ),
  route('/contacts', list(contacts)),
  route(`/contacts/${ID}`, (read, [id = '']) => entity(read, read.store.orgContacts.get(id), 'contacts')),
];

/** Every POST that the simulator answers: questions, no changes. */
const POSTS: readonly Route[] = [route('/directoryObjects/getByIds', answerByIds), ...POLICY_POSTS];

/** Answers one read. @throws GraphFault for everything that is not a success */
export function answerRead(read: GraphRead): GraphReply {
  if (read.method === 'POST') {
    const asked = answerFrom(POSTS, read);
    if (asked !== undefined) return asked;
    throw methodNotAllowed();
  }
  if (read.method !== 'GET') throw methodNotAllowed();
  refuseElsewhere(read);
  const reply = answerFrom(GETS, read);
  if (reply !== undefined) return reply;
  const segment = read.segments[0] ?? '';
  throw badRequest(`Resource not found for the segment '${segment}'.`);
}

function methodNotAllowed(): GraphFault {
  const message = 'Specified HTTP method is not allowed for the request target.';
  return new GraphFault({ status: 405, code: 'Request_BadRequest', message });
}

function answerUser(read: GraphRead, key: string | undefined): GraphReply {
  return entity(read, read.store.users.get(userIdOf(read, key) ?? ''), 'users', 'user');
}

function answerManager(read: GraphRead, [key]: readonly string[]): GraphReply {
  const managerId = read.store.managers.get(userIdOf(read, key) ?? '');
  const manager = read.store.users.get(managerId ?? '');
  if (manager === undefined) throw notFound('manager');
  const reply = entity(read, manager, 'directoryObjects', 'user');
  return isJsonObject(reply.body)
    ? { ...reply, body: { ...reply.body, '@odata.type': '#microsoft.graph.user' } }
    : reply;
}

function answerReports(read: GraphRead, [key]: readonly string[]): GraphReply {
  const reports = read.store.reports.get(userIdOf(read, key) ?? '') ?? new Set<string>();
  return answerList(read, linkSource(read, new Map([...reports].map((id) => [id, 'user'])), undefined));
}

function answerMemberships(
  read: GraphRead,
  id: string,
  transitive: boolean,
  cast: string | undefined,
): GraphReply {
  if (read.store.typeOf(id) === undefined) throw notFound(id);
  return answerList(read, linkSource(read, membershipsOf(read.store, id, transitive), cast));
}

function answerLinks(
  read: GraphRead,
  id: string,
  relation: string | undefined,
  cast: string | undefined,
): GraphReply {
  return answerList(read, groupLinks(read, id, relation, cast));
}

/** The members of a group with hidden membership look like none to whoever may not see them. */
function groupLinks(
  read: GraphRead,
  id: string,
  relation: string | undefined,
  cast: string | undefined,
): ListSource {
  const { store } = read;
  const group = store.groups.get(id);
  if (group === undefined) throw notFound(id);
  if (relation === 'owners') return linkSource(read, linksOf(store.owners, id, true), cast);
  const hidden = group['visibility'] === 'HiddenMembership' && !seesHiddenMembers(read.caller);
  if (hidden) return linkSource(read, new Map(), cast);
  const links = relation === 'members' ? linksOf(store.members, id, true) : transitiveMembers(store, id);
  return linkSource(read, links, cast);
}

function answerByIds(read: GraphRead): GraphReply {
  const order = JSON.parse(read.body === '' ? '{}' : read.body) as Json;
  const ids = isJsonObject(order) && Array.isArray(order['ids']) ? (order['ids'] as readonly Json[]) : [];
  if (ids.length === 0 || ids.length > GET_BY_IDS_MAX) throw badRequest('Invalid number of ids.');
  const types = isJsonObject(order) && Array.isArray(order['types']) ? order['types'] : undefined;
  const value = ids.flatMap((id) => {
    const type = anyTypeOf(read.store, text(id));
    const object = type === undefined ? undefined : objectOf(read.store, text(id), type);
    if (object === undefined || types?.includes(type ?? '') === false) return [];
    return [{ '@odata.type': `#microsoft.graph.${type ?? ''}`, ...object }];
  });
  return { status: 200, body: envelope(contextOf(read, 'directoryObjects'), value, {}) };
}
