import type { JsonObject } from '#kernel/json.js';
import { countsOf } from './counts.js';
import { badRequest, GraphFault, type GraphReply } from './errors.js';
import { parseListQuery, sortObjects, type ListQuery, type QueryRules } from './query.js';
import { contextOf, envelope, isEventual, type GraphRead } from './request.js';
import { restricted } from './restricted.js';
import { checkSelection, selected, typeOfCollection } from './selection.js';
import { openPageToken, sealPageToken } from './tokens.js';
import { numberOf } from '../tenant/numbers.js';

/** What a list shows. */
export interface ListSource {
  /** Name in the context link. */
  readonly name: string;
  /** All objects, or at least those whose number is above one. */
  readonly objects: (after?: number) => Iterable<JsonObject>;
  readonly size: () => number;
  /** Properties without `$select`; undefined shows all. */
  readonly defaults: readonly string[] | undefined;
  readonly rules: QueryRules;
  /** Whether a full last page is followed by an empty one, as recorded for service principals. */
  readonly emptyLastPage?: boolean;
  /** Adds what is not a stored property: an expanded relation, a type. */
  readonly decorate?: (object: JsonObject, query: ListQuery) => JsonObject;
  /** Shows an object in another way than by its selected properties. */
  readonly show?: (object: JsonObject, query: ListQuery) => JsonObject;
  /** An object with what is worked out on request, so that it can be filtered, sorted and shown. */
  readonly view?: (object: JsonObject) => JsonObject;
  /** The only properties that the caller may see. */
  readonly restrict?: readonly string[] | undefined;
}

/** One page of a list; a list may go on with the token of the page before. */
export function answerList(read: GraphRead, source: ListSource): GraphReply {
  const topMax = Math.min(source.rules.topMax, read.context.options.pageSizeMax);
  const query = parseListQuery(read.query, isEventual(read), rulesOf(read, source));
  checkSelection(query.select, typeOfCollection(source.name));
  const top = Math.min(query.top, topMax);
  const start = offsetOf(read);
  const isFirst = !read.query.has('$skiptoken');
  const { page, more, total, goOnAfter } = takePage(source, query, start, top);
  const count = query.count && isFirst ? total : undefined;
  const emptied = isFirst && read.faults?.emptyPages === true;
  const value = emptied ? [] : page.map((object) => decorated(object, query, source));
  const links = {
    ...(more || emptied ? { nextLink: nextLink(read, emptied ? start : goOnAfter) } : {}),
    ...(count === undefined ? {} : { count }),
  };
  return { status: 200, body: envelope(contextOf(read, source.name, query.select), value, links) };
}

function rulesOf(read: GraphRead, source: ListSource): QueryRules {
  return { ...source.rules, countRelation: countsOf(read, typeOfCollection(source.name)) };
}

function decorated(object: JsonObject, query: ListQuery, source: ListSource): JsonObject {
  if (source.show !== undefined) return source.show(object, query);
  const names = restricted(query.select ?? source.defaults, source.restrict);
  const projected = selected(source.view?.(object) ?? object, names, typeOfCollection(source.name));
  return source.decorate === undefined ? projected : { ...projected, ...source.decorate(object, query) };
}

function takePage(
  source: ListSource,
  query: ListQuery,
  start: number,
  top: number,
): {
  readonly page: readonly JsonObject[];
  readonly more: boolean;
  readonly total: number;
  readonly goOnAfter: number;
} {
  const plain = query.filter === undefined && query.search === undefined && query.orderBy === undefined;
  if (plain) {
    const page = slice(source.objects(start), start, top + 1);
    const shown = page.slice(0, top);
    const last = shown.at(-1);
    const goOnAfter = last === undefined ? start : numberOf(last);
    return {
      page: shown,
      more: page.length > top || (source.emptyLastPage === true && shown.length === top),
      total: source.size(),
      goOnAfter,
    };
  }
  const matching: JsonObject[] = [];
  for (const stored of source.objects()) {
    const object = source.view?.(stored) ?? stored;
    if ((query.filter?.matches(object) ?? true) && (query.search?.(object) ?? true)) matching.push(object);
  }
  const sorted = sortObjects(matching, query.orderBy);
  const page = sorted.slice(start, start + top);
  return { page, more: start + top < sorted.length, total: sorted.length, goOnAfter: start + top };
}

function slice(objects: Iterable<JsonObject>, after: number, length: number): readonly JsonObject[] {
  const page: JsonObject[] = [];
  for (const object of objects) {
    if (numberOf(object) > after) page.push(object);
    if (page.length >= length) break;
  }
  return page;
}

function offsetOf(read: GraphRead): number {
  const token = read.query.get('$skiptoken');
  if (token === null) return 0;
  const offset = openPageToken(token);
  if (offset === undefined) throw expiredPageToken();
  return offset;
}

function expiredPageToken(): GraphFault {
  return new GraphFault({
    status: 400,
    code: 'Directory_ExpiredPageToken',
    message: 'The specified page token value has expired and can no longer be included in your request.',
  });
}

/** An absolute link that repeats the query of the first page and adds the token. */
export function nextLink(read: GraphRead, offset: number): string {
  const query = new URLSearchParams(read.query);
  query.set('$skiptoken', sealPageToken(read.path, offset));
  return `${read.base}${read.asked}?${readable(query)}`;
}

/** Query text with the characters that Graph leaves as they are. */
export function readable(query: URLSearchParams): string {
  return query
    .toString()
    .replaceAll('%24', '$')
    .replaceAll('%2C', ',')
    .replaceAll('%28', '(')
    .replaceAll('%29', ')');
}

/** A `/$count`: plain text, needs eventual consistency. */
export function answerCount(read: GraphRead, source: ListSource): GraphReply {
  if (!isEventual(read)) throw badRequest('$count is not currently supported.');
  const query = parseListQuery(read.query, true, { ...rulesOf(read, source), directory: false });
  let total = 0;
  for (const object of source.objects()) {
    if ((query.filter?.matches(object) ?? true) && (query.search?.(object) ?? true)) total += 1;
  }
  return { status: 200, body: undefined, text: String(total) };
}
