import { HIGH_RISK_APPLICATION_PERMISSIONS, highRiskDelegated } from '#access-graph/graph-permissions.js';
import { text, type Json, type JsonObject } from '#kernel/json.js';
import type { TenantDocument } from '#simulator/model.js';
import { connect, runToEnd, startBareHost, type ApiAnswer, type BareHost } from '../support/bare-host.js';

const DAY_MS = 86_400_000;

const listOf = (value: Json | undefined): readonly JsonObject[] =>
  Array.isArray(value) ? (value as readonly JsonObject[]) : [];
const idsOf = (items: readonly JsonObject[]): readonly string[] =>
  items.map((item) => text(item['id'])).sort();

describe('given a tenant with applications of every kind', () => {
  let host: BareHost;
  let truth: TenantDocument;
  let id: string;

  beforeAll(async () => {
    host = await startBareHost({ simulator: { users: 120 } });
    const { tenant } = host.simulator;
    const [first = ''] = tenant.servicePrincipals.keys();
    const verifiedPublisher = {
      displayName: 'Verified Vendor',
      verifiedPublisherId: '1',
      addedDateTime: null,
    };
    tenant.change('servicePrincipals', first, { id: first, verifiedPublisher });
    id = (await connect(host)).get('connection') ?? '';
    await runToEnd(host, id, 'full');
    truth = tenant.document();
  }, 60_000);
  afterAll(() => host.close());

  const get = async (path: string): Promise<ApiAnswer['body']> =>
    (await host.call('auditor', 'GET', `/connections/${id}${path}`)).body;
  const found = async (path: string): Promise<readonly string[]> => {
    const { items } = await get(`${path}${path.includes('?') ? '&' : '?'}limit=1000`);
    return idsOf(items as readonly JsonObject[]);
  };

  /** Service principals with a high-risk permission, each by a question of its own. */
  const risky = (): ReadonlySet<string> => {
    const graph = truth.servicePrincipals.find(
      ({ appId }) => appId === '00000003-0000-0000-c000-000000000000',
    );
    const roles = new Map(listOf(graph?.['appRoles']).map((role) => [role['id'], text(role['value'])]));
    const byRole = truth.appRoleAssignments.filter(
      (held) =>
        held['resourceId'] === graph?.['id'] &&
        HIGH_RISK_APPLICATION_PERMISSIONS.includes(roles.get(held['appRoleId'] ?? '') ?? ''),
    );
    const names = new Map(truth.servicePrincipals.map((one) => [one['id'], text(one['appId'])]));
    const byConsent = truth.oauth2PermissionGrants.filter((grant) => {
      const list = highRiskDelegated()[names.get(grant['resourceId'] ?? '') ?? ''] ?? [];
      return text(grant['scope'])
        .split(' ')
        .some((scope) => list.includes(scope));
    });
    return new Set([
      ...byRole.map((held) => text(held['principalId'])),
      ...byConsent.map((grant) => text(grant['clientId'])),
    ]);
  };

  it('finds the applications that hold a high-risk permission, by themselves or on behalf of people', async () => {
    const all = truth.servicePrincipals.map((principal) => text(principal['id']));
    const wanted = all.filter((one) => risky().has(one));
    expect(wanted.length).toBeGreaterThan(1);
    expect(await found('/service-principals?hasHighRiskPermissions=true')).toEqual(wanted.toSorted());
    const others = all.filter((one) => !risky().has(one));
    expect(await found('/service-principals?hasHighRiskPermissions=false')).toEqual(others.toSorted());
    const appIds = new Set(
      truth.servicePrincipals.filter((one) => risky().has(text(one['id']))).map((one) => one['appId']),
    );
    const registrations = truth.applications.filter(({ appId }) => appId !== undefined && appIds.has(appId));
    expect(await found('/applications?hasHighRiskPermissions=true')).toEqual(idsOf(registrations));
  });

  it('marks the permissions of each of them in the same way', async () => {
    for (const principal of truth.servicePrincipals.slice(0, 25)) {
      const page = await get(`/service-principals/${text(principal['id'])}`);
      const levels = [...page.permissions, ...page.delegatedPermissions].map(
        (permission: { level: { highRisk: boolean; source: string } | null }) => permission.level,
      );
      const high = levels.some((level) => level?.highRisk === true);
      expect({ id: principal['id'], high }).toEqual({
        id: principal['id'],
        high: risky().has(text(principal['id'])),
      });
      for (const level of levels) if (level !== null) expect(level.source).toMatch(/^https:\/\//);
    }
  });

  it('finds credentials that have ended or end soon', async () => {
    const ends = (application: JsonObject): readonly number[] =>
      [...listOf(application['passwordCredentials']), ...listOf(application['keyCredentials'])].map(
        (credential) => Date.parse(text(credential['endDateTime'])),
      );
    const now = Date.now();
    const expired = truth.applications.filter((one) => ends(one).some((at) => at <= now));
    expect(expired.length).toBeGreaterThan(0);
    expect(await found('/applications?credentialExpired=true')).toEqual(idsOf(expired));
    for (const days of [30, 400, 3_000]) {
      const soon = truth.applications.filter((one) =>
        ends(one).some((at) => at > now && at <= now + days * DAY_MS),
      );
      expect(await found(`/applications?credentialExpiresWithinDays=${days}`)).toEqual(idsOf(soon));
    }
  });

  it('narrows by publisher, verification, state and audience', async () => {
    const principals = truth.servicePrincipals;
    const is = (accountEnabled: boolean) =>
      principals.filter((one) => one['accountEnabled'] === accountEnabled);
    expect(await found('/service-principals?enabled=true')).toEqual(idsOf(is(true)));
    expect(await found('/service-principals?enabled=false')).toEqual(idsOf(is(false)));
    expect(await found('/service-principals?publisher=verified%20v')).toHaveLength(1);
    const verified = await found('/service-principals?verified=true');
    const unverified = await found('/service-principals?verified=false');
    expect(verified.length).toBeGreaterThan(0);
    expect(verified.length + unverified.length).toBe(principals.length);
    const audience = 'AzureADMyOrg';
    const own = principals.filter((one) => one['signInAudience'] === audience);
    expect(await found(`/service-principals?signInAudience=${audience}`)).toEqual(idsOf(own));
    expect(await get('/applications?verified=maybe')).toMatchObject({ code: 'request-invalid' });
  });

  it('shows one registration with its credentials, what it asks for and what it holds', async () => {
    const application =
      truth.applications.find((one) => listOf(one['requiredResourceAccess']).length > 0) ?? {};
    const page = await get(`/applications/${text(application['id'])}`);
    const asked = listOf(application['requiredResourceAccess']).flatMap((one) =>
      listOf(one['resourceAccess']),
    );
    expect(page.requiredPermissions).toHaveLength(asked.length);
    expect(page.requiredPermissions[0]).toMatchObject({
      permission: expect.any(String),
      level: expect.anything(),
    });
    const credentials = [
      ...listOf(application['passwordCredentials']),
      ...listOf(application['keyCredentials']),
    ];
    expect(page.credentials).toHaveLength(credentials.length);
    const principal = truth.servicePrincipals.find(({ appId }) => appId === application['appId']);
    expect(page.servicePrincipal?.id ?? null).toBe(principal?.['id'] ?? null);
    expect(page.gaps).toEqual([]);
    const secrets = JSON.stringify(page);
    expect(secrets).not.toMatch(/secretText|"key":/);
  });
});
