import type { Random } from '#kernel/random.js';
import type { TenantStore } from '../tenant-store.js';

/** A change of access: its name, how often it happens among others, and what it does; false when it cannot happen. */
export type AccessMutation = readonly [
  name: string,
  weight: number,
  apply: (store: TenantStore, random: Random) => boolean,
];

/** People who sign in are left alone, so that a tenant can be connected after any change. */
const PROTECTED_USERS = 3;

/** A key near a random place; insertion order makes the same seed give the same key. */
export function someKey(
  map: { readonly size: number; keys(): Iterable<string> },
  random: Random,
  skip = 0,
): string | undefined {
  if (map.size <= skip) return undefined;
  const wanted = random.integer(skip, map.size - 1);
  let index = 0;
  for (const key of map.keys()) {
    if (index === wanted) return key;
    index += 1;
  }
  return undefined;
}

/** Somebody who is not needed for signing in. */
export function someUser(store: TenantStore, random: Random): string | undefined {
  return someKey(store.users, random, PROTECTED_USERS);
}

/** A moment some hours from now, as PIM writes it. */
export function hoursFromNow(store: TenantStore, hours: number): string {
  return new Date(store.clock.now().getTime() + hours * 3_600_000).toISOString();
}
