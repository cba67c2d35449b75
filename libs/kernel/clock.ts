/** Source of time; every stage takes it as a parameter so that tests can own time. */
export interface Clock {
  /** The present instant. */
  now(): Date;
  /**
   * Resolves after `durationMs` milliseconds of this clock.
   * @throws the signal's reason when `signal` aborts first.
   */
  sleep(durationMs: number, signal?: AbortSignal): Promise<void>;
}

/** The machine's clock. */
export const systemClock: Clock = {
  now: () => new Date(),
  sleep: (durationMs, signal) =>
    new Promise((resolve, reject) => {
      const abortReason = (): Error => toError(signal?.reason);
      if (signal?.aborted === true) {
        reject(abortReason());
        return;
      }
      const onAbort = (): void => {
        clearTimeout(timer);
        reject(abortReason());
      };
      const timer = setTimeout(() => {
        signal?.removeEventListener('abort', onAbort);
        resolve();
      }, durationMs);
      signal?.addEventListener('abort', onAbort, { once: true });
    }),
};

/** Renders an instant as RFC 3339 in UTC with milliseconds, the only form in which instants leave the process. */
export function toRfc3339(instant: Date): string {
  return instant.toISOString();
}

function toError(reason: unknown): Error {
  return reason instanceof Error ? reason : new Error('aborted', { cause: reason });
}
