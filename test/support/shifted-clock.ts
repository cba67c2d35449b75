import { systemClock, type Clock } from '#kernel/clock.js';

/** The machine's clock, moved ahead by a test. */
export class ShiftedClock implements Clock {
  #aheadMs = 0;

  advance(durationMs: number): void {
    this.#aheadMs += durationMs;
  }

  now(): Date {
    return new Date(Date.now() + this.#aheadMs);
  }

  sleep(durationMs: number, signal?: AbortSignal): Promise<void> {
    return systemClock.sleep(durationMs, signal);
  }
}
