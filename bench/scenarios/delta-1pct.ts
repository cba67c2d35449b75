import type { Scenario } from '../bench.js';
import { compareIncremental } from '../incremental.js';

/** An incremental run after one account and one membership in a hundred have changed. */
export const scenario: Scenario = (bench) => compareIncremental(bench, 0.01);
