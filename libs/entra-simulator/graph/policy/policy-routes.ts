import { isJsonObject, text, type Json, type JsonObject } from '#kernel/json.js';
import { homeTenantOf } from '../../tenant/home-tenants.js';
import type { PolicyCollection, PolicySingleton } from '../../tenant/policy/policy-document.js';
import { notFound, type GraphReply } from '../errors.js';
import type { GraphRead } from '../request.js';
import { route, type Answer, type Route } from '../routing.js';
import { CONDITIONAL_ACCESS_GETS } from './conditional-access-routes.js';
import { answerPolicies, answerPolicy, answerSingleton } from './policy-answers.js';

const ID = '([^/]+)';

/** The enforcement policy of security defaults says on success that one may come back in 14 days. Source: recorded traffic. */
const COME_BACK = { 'retry-after': '1209600' };

/** Every policy that can be read. */
export const POLICY_GETS: readonly Route[] = [
  ...CONDITIONAL_ACCESS_GETS,
  route('/policies/identitySecurityDefaultsEnforcementPolicy', (read) => ({
    ...answerSingleton(
      read,
      'policies/identitySecurityDefaultsEnforcementPolicy',
      one(read, 'securityDefaults'),
    ),
    headers: COME_BACK,
  })),
  single('/policies/authorizationPolicy', 'policies/authorizationPolicy/$entity', 'authorizationPolicy'),
  single(
    '/policies/authenticationMethodsPolicy',
    'authenticationMethodsPolicy',
    'authenticationMethodsPolicy',
  ),
  ...methodRoutes(),
  single(
    '/policies/adminConsentRequestPolicy',
    'policies/adminConsentRequestPolicy/$entity',
    'adminConsentRequestPolicy',
  ),
  single(
    '/policies/defaultAppManagementPolicy',
    'policies/defaultAppManagementPolicy/$entity',
    'defaultAppManagementPolicy',
  ),
  single('/policies/deviceRegistrationPolicy', 'deviceRegistrationPolicy', 'deviceRegistrationPolicy'),
  ...crossTenantRoutes(),
  ...listRoutes('/policies/appManagementPolicies', 'appManagementPolicies'),
  route(`/policies/appManagementPolicies/${ID}/appliesTo`, answerAppliesTo),
  ...listRoutes('/policies/activityBasedTimeoutPolicies', 'activityBasedTimeoutPolicies'),
  ...listRoutes('/policies/permissionGrantPolicies', 'permissionGrantPolicies'),
  ...listRoutes('/groupSettings', 'groupSettings'),
  route(`/domains/${ID}/federationConfiguration`, answerFederation),
  route(
    "/tenantRelationships/findTenantInformationByDomainName\\(domainName='([^']+)'\\)",
    answerTenantInformation,
  ),
];

function one(read: GraphRead, name: PolicySingleton): JsonObject {
  return read.store.policies.singleton(name);
}

function single(path: string, context: string, name: PolicySingleton): Route {
  return route(path, (read) => answerSingleton(read, context, one(read, name)));
}

function listRoutes(path: string, name: PolicyCollection): readonly Route[] {
  const set = path.slice(1);
  const all: Answer = (read) => answerPolicies(read, set, read.store.policies.collection(name).values());
  const one_: Answer = (read, [id = '']) =>
    answerPolicy(read, set, read.store.policies.collection(name).get(id));
  return [route(path, all), route(`${path}/${ID}`, one_)];
}

function methodRoutes(): readonly Route[] {
  const path = '/policies/authenticationMethodsPolicy/authenticationMethodConfigurations';
  const set = 'authenticationMethodConfigurations';
  const methods = (read: GraphRead): readonly JsonObject[] =>
    objects(one(read, 'authenticationMethodsPolicy')['authenticationMethodConfigurations']);
  return [
    route(path, (read) => answerPolicies(read, set, methods(read))),
    route(`${path}/${ID}`, (read, [id = '']) =>
      answerPolicy(
        read,
        set,
        methods(read).find((method) => text(method['id']).toLowerCase() === id.toLowerCase()),
      ),
    ),
  ];
}

function crossTenantRoutes(): readonly Route[] {
  const path = '/policies/crossTenantAccessPolicy';
  const policy = (read: GraphRead): JsonObject => one(read, 'crossTenantAccessPolicy');
  const partners = (read: GraphRead): readonly JsonObject[] => objects(policy(read)['partners']);
  return [
    route(path, (read) => {
      const { displayName = null, allowedCloudEndpoints = [] } = policy(read);
      return answerSingleton(read, 'crossTenantAccessPolicy/$entity', { displayName, allowedCloudEndpoints });
    }),
    route(`${path}/default`, (read) => {
      const { default: configured = {} } = policy(read);
      const object = isJsonObject(configured) ? configured : {};
      return answerSingleton(read, 'policies/crossTenantAccessPolicy/default', object);
    }),
    route(`${path}/partners`, (read) =>
      answerPolicies(read, 'policies/crossTenantAccessPolicy/partners', partners(read)),
    ),
    route(`${path}/partners/${ID}`, (read, [id = '']) =>
      answerPolicy(
        read,
        'policies/crossTenantAccessPolicy/partners',
        partners(read).find((partner) => partner['tenantId'] === id),
      ),
    ),
  ];
}

/** Applications and service principals to which a custom policy applies, as directory objects. */
function answerAppliesTo(read: GraphRead, [id = '']: readonly string[]): GraphReply {
  const { policies, applications } = read.store;
  if (!policies.collection('appManagementPolicies').has(id)) throw notFound(id);
  const value = (policies.appManagementAssignments.get(id) ?? []).flatMap((applicationId) => {
    const application = applications.get(applicationId);
    return application === undefined
      ? []
      : [{ '@odata.type': '#microsoft.graph.application', ...application }];
  });
  return answerPolicies(read, 'directoryObjects', value);
}

/** A domain that is not federated has none: 404, not an empty list. Source: https://learn.microsoft.com/graph/api/domain-list-federationconfiguration */
function answerFederation(read: GraphRead, [domain = '']: readonly string[]): GraphReply {
  const federation = read.store.policies.federations.get(domain);
  if (federation === undefined) throw notFound(domain);
  return answerPolicies(read, `domains('${domain}')/federationConfiguration`, [federation]);
}

/** Which tenant a domain belongs to. Source: https://learn.microsoft.com/graph/api/tenantrelationship-findtenantinformationbydomainname */
function answerTenantInformation(read: GraphRead, [domain = '']: readonly string[]): GraphReply {
  const tenantId = homeTenantOf(domain);
  if (tenantId === undefined) throw notFound(domain);
  const [name = ''] = domain.split('.');
  return answerSingleton(read, 'microsoft.graph.tenantInformation', {
    tenantId,
    federationBrandName: null,
    displayName: name,
    defaultDomainName: domain,
  });
}

function objects(value: Json | undefined): readonly JsonObject[] {
  return Array.isArray(value) ? (value as readonly Json[]).filter(isJsonObject) : [];
}
