import { createRandom } from '#kernel/random.js';
import type { Json, JsonObject } from '#kernel/json.js';
import type { GroupRelation, TrackedChange, TrackedCollection } from '../tenant/directory.js';
import { text } from '#kernel/json.js';
import { odataType } from '../tenant/directory.js';
import { changedNames, filteredIds, prefersMinimal } from './delta-options.js';
import { membersDelta, visibleCollection } from './delta-links.js';
import { badRequest, GraphFault, unsupportedQuery, type GraphReply } from './errors.js';
import { seesHiddenMembers } from './permissions.js';
import { project } from './query.js';
import { contextOf, envelope, type GraphRead } from './request.js';
import { checkSelection, typeOfCollection } from './selection.js';
import { openToken, sealToken } from './tokens.js';

/** Objects and links of one delta page. Source: measured by users of Graph; not documented. */
const OBJECTS_PER_PAGE = 200;
const LINKS_PER_PAGE = 500;
const TOKEN_LIFE_MS = 7 * 86_400_000;

const UNSUPPORTED = ['$expand', '$orderby', '$search', '$count', '$skip'];

/** One entry of a delta round: an object, perhaps with a part of its links. */
type Entry = JsonObject;

interface Round {
  /** Changes after this number are shown; -1 shows every object. */
  readonly since: number;
  /** The deltaLink at the end goes on from here. */
  readonly until: number;
  /** Entries shown so far. */
  readonly offset: number;
  readonly issuedMs: number;
  readonly select: string | null;
  /** The only objects that are followed; null follows all. */
  readonly ids: readonly string[] | null;
  /** Whether the empty page that such a round may begin with was shown. */
  readonly primed?: boolean;
}

/** Answers one page of a delta query. */
export function answerDelta(
  read: GraphRead,
  collection: TrackedCollection,
  defaults: readonly string[] | undefined,
): GraphReply {
  for (const option of UNSUPPORTED) {
    if (read.query.has(option))
      throw unsupportedQuery(`The query option ${option} is not supported for delta.`);
  }
  const round = readRound(read, collection);
  checkSelection(selected(round), typeOfCollection(collection));
  if (read.query.get('$deltatoken')?.toLowerCase() === 'latest')
    return page(read, collection, [], round, undefined);
  if (read.faults?.reorder === true && round.primed !== true) {
    return page(read, collection, [], { ...round, primed: true }, 0);
  }
  const entries = damage(read, entriesOf(read, collection, round, defaults));
  const shown = takePage(entries, round.offset);
  const next = round.offset + shown.length < entries.length ? round.offset + shown.length : undefined;
  return page(read, collection, shown, round, next);
}

function readRound(read: GraphRead, collection: TrackedCollection): Round {
  const now = read.context.clock.now().getTime();
  const until = read.store.log.sequence;
  const select = read.query.get('$select');
  const ids = filteredIds(read, collection);
  const text = read.query.get('$skiptoken') ?? read.query.get('$deltatoken');
  if (text === null) return { since: -1, until, offset: 0, issuedMs: now, select, ids };
  if (text.toLowerCase() === 'latest') return { since: until, until, offset: 0, issuedMs: now, select, ids };
  const token = openToken(text);
  if (token === undefined) throw badRequest('Badly formed token.');
  const known = token as unknown as Round;
  const expired = now - known.issuedMs > TOKEN_LIFE_MS || read.faults?.expireDeltaTokens === true;
  if (expired && read.query.has('$deltatoken')) throw gone(read);
  if (read.query.has('$skiptoken')) return known;
  return { since: known.until, until, offset: 0, issuedMs: now, select: known.select, ids: known.ids };
}

/** Source: https://learn.microsoft.com/graph/delta-query-overview ("410 Gone with a Location header"). */
function gone(read: GraphRead): GraphFault {
  const location = `${read.base}${read.path}?$deltatoken=`;
  return new GraphFault({
    status: 410,
    code: 'syncStateNotFound',
    message: 'The sync state generation is not found.',
    headers: { location },
  });
}

function page(
  read: GraphRead,
  collection: TrackedCollection,
  value: readonly Entry[],
  round: Round,
  next: number | undefined,
): GraphReply {
  const token = sealToken({ ...round, offset: next ?? 0 });
  const link = `${read.base}${read.path}?${next === undefined ? '$deltatoken' : '$skiptoken'}=${token}`;
  const links = next === undefined ? { deltaLink: link } : { nextLink: link };
  const context = contextOf(
    read,
    collection,
    selected(round)?.filter((name) => !isRelation(name)),
  );
  const preference = prefersMinimal(read, round.since) ? { 'preference-applied': 'return=minimal' } : {};
  const headers = { 'x-no-resource-unit': '1', ...preference };
  return { status: 200, body: envelope(context, value, links), headers };
}

function takePage(entries: readonly Entry[], offset: number): readonly Entry[] {
  const shown: Entry[] = [];
  let links = 0;
  for (const entry of entries.slice(offset, offset + OBJECTS_PER_PAGE)) {
    const own = linkCount(entry);
    if (shown.length > 0 && links + own > LINKS_PER_PAGE) break;
    shown.push(entry);
    links += own;
  }
  return shown;
}

function linkCount(entry: Entry): number {
  const lists = [entry['members@delta'], entry['owners@delta']];
  return lists.reduce<number>((sum, list) => sum + (Array.isArray(list) ? list.length : 0), 0);
}

function entriesOf(
  read: GraphRead,
  collection: TrackedCollection,
  round: Round,
  defaults: readonly string[] | undefined,
): readonly Entry[] {
  const { store } = read;
  const follows = (id: string): boolean => round.ids?.includes(id) ?? true;
  if (round.since >= 0) {
    const changes = store.log.changedObjects(collection, round.since).filter(([id]) => follows(id));
    return changes.flatMap(([id, change]) =>
      changedEntries(read, collection, { id, change, round, defaults }),
    );
  }
  const objects = [...visibleCollection(store, collection).values()].filter((object) =>
    follows(text(object['id'])),
  );
  return objects.flatMap((object) =>
    presentEntries(read, collection, object, { round, defaults, since: -1 }),
  );
}

function changedEntries(
  read: GraphRead,
  collection: TrackedCollection,
  at: {
    readonly id: string;
    readonly change: TrackedChange;
    readonly round: Round;
    readonly defaults: readonly string[] | undefined;
  },
): readonly Entry[] {
  const object = visibleCollection(read.store, collection).get(at.id);
  if (object === undefined) {
    const reason = at.change.reason === 'present' ? 'changed' : at.change.reason;
    return [{ id: at.id, '@removed': { reason } }];
  }
  return presentEntries(read, collection, object, {
    round: at.round,
    defaults: at.defaults,
    since: at.round.since,
  });
}

/** A group with many links appears several times, each time with a part of them. */
function presentEntries(
  read: GraphRead,
  collection: TrackedCollection,
  object: JsonObject,
  at: { readonly round: Round; readonly defaults: readonly string[] | undefined; readonly since: number },
): readonly Entry[] {
  const select = selected(at.round);
  const names = select === undefined ? at.defaults : ['id', ...select.filter((name) => name !== 'id')];
  const minimal = prefersMinimal(read, at.since);
  const shown = minimal ? changedNames(read, collection, object, { names, since: at.since }) : names;
  const base = project(object, shown, undefined);
  const id = text(object['id']);
  const followsManager = collection === 'users' && select?.includes('manager') === true;
  const managed = !minimal || read.store.log.hasChanged('users', id, 'manager', at.since);
  const manager = followsManager && managed ? managerEntry(read, id) : {};
  if (collection !== 'groups') {
    const others = select === undefined ? membersDelta(read, collection, object, at.since) : [];
    return splitLinks({ ...base, ...manager }, others, []);
  }
  const wanted = (relation: GroupRelation): boolean =>
    select === undefined ? relation === 'members' : select.includes(relation);
  const hidden = object['visibility'] === 'HiddenMembership' && !seesHiddenMembers(read.caller);
  const members = wanted('members') && !hidden ? linkEntries(read, 'members', id, at.since) : [];
  const owners = wanted('owners') ? linkEntries(read, 'owners', id, at.since) : [];
  return splitLinks(base, members, owners);
}

function splitLinks(base: JsonObject, members: readonly Json[], owners: readonly Json[]): readonly Entry[] {
  const parts = Math.max(1, Math.ceil(members.length / LINKS_PER_PAGE));
  return Array.from({ length: parts }, (_, part) => {
    const some = members.slice(part * LINKS_PER_PAGE, (part + 1) * LINKS_PER_PAGE);
    return {
      ...base,
      ...(some.length > 0 ? { 'members@delta': some } : {}),
      ...(part === 0 && owners.length > 0 ? { 'owners@delta': owners } : {}),
    };
  });
}

function linkEntries(
  read: GraphRead,
  relation: GroupRelation,
  groupId: string,
  since: number,
): readonly Json[] {
  const present = read.store[relation].get(groupId) ?? new Map<string, string>();
  if (since < 0) return [...present].map(([id, type]) => ({ '@odata.type': odataType(type), id }));
  return read.store.log.changedLinks(relation, groupId, since).map((id) => {
    const type = present.get(id);
    if (type !== undefined) return { '@odata.type': odataType(type), id };
    return {
      '@odata.type': odataType(read.store.typeOf(id) ?? 'user'),
      id,
      '@removed': { reason: 'deleted' },
    };
  });
}

function managerEntry(read: GraphRead, userId: string): JsonObject {
  const manager = read.store.managers.get(userId);
  if (manager !== undefined) return { 'manager@delta': [{ '@odata.type': odataType('user'), id: manager }] };
  return read.store.log.sequence > 0 ? { 'manager@delta': [] } : {};
}

function selected(round: Round): readonly string[] | undefined {
  return round.select === null || round.select === ''
    ? undefined
    : round.select.split(',').map((name) => name.trim());
}

function isRelation(name: string): boolean {
  return name === 'members' || name === 'owners' || name === 'manager';
}

/** Duplicates and another order, where the fault plan asks for them. */
function damage(read: GraphRead, entries: readonly Entry[]): readonly Entry[] {
  const { faults } = read;
  if (faults === undefined || (faults.duplicateRate === 0 && !faults.reorder)) return entries;
  const random = createRandom(`delta ${faults.seed} ${entries.length}`);
  const doubled = entries.flatMap((entry) =>
    random.next() < faults.duplicateRate ? [entry, entry] : [entry],
  );
  if (!faults.reorder) return doubled;
  const keyed = doubled.map((entry) => [random.next(), entry] as const);
  return keyed.sort(([a], [b]) => a - b).map(([, entry]) => entry);
}
