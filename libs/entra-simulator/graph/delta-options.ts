import { text, type JsonObject } from '#kernel/json.js';
import type { TrackedCollection } from '../tenant/directory.js';
import { unsupportedQuery } from './errors.js';
import type { GraphRead } from './request.js';

/** Most ids that a delta of users or groups may be filtered by. Source: https://learn.microsoft.com/graph/api/user-delta */
const FILTER_IDS_MAX = 50;

const ONE_ID = /^id\s+eq\s+'([^']+)'$/i;

/**
 * The ids of `$filter=id eq 'a' or id eq 'b'`, the only filter that delta knows; null without one.
 * @throws GraphFault 400 for any other filter, and for more ids than allowed
 */
export function filteredIds(read: GraphRead, collection: TrackedCollection): readonly string[] | null {
  const filter = read.query.get('$filter');
  if (filter === null) return null;
  const ids = filter.split(/\s+or\s+/i).map((clause) => ONE_ID.exec(clause.trim())?.[1]);
  const known = ids.filter((id) => id !== undefined);
  if (known.length !== ids.length) {
    throw unsupportedQuery(
      'The specified filter is not supported for delta: only ids can be filtered by, joined by or.',
    );
  }
  const limited = collection === 'users' || collection === 'groups';
  if (limited && known.length > FILTER_IDS_MAX) {
    throw unsupportedQuery(`A delta query can be filtered by at most ${FILTER_IDS_MAX} ids.`);
  }
  return known;
}

/** Whether only changed properties are asked for; initial rounds show whole objects all the same. */
export function prefersMinimal(read: GraphRead, since: number): boolean {
  return since >= 0 && /(^|[,;]\s*)return=minimal\b/i.test(read.headers['prefer'] ?? '');
}

/** The names of an object's properties that changed after a moment, of those that would be shown, and its id. */
export function changedNames(
  read: GraphRead,
  collection: TrackedCollection,
  object: JsonObject,
  shown: { readonly names: readonly string[] | undefined; readonly since: number },
): readonly string[] {
  const id = text(object['id']);
  const names = shown.names ?? Object.keys(object);
  return names.filter(
    (name) => name === 'id' || read.store.log.hasChanged(collection, id, name, shown.since),
  );
}
