import { FAKE_CALLER_HEADER } from '#plugin-host/fake-host.js';
import type { PluginEvent } from '#plugin-host/host.port.js';
import { DATABASE, type Database } from '../../src/database/database.port.js';
import { EntraIdSync } from '../../src/sync/sync.service.js';
import { connect, runToEnd, startBareHost, type BareHost } from '../support/bare-host.js';
import { ShiftedClock } from '../support/shifted-clock.js';

type Changed = Extract<PluginEvent, { kind: 'directory-changed' }>;

describe('given a tenant in which people join, move and leave', () => {
  const clock = new ShiftedClock();
  let host: BareHost;
  let id: string;
  let sync: EntraIdSync;
  let database: Database;

  beforeAll(async () => {
    host = await startBareHost({ plugin: { clock, retentionDays: 30, breaker: { share: 0.05, count: 2 } } });
    id = (await connect(host)).get('connection') ?? '';
    sync = host.app.get(EntraIdSync, { strict: false });
    database = host.app.get<Database>(DATABASE, { strict: false });
  }, 60_000);
  afterAll(() => host.close());

  const changesOf = async (query: string): Promise<readonly { kind: string; accountId: string }[]> =>
    (await host.call('auditor', 'GET', `/connections/${id}/changes${query}`)).body.items;

  it('previews a run with what it needs, what it yields and what it would cost, and keeps the plan with the run (SYNC-17)', async () => {
    const first = await host.call('auditor', 'GET', `/connections/${id}/plan`);
    expect(first.body).toMatchObject({
      kind: 'full',
      reason: 'The tenant was never read in full.',
      estimate: null,
    });
    const run = await runToEnd(host, id, 'full');
    expect(run).toMatchObject({ state: 'succeeded', plan: { kind: 'full', skipped: [] } });
    const { body: full } = await host.call('auditor', 'GET', `/connections/${id}/plan?kind=full`);
    const crawl = full.steps.find(
      (s: { resource: string; name: string }) => s.resource === 'memberships' && s.name === 'crawl',
    );
    expect(crawl).toMatchObject({
      yields: ['membership'],
      estimate: { requests: 2, batchItems: 0, resourceUnits: 2 },
    });
    expect(full.estimate.requests).toBeGreaterThan(10);
    expect(run.meter.resourceUnits).toBeGreaterThan(full.estimate.resourceUnits / 3);
    expect(run.meter.resourceUnits).toBeLessThan(full.estimate.resourceUnits * 3);
    const { body: next } = await host.call('auditor', 'GET', `/connections/${id}/plan`);
    expect(next).toMatchObject({ kind: 'incremental' });
    expect(next.estimate.resourceUnits).toBeLessThan(full.estimate.resourceUnits);
  }, 60_000);

  it('takes nobody of the first revision for a joiner (SYNC-18)', async () => {
    expect(await changesOf('')).toEqual([]);
  });

  it('says who joined, moved and left, in the API, as CSV and to the host (SYNC-18)', async () => {
    const { tenant } = host.simulator;
    const [mover = '', disabled = '', leaver = '', manager = ''] = [...tenant.users.keys()].slice(10);
    const [group = ''] = [...tenant.groups.keys()];
    tenant.change('users', mover, { department: 'Moon', jobTitle: 'Astronaut' });
    tenant.setManager(mover, manager);
    if (tenant.members.get(group)?.has(mover) === true) tenant.unlink('members', group, mover);
    else tenant.link('members', group, mover, 'user');
    tenant.change('users', disabled, { accountEnabled: false });
    tenant.softDelete('users', leaver);
    const run = await runToEnd(host, id, 'incremental');
    expect(run).toMatchObject({ state: 'succeeded', revision: 2 });
    const changes = await changesOf('?revision=2');
    const kinds = (account: string): readonly string[] =>
      changes
        .filter((change) => change.accountId === account)
        .map((change) => change.kind)
        .sort();
    expect(kinds(mover).filter((kind) => !kind.startsWith('membership'))).toEqual([
      'department-changed',
      'manager-changed',
      'title-changed',
    ]);
    expect(kinds(mover).some((kind) => kind.startsWith('membership'))).toBe(true);
    expect(kinds(disabled)).toEqual(['account-disabled']);
    expect(kinds(leaver)).toContain('account-removed');
    expect(await changesOf(`?accountId=${disabled}`)).toMatchObject([
      { phase: 'leaver', kind: 'account-disabled', revision: 2, before: 'true', after: 'false' },
    ]);
    const csv = await fetch(`${host.url}/integrations/azure-entra-id/connections/${id}/changes?revision=2`, {
      headers: { accept: 'text/csv', [FAKE_CALLER_HEADER]: 'auditor' },
    });
    const lines = (await csv.text()).trim().split('\r\n');
    expect(lines[0]).toBe('revision,at,phase,kind,accountId,displayName,groupId,before,after');
    expect(lines).toHaveLength(changes.length + 1);
    const told = host.host.events.filter((event): event is Changed => event.kind === 'directory-changed');
    expect(told.flatMap((event) => event.changes)).toEqual(changes);
  }, 60_000);

  it('tells again what the sink refused, in its order, when the time has come (SYNC-18)', async () => {
    const [someone = ''] = [...host.simulator.tenant.users.keys()].slice(20);
    host.simulator.tenant.change('users', someone, { department: 'Mars' });
    const emit = host.host.emit.bind(host.host);
    host.host.emit = (event) =>
      event.kind === 'directory-changed' ? Promise.reject(new Error('the sink is away')) : emit(event);
    const run = await runToEnd(host, id, 'incremental');
    host.host.emit = emit;
    const told = (): number =>
      host.host.events.filter(
        (event) => event.kind === 'directory-changed' && event.revision === run.revision,
      ).length;
    expect(told()).toBe(0);
    clock.advance(5 * 60_000);
    await sync.tick();
    expect(told()).toBe(1);
    await sync.tick();
    expect(told()).toBe(1);
  }, 60_000);

  it('ends what runs or is held when the entry is set back to coming soon, and says why (SYNC-19)', async () => {
    const { tenant } = host.simulator;
    for (const leaver of [...tenant.users.keys()].slice(30, 45)) tenant.softDelete('users', leaver);
    const held = await runToEnd(host, id, 'incremental');
    expect(held.state).toBe('held');
    host.host.entry = 'coming_soon';
    await sync.tick();
    const ended = await host.call('auditor', 'GET', `/connections/${id}/runs/${held.id as string}`);
    expect(ended.body).toMatchObject({
      state: 'cancelled',
      reason: 'The catalog entry was set back to coming soon.',
    });
    host.host.entry = 'available';
    const again = await runToEnd(host, id, 'incremental');
    const released = await host.call(
      'admin',
      'POST',
      `/connections/${id}/runs/${again.id as string}/release`,
      {
        revision: again.revision,
        reason: 'Layoffs.',
      },
    );
    expect(released.body.state).toBe('succeeded');
  }, 60_000);

  it('forgets what is older than the retention time, but never a pinned revision, and says that it is gone (SYNC-20)', async () => {
    const closed = async (table = 'account'): Promise<number> =>
      (
        await database.query<{ n: number }>(
          `select count(*)::int as n from entra_id.${table} where connection_id = $1 and until_revision < 2147483647`,
          [id],
        )
      )[0]?.n ?? 0;
    expect(await closed()).toBeGreaterThan(15);
    expect(await closed('effective_privilege')).toBeGreaterThan(0);
    await database.execute(
      `insert into entra_id.pinned_revision (connection_id, revision, pinned_by, pinned_at) values ($1, 2, 'pack', $2)`,
      [id, clock.now()],
    );
    clock.advance(31 * 86_400_000);
    await sync.tick();
    const at = (revision: number): ReturnType<BareHost['call']> =>
      host.call('auditor', 'GET', `/connections/${id}/accounts?asOf=${revision}`);
    expect(await at(1)).toMatchObject({ status: 410, body: { code: 'revision-gone' } });
    expect((await at(2)).body.items.length).toBeGreaterThan(50);
    await database.execute('delete from entra_id.pinned_revision where connection_id = $1', [id]);
    await sync.tick();
    expect(await at(2)).toMatchObject({ status: 410, body: { code: 'revision-gone' } });
    expect(await closed()).toBe(0);
    expect(await closed('effective_privilege')).toBe(0);
    expect(await host.call('auditor', 'GET', `/connections/${id}/accounts`)).toMatchObject({ status: 200 });
  }, 60_000);
});
