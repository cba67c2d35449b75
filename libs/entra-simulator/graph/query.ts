import { text } from '#kernel/json.js';
import type { Json, JsonObject } from '#kernel/json.js';
import { badRequest, unsupportedQuery, type GraphFault } from './errors.js';
import { compileFilter, type CountRelation, type Filter } from './filter.js';

/** Query options of a list, checked. */
export interface ListQuery {
  readonly select: readonly string[] | undefined;
  readonly top: number;
  readonly filter: Filter | undefined;
  readonly search: ((object: JsonObject) => boolean) | undefined;
  readonly orderBy: { readonly property: string; readonly descending: boolean } | undefined;
  readonly count: boolean;
  readonly expand: string | undefined;
}

/** What a collection allows. */
export interface QueryRules {
  readonly topDefault: number;
  readonly topMax: number;
  /** Whether advanced queries (not, ne, endsWith, $search, $orderby with $filter) need eventual consistency. */
  readonly directory: boolean;
  /** Counts relations, for filters; without it only lists of values are counted. */
  readonly countRelation?: CountRelation;
}

/** The size of directory pages. Source: https://learn.microsoft.com/graph/paging */
export const DIRECTORY_RULES: QueryRules = { topDefault: 100, topMax: 999, directory: true };

/** Parses and checks the query options of a list. @throws GraphFault 400 */
export function parseListQuery(params: URLSearchParams, eventual: boolean, rules: QueryRules): ListQuery {
  if (params.has('$skip') && rules.directory) throw badRequest("'$skip' is not supported by the service.");
  const filterText = params.get('$filter');
  const filter = filterText === null ? undefined : compileFilter(filterText, rules.countRelation);
  const searchText = params.get('$search');
  const count = params.get('$count') === 'true';
  const orderBy = parseOrderBy(params.get('$orderby'));
  const isAdvanced = eventual && count;
  if (rules.directory && searchText !== null && !eventual) throw searchNeedsEventual();
  if (rules.directory && filter?.advanced !== undefined && !isAdvanced)
    throw operatorNeedsEventual(filter.advanced);
  if (rules.directory && orderBy !== undefined && filter !== undefined && !isAdvanced) {
    throw unsupportedQuery('Sorting not supported for current query.');
  }
  return {
    select: parseSelect(params.get('$select')),
    top: parseTop(params.get('$top'), rules),
    filter,
    search: searchText === null ? undefined : parseSearch(searchText),
    orderBy,
    count: count && (eventual || !rules.directory),
    expand: params.get('$expand') ?? undefined,
  };
}

/** Source: https://learn.microsoft.com/graph/search-query-parameter */
function searchNeedsEventual(): GraphFault {
  return unsupportedQuery(
    "Request with $search query parameter only works through MSGraph with a special request header: 'ConsistencyLevel: eventual'",
  );
}

/** Source: what public clients of Graph report; https://learn.microsoft.com/graph/aad-advanced-queries */
function operatorNeedsEventual(operator: string): GraphFault {
  return unsupportedQuery(
    `Operator '${operator}' is not supported because the required parameters might be missing. Try adding $count=true query parameter and ConsistencyLevel:eventual header. Refer to https://aka.ms/graph-docs/advanced-queries for more information`,
  );
}

function parseTop(text: string | null, rules: QueryRules): number {
  if (text === null) return rules.topDefault;
  const top = Number(text);
  if (!Number.isInteger(top) || top < 1 || top > rules.topMax) {
    throw unsupportedQuery(
      `Invalid page size specified: '${text}'. Must be between 1 and ${rules.topMax} inclusive.`,
    );
  }
  return top;
}

function parseSelect(text: string | null): readonly string[] | undefined {
  if (text === null || text.trim() === '') return undefined;
  return [...new Set(text.split(',').map((name) => name.trim()))];
}

function parseOrderBy(text: string | null): ListQuery['orderBy'] {
  if (text === null) return undefined;
  const [property = '', direction = 'asc'] = text.trim().split(/\s+/);
  return { property, descending: direction.toLowerCase() === 'desc' };
}

/** `"displayName:wa" OR "mail:x"`: words that begin with the text. */
function parseSearch(text: string): (object: JsonObject) => boolean {
  const clauses = [...text.matchAll(/"([A-Za-z]+):([^"]*)"/g)];
  if (clauses.length === 0) throw badRequest(`Unrecognized $search clause: ${text}`);
  const every = text.includes(' AND ');
  return (object) => {
    const hits = clauses.map(([, property = '', word = '']) =>
      hasWord(object[property] ?? null, word.toLowerCase()),
    );
    return every ? hits.every(Boolean) : hits.some(Boolean);
  };
}

function hasWord(value: Json, word: string): boolean {
  if (typeof value !== 'string') return false;
  const text = value.toLowerCase();
  return text.startsWith(word) || text.split(/[\s@._-]+/).some((part) => part.startsWith(word));
}

/** Keeps the selected properties, in the order of the selection; unknown ones are left out. */
export function project(
  object: JsonObject,
  select: readonly string[] | undefined,
  defaults: readonly string[] | undefined,
): JsonObject {
  const names = select ?? defaults;
  if (names === undefined) return object;
  const picked: Record<string, Json> = {};
  for (const name of names) {
    const value = object[name];
    if (value !== undefined) picked[name] = value;
  }
  return picked;
}

/** Sorts by a property as Graph does, case-insensitively. */
export function sortObjects(
  objects: readonly JsonObject[],
  orderBy: ListQuery['orderBy'],
): readonly JsonObject[] {
  if (orderBy === undefined) return objects;
  const { property, descending } = orderBy;
  const key = (object: JsonObject): string => text(object[property]).toLowerCase();
  const sorted = [...objects].sort((a, b) => (key(a) < key(b) ? -1 : key(a) > key(b) ? 1 : 0));
  return descending ? sorted.reverse() : sorted;
}
