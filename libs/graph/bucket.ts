import type { Clock } from '#kernel/clock.js';
import type { BudgetRule } from './budgets.js';

/** What is left of a budget. */
export interface Bucket {
  /** Waits until there are units and takes them. @throws the signal's reason when it aborts */
  take(units: number, signal: AbortSignal | undefined): Promise<void>;
  /** Takes what a request cost more than was thought, or gives back what it cost less (negative). */
  correct(units: number): void;
  /** Graph refused: nothing is handed out before the pause has passed. */
  pauseFor(durationMs: number): void;
  /** Another limit from now on. */
  reshape(rule: BudgetRule): void;
}

/** A bucket of this process alone: it starts full, may be overdrawn by one request, and can be closed for a while. */
export class LocalBucket implements Bucket {
  #level: number;
  #asOfMs: number;
  #closedUntilMs = 0;

  constructor(
    private readonly clock: Clock,
    private rule: BudgetRule,
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

  /** What was spent stays spent. */
  reshape(rule: BudgetRule): void {
    this.fill();
    this.#level += rule.capacity - this.rule.capacity;
    this.rule = rule;
  }

  private waitFor(units: number): number {
    this.fill();
    const missing = units - this.#level;
    return Math.max(
      this.#closedUntilMs - this.#asOfMs,
      missing > 0 ? Math.ceil(missing / this.rule.perMs) : 0,
    );
  }

  private fill(): void {
    const now = this.clock.now().getTime();
    this.#level = Math.min(this.rule.capacity, this.#level + (now - this.#asOfMs) * this.rule.perMs);
    this.#asOfMs = now;
  }
}

/** So much that nothing ever waits for it; a 429 still pauses. */
const UNLIMITED: BudgetRule = { capacity: 1e12, perMs: 1e9 };

/** A bucket for servers that enforce no limits. */
export function unlimitedBucket(clock: Clock): Bucket {
  return new LocalBucket(clock, UNLIMITED);
}
