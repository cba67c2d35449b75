import type { SimulatorOptions } from '#simulator/model.js';

/** Size and manners of a simulated tenant. */
export type TenantSpec = Pick<
  SimulatorOptions,
  'users' | 'groups' | 'membersPerGroup' | 'latencyMs' | 'throttle'
>;

/** The tenants that scenarios measure on. */
export const TENANTS = {
  small20k: { users: 20_000, groups: 1_500, membersPerGroup: 60, latencyMs: 20, throttle: false },
  fast100k: { users: 100_000, groups: 5_000, membersPerGroup: 40, latencyMs: 0, throttle: false },
  throttled100k: { users: 100_000, groups: 10_000, membersPerGroup: 90, latencyMs: 20, throttle: true },
  flat1m: { users: 1_000_000, groups: 20_000, membersPerGroup: 40, latencyMs: 0, throttle: false },
} as const satisfies Record<string, TenantSpec>;

/**
 * All that is consented to, for everybody alike: what reading organization, accounts, groups and members takes. The
 * plugin then reads nothing else, and does so on behalf of whoever connected, for its core permissions are more.
 */
export const CONSENTED: readonly string[] = [
  'User.Read.All',
  'GroupMember.Read.All',
  'Organization.Read.All',
  'Member.Read.Hidden',
];

/** How requests fail with `--faults`: 2 % are throttled, 1 % not served, 1 % reset, 1 % cut off. */
export const FAULTS = {
  seed: 1,
  rate: { '429': 0.02, '503': 0.01, '504': 0, reset: 0.01, truncate: 0.01, slow: 0 },
  retryAfter: 'seconds',
} as const;
