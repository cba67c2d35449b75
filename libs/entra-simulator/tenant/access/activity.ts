import type { JsonObject } from '#kernel/json.js';
import { hash32 } from '#kernel/random.js';
import { guidOf } from '../guids.js';
import { GENESIS } from '../people.js';
import type { TenantStore } from '../tenant-store.js';

const DAY_MS = 86_400_000;

/** How Graph writes that somebody never signed in. Source: the documented sample of signInActivity. */
export const NEVER = '0001-01-01T00:00:00Z';

const STALE_GUESTS = 40;
const STALE_MEMBERS = 8;
const NEVER_SEEN = 4;

/** When somebody last signed in: a few never did, some people and more guests not for months. */
export function activityOf(store: TenantStore, id: string): JsonObject | undefined {
  const user = store.users.get(id);
  if (user === undefined) return undefined;
  const draw = hash32(`sign-in ${store.options.seed} ${id}`);
  const percent = draw % 100;
  if (user['externalUserState'] === 'PendingAcceptance' || percent < NEVER_SEEN) return undefined;
  const stale = percent < NEVER_SEEN + (user['userType'] === 'Guest' ? STALE_GUESTS : STALE_MEMBERS);
  const gone = user['accountEnabled'] !== true || stale;
  const ageMs = (gone ? 100 + (draw % 500) : (draw >>> 8) % 25) * DAY_MS + (draw % DAY_MS);
  return signedInAt(id, GENESIS.getTime() - ageMs, percent % 10 === 0);
}

/** What Graph shows of somebody whose last interactive sign-in was at a moment, in milliseconds since the epoch. */
export function signedInAt(id: string, atMs: number, onlyInteractive: boolean): JsonObject {
  const at = second(atMs);
  const later = second(atMs + 7_200_000);
  const request = (kind: string): string => guidOf(`${kind} ${id} ${at}`);
  return {
    lastSignInDateTime: at,
    lastSignInRequestId: request('interactive'),
    lastNonInteractiveSignInDateTime: onlyInteractive ? NEVER : later,
    lastNonInteractiveSignInRequestId: onlyInteractive ? '' : request('non-interactive'),
    lastSuccessfulSignInDateTime: onlyInteractive ? at : later,
    lastSuccessfulSignInRequestId: request(onlyInteractive ? 'interactive' : 'non-interactive'),
  };
}

const LEFT = 50;

/** When somebody's employment ended: one in fifty, most of them with an account that is still enabled. */
export function leaveDateOf(store: TenantStore, id: string): string | undefined {
  const user = store.users.get(id);
  const draw = hash32(`leave ${store.options.seed} ${id}`);
  if (user?.['userType'] !== 'Member' || draw % LEFT !== 0) return undefined;
  return `${second(GENESIS.getTime() - (1 + (draw % 200)) * DAY_MS).slice(0, 10)}T00:00:00Z`;
}

/** Sponsors of a guest: six of ten have one, and some a group. */
export function sponsorsOf(
  store: TenantStore,
  id: string,
  people: readonly string[],
): ReadonlyMap<string, string> | undefined {
  const user = store.users.get(id);
  const draw = hash32(`sponsor ${store.options.seed} ${id}`);
  if (user?.['userType'] !== 'Guest' || draw % 10 >= 6) return undefined;
  const sponsor = people[draw % people.length];
  return sponsor === undefined || sponsor === id ? undefined : new Map([[sponsor, 'user']]);
}

function second(ms: number): string {
  return `${new Date(ms).toISOString().slice(0, 19)}Z`;
}
