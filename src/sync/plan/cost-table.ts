/**
 * What reads cost besides resource units, whose prices are in `#graph/price.js`: median times in milliseconds and how much one
 * page brings. Measured by users of Graph (lists of 999 about half a second, delta pages of 200 a quarter), for Graph documents
 * no times. Page sizes: https://learn.microsoft.com/graph/api/user-list and https://learn.microsoft.com/graph/delta-query-overview
 */
export const COSTS = {
  listPageMs: 500,
  listPageObjects: 999,
  deltaPageMs: 250,
  deltaPageObjects: 200,
  batchMs: 500,
  countMs: 250,
  /** Source: https://learn.microsoft.com/graph/json-batching */
  batchItems: 20,
  batchesAtOnce: 4,
  /** Links of an object that `$expand` shows. Source: https://learn.microsoft.com/graph/query-parameters#expand */
  expandedLinks: 20,
  /** Resource units per second of a large tenant, and in a full bucket. Source: https://learn.microsoft.com/graph/throttling-limits */
  unitsPerSecond: 800,
  unitsAtOnce: 8_000,
} as const;
