import { applicationAccess } from '#access-graph/application-access.js';
import { membershipPaths } from '#access-graph/membership-paths.js';
import { MembershipGraph } from '#access-graph/membership-graph.js';
import { isGuid } from '#kernel/ids.js';
import type { JsonObject } from '#kernel/json.js';
import type { DirectoryAccountRecord, DirectoryBatch } from '#plugin-host/host.port.js';
import { mutateTenant } from '#simulator/tenant/mutate.js';
import type { TenantDocument } from '#simulator/model.js';
import { connect, runToEnd, startBareHost, type ApiAnswer, type BareHost } from '../support/bare-host.js';

const NO_ID = '11111111-1111-4111-8111-111111111111';

interface Started {
  readonly host: BareHost;
  readonly run: ApiAnswer['body'];
  readonly truth: TenantDocument;
  /** Reads a path below the connection. */
  readonly get: (path: string) => Promise<ApiAnswer['body']>;
  /** Reads a whole list in pages of 50. */
  readonly all: (path: string) => Promise<readonly JsonObject[]>;
}

async function start(simulator: Parameters<typeof startBareHost>[0]): Promise<Started> {
  const host = await startBareHost(simulator);
  const id = (await connect(host)).get('connection') ?? '';
  const run = await runToEnd(host, id, 'full');
  const get = async (path: string): Promise<ApiAnswer['body']> =>
    (await host.call('auditor', 'GET', `/connections/${id}${path}`)).body;
  const all = async (path: string): Promise<readonly JsonObject[]> => {
    const items: JsonObject[] = [];
    const mark = path.includes('?') ? '&' : '?';
    for (let cursor = ''; ;) {
      const page = await get(`${path}${mark}limit=50${cursor}`);
      items.push(...(page.items as JsonObject[]));
      if (page.next === undefined) return items;
      cursor = `&cursor=${page.next as string}`;
    }
  };
  return { host, run, truth: host.simulator.tenant.document(), get, all };
}

const typeOf = (link: { readonly '@odata.type': string }): string =>
  link['@odata.type'].replace('#microsoft.graph.', '');

describe('given a tenant with every licence and permission', () => {
  let started: Started;
  const fed: DirectoryAccountRecord[] = [];
  beforeAll(async () => {
    const directorySink = {
      accept: (batch: DirectoryBatch) => Promise.resolve(void fed.push(...batch.accounts)),
    };
    started = await start({ simulator: { users: 120, groups: 30 }, plugin: { directorySink } });
  }, 60_000);
  afterAll(() => started.host.close());

  it('says when each account was last used and what it has registered, as the reports say', async () => {
    const { truth, all } = started;
    const facts = await all('/account-facts');
    const registered = new Map(truth.userRegistrationDetails.map((details) => [details['id'], details]));
    expect(facts.map(({ id }) => id).sort()).toEqual(truth.users.map(({ id }) => id).sort());
    for (const fact of facts) {
      const activity = truth.signInActivity[fact['id'] as string];
      const at = activity?.['lastSuccessfulSignInDateTime'];
      const instant = typeof at === 'string' && !at.startsWith('0001') ? new Date(at).toISOString() : null;
      if (instant !== null || activity === undefined)
        expect(fact['lastSuccessfulSignInAt']).toEqual({ kind: 'known', value: instant });
      const value = registered.get(fact['id'] ?? '')?.['isMfaRegistered'];
      expect(fact['mfaRegistered']).toEqual({ kind: 'known', value });
    }
    const without = await all('/account-facts?mfaRegistered=false');
    const real = truth.userRegistrationDetails.filter(({ isMfaRegistered }) => isMfaRegistered === false);
    expect(without.map(({ id }) => id).sort()).toEqual(real.map(({ id }) => id).sort());
    expect(without.length).toBeGreaterThan(0);
  });

  it('lists who is assigned to each application as the access graph derives it from the truth', async () => {
    const { truth, all } = started;
    const grants = truth.appRoleAssignments.map((grant) => ({
      id: grant['id'] as string,
      principalId: grant['principalId'] as string,
      principalType: grant['principalType'] as 'User' | 'Group' | 'ServicePrincipal',
      resourceId: grant['resourceId'] as string,
      appRoleId: grant['appRoleId'] as string,
    }));
    const membersOf = (id: string) =>
      (truth.members[id] ?? []).map((link) => ({ id: link.id, type: typeOf(link) }));
    const line = (row: Readonly<Record<string, unknown>>): string =>
      [row['principalId'], row['assignmentId'], row['viaGroupId']].map(String).join(' ');
    let rows = 0;
    for (const resourceId of new Set(grants.map((grant) => grant.resourceId))) {
      const application = {
        id: resourceId,
        appId: '',
        accountEnabled: true,
        assignmentRequired: true,
        appRoles: [],
      };
      const derived = applicationAccess(application, grants, membersOf).map((row) => line({ ...row }));
      const listed = (await all(`/service-principals/${resourceId}/access`)).map(line);
      expect(listed.toSorted()).toEqual(derived.toSorted());
      const reached = (await all(`/reach?applicationId=${resourceId}`)).map(line);
      expect(reached).toEqual(listed);
      rows += listed.length;
    }
    expect(rows).toBeGreaterThan(50);
  });

  it('shows what one account can reach, and agrees with the lists', async () => {
    const { get, all } = started;
    const [privilege] = await all('/effective-privileges?principalType=user&level=highly-privileged');
    const id = privilege?.['principalId'] as string;
    const access = await get(`/accounts/${id}/access`);
    expect(access.privileges.items).toEqual(await all(`/effective-privileges?principalId=${id}`));
    expect(access.account.id).toBe(id);
    expect(access.groups.items).toEqual(await all(`/accounts/${id}/groups`));
    expect(access.gaps).toEqual([]);
    const roleId = privilege?.['roleId'] as string;
    expect(await all(`/reach?roleId=${roleId}`)).toEqual(await all(`/effective-privileges?roleId=${roleId}`));
  });

  it('explains memberships by the same paths as the access graph', async () => {
    const { truth, get } = started;
    const links = Object.entries(truth.members).flatMap(([groupId, members]) =>
      members.map((link) => ({ groupId, memberId: link.id, memberType: typeOf(link) })),
    );
    const graph = new MembershipGraph(links);
    let deep = 0;
    for (const group of truth.groups.slice(0, 12)) {
      const [member] = (await get(`/groups/${group['id'] as string}/members?effective=true&limit=1`)).items;
      if (member === undefined) continue;
      const answer = await get(`/groups/${group['id'] as string}/members/${member.id as string}/paths`);
      expect(answer).toMatchObject({ ...membershipPaths(graph, group['id'] as string, member.id as string) });
      deep += answer.count as number;
    }
    expect(deep).toBeGreaterThan(0);
  });

  it('narrows the members of a group by type, name and account', async () => {
    const { truth, all } = started;
    const accounts = new Map(truth.users.map((user) => [user['id'], user]));
    const isEnabled = (id: unknown): unknown => accounts.get(String(id))?.['accountEnabled'];
    const isGuest = (id: unknown): boolean => accounts.get(String(id))?.['userType'] === 'Guest';
    const filters: Readonly<Record<string, (member: JsonObject) => boolean>> = {
      'type=user': ({ type }) => type === 'user',
      'type=group': ({ type }) => type === 'group',
      'userType=Guest': ({ id }) => isGuest(id),
      'accountEnabled=false': ({ id }) => isEnabled(id) === false,
      'name=A': ({ displayName }) => /^a/i.test((displayName as string | null) ?? ''),
    };
    const shown = new Map(Object.keys(filters).map((filter) => [filter, 0]));
    for (const group of truth.groups) {
      const path = `/groups/${group['id'] as string}/members?effective=true`;
      const members = await all(path);
      for (const [filter, keeps] of Object.entries(filters)) {
        const narrowed = await all(`${path}&${filter}`);
        expect(narrowed).toEqual(members.filter(keeps));
        shown.set(filter, (shown.get(filter) ?? 0) + narrowed.length);
      }
    }
    expect([...shown].filter(([, count]) => count === 0)).toEqual([]);
  }, 60_000);

  it('says what an enterprise application holds, and finds nothing where there is nothing', async () => {
    const { get, truth } = started;
    const holder = truth.appRoleAssignments.find(({ principalType }) => principalType === 'ServicePrincipal');
    const found = await get(`/service-principals/${holder?.['principalId'] as string}`);
    expect(found.permissions.length).toBeGreaterThan(0);
    expect(['assigned-only', 'everyone', 'nobody']).toContain(found.openTo);
    expect(await get(`/service-principals/${NO_ID}`)).toMatchObject({ code: 'object-not-in-revision' });
    expect(await get('/reach')).toMatchObject({ code: 'request-invalid' });
    const [application] = truth.applications;
    const one = await get(`/applications/${application?.['id'] as string}`);
    expect(JSON.stringify(one.application)).not.toMatch(/secretText|"key":/);
  });

  it('keeps what happened in the directory, newest first, whole and by whom it was about', async () => {
    const { host, all } = started;
    mutateTenant(host.simulator.tenant, { seed: 3, changes: 30 });
    const { body } = await host.call('auditor', 'GET', '/connections');
    await runToEnd(host, body.items[0].id as string, 'incremental');
    const events = await all('/audit-events');
    const times = events.map((event) => event['activityDateTime'] as string);
    expect(times).toEqual(times.toSorted().reverse());
    const since = new Date(Date.now() - 6 * 86_400_000).toISOString();
    const recent = host.simulator.tenant
      .document()
      .directoryAudits.filter((event) => (event['activityDateTime'] ?? '') >= since);
    expect(recent.length).toBeGreaterThan(5);
    expect(events.map(({ id }) => id).sort()).toEqual(recent.map(({ id }) => id).sort());
    const targetOf = (event: JsonObject): string =>
      (event['targetResources'] as readonly JsonObject[])[0]?.['id'] as string;
    const event = events.find((one) => isGuid(targetOf(one)));
    if (event === undefined) throw new Error('no event is about a directory object');
    const about = await all(`/audit-events?targetId=${targetOf(event)}`);
    expect(about).toContainEqual(event);
    expect(about.length).toBeLessThan(events.length);
  }, 60_000);

  it('tells a host that keeps a directory of its own when accounts were last used and whether MFA is registered', () => {
    const { truth } = started;
    const registered = new Map(truth.userRegistrationDetails.map((details) => [details['id'], details]));
    expect(fed.length).toBeGreaterThanOrEqual(truth.users.length);
    for (const { externalId, mfaState, lastLoginAt } of fed.slice(0, 120)) {
      const isRegistered = registered.get(externalId)?.['isMfaRegistered'] === true;
      expect(mfaState).toBe(isRegistered ? 'ENABLED' : 'DISABLED');
      const at = truth.signInActivity[externalId]?.['lastSuccessfulSignInDateTime'];
      expect(lastLoginAt).toBe(typeof at === 'string' ? new Date(at).toISOString() : null);
    }
  });

  it('exports facts with one cell each', async () => {
    const csv = await fetch(`${started.host.url}${await accountFactsUrl(started)}`, {
      headers: { accept: 'text/csv', 'x-fake-caller': 'auditor' },
    });
    const [header, ...rows] = (await csv.text()).trim().split('\r\n');
    expect(header).toContain('mfaRegistered');
    expect(rows).toHaveLength(120);
    expect(rows.join('')).not.toContain('"kind"');
  });
});

async function accountFactsUrl({ host }: Started): Promise<string> {
  const { body } = await host.call('auditor', 'GET', '/connections');
  return `/integrations/azure-entra-id/connections/${body.items[0].id as string}/account-facts`;
}

describe('given a tenant without a licence, and only the core permissions', () => {
  let started: Started;
  beforeAll(async () => {
    started = await start({ simulator: { users: 40, groups: 8, licence: 'free', grants: CORE } });
  }, 60_000);
  afterAll(() => started.host.close());

  it('succeeds all the same, and gives each gap its reason', async () => {
    expect(started.run.state).toBe('succeeded');
    const { items, licences } = await started.get('/capabilities');
    expect(licences).toEqual([]);
    const reasons = Object.fromEntries(
      (items as readonly JsonObject[]).map(({ resource, reason }) => [resource, reason]),
    );
    expect(reasons).toMatchObject({
      accounts: null,
      roleAssignments: null,
      roleEligibilityScheduleInstances: 'licence-missing',
      signInActivity: 'licence-missing',
      servicePrincipals: 'permission-not-granted',
    });
    const [fact] = await started.all('/account-facts');
    expect(fact?.['mfaRegistered']).toEqual({ kind: 'unknown', reason: 'licence-missing' });
    expect(fact?.['daysInactive']).toEqual({ kind: 'unknown', reason: 'licence-missing' });
  });

  it('calls roles without an end permanent only where nothing could end', async () => {
    const terms = (await started.all('/effective-privileges')).map(({ term }) => term);
    expect(new Set(terms)).toEqual(new Set(['permanent']));
    const { gaps, completeness } = await started.get('/effective-privileges');
    expect(completeness).toBe('partial');
    expect(gaps).toContainEqual({
      resource: 'roleEligibilityScheduleInstances',
      completeness: 'refused',
    });
  });
});

const CORE = [
  'User.Read.All',
  'GroupMember.Read.All',
  'Organization.Read.All',
  'RoleManagement.Read.Directory',
  'Policy.Read.All',
];
