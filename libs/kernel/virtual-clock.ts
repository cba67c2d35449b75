import type { Clock } from './clock.js';

/** A clock whose sleepers wake at once and move it ahead: hours of backing off pass in no time. */
export class VirtualClock implements Clock {
  #nowMs: number;
  /** Every sleep so far, in milliseconds. */
  readonly slept: number[] = [];

  constructor(start = new Date('2026-01-01T00:00:00Z')) {
    this.#nowMs = start.getTime();
  }

  now(): Date {
    return new Date(this.#nowMs);
  }

  advance(durationMs: number): void {
    this.#nowMs += durationMs;
  }

  sleep(durationMs: number, signal?: AbortSignal): Promise<void> {
    signal?.throwIfAborted();
    this.slept.push(durationMs);
    this.#nowMs += durationMs;
    return Promise.resolve();
  }
}
