import type { BatchAnswer, GraphClient } from '#graph/graph-client.js';
import type { GraphToken } from '../../connect/token-source.port.js';
import { isGranted, REQUIREMENTS } from '../../inventory/requirements.js';
import type { ResourceName } from '../../inventory/resources.js';
import type { HealthCheck } from '../health.port.js';
import { failed, found } from './check.js';

/**
 * Smallest read behind each feature that the inventory has beyond accounts and groups. Memberships are left out, since
 * they need a group; sign-in activity too, since it may be asked only ten times a minute by all tenants together.
 */
const PROBES: Readonly<Partial<Record<ResourceName, string>>> = {
  roleAssignments: '/roleManagement/directory/roleAssignments?$top=1',
  roleEligibilityScheduleInstances: '/roleManagement/directory/roleEligibilityScheduleInstances?$top=1',
  conditionalAccessPolicies: '/identity/conditionalAccess/policies?$top=1',
  authenticationMethodsPolicy: '/policies/authenticationMethodsPolicy?$select=id',
  servicePrincipals: '/servicePrincipals?$select=id&$top=1',
  oauth2PermissionGrants: '/oauth2PermissionGrants?$top=1',
  devices: '/devices?$select=id&$top=1',
  administrativeUnits: '/directory/administrativeUnits?$select=id&$top=1',
  userRegistrationDetails: '/reports/authenticationMethods/userRegistrationDetails?$top=1',
};

/**
 * Asks the endpoint of each further feature once, all in one request. A permission that is granted but does not open
 * its endpoint shows here as a warning: what a sync can do without does not make a connection need attention.
 */
export async function checkFeatures(graph: GraphClient, token: GraphToken): Promise<readonly HealthCheck[]> {
  const resources = Object.keys(PROBES) as ResourceName[];
  const granted = resources.filter((resource) => isGranted(resource, token.grants));
  const items = granted.map((resource) => ({ id: resource, url: PROBES[resource] ?? '/' }));
  const answers = items.length === 0 ? [] : await graph.batch(items);
  const byResource = new Map(answers.map((answer) => [answer.id, answer]));
  return resources.map((resource) => toCheck(resource, byResource.get(resource)));
}

function toCheck(resource: ResourceName, answer: BatchAnswer | undefined): HealthCheck {
  const name = `reach:${resource}`;
  const { feature } = REQUIREMENTS[resource];
  if (answer === undefined) return found(name, 'not_granted', `${feature} stays unknown.`, feature);
  if (answer.status === 'ok') return found(name, 'pass', `${feature} can be read.`, feature);
  return { ...failed(name, answer.problem, feature), status: 'warn' };
}
