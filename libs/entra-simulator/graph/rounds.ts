import type { JsonObject } from '#kernel/json.js';
import type { TenantStore } from '../tenant/tenant-store.js';

/** Rounds that are remembered; the pages of an older one show what is there by then. */
const ROUNDS_MAX = 64;

/**
 * What rounds of delta queries show. A round goes on with what it began with: else a page would miss what moved forward
 * when something before it went or changed again.
 */
class Rounds {
  readonly #entries = new Map<string, readonly JsonObject[]>();
  #begun = 0;

  /** Names a new round; the moment keeps tokens of an earlier process apart. */
  begin(nowMs: number): string {
    this.#begun += 1;
    return `${nowMs}-${this.#begun}`;
  }

  /** The entries of a round, worked out when it is asked for first. */
  entries(name: string, show: () => readonly JsonObject[]): readonly JsonObject[] {
    const known = this.#entries.get(name);
    if (known !== undefined) return known;
    const entries = show();
    this.#entries.set(name, entries);
    const [oldest] = this.#entries.keys();
    if (this.#entries.size > ROUNDS_MAX && oldest !== undefined) this.#entries.delete(oldest);
    return entries;
  }
}

const ROUNDS = new WeakMap<TenantStore, Rounds>();

/** The rounds of a tenant. */
export function roundsOf(store: TenantStore): Rounds {
  const known = ROUNDS.get(store) ?? new Rounds();
  ROUNDS.set(store, known);
  return known;
}
