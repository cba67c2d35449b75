import type { Bucket } from './bucket.js';
import type { BudgetRule } from './budgets.js';

interface Taker {
  readonly units: number;
  readonly signal: AbortSignal | undefined;
  readonly settle: (work: Promise<void>) => void;
}

/**
 * One bucket for many owners, who take in turn: whoever wants little waits for one request of each of the others, and never
 * behind all that a large one has asked for.
 */
export class FairShare {
  /** Owners in the order of their turns, each with those who wait. */
  readonly #waiting = new Map<string, Taker[]>();
  #serving = false;

  constructor(private readonly bucket: Bucket) {}

  /** The bucket as one owner sees it. */
  of(owner: string): Bucket {
    return {
      take: (units, signal) => this.take(owner, units, signal),
      correct: (units) => {
        this.bucket.correct(units);
      },
      pauseFor: (durationMs) => {
        this.bucket.pauseFor(durationMs);
      },
      reshape: (rule: BudgetRule) => {
        this.bucket.reshape(rule);
      },
    };
  }

  private take(owner: string, units: number, signal: AbortSignal | undefined): Promise<void> {
    return new Promise((settle) => {
      const waiting = this.#waiting.get(owner) ?? [];
      waiting.push({ units, signal, settle });
      this.#waiting.set(owner, waiting);
      if (!this.#serving) void this.serve();
    });
  }

  /** Never rejects: what goes wrong is the matter of the taker whose turn it was. */
  private async serve(): Promise<void> {
    this.#serving = true;
    for (let next = this.next(); next !== undefined; next = this.next()) {
      const { units, signal, settle } = next;
      const work = this.bucket.take(units, signal);
      settle(work);
      await Promise.allSettled([work]);
    }
    this.#serving = false;
  }

  private next(): Taker | undefined {
    for (const [owner, [first, ...others]] of this.#waiting) {
      this.#waiting.delete(owner);
      if (others.length > 0) this.#waiting.set(owner, others);
      if (first !== undefined && first.signal?.aborted !== true) return first;
      first?.settle(Promise.reject(reasonOf(first.signal)));
    }
    return undefined;
  }
}

function reasonOf(signal: AbortSignal | undefined): Error {
  const reason: unknown = signal?.reason;
  return reason instanceof Error ? reason : new Error('aborted', { cause: reason });
}
