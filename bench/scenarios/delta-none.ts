import type { Scenario } from '../bench.js';
import { compareIncremental } from '../incremental.js';

/** An incremental run after nothing has changed. */
export const scenario: Scenario = (bench) => compareIncremental(bench, 0);
