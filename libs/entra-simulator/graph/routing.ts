import type { JsonObject } from '#kernel/json.js';
import { notFound, type GraphReply } from './errors.js';
import { answerCount, answerList, type ListSource } from './list.js';
import { DIRECTORY_RULES, parseListQuery } from './query.js';
import { contextOf, isEventual, type GraphRead } from './request.js';
import { checkSelection, typeOfCollection } from './selection.js';
import { showObject } from './sources.js';

/** Answers a read; `ids` are the groups of the path's pattern. @throws GraphFault for everything that is not a success */
export type Answer = (read: GraphRead, ids: readonly string[]) => GraphReply;

/** A path below the version, and who answers it. */
export type Route = readonly [RegExp, Answer];

/** One segment of a path. */
export const ID = '([^/]+)';

/** A cast to one type, which may be left out. */
export const CAST = '(?:/(microsoft\\.graph\\.\\w+))?';

/** A route of the paths that fit a pattern as a whole. */
export function route(pattern: string, answer: Answer): Route {
  return [new RegExp(`^${pattern}$`), answer];
}

/** The answer of the first route whose pattern fits; undefined when none does. */
export function answerFrom(routes: readonly Route[], read: GraphRead): GraphReply | undefined {
  for (const [pattern, answer] of routes) {
    const match = pattern.exec(read.path);
    if (match !== null) return answer(read, match.slice(1));
  }
  return undefined;
}

/** Lists a source. */
export function list(source: (read: GraphRead, ids: readonly string[]) => ListSource): Answer {
  return (read, ids) => answerList(read, source(read, ids));
}

/** Counts a source. */
export function count(source: (read: GraphRead, ids: readonly string[]) => ListSource): Answer {
  return (read, ids) => answerCount(read, source(read, ids));
}

/** One object in full. @throws GraphFault 404 */
export function entity(read: GraphRead, object: JsonObject | undefined, name: string, type = ''): GraphReply {
  if (object === undefined) throw notFound(read.segments.at(-1) ?? '');
  const query = parseListQuery(read.query, isEventual(read), DIRECTORY_RULES);
  const known = typeOfCollection(name) ?? '';
  checkSelection(query.select, known);
  const context = `${contextOf(read, name, query.select)}/$entity`;
  return {
    status: 200,
    body: { '@odata.context': context, ...showObject(read, object, query, type === '' ? known : type) },
  };
}
