import { createRandom } from '#kernel/random.js';
import type { TenantStore } from '../tenant-store.js';
import { MUTATE_APPS } from './mutate-apps.js';
import { MUTATE_PEOPLE } from './mutate-people.js';
import { MUTATE_ROLES } from './mutate-roles.js';
import type { AccessMutation } from './mutation.js';

const MUTATIONS: readonly AccessMutation[] = [...MUTATE_ROLES, ...MUTATE_APPS, ...MUTATE_PEOPLE];
const TRIES_PER_CHANGE = 20;

/** One change of access for so many changes of people and groups, unless told otherwise. */
const PER_CHANGES = 4;

/** How many changes of access go with a number of changes of people and groups. */
export function accessChanges(changes: number): number {
  return Math.ceil(changes / PER_CHANGES);
}

/**
 * Puts who has access to what through a seeded mix of changes, from a stream of its own and after those of people and
 * groups: what a seed does to them stays what it was.
 */
export function mutateAccess(
  store: TenantStore,
  order: { readonly seed: number; readonly changes: number },
): Readonly<Record<string, number>> {
  const random = createRandom(`access mutation ${order.seed}`);
  const bag = MUTATIONS.flatMap((mutation) => Array.from({ length: mutation[1] }, () => mutation));
  const summary: Record<string, number> = {};
  for (
    let done = 0, tried = 0;
    done < order.changes && tried < order.changes * TRIES_PER_CHANGE;
    tried += 1
  ) {
    const [name, , apply] = random.pick(bag);
    if (!apply(store, random)) continue;
    summary[name] = (summary[name] ?? 0) + 1;
    done += 1;
  }
  return summary;
}
