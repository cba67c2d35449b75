import { text, type JsonObject } from '#kernel/json.js';
import { InProcessClient, type ReadAnswer } from '../../in-process-client.js';
import type { SimulatorOptions } from '../../model.js';
import { createSimulator } from '../../simulator.js';

const POLICIES = '/identity/conditionalAccess/policies';

function world(options: Partial<SimulatorOptions> = {}) {
  const simulator = createSimulator({ users: 60, groups: 8, ...options });
  return { simulator, client: new InProcessClient(simulator) };
}

const value = (answer: ReadAnswer): readonly JsonObject[] =>
  answer.body['value'] as unknown as readonly JsonObject[];

describe('given the policies of a tenant', () => {
  it.each([
    ['conditionalAccessPolicies', POLICIES],
    ['namedLocations', '/identity/conditionalAccess/namedLocations'],
    ['authenticationContexts', '/identity/conditionalAccess/authenticationContextClassReferences'],
    ['authenticationStrengthPolicies', '/policies/authenticationStrengthPolicies'],
    ['appManagementPolicies', '/policies/appManagementPolicies'],
    ['activityBasedTimeoutPolicies', '/policies/activityBasedTimeoutPolicies'],
    ['permissionGrantPolicies', '/policies/permissionGrantPolicies'],
    ['groupSettings', '/groupSettings'],
  ] as const)('lists %s as the truth has them, and each by its id', async (name, path) => {
    const { simulator, client } = world({ seed: 4 });
    client.grant([
      'Policy.Read.All',
      'AuthenticationContext.Read.All',
      'Policy.Read.PermissionGrant',
      'GroupSettings.Read.All',
    ]);
    const truth = simulator.tenant.document()[name] ?? [];
    const listed = value(await client.get(path));
    expect(listed.map(({ id }) => id)).toEqual(truth.map(({ id }) => id));
    for (const object of truth) {
      const { status, body } = await client.get(`${path}/${text(object['id'])}`);
      expect(status).toBe(200);
      expect(body['id']).toBe(object['id']);
    }
    expect((await client.get(`${path}/none`)).status).toBe(404);
  });

  it.each([
    ['securityDefaults', '/policies/identitySecurityDefaultsEnforcementPolicy'],
    ['authorizationPolicy', '/policies/authorizationPolicy'],
    ['authenticationMethodsPolicy', '/policies/authenticationMethodsPolicy'],
    ['adminConsentRequestPolicy', '/policies/adminConsentRequestPolicy'],
    ['defaultAppManagementPolicy', '/policies/defaultAppManagementPolicy'],
    ['deviceRegistrationPolicy', '/policies/deviceRegistrationPolicy'],
  ] as const)('shows %s as the truth has it', async (name, path) => {
    const { simulator, client } = world();
    client.grant(['Policy.Read.All', 'Policy.Read.DeviceConfiguration']);
    const { status, body } = await client.get(path);
    expect(status).toBe(200);
    expect(body).toMatchObject(simulator.tenant.document()[name] ?? {});
  });

  it('tells a reader of security defaults to come back in 14 days, on a success', async () => {
    const answer = await world().client.get('/policies/identitySecurityDefaultsEnforcementPolicy');
    expect([answer.status, answer.headers['retry-after']]).toEqual([200, '1209600']);
    expect(answer.headers).not.toHaveProperty('x-ms-resource-unit');
  });

  it('inlines the strength of a policy after its context link', async () => {
    const { client } = world();
    const policies = value(await client.get(POLICIES));
    const strong = policies.find(({ displayName }) => text(displayName).startsWith('CA002'));
    expect(strong?.['grantControls']).toMatchObject({
      'authenticationStrength@odata.context': expect.stringContaining('$metadata#'),
      authenticationStrength: { requirementsSatisfied: 'mfa', allowedCombinations: expect.any(Array) },
    });
  });

  it('filters, selects, counts and skips Conditional Access policies, and does not expand them', async () => {
    const { client } = world();
    const all = value(await client.get(POLICIES));
    const enabled = value(await client.get(`${POLICIES}?$filter=state eq 'enabled'&$select=id,state`));
    expect(enabled).toEqual(
      all.filter(({ state }) => state === 'enabled').map(({ id }) => ({ id, state: 'enabled' })),
    );
    const page = await client.get(`${POLICIES}?$top=2&$skip=1&$count=true`);
    expect(value(page).map(({ id }) => id)).toEqual(all.slice(1, 3).map(({ id }) => id));
    const next = await client.get(text(page.body['@odata.nextLink']));
    expect(value(next).map(({ id }) => id)).toEqual(all.slice(3, 5).map(({ id }) => id));
    expect((await client.get(`${POLICIES}?$expand=x`)).status).toBe(400);
  });

  it('shows cross-tenant access by its parts', async () => {
    const { client } = world();
    const path = '/policies/crossTenantAccessPolicy';
    expect((await client.get(path)).body).not.toHaveProperty('partners');
    expect((await client.get(`${path}/default`)).body).toHaveProperty('inboundTrust');
    const [partner] = value(await client.get(`${path}/partners`));
    const found = await client.get(`${path}/partners/${text(partner?.['tenantId'])}`);
    expect(found.body).toMatchObject({ inboundTrust: { isMfaAccepted: true } });
  });

  it('says which tenant the domain of a partner belongs to, which is the partner of cross-tenant access', async () => {
    const { client } = world();
    const [partner] = value(await client.get('/policies/crossTenantAccessPolicy/partners'));
    client.grant(['CrossTenantInformation.ReadBasic.All']);
    const ask = (domain: string) =>
      client.get(`/tenantRelationships/findTenantInformationByDomainName(domainName='${domain}')`);
    expect((await ask('fabrikam.com')).body['tenantId']).toBe(partner?.['tenantId']);
    expect((await ask('nowhere.example')).status).toBe(404);
    client.grant(['Policy.Read.All']);
    expect((await ask('fabrikam.com')).status).toBe(403);
  });

  it('shows one authentication method, whatever the case of its id', async () => {
    const { client } = world();
    const path = '/policies/authenticationMethodsPolicy/authenticationMethodConfigurations';
    expect((await client.get(`${path}/fido2`)).body).toMatchObject({ id: 'Fido2' });
    expect(value(await client.get(path)).length).toBeGreaterThan(5);
  });

  it('shows the federation of a federated domain, and 404 for one that is not', async () => {
    const seed = [1, 2, 3, 4, 5, 6].find((candidate) => federated(candidate) !== undefined) ?? 0;
    const { client } = world({ seed });
    const found = await client.get(`/domains/${federated(seed) ?? ''}/federationConfiguration`);
    expect(value(found)[0]).toHaveProperty('federatedIdpMfaBehavior');
    expect((await client.get('/domains/contoso.example/federationConfiguration')).status).toBe(404);
  });

  it('shows what a custom app management policy applies to', async () => {
    const seed = [1, 2, 3, 4, 5, 6].find((candidate) => exempting(candidate) !== undefined) ?? 0;
    const { client } = world({ seed });
    const path = `/policies/appManagementPolicies/${exempting(seed) ?? ''}/appliesTo`;
    expect(value(await client.get(path))[0]).toMatchObject({
      '@odata.type': '#microsoft.graph.application',
    });
  });
});

function federated(seed: number): string | undefined {
  return Object.keys(world({ seed }).simulator.tenant.document().domainFederations ?? {})[0];
}

function exempting(seed: number): string | undefined {
  return text(world({ seed }).simulator.tenant.document().appManagementPolicies?.[0]?.['id']) || undefined;
}

describe('given permissions on policies', () => {
  it.each([
    [POLICIES, 'Policy.Read.All', 'Policy.Read.ConditionalAccess', 'AccessDenied'],
    [
      '/identity/conditionalAccess/namedLocations',
      'Policy.Read.All',
      'Policy.Read.ConditionalAccess',
      'AccessDenied',
    ],
    [
      '/identity/conditionalAccess/authenticationContextClassReferences',
      'Policy.Read.ConditionalAccess',
      'Policy.Read.All',
      'AccessDenied',
    ],
    [
      '/policies/authenticationStrengthPolicies',
      'Policy.Read.AuthenticationMethod',
      'Policy.Read.ConditionalAccess',
      'AccessDenied',
    ],
    [
      '/policies/authenticationMethodsPolicy',
      'Policy.Read.AuthenticationMethod',
      'Directory.Read.All',
      'accessDenied',
    ],
    ['/policies/authorizationPolicy', 'Policy.Read.All', 'Directory.Read.All', 'accessDenied'],
    [
      '/policies/identitySecurityDefaultsEnforcementPolicy',
      'Policy.Read.All',
      'Directory.Read.All',
      'Authorization_RequestDenied',
    ],
    [
      '/policies/adminConsentRequestPolicy',
      'Directory.Read.All',
      'User.Read.All',
      'Authorization_RequestDenied',
    ],
    [
      '/policies/crossTenantAccessPolicy/default',
      'Policy.Read.All',
      'Directory.Read.All',
      'Authorization_RequestDenied',
    ],
    [
      '/policies/deviceRegistrationPolicy',
      'Policy.Read.DeviceConfiguration',
      'Policy.Read.All',
      'Authorization_RequestDenied',
    ],
    ['/groupSettings', 'GroupSettings.Read.All', 'Policy.Read.All', 'Authorization_RequestDenied'],
    [
      '/policies/permissionGrantPolicies',
      'Policy.Read.PermissionGrant',
      'Policy.Read.All',
      'Authorization_RequestDenied',
    ],
  ])('reads %s with %s, and refuses it with %s alone as %s', async (path, enough, wrong, code) => {
    const { client } = world();
    client.grant([enough]);
    expect((await client.get(path)).status).toBe(200);
    client.grant([wrong]);
    const refused = await client.get(path);
    expect(refused.status).toBe(403);
    expect(refused.body['error']).toMatchObject({ code });
  });
});

describe('given a tenant without a premium licence', () => {
  it('has security defaults, and lists no Conditional Access policy', async () => {
    const { client } = world({ licence: 'free' });
    expect(value(await client.get(POLICIES))).toEqual([]);
    const defaults = await client.get('/policies/identitySecurityDefaultsEnforcementPolicy');
    expect(defaults.body['isEnabled']).toBe(true);
  });

  it('refuses where the options say so, for Graph documents neither', async () => {
    const { client } = world({ licence: 'free', unlicensedPolicyReads: 'refused' });
    const { status, body } = await client.get(POLICIES);
    expect(status).toBe(403);
    expect(body['error']).toMatchObject({ code: 'Authentication_RequestFromNonPremiumTenantOrB2CTenant' });
  });
});
