import type { Scenario } from '../bench.js';
import { compareFullReads } from '../contest.js';
import { TENANTS } from '../tenants.js';

/** Everybody reads the tenant `throttled100k` in full. */
export const scenario: Scenario = (bench) => compareFullReads(bench, TENANTS.throttled100k);
