import type { Scenario } from '../bench.js';
import { compareFullReads } from '../contest.js';
import { TENANTS } from '../tenants.js';

/** Everybody reads the tenant `fast100k` in full. */
export const scenario: Scenario = (bench) => compareFullReads(bench, TENANTS.fast100k);
