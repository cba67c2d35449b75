/** Budgets that Graph keeps apart. Source: https://learn.microsoft.com/graph/throttling-limits */
export type BudgetName = 'directory' | 'policy' | 'reports' | 'signInActivity' | 'keyCredentials';

interface PriceRow {
  readonly path: RegExp;
  readonly units: number;
}

/** Base cost in resource units by path below the version; the first match counts, everything else costs 1. */
const PRICES: readonly PriceRow[] = [
  { path: /^\/(users|groups)\/delta$/, units: 1 },
  { path: /^\/groups\/[^/]+\/transitiveMembers/, units: 5 },
  { path: /^\/directoryObjects\/getByIds$/, units: 5 },
  { path: /\/(isMemberOf|checkMemberGroups|checkMemberObjects|domainNameReferences)$/, units: 4 },
  { path: /^\/groups\/[^/]+\/members/, units: 3 },
  { path: /^\/(contracts|subscribedSkus)(\/|$)/, units: 3 },
  {
    path: /\/(getMemberGroups|getMemberObjects|memberOf|transitiveMemberOf|ownedObjects|licenseDetails)/,
    units: 2,
  },
  { path: /^\/servicePrincipals\/[^/]+\/appRoleAssignments/, units: 2 },
  { path: /^\/(users|applications|oauth2PermissionGrants)(\/|$)/, units: 2 },
];

/**
 * Documented cost of a GET in resource units: base cost by path, `$select` one less, `$expand` one more, `$top`
 * below 20 one less, never below 1. Source: https://learn.microsoft.com/graph/throttling-limits
 */
export function priceOf(path: string, query: URLSearchParams): number {
  const base = PRICES.find((row) => row.path.test(path))?.units ?? 1;
  const top = Number(query.get('$top') ?? '100');
  const discount = (query.has('$select') ? 1 : 0) + (top < 20 ? 1 : 0);
  return Math.max(1, base - discount + (query.has('$expand') ? 1 : 0));
}

/** The budget that a path is charged to. */
export function budgetOf(path: string, query: URLSearchParams): BudgetName {
  if (/^\/(identity\/conditionalAccess|identityProtection)\//i.test(path)) return 'policy';
  if (/^\/(auditLogs|reports)\//i.test(path)) return 'reports';
  const selected = query.get('$select')?.split(',') ?? [];
  if (/^\/applications(\/|$)/i.test(path) && selected.includes('keyCredentials')) return 'keyCredentials';
  return selected.includes('signInActivity') ? 'signInActivity' : 'directory';
}

/** A path with ids replaced, for meters and logs: it names no person. */
export function patternOf(path: string): string {
  return path
    .split('/')
    .map((segment) => (/^[0-9a-f-]{36}$|@|^[A-Za-z0-9_-]{40,}$/i.test(segment) ? '{id}' : segment))
    .join('/')
    .replace(/\('[^']*'\)/g, '({key})');
}
