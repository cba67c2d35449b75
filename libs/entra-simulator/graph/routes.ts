import { refuseElsewhere } from './elsewhere.js';
import { isJsonObject, type Json } from '#kernel/json.js';
import { text } from '#kernel/json.js';
import { bodyOf } from './body.js';
import { answerDelta } from './delta.js';
import { badRequest, GraphFault, notFound, type GraphReply } from './errors.js';
import { anyTypeOf, objectOf } from './links.js';
import { answerList, type ListSource } from './list.js';
import { USER_DEFAULTS } from './properties.js';
import { POLICY_POSTS } from './policy/evaluate-route.js';
import { POLICY_GETS } from './policy/policy-routes.js';
import { contextOf, envelope, type GraphRead } from './request.js';
import { answerFrom, count, entity, ID, list, route, type Route } from './routing.js';
import { ACCESS_ROUTES } from './routes-access.js';
import { DIRECTORY_OBJECT_ROUTES, MEMBERSHIP_POSTS, RELATION_ROUTES } from './routes-relations.js';
import { segmentWriter } from './segments.js';
import { groupSource, mapSource, userIdOf, userSource, wholeSource } from './sources.js';

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
  route(`/users/${ID}`, (read, [id]) => answerUser(read, id)),
  route(`/(?:users|groups)/${ID}/photos?(?:/.*)?`, () => {
    throw new GraphFault({
      status: 404,
      code: 'ImageNotFound',
      message: "Exception of type 'Microsoft.Fast.Profile.Core.Exception.ImageNotFoundException' was thrown.",
    });
  }),
  route(`/users/${ID}/manager`, answerManager),
  route('/groups', list(groupSource)),
  route('/groups/\\$count', count(groupSource)),
  route('/groups/delta', (read) => answerDelta(read, 'groups', undefined)),
  route(`/groups/${ID}`, (read, [id = '']) => entity(read, read.store.groups.get(id), 'groups', 'group')),
  route('/contacts', list(contacts)),
  route('/contacts/\\$count', count(contacts)),
  route(`/contacts/${ID}`, (read, [id = '']) => entity(read, read.store.orgContacts.get(id), 'contacts')),
  route('/contracts', (read) => answerList(read, wholeSource('contracts', []))),
  route('/subscriptions', (read) => answerList(read, wholeSource('subscriptions', []))),
  ...RELATION_ROUTES,
  ...DIRECTORY_OBJECT_ROUTES,
];

const FIRST_SEGMENTS = new Set(GETS.map(([pattern]) => /^\^\\\/(?:\(\?:)?(\w+)/.exec(pattern.source)?.[1]));

/** Every POST that the simulator answers: questions, no changes. */
const POSTS: readonly Route[] = [
  route('/(?:directoryObjects|users|groups|servicePrincipals|devices)/getByIds', answerByIds),
  ...MEMBERSHIP_POSTS,
  ...POLICY_POSTS,
];

/** A path with the segments of the routes in the case in which they write them. */
export const withKnownSegments = segmentWriter([...GETS, ...POSTS]);

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
  throw unknownSegment(read);
}

/** Names the first segment when it is unknown, else the last. Source: what public clients of Graph report. */
function unknownSegment(read: GraphRead): GraphFault {
  const [first = '', ...rest] = read.segments;
  const segment = FIRST_SEGMENTS.has(first) ? (rest.at(-1) ?? first) : first;
  const message = `Resource not found for the segment '${segment}'.`;
  return new GraphFault({ status: 400, code: 'BadRequest', message });
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

function answerByIds(read: GraphRead): GraphReply {
  const order = bodyOf(read);
  const ids = Array.isArray(order['ids']) ? (order['ids'] as readonly Json[]) : [];
  if (ids.length === 0 || ids.length > GET_BY_IDS_MAX) throw badRequest('Invalid number of ids.');
  const types = Array.isArray(order['types']) ? order['types'] : undefined;
  const value = ids.flatMap((id) => {
    const type = anyTypeOf(read.store, text(id));
    const object = type === undefined ? undefined : objectOf(read.store, text(id), type);
    if (object === undefined || types?.includes(type ?? '') === false) return [];
    return [{ '@odata.type': `#microsoft.graph.${type ?? ''}`, ...object }];
  });
  return { status: 200, body: envelope(contextOf(read, 'directoryObjects'), value, {}) };
}
