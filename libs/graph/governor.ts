import type { Clock } from '#kernel/clock.js';
import type { BudgetName } from './price.js';

/** Size class of a tenant, which decides its budget: below 50 users S, up to 500 M, above L. */
export type TenantSize = 'S' | 'M' | 'L';

/** Limits to keep: those of a tenant of a size, or none where a simulated tenant enforces none. */
export type Limits = TenantSize | 'none';

interface BudgetRule {
  readonly capacity: number;
  readonly perMs: number;
}

/** Resource units per 10 s of one app in one tenant. Source: https://learn.microsoft.com/graph/throttling-limits */
const DIRECTORY_UNITS: Readonly<Record<TenantSize, number>> = { S: 3_500, M: 5_000, L: 8_000 };

const RULES: Readonly<Record<Exclude<BudgetName, 'directory'>, BudgetRule>> = {
  policy: { capacity: 1, perMs: 1 / 1_000 },
  reports: { capacity: 5, perMs: 5 / 10_000 },
  signInActivity: { capacity: 10, perMs: 10 / 60_000 },
  keyCredentials: { capacity: 150, perMs: 150 / 60_000 },
};

/** So much that nothing ever waits; a 429 still pauses. */
const UNLIMITED: BudgetRule = { capacity: 1e12, perMs: 1e9 };

/** Resource units of one app over all tenants. Source: https://learn.microsoft.com/graph/throttling-limits */
const APPLICATION_UNITS: BudgetRule = { capacity: 150_000, perMs: 150_000 / 20_000 };

/** Share of the limit from which Graph says how near it is, and from which it begins to reject. */
const NEAR_LIMIT = 0.8;
const AT_LIMIT = 1;

const CONCURRENCY_MIN = 1;
const CONCURRENCY_START = 8;
const CONCURRENCY_MAX = 32;
/** Latency above this multiple of the best one seen lately means that Graph is near its limit. */
const INFLATION = 4;
/** Rises below this never count as inflation: they are noise. */
const INFLATION_FLOOR_MS = 250;
/** Share of the way by which the best latency forgets with each answer. */
const FORGETTING = 0.01;

/** What one request taught. */
export interface RequestResult {
  readonly latencyMs: number;
  /** `x-ms-resource-unit`, where Graph sent it. */
  readonly units: number | undefined;
  /** `x-ms-throttle-limit-percentage`, where Graph sent it: 0.8 and more, 1 is the limit. */
  readonly limitShare?: number | undefined;
}

/** Right to send one request; `done` gives the place back and teaches the governor. */
export interface Permit {
  done(result: RequestResult): void;
}

/** Paces requests of one app in one tenant, so that limits are used but not met. */
export class Governor {
  readonly #buckets: Readonly<Record<BudgetName, Bucket>>;
  #waiting: (() => void)[] = [];
  #limit = CONCURRENCY_START;
  #active = 0;
  #bestLatencyMs = Number.POSITIVE_INFINITY;

  constructor(
    clock: Clock,
    limits: Limits = 'L',
    private readonly application?: ApplicationBudget,
  ) {
    const bucket = (name: BudgetName): Bucket => new Bucket(clock, ruleOf(name, limits));
    this.#buckets = {
      directory: bucket('directory'),
      policy: bucket('policy'),
      reports: bucket('reports'),
      signInActivity: bucket('signInActivity'),
      keyCredentials: bucket('keyCredentials'),
    };
  }

  /** Requests that may be in flight at once at present. */
  get concurrency(): number {
    return Math.floor(this.#limit);
  }

  /** Waits for a place and for `units` of the budget. @throws the signal's reason when it aborts. */
  async acquire(budget: BudgetName, units: number, signal: AbortSignal | undefined): Promise<Permit> {
    // Only the directory counts in resource units; the other budgets count requests. Nobody holds a place while they
    // wait for a budget, so that a slow budget does not keep others from being used.
    const charged = budget === 'directory' ? units : 1;
    await this.#buckets[budget].take(charged, signal);
    if (budget === 'directory') await this.application?.take(units, signal);
    await this.place(signal);
    return {
      done: (result) => {
        if (budget === 'directory' && result.units !== undefined) this.correct(result.units - units);
        this.learn(result);
        this.leave();
      },
    };
  }

  /** Graph said 429: nothing of this budget is sent before the pause has passed, and less at once afterwards. */
  pause(budget: BudgetName, durationMs: number): void {
    this.#buckets[budget].pauseFor(durationMs);
    this.#limit = Math.max(CONCURRENCY_MIN, this.#limit / 2);
  }

  private async place(signal: AbortSignal | undefined): Promise<void> {
    while (this.#active >= this.concurrency) {
      signal?.throwIfAborted();
      await this.turn(signal);
    }
    this.#active += 1;
  }

  /** Whoever is called off leaves the queue at once, so that no turn is given to somebody who has gone. */
  private turn(signal: AbortSignal | undefined): Promise<void> {
    return new Promise((resolve, reject) => {
      const resume = (): void => {
        signal?.removeEventListener('abort', onAbort);
        resolve();
      };
      const onAbort = (): void => {
        this.#waiting = this.#waiting.filter((other) => other !== resume);
        const reason: unknown = signal?.reason;
        reject(reason instanceof Error ? reason : new Error('aborted', { cause: reason }));
      };
      signal?.addEventListener('abort', onAbort, { once: true });
      this.#waiting.push(resume);
    });
  }

  private correct(units: number): void {
    this.#buckets.directory.correct(units);
    this.application?.correct(units);
  }

  private learn({ latencyMs, limitShare = 0 }: RequestResult): void {
    const best = Math.min(this.#bestLatencyMs, latencyMs);
    this.#bestLatencyMs = best + (latencyMs - best) * FORGETTING;
    const inflated = latencyMs > Math.max(best * INFLATION, best + INFLATION_FLOOR_MS);
    const slower = inflated || limitShare >= NEAR_LIMIT;
    const next = slower ? this.#limit * (limitShare >= AT_LIMIT ? 0.5 : 0.9) : this.#limit + 1 / this.#limit;
    this.#limit = Math.min(CONCURRENCY_MAX, Math.max(CONCURRENCY_MIN, next));
  }

  private leave(): void {
    this.#active -= 1;
    const free = Math.max(0, this.concurrency - this.#active);
    for (const resume of this.#waiting.splice(0, free)) resume();
  }
}

function ruleOf(name: BudgetName, limits: Limits): BudgetRule {
  if (limits === 'none') return UNLIMITED;
  if (name !== 'directory') return RULES[name];
  return { capacity: DIRECTORY_UNITS[limits], perMs: DIRECTORY_UNITS[limits] / 10_000 };
}

/** A token bucket that starts full, may be overdrawn by one request, and can be closed for a while. */
class Bucket {
  #level: number;
  #asOfMs: number;
  #closedUntilMs = 0;

  constructor(
    private readonly clock: Clock,
    private readonly rule: BudgetRule,
  ) {
    this.#level = rule.capacity;
    this.#asOfMs = clock.now().getTime();
  }

  async take(units: number, signal: AbortSignal | undefined): Promise<void> {
    for (;;) {
      const waitMs = this.waitFor(Math.min(units, this.rule.capacity));
      if (waitMs <= 0) break;
      await this.clock.sleep(waitMs, signal);
    }
    this.#level -= units;
  }

  correct(units: number): void {
    this.#level -= units;
  }

  pauseFor(durationMs: number): void {
    this.#closedUntilMs = Math.max(this.#closedUntilMs, this.clock.now().getTime() + durationMs);
  }

  private waitFor(units: number): number {
    const now = this.clock.now().getTime();
    this.#level = Math.min(this.rule.capacity, this.#level + (now - this.#asOfMs) * this.rule.perMs);
    this.#asOfMs = now;
    const missing = units - this.#level;
    return Math.max(this.#closedUntilMs - now, missing > 0 ? Math.ceil(missing / this.rule.perMs) : 0);
  }
}

/** The budget of one app over all tenants, shared by the governors of a process. */
export class ApplicationBudget {
  readonly #bucket: Bucket;

  constructor(clock: Clock) {
    this.#bucket = new Bucket(clock, APPLICATION_UNITS);
  }

  /** Waits for units. @throws the signal's reason when it aborts */
  take(units: number, signal: AbortSignal | undefined): Promise<void> {
    return this.#bucket.take(units, signal);
  }

  /** Takes back or adds what a request cost otherwise than was thought. */
  correct(units: number): void {
    this.#bucket.correct(units);
  }
}
