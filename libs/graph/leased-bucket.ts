import type { Clock } from '#kernel/clock.js';
import type { Bucket } from './bucket.js';
import type { BudgetRule } from './budgets.js';
import type { BudgetName } from './price.js';

/** Whose budget it is; `*` stands for every app, or for every tenant. */
export interface BudgetKey {
  readonly application: string;
  readonly tenant: string;
  readonly budget: BudgetName;
}

/** What a process wants of a shared budget. */
export interface LedgerAsk {
  readonly rule: BudgetRule;
  /** Units that it takes, all or none. */
  readonly units: number;
  /** Units of an earlier lease that were not used; negative when more was used. */
  readonly back: number;
  /** Nothing is handed out to anybody before, because Graph refused. */
  readonly closedUntil: Date | undefined;
  readonly at: Date;
}

/** What it gets: what it asked for, or nothing and how long to wait before it asks again. */
export interface LedgerAnswer {
  readonly granted: number;
  readonly waitMs: number;
}

/**
 * Keeps budgets that several processes share. What was granted is spent as far as anybody else can see: a process that dies
 * with units in hand takes nothing along for long, because the budget fills by time.
 */
export interface BudgetLedger {
  exchange(key: BudgetKey, ask: LedgerAsk): Promise<LedgerAnswer>;
}

/** A lease is worth this much time of the whole budget, so that a process asks a few times a second at most. */
const BLOCK_MS = 500;
/** Units that were not used by then are given back: meanwhile the shared bucket may have become full. */
const LEASE_MS = 2_000;

/** A bucket that several processes share; units are leased in blocks. */
export class LeasedBucket implements Bucket {
  #left = 0;
  #untilMs = 0;
  #closedUntilMs = 0;
  /** There is not enough for anybody before. */
  #askAgainMs = 0;
  #asking: Promise<number> | undefined;

  constructor(
    private readonly clock: Clock,
    private readonly ledger: BudgetLedger,
    private readonly key: BudgetKey,
    private rule: BudgetRule,
  ) {}

  async take(units: number, signal: AbortSignal | undefined): Promise<void> {
    for (;;) {
      signal?.throwIfAborted();
      const need = Math.min(units, this.rule.capacity);
      const now = this.clock.now().getTime();
      if (now >= this.#closedUntilMs && now < this.#untilMs && this.#left >= need) break;
      const pauseMs = Math.max(this.#closedUntilMs, this.#askAgainMs) - now;
      const waitMs = pauseMs > 0 ? pauseMs : await this.ask(need);
      if (waitMs > 0) await this.clock.sleep(waitMs, signal);
    }
    this.#left -= units;
  }

  correct(units: number): void {
    this.#left -= units;
  }

  /** The others are told at once; should that fail, whoever takes next meets the failure. */
  pauseFor(durationMs: number): void {
    this.#closedUntilMs = Math.max(this.#closedUntilMs, this.clock.now().getTime() + durationMs);
    const before = this.#asking ?? Promise.resolve(0);
    before.finally(() => this.ask(0)).catch(() => undefined);
  }

  reshape(rule: BudgetRule): void {
    this.rule = rule;
  }

  /** Milliseconds to wait; takers who ask at the same time share the answer. */
  private ask(need: number): Promise<number> {
    this.#asking ??= this.exchange(need).finally(() => {
      this.#asking = undefined;
    });
    return this.#asking;
  }

  private async exchange(need: number): Promise<number> {
    const at = this.clock.now();
    const closed = this.#closedUntilMs > at.getTime();
    // A whole lease is worth waiting for: to come back for crumbs would cost a statement each.
    const units = closed ? 0 : Math.max(need, Math.floor(this.rule.perMs * BLOCK_MS));
    const back = this.#left;
    this.#left = 0;
    const { granted, waitMs } = await this.ledger.exchange(this.key, {
      rule: this.rule,
      units,
      back,
      closedUntil: closed ? new Date(this.#closedUntilMs) : undefined,
      at,
    });
    this.#left += granted;
    this.#untilMs = at.getTime() + LEASE_MS;
    this.#askAgainMs = at.getTime() + waitMs;
    return waitMs;
  }
}
