/** One request as the budgets see it. */
export interface Charge {
  readonly path: string;
  readonly query: URLSearchParams;
  readonly units: number;
  /** Users of the tenant, which decide its size class. */
  readonly size: number;
  readonly appId: string;
  readonly tenantId: string;
}

/** Who shares a budget: every app in a tenant, one app in one tenant, one app in all tenants. */
export type BudgetScope = 'tenant' | 'app-in-tenant' | 'app';

/** A limit of Graph: a bucket that starts full and fills evenly. */
export interface Budget {
  readonly name: string;
  readonly scope: BudgetScope;
  readonly capacity: (size: number) => number;
  /** Milliseconds in which an empty budget is full again. */
  readonly refillMs: number;
  /** What a request takes; 0 when the budget does not concern it. */
  readonly price: (charge: Charge) => number;
  /** Whose words a refusal has. */
  readonly refusal: 'directory' | 'policy' | 'generic';
}

const POLICY = /^\/(identity\/conditionalAccess|identityProtection)/;
const REPORTS = /^\/(auditLogs|reports)/;

const isPolicy = ({ path }: Charge): boolean => POLICY.test(path);
const isReport = ({ path }: Charge): boolean => REPORTS.test(path);
const isSignInActivity = ({ path, query }: Charge): boolean =>
  /^\/users(\/|$)/.test(path) && selects(query, 'signInActivity');
const isKeyCredentials = ({ path, query }: Charge): boolean =>
  /^\/applications(\/|$)/.test(path) && selects(query, 'keyCredentials');
const isDirectory = (charge: Charge): boolean =>
  !isPolicy(charge) && !isReport(charge) && !isSignInActivity(charge);

const once =
  (concerns: (charge: Charge) => boolean) =>
  (charge: Charge): number =>
    concerns(charge) ? 1 : 0;
const units = (charge: Charge): number => (isDirectory(charge) ? charge.units : 0);
const always = (capacity: number) => (): number => capacity;

/** Every budget of reads. Source: https://learn.microsoft.com/graph/throttling-limits */
export const BUDGETS: readonly Budget[] = [
  { ...of('policy', 'tenant', 1, 1_000), price: once(isPolicy), refusal: 'policy' },
  { ...of('reports', 'app-in-tenant', 5, 10_000), price: once(isReport) },
  { ...of('reports of all tenants', 'app', 122, 10_000), price: once(isReport) },
  { ...of('signInActivity', 'app-in-tenant', 10, 60_000), price: once(isSignInActivity) },
  { ...of('signInActivity of all tenants', 'app', 10, 60_000), price: once(isSignInActivity) },
  { ...of('keyCredentials', 'tenant', 150, 60_000), price: once(isKeyCredentials) },
  {
    ...of('units', 'app-in-tenant', 0, 10_000),
    capacity: (size) => (size > 500 ? 8_000 : size >= 50 ? 5_000 : 3_500),
    price: units,
    refusal: 'directory',
  },
  { ...of('units of all tenants', 'app', 150_000, 20_000), price: units, refusal: 'directory' },
  { ...of('requests of all tenants', 'app', 130_000, 10_000), price: always(1) },
];

function of(
  name: string,
  scope: BudgetScope,
  capacity: number,
  refillMs: number,
): Pick<Budget, 'name' | 'scope' | 'capacity' | 'refillMs' | 'refusal'> {
  return { name, scope, capacity: always(capacity), refillMs, refusal: 'generic' };
}

function selects(query: URLSearchParams, property: string): boolean {
  return (query.get('$select') ?? '').split(',').some((name) => name.trim() === property);
}

/** The budgets that a request draws on, with what it takes of each. */
export function budgetsOf(charge: Charge): readonly (readonly [Budget, number])[] {
  return BUDGETS.map((budget) => [budget, budget.price(charge)] as const).filter(([, price]) => price > 0);
}
