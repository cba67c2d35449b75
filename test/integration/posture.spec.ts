import { PROFILES } from '#access-policy/checks/profiles.js';
import { auditPolicy } from '#simulator/tenant/access/audit.js';
import { DATABASE, type Database } from '../../src/database/database.port.js';
import type { PolicyAuthors } from '../../src/posture/posture.port.js';
import { connect, runToEnd, startBareHost, type ApiAnswer, type BareHost } from '../support/bare-host.js';

const WAITS_MAX = 100;

describe('given a tenant whose authentication policy was read', () => {
  let host: BareHost;
  let base: string;
  let database: Database;

  beforeAll(async () => {
    host = await startBareHost();
    database = host.app.get<Database>(DATABASE, { strict: false });
    const connectionId = (await connect(host)).get('connection') ?? '';
    base = `/connections/${connectionId}`;
    const run = await runToEnd(host, connectionId, 'full');
    expect(run).toMatchObject({ state: 'succeeded', problems: [] });
    await evaluated(1);
  }, 90_000);
  afterAll(() => host.close());

  const read = (path: string, who = 'auditor'): Promise<ApiAnswer> => host.call(who, 'GET', base + path);

  /** Evaluation follows publication; a reader who is quick has to wait a moment. */
  async function evaluated(revision: number): Promise<void> {
    for (let waits = 0; waits < WAITS_MAX; waits += 1) {
      const { body } = await read('/posture');
      if (body.evaluation?.revision >= revision) return;
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
    throw new Error('the revision was not evaluated');
  }

  it('judges every check once, with evidence and what to do', async () => {
    const { body } = await read('/checks');
    expect(body.items).toHaveLength(PROFILES.semantic.length);
    for (const check of body.items) {
      expect(check.remedy).not.toBe('');
      if (check.status === 'fail') expect(check.evidence.length).toBeGreaterThan(0);
    }
    const statuses = new Set((body.items as { status: string }[]).map(({ status }) => status));
    expect([...statuses]).toEqual(expect.arrayContaining(['pass', 'fail']));
    const { body: posture } = await read('/posture');
    const counted = Object.values(posture.evaluation.checks as Record<string, number>);
    expect(counted.reduce((sum, count) => sum + count, 0)).toBe(PROFILES.semantic.length);
  });

  it('says of each account whether MFA holds, and exports the same as CSV', async () => {
    const { body } = await read('/coverage?limit=1000');
    const accounts = await read('/accounts?limit=1000');
    expect(body.items).toHaveLength(accounts.body.items.length as number);
    for (const item of body.items) {
      if (item.verdict === 'none' || item.verdict === 'partial') expect(item.escape).not.toBeNull();
    }
    const { body: filtered } = await read(`/coverage?verdict=${body.items[0].verdict as string}&limit=1000`);
    expect(new Set((filtered.items as { verdict: string }[]).map(({ verdict }) => verdict)).size).toBe(1);
    const { body: one } = await read(`/coverage?accountId=${body.items[3].accountId as string}`);
    expect(one.items).toEqual([body.items[3]]);
  });

  it('answers what would happen to a sign-in, from what was read', async () => {
    const accounts = await read('/accounts?limit=1');
    const request = {
      signInIdentity: {
        '@odata.type': '#microsoft.graph.userSignIn',
        userId: accounts.body.items[0].id as string,
      },
      signInContext: {
        '@odata.type': '#microsoft.graph.applicationContext',
        includeApplications: ['00000003-0000-0ff1-ce00-000000000000'],
      },
      signInConditions: { clientAppType: 'browser', devicePlatform: 'windows' },
    };
    const { status, body } = await host.call('auditor', 'POST', `${base}/what-if`, request);
    expect(status).toBe(200);
    expect(['allow', 'block', 'controls_required']).toContain(body.decision);
    const policies = await read('/policies');
    expect(body.value).toHaveLength(policies.body.items.length as number);
    expect(body.notCollected).toEqual({});
    const { signInContext: _context, ...lacking } = request;
    const unknown = { userId: '11111111-1111-4111-8111-111111111111' };
    for (const wrong of [{ signInIdentity: 'somebody' }, lacking, { ...request, signInIdentity: unknown }]) {
      const bad = await host.call('auditor', 'POST', `${base}/what-if`, wrong);
      expect(bad).toMatchObject({ status: 400, body: { code: 'what-if-invalid' } });
    }
  });

  it('serves the snapshot that was evaluated, whole, with its revision', async () => {
    const { status, body } = await read('/policy-snapshot');
    const accounts = await read('/accounts?limit=1000');
    expect(status).toBe(200);
    expect(body).toMatchObject({
      revision: accounts.body.revision,
      completeness: 'complete',
      notCollected: {},
    });
    expect((body.snapshot.users as { id: string }[]).map(({ id }) => id).sort()).toEqual(
      (accounts.body.items as { id: string }[]).map(({ id }) => id).sort(),
    );
  });

  it('measures against the standard that the tenant chose, and keeps who chose it', async () => {
    const chosen = await host.call('admin', 'PUT', `${base}/standard`, {
      baseline: 'own',
      checks: ['COV-01'],
    });
    expect(chosen).toMatchObject({ status: 200, body: { baseline: 'own', changedBy: 'adam' } });
    const { body } = await read('/checks');
    expect((body.items as { id: string }[]).map(({ id }) => id)).toEqual(['COV-01']);
    const wrong = await host.call('admin', 'PUT', `${base}/standard`, { baseline: 'own', checks: ['NO-99'] });
    expect(wrong).toMatchObject({ status: 400, body: { code: 'standard-invalid' } });
    for (const nothing of [{ checks: null }, { breakGlassAccounts: null }]) {
      const answer = await host.call('admin', 'PUT', `${base}/standard`, { baseline: 'all', ...nothing });
      expect(answer).toMatchObject({ status: 400, body: { code: 'standard-invalid' } });
    }
    expect((await host.call('auditor', 'PUT', `${base}/standard`, { baseline: 'all' })).status).toBe(403);
    await host.call('admin', 'PUT', `${base}/standard`, { baseline: 'scuba' });
    const scuba = await read('/checks');
    for (const { id } of scuba.body.items) expect(id).toMatch(/^MS\.AAD\./);
    await host.call('admin', 'PUT', `${base}/standard`, { baseline: 'all' });
    const activity = await read('/activity');
    expect(activity.text).toContain('standard-changed');
  });

  it('takes exemptions for a while, with a reason and an owner, and ends them', async () => {
    const exemption = {
      checkId: 'CA-05',
      scope: { users: ['11111111-1111-4111-8111-111111111111'] },
      reason: 'A scanner that speaks SMTP only, until it is replaced.',
      owner: 'security@contoso.example',
      expiresAt: new Date(Date.now() + 30 * 86_400_000).toISOString(),
    };
    const declared = await host.call('admin', 'POST', `${base}/exemptions`, exemption);
    expect(declared).toMatchObject({ status: 201, body: { state: 'in-force', createdBy: 'adam' } });
    const past = { ...exemption, expiresAt: '2020-01-01T00:00:00Z' };
    expect(await host.call('admin', 'POST', `${base}/exemptions`, past)).toMatchObject({
      status: 400,
      body: { code: 'exemption-invalid' },
    });
    for (const scope of [undefined, null, 'everybody', [], { users: null }]) {
      const answer = await host.call('admin', 'POST', `${base}/exemptions`, { ...exemption, scope });
      expect(answer).toMatchObject({ status: 400, body: { code: 'exemption-invalid' } });
    }
    const unstorable = { ...exemption, reason: 'A scanner with a \0 in its name.' };
    expect((await host.call('admin', 'POST', `${base}/exemptions`, unstorable)).status).toBe(400);
    const ended = await host.call('admin', 'DELETE', `${base}/exemptions/${declared.body.id as string}`);
    expect(ended).toMatchObject({ status: 200, body: { state: 'ended', endedBy: 'adam' } });
  });

  it('compares a sample with Graph’s own evaluation, and agrees', async () => {
    for (let waits = 0; waits < WAITS_MAX; waits += 1) {
      const { body } = await read('/posture');
      if (body.evaluation.oracle !== null) {
        expect(body.evaluation.oracle).toEqual({ asked: 6, disputed: [], reason: null });
        return;
      }
      await new Promise((resolve) => setTimeout(resolve, 200));
    }
    throw new Error('Graph was not asked');
  }, 30_000);

  it('keeps every version of a policy, and tells the host which verdicts changed', async () => {
    const before = await read('/policies');
    const store = host.simulator.tenant;
    const policies = store.policies.collection('conditionalAccessPolicies');
    const [audited] = [...policies.values()];
    for (const policy of policies.values()) policy['state'] = 'disabled';
    if (audited !== undefined) auditPolicy(store, 'Update conditional access policy', 'Update', audited);
    const run = await runToEnd(host, base.split('/').at(-1) ?? '', 'incremental');
    expect(run).toMatchObject({ state: 'succeeded', problems: [] });
    await evaluated(run.revision as number);
    const [policy] = before.body.items as { id: string }[];
    const { body } = await read(`/policies/${policy?.id ?? ''}`);
    expect(body.versions[0]).toMatchObject({ changed: ['state'], untilRevision: null });
    const authorsOf = async (id: unknown) =>
      (await read(`/policies/${id as string}`)).body.versions[0].changedBy as PolicyAuthors;
    const actor = { kind: 'user', id: expect.any(String), name: expect.stringContaining('@') };
    expect((await authorsOf(audited?.['id'])).events[0]).toMatchObject({
      activity: 'Update conditional access policy',
      actor,
    });
    const silent = [...policies.values()][1]?.['id'];
    expect(await authorsOf(silent)).toEqual({ events: [], reason: 'not-in-audit-log' });
    await database.execute(`update entra_id.revision set completeness = completeness - 'directoryAudits'`);
    expect(await authorsOf(silent)).toEqual({ events: [], reason: 'audit-log-not-read' });
    const { body: check } = await read('/checks/COV-01');
    expect(check.versions[0].sinceRevision).toBeGreaterThanOrEqual(1);
    const told = host.host.events.filter(({ kind }) => kind === 'verdicts-changed');
    expect(told.length).toBeGreaterThan(0);
  }, 60_000);
});
