import { createRandom } from '#kernel/random.js';
import type { TenantStore } from '../tenant-store.js';
import { castOf } from './cast.js';
import { makeGroupPim } from './group-pim.js';
import { makeRoleHolders } from './role-holders.js';
import { makeUnits } from './units.js';

/**
 * Generates who has access to what, after people, groups and memberships and from streams of its own: those are the
 * same for a seed as they were before.
 */
export function generateAccess(store: TenantStore): void {
  const random = createRandom(`access ${store.options.seed}`);
  const cast = castOf(store);
  makeUnits(store, random.fork('units'), cast);
  makeRoleHolders(store, random.fork('role holders'), cast);
  if (store.options.licence === 'p2') makeGroupPim(store, random.fork('group PIM'), cast);
}
