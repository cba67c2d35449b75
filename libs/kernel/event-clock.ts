import type { Clock } from './clock.js';

interface Sleeper {
  readonly atMs: number;
  readonly order: number;
  readonly wake: () => void;
}

/** Turns of the event loop without anything to do after which a simulation is called stuck. */
const IDLE_TURNS_MAX = 20_000;
/** Turns of the event loop that must pass quietly before time moves. */
const QUIET_TURNS = 2;
/** Turns of the event loop that one piece of work may take; a database under load stays far below. */
const BUSY_TURNS_MAX = 2_000_000;
/** Sleepers that one drive wakes at most: a program that never ends must not hang its test. */
const WAKES_MAX = 40_000;

/**
 * A clock for simulations: time stands still while anybody works and then jumps to the next sleeper, so that hours of
 * latencies, leases and backing off pass in milliseconds, in an order that depends on nothing but the program.
 */
export class EventClock implements Clock {
  #nowMs: number;
  #order = 0;
  #busy = 0;
  #sleepers: Sleeper[] = [];

  constructor(start = new Date('2026-01-01T00:00:00Z')) {
    this.#nowMs = start.getTime();
  }

  now(): Date {
    return new Date(this.#nowMs);
  }

  sleep(durationMs: number, signal?: AbortSignal): Promise<void> {
    return new Promise((resolve, reject) => {
      if (signal?.aborted === true) {
        reject(reasonOf(signal));
        return;
      }
      const sleeper: Sleeper = {
        atMs: this.#nowMs + Math.max(0, durationMs),
        order: (this.#order += 1),
        wake: () => {
          signal?.removeEventListener('abort', onAbort);
          resolve();
        },
      };
      const onAbort = (): void => {
        this.#sleepers = this.#sleepers.filter((other) => other !== sleeper);
        reject(reasonOf(signal));
      };
      signal?.addEventListener('abort', onAbort, { once: true });
      this.#sleepers.push(sleeper);
    });
  }

  /** Time stands still until this work has ended: whatever is not a sleep of this clock must be wrapped. */
  async during<Result>(work: () => Promise<Result>): Promise<Result> {
    this.#busy += 1;
    try {
      return await work();
    } finally {
      this.#busy -= 1;
    }
  }

  /** Lets time pass until `main` has settled. @throws Error when nothing is left that could make it settle */
  async drive<Result>(main: Promise<Result>): Promise<Result> {
    const state = { settled: false };
    const end = main.finally(() => {
      state.settled = true;
    });
    end.catch(() => undefined);
    for (let idle = 0, quiet = 0, wakes = 0, busy = 0; !state.settled;) {
      await new Promise((resolve) => setImmediate(resolve));
      busy = this.#busy > 0 ? busy + 1 : 0;
      if (busy > BUSY_TURNS_MAX) throw new Error('the simulation is stuck: somebody works and never ends');
      quiet = busy > 0 ? 0 : quiet + 1;
      if (quiet < QUIET_TURNS) continue;
      idle = this.wakeNext() ? 0 : idle + 1;
      quiet = 0;
      wakes += 1;
      if (wakes > WAKES_MAX)
        throw new Error(`the simulation does not end; it is ${this.now().toISOString()}`);
      if (idle > IDLE_TURNS_MAX) throw new Error('the simulation is stuck: nobody sleeps and nobody works');
    }
    return end;
  }

  private wakeNext(): boolean {
    const [first, ...others] = this.#sleepers;
    if (first === undefined) return false;
    const next = others.reduce((best, other) => (isEarlier(other, best) ? other : best), first);
    this.#sleepers = this.#sleepers.filter((other) => other !== next);
    this.#nowMs = Math.max(this.#nowMs, next.atMs);
    next.wake();
    return true;
  }
}

function isEarlier(a: Sleeper, b: Sleeper): boolean {
  return a.atMs < b.atMs || (a.atMs === b.atMs && a.order < b.order);
}

function reasonOf(signal: AbortSignal | undefined): Error {
  const reason: unknown = signal?.reason;
  return reason instanceof Error ? reason : new Error('aborted', { cause: reason });
}
