import type { Clock } from '#kernel/clock.js';
import { unlimitedBucket, type Bucket } from './bucket.js';
import { BudgetBook } from './budget-book.js';
import type { BudgetName } from './price.js';

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

/** What a request that is charged to a budget draws on. */
export type Buckets = (budget: BudgetName) => readonly Bucket[];

/** Buckets of one app in one large tenant, of this process alone. */
function ownBuckets(clock: Clock): Buckets {
  const book = new BudgetBook(clock);
  book.size(ALONE, Number.MAX_SAFE_INTEGER);
  return (budget) => book.bucketsOf(ALONE, ALONE, budget);
}

const ALONE = 'alone';

/** Buckets for a server that enforces no limits: only what it refuses pauses the budget that it was refused from. */
export function unlimitedBuckets(clock: Clock): Buckets {
  const made = new Map<BudgetName, readonly Bucket[]>();
  return (budget) => {
    const known = made.get(budget) ?? [unlimitedBucket(clock)];
    made.set(budget, known);
    return known;
  };
}

/** Paces requests of one app in one tenant, so that limits are used but not met. */
export class Governor {
  #waiting: (() => void)[] = [];
  #limit = CONCURRENCY_START;
  #active = 0;
  #bestLatencyMs = Number.POSITIVE_INFINITY;

  constructor(
    clock: Clock,
    private readonly buckets: Buckets = ownBuckets(clock),
  ) {}

  /** Requests that may be in flight at once at present. */
  get concurrency(): number {
    return Math.floor(this.#limit);
  }

  /** Waits for a place and for `units` of the budget. @throws the signal's reason when it aborts. */
  async acquire(budget: BudgetName, units: number, signal: AbortSignal | undefined): Promise<Permit> {
    // Only the directory counts in resource units; the other budgets count requests. Nobody holds a place while they
    // wait for a budget, so that a slow budget does not keep others from being used.
    const charged = budget === 'directory' ? units : 1;
    const buckets = this.buckets(budget);
    for (const bucket of buckets) await bucket.take(charged, signal);
    await this.place(signal);
    return {
      done: (result) => {
        if (budget === 'directory' && result.units !== undefined)
          for (const bucket of buckets) bucket.correct(result.units - units);
        this.learn(result);
        this.leave();
      },
    };
  }

  /** Graph said 429: nothing of this budget is sent before the pause has passed, and less at once afterwards. */
  pause(budget: BudgetName, durationMs: number): void {
    this.buckets(budget)[0]?.pauseFor(durationMs);
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
