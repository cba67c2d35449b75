import { isJsonObject, text, type Json, type JsonObject } from '#kernel/json.js';
import type { TenantDocument } from '#simulator/model.js';
import type { AccessComparison } from './compare-access.js';
import { compareObjects, type Objects } from './compare-objects.js';
import type { HostClient } from './host-client.js';

/** Keys of a policy snapshot that are compared, under the same names in the truth. */
const LISTS = [
  'conditionalAccessPolicies',
  'namedLocations',
  'authenticationStrengthPolicies',
  'authenticationContexts',
  'groupSettings',
] as const;
const OBJECTS = [
  'securityDefaults',
  'authorizationPolicy',
  'authenticationMethodsPolicy',
  'adminConsentRequestPolicy',
  'defaultAppManagementPolicy',
  'deviceRegistrationPolicy',
  'crossTenantAccessPolicy',
] as const;

/** Compares the policies that the last revision holds with the truth; what was not collected is left out of both sides. */
export async function comparePolicies(
  client: HostClient,
  base: string,
  document: TenantDocument,
): Promise<AccessComparison> {
  const { snapshot } = await client.get(`${base}/policy-snapshot`);
  const published = isJsonObject(snapshot) ? snapshot : {};
  const truth = { ...(document as unknown as JsonObject), ...crossTenantAccess(document) };
  const keys = [...LISTS, ...OBJECTS].filter((key) => published[key] !== undefined);
  const pairs = keys.map((key) => [key, objectsOf(key, published[key]), objectsOf(key, truth[key])] as const);
  const count = (side: 1 | 2) => Object.fromEntries(pairs.map((pair) => [pair[0], pair[side].size]));
  const differences = pairs.flatMap(([key, mine, real]) => compareObjects(key, mine, real));
  return { counts: count(1), truth: count(2), differences };
}

/** Graph has the default and the partners at paths of their own; here partners come in the order of their tenants. */
function crossTenantAccess({ crossTenantAccessPolicy: policy }: TenantDocument): JsonObject {
  const whole: Json = policy ?? null;
  if (!isJsonObject(whole)) return {};
  const { default: defaults = {}, partners = [] } = whole;
  const list = Array.isArray(partners) ? (partners as readonly Json[]).filter(isJsonObject) : [];
  const sorted = list.toSorted((a, b) => (text(a['tenantId']) < text(b['tenantId']) ? -1 : 1));
  return { crossTenantAccessPolicy: { ...(isJsonObject(defaults) ? defaults : {}), partners: sorted } };
}

/** Objects by their id; one of which a tenant has only one goes by the name of its key. */
function objectsOf(key: string, value: Json | undefined): Objects {
  const objects = Array.isArray(value) ? (value as readonly Json[]) : [value ?? null];
  return new Map(
    objects.filter(isJsonObject).map((object) => [text(object['id']) || key, withoutContext(object)]),
  );
}

function withoutContext(object: JsonObject): JsonObject {
  return Object.fromEntries(Object.entries(object).filter(([name]) => !name.includes('@odata.context')));
}
