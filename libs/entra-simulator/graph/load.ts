import type { SimulatedResponse, ThrottleOptions } from '../model.js';

/** Use of a budget above which Graph gets slower and, where it says so, names the percentage. Documented for the header. */
export const LOAD_SHOWN_ABOVE = 0.8;

/** The documented header goes no further. */
const PERCENTAGE_MAX = 1.8;

/** How near a request brought its app to the limit: 0 with a full budget, 1 when it is used up. */
export interface Load {
  readonly usage: number;
}

/** A quiet Graph. */
export const IDLE: Load = { usage: 0 };

/**
 * What load does to an answer: it takes longer the nearer the limit is (measured: 113 ms idle, about 1 s under load, so
 * up to the ninefold of what the options say), and it may name the percentage of the limit.
 */
export function underLoad(
  answer: SimulatedResponse,
  load: Load,
  options: ThrottleOptions,
  latencyMs: number,
): SimulatedResponse {
  if (load.usage <= LOAD_SHOWN_ABOVE) return answer;
  const share = (Math.min(load.usage, 1) - LOAD_SHOWN_ABOVE) / (1 - LOAD_SHOWN_ABOVE);
  const delayMs = Math.round(latencyMs * (options.loadFactorMax - 1) * share);
  const percentage = options.limitPercentage
    ? { 'x-ms-throttle-limit-percentage': percentageOf(load.usage) }
    : {};
  return { ...answer, headers: { ...answer.headers, ...percentage }, delayMs };
}

/** Percentage as Graph writes it: 1.0 is the limit, 1.8 the end of the scale. */
export function percentageOf(usage: number): string {
  return Math.min(usage, PERCENTAGE_MAX).toFixed(2);
}
