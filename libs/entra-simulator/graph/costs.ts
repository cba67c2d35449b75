import type { ThrottleOptions } from '../model.js';

/** Documented costs of requests in resource units; everything else costs 1. Source: https://learn.microsoft.com/graph/throttling-limits */
const COSTS: readonly (readonly [RegExp, number])[] = [
  [/^\/groups\/[^/]+\/transitiveMembers/, 5],
  [/^\/directoryObjects\/getByIds/, 5],
  [/^\/domains\/[^/]+\/domainNameReferences/, 4],
  [/^\/groups\/[^/]+\/members/, 3],
  [/^\/(contacts|contracts|subscribedSkus)/, 3],
  [/\/(memberOf|transitiveMemberOf|ownedObjects|licenseDetails)/, 2],
  [/^\/servicePrincipals\/[^/]+\/appRoleAssignments/, 2],
  [/^\/users\/delta/, 1],
  [/^\/(users|applications|oauth2PermissionGrants)/, 2],
];

/** Requests whose answers name no resource units: they have limits of their own. Source: recorded traffic. */
const UNMETERED =
  /^\/(identity\/|identityProtection|identityGovernance|auditLogs|reports|policies\/identitySecurityDefaultsEnforcementPolicy)/;

/** Pages below this size cost one unit less. */
const SMALL_TOP = 20;

/** Resource units of one request. Recorded traffic knows no discount for `$select` on users, the documentation does. */
export function costOf(
  path: string,
  query: URLSearchParams,
  selectDiscount: ThrottleOptions['selectDiscount'] = 'documented',
): number {
  const base = COSTS.find(([pattern]) => pattern.test(path))?.[1] ?? 1;
  const small = Number(query.get('$top') ?? '100') < SMALL_TOP ? 1 : 0;
  const discounted = query.has('$select') && !(selectDiscount === 'recorded' && /^\/users$/.test(path));
  const cost = base - (discounted ? 1 : 0) - small + (query.has('$expand') ? 1 : 0);
  return Math.max(1, cost);
}

/** Whether answers to a path carry `x-ms-resource-unit`. */
export function isMetered(path: string): boolean {
  return !UNMETERED.test(path);
}
