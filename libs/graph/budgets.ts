import type { BudgetName } from './price.js';

/** Size class of a tenant, which decides its budget: below 50 users S, up to 500 M, above L. */
export type TenantSize = 'S' | 'M' | 'L';

/** A bucket that starts full and fills evenly; in resource units for the directory, in requests for everything else. */
export interface BudgetRule {
  readonly capacity: number;
  readonly perMs: number;
}

const USERS_OF_M = 50;
const USERS_OF_L = 501;

/** Resource units per 10 s of one app in one tenant. Source: https://learn.microsoft.com/graph/throttling-limits */
const DIRECTORY_UNITS: Readonly<Record<TenantSize, number>> = { S: 3_500, M: 5_000, L: 8_000 };

const rule = (capacity: number, refillMs: number): BudgetRule => ({
  capacity,
  perMs: capacity / refillMs,
});

/** Requests of one app in one tenant, or of all apps in it. Source: https://learn.microsoft.com/graph/throttling-limits */
const TENANT_RULES: Readonly<Record<Exclude<BudgetName, 'directory'>, BudgetRule>> = {
  policy: rule(1, 1_000),
  reports: rule(5, 10_000),
  signInActivity: rule(10, 60_000),
  keyCredentials: rule(150, 60_000),
};

/**
 * What one app may spend over all tenants. The limit of 130,000 requests in 10 s is never met below that of units, for every
 * request of the directory costs at least one. Source: https://learn.microsoft.com/graph/throttling-limits
 */
const APPLICATION_RULES: Readonly<Partial<Record<BudgetName, BudgetRule>>> = {
  directory: rule(150_000, 20_000),
  reports: rule(122, 10_000),
  signInActivity: rule(10, 60_000),
};

/** Budgets that all apps of a tenant share. Source: https://learn.microsoft.com/graph/throttling-limits */
const OF_ALL_APPS: ReadonlySet<BudgetName> = new Set(['policy', 'keyCredentials']);

/** The size class of a tenant; where nobody knows its users it is treated as the smallest, which is never too much. */
export function sizeOf(users: number | undefined): TenantSize {
  if (users === undefined || users < USERS_OF_M) return 'S';
  return users < USERS_OF_L ? 'M' : 'L';
}

/** The limit of a budget in one tenant. */
export function tenantRule(budget: BudgetName, size: TenantSize): BudgetRule {
  return budget === 'directory' ? rule(DIRECTORY_UNITS[size], 10_000) : TENANT_RULES[budget];
}

/** The limit of a budget over all tenants of an app, where there is one. */
export function applicationRule(budget: BudgetName): BudgetRule | undefined {
  return APPLICATION_RULES[budget];
}

/** Whether the limit in a tenant is one for all apps together. */
export function isOfAllApps(budget: BudgetName): boolean {
  return OF_ALL_APPS.has(budget);
}
