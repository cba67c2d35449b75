import type { JsonObject } from '#kernel/json.js';
import { numbered } from '../tenant/numbers.js';
import type { ListSource } from './list.js';
import { DIRECTORY_RULES, type QueryRules } from './query.js';

/** Lists outside the directory: they take `$top` and `$filter` without the directory's rules for advanced queries. */
export const ROLE_RULES: QueryRules = { topDefault: 999, topMax: 999, directory: false };

/** A list that is worked out for each request; a page goes on after the place of its last item. */
export function freshSource(
  name: string,
  objects: readonly JsonObject[],
  rules: QueryRules = ROLE_RULES,
): ListSource {
  const placed = objects.map((object, index) => numbered({ ...object }, index + 1));
  return { name, objects: () => placed, size: () => placed.length, defaults: undefined, rules };
}

/** The same under the rules of the directory: 100 a page, 999 at most. */
export function freshDirectorySource(name: string, objects: readonly JsonObject[]): ListSource {
  return freshSource(name, objects, DIRECTORY_RULES);
}
