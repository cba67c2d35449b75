import { isJsonObject, type Json } from '#kernel/json.js';
import { ProblemError } from '#kernel/problem.js';
import type { GraphClient } from '#graph/graph-client.js';
import { isGranted, REQUIREMENTS } from '../../inventory/requirements.js';
import type { ResourceName } from '../../inventory/resources.js';
import type { GraphToken } from '../../connect/token-source.port.js';
import type { HealthCheck } from '../health.port.js';
import { healthProblems } from '../health.problems.js';
import { failed, found, foundProblem } from './check.js';

/** Smallest read of each endpoint that a sync uses. */
const PROBES: readonly (readonly [ResourceName, string])[] = [
  ['organization', '/organization?$select=id,displayName'],
  ['accounts', '/users?$select=id&$top=1'],
  ['groups', '/groups?$select=id&$top=1'],
  ['domains', '/domains?$select=id'],
  ['subscribedSkus', '/subscribedSkus?$select=skuPartNumber,capabilityStatus,servicePlans'],
];

/** What the probes found, and what two of them brought. */
export interface Reach {
  readonly checks: readonly HealthCheck[];
  readonly organizationId: string | undefined;
  readonly skus: readonly Json[] | undefined;
}

/** Asks every endpoint once. A granted permission that does not open its endpoint shows here. */
export async function checkReach(graph: GraphClient, token: GraphToken): Promise<Reach> {
  const results = await Promise.all(PROBES.map(([resource, path]) => probe(graph, token, resource, path)));
  const itemsOf = (resource: ResourceName): readonly Json[] | undefined =>
    results.find((result) => result.resource === resource)?.items;
  const [organization] = itemsOf('organization') ?? [];
  const id = isJsonObject(organization) ? organization['id'] : undefined;
  return {
    checks: results.map((result) => result.check),
    organizationId: typeof id === 'string' ? id.toLowerCase() : undefined,
    skus: itemsOf('subscribedSkus'),
  };
}

interface ProbeResult {
  readonly resource: ResourceName;
  readonly check: HealthCheck;
  readonly items?: readonly Json[];
}

async function probe(
  graph: GraphClient,
  token: GraphToken,
  resource: ResourceName,
  path: string,
): Promise<ProbeResult> {
  const name = `reach:${resource}`;
  const { feature } = REQUIREMENTS[resource];
  try {
    const { items } = await graph.page(path);
    return { resource, check: found(name, 'pass', `${feature} can be read.`, feature), items };
  } catch (error) {
    if (!(error instanceof ProblemError)) throw error;
    const expected = error.problem.code === 'permission-not-granted' && !isGranted(resource, token.grants);
    const core = resource === 'accounts' || resource === 'groups' || resource === 'organization';
    if (expected && !core) {
      return { resource, check: found(name, 'not_granted', `${feature} stays unknown.`, feature) };
    }
    return { resource, check: failed(name, error, feature) };
  }
}

/** Whether Graph answers for the connected tenant. */
export function checkTenant(expected: string | null, token: GraphToken, reach: Reach): HealthCheck {
  const seen = reach.organizationId ?? token.tenantId;
  if (seen === expected && token.tenantId === expected) {
    return found('tenant', 'pass', 'Microsoft Graph answers for the connected tenant.');
  }
  return foundProblem('tenant', 'fail', healthProblems['tenant-changed'], { context: { seen } });
}

/** Which licence the tenant has, as far as it decides what can be verified. */
export function checkLicence(reach: Reach): HealthCheck {
  if (reach.skus === undefined)
    return found('licence', 'unknown', 'The licences of the tenant could not be read.');
  const plans = reach.skus.flatMap(plansOf);
  if (plans.includes('AAD_PREMIUM_P2')) return found('licence', 'pass', 'Microsoft Entra ID P2.');
  if (plans.includes('AAD_PREMIUM')) {
    return found('licence', 'pass', 'Microsoft Entra ID P1; eligible role assignments need P2.');
  }
  const summary = 'Microsoft Entra ID Free: sign-in activity and Conditional Access need P1 or P2.';
  return found('licence', 'warn', summary);
}

function plansOf(sku: Json): readonly string[] {
  if (!isJsonObject(sku) || sku['capabilityStatus'] === 'Suspended') return [];
  const plans = Array.isArray(sku['servicePlans']) ? (sku['servicePlans'] as readonly Json[]) : [];
  return plans.flatMap((plan) => {
    const name = isJsonObject(plan) ? plan['servicePlanName'] : undefined;
    return typeof name === 'string' ? [name] : [];
  });
}
