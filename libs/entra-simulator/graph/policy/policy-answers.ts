import type { Json, JsonObject } from '#kernel/json.js';
import { badRequest, notFound, type GraphReply } from '../errors.js';
import { readable } from '../list.js';
import { parseListQuery, project, sortObjects, type ListQuery } from '../query.js';
import { contextOf, envelope, type GraphRead } from '../request.js';

/** Policies come in one page unless `$top` asks for less; `$skip` is allowed. Source: https://learn.microsoft.com/graph/api/conditionalaccessroot-list-policies */
const RULES = { topDefault: 1_000, topMax: 1_000, directory: false };

/** A list of policies with `$filter`, `$select`, `$orderby`, `$top`, `$skip` and `$count`. @throws GraphFault 400 */
export function answerPolicies(
  read: GraphRead,
  name: string,
  objects: Iterable<JsonObject>,
  show: (object: JsonObject) => JsonObject = same,
): GraphReply {
  if (read.query.has('$expand')) throw badRequest('The query option $expand is not supported here.');
  const query = parseListQuery(read.query, true, RULES);
  const matching = sorted([...objects], query);
  const skip = skipOf(read);
  const value = matching
    .slice(skip, skip + query.top)
    .map((object) => project(show(object), query.select, undefined));
  const links = {
    ...(skip + query.top < matching.length ? { nextLink: nextLink(read, skip + query.top) } : {}),
    ...(query.count && skip === 0 ? { count: matching.length } : {}),
  };
  return { status: 200, body: envelope(contextOf(read, name, query.select), value, links) };
}

/** One policy of a list. @throws GraphFault 404 */
export function answerPolicy(
  read: GraphRead,
  name: string,
  object: JsonObject | undefined,
  show: (object: JsonObject) => JsonObject = same,
): GraphReply {
  if (object === undefined) throw notFound(read.segments.at(-1) ?? '');
  const { select } = parseListQuery(read.query, true, RULES);
  const context = `${contextOf(read, name, select)}/$entity`;
  return { status: 200, body: { '@odata.context': context, ...project(show(object), select, undefined) } };
}

/** A policy that a tenant has once. */
export function answerSingleton(read: GraphRead, context: string, object: JsonObject): GraphReply {
  const { select } = parseListQuery(read.query, true, RULES);
  const shown = project(object, select, undefined);
  return { status: 200, body: { '@odata.context': `${read.base}/$metadata#${context}`, ...shown } };
}

function sorted(objects: readonly JsonObject[], query: ListQuery): readonly JsonObject[] {
  const matching = objects.filter((object) => query.filter?.matches(object) ?? true);
  return sortObjects(matching, query.orderBy);
}

function skipOf(read: GraphRead): number {
  const skip = Number(read.query.get('$skip') ?? '0');
  if (!Number.isInteger(skip) || skip < 0) throw badRequest(`Invalid value for $skip: ${String(skip)}.`);
  return skip;
}

function nextLink(read: GraphRead, skip: number): string {
  const query = new URLSearchParams(read.query);
  query.set('$skip', String(skip));
  return `${read.base}${read.path}?${readable(query)}`;
}

function same(object: JsonObject): JsonObject {
  return object;
}

/** Adds the context link that Graph writes before an inlined relation. */
export function withRelationContext(
  read: GraphRead,
  object: JsonObject,
  relation: string,
  path: string,
): JsonObject {
  const entries = Object.entries(object).flatMap<readonly [string, Json]>(([name, value]) =>
    name === relation
      ? [
          [`${relation}@odata.context`, `${read.base}/$metadata#${path}`],
          [name, value],
        ]
      : [[name, value]],
  );
  return Object.fromEntries(entries);
}
