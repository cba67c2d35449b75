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

function toError(reason: unknown): Error {
  return reason instanceof Error ? reason : new Error('aborted', { cause: reason });
}
