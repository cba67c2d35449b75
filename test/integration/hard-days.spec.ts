import { parseFaults } from '#simulator/faults.js';
import { permissionsOf } from '#simulator/identity/registrations.js';
import { mutateTenant } from '#simulator/tenant/mutate.js';
import { DATABASE, type Database } from '../../src/database/database.port.js';
import { connect, runToEnd, startBareHost, type BareHost } from '../support/bare-host.js';
import { openRows, truthOf } from '../support/truth.js';

describe('given a tenant on bad days', () => {
  let host: BareHost;
  let id: string;
  let database: Database;

  beforeAll(async () => {
    host = await startBareHost({
      simulator: { users: 120, groups: 20, pageSizeMax: 40 },
      plugin: { breaker: 'off' },
    });
    id = (await connect(host)).get('connection') ?? '';
    database = host.app.get<Database>(DATABASE, { strict: false });
    await runToEnd(host, id, 'full');
  }, 60_000);
  afterAll(() => host.close());

  const faults = (document: Parameters<typeof parseFaults>[0]): void => {
    host.simulator.throttle.use(parseFaults(document));
  };

  it('reads through throttling, outages, resets and torn answers', async () => {
    faults({
      seed: 2,
      rate: { '429': 0.05, '503': 0.05, reset: 0.04, truncate: 0.04 },
      retryAfter: 'fraction',
      duplicateRate: 0.3,
      reorder: true,
    });
    mutateTenant(host.simulator.tenant, { seed: 1, changes: 60 });
    const run = await runToEnd(host, id, 'full');
    host.simulator.throttle.use(undefined);
    expect(run.state).toBe('succeeded');
    expect(await openRows(database, id)).toEqual(truthOf(host.simulator.tenant));
  }, 120_000);

  it('starts again in full when Graph does not know the delta link any more, and says why', async () => {
    mutateTenant(host.simulator.tenant, { seed: 2, changes: 40 });
    faults({ expireDeltaTokens: true });
    const run = await runToEnd(host, id, 'incremental');
    host.simulator.throttle.use(undefined);
    expect(run).toMatchObject({ state: 'succeeded', kind: 'full' });
    expect(run.reason).toMatch(/delta link/);
    expect(await openRows(database, id)).toEqual(truthOf(host.simulator.tenant));
  }, 60_000);

  it('publishes nothing that it could not read, deletes nothing, and says why', async () => {
    await runToEnd(host, id, 'full');
    const before = await openRows(database, id);
    host.simulator.state.grantApplication(
      host.simulator.tenant.tenantId,
      host.simulator.client.appId,
      permissionsOf('Organization.Read.All'),
      false,
    );
    const health = await host.call('admin', 'POST', `/connections/${id}/health`);
    expect(health.body.status).toBe('needs_attention');
    const run = await runToEnd(host, id, 'full');
    expect(run.state).toBe('succeeded');
    expect(await openRows(database, id)).toEqual(before);
    const accounts = await host.call('auditor', 'GET', `/connections/${id}/accounts`);
    expect(accounts.body.completeness).toBe('refused');
    host.simulator.state.grantApplication(
      host.simulator.tenant.tenantId,
      host.simulator.client.appId,
      permissionsOf('extended'),
      false,
    );
    await host.call('admin', 'POST', `/connections/${id}/health`);
  }, 60_000);

  it('keeps who started a run by hand, once, with the run and in the activity log', async () => {
    const started = await host.call('admin', 'POST', `/connections/${id}/runs`, { kind: 'full' });
    const again = await host.call('owner', 'POST', `/connections/${id}/runs`, { kind: 'full' });
    expect(again.body.id).toBe(started.body.id);
    expect(started.body).toMatchObject({ trigger: 'manual', startedBy: 'adam' });
    expect(again.body).toMatchObject({ startedBy: 'adam' });
    await runToEnd(host, id, 'full');
    const { body } = await host.call('auditor', 'GET', `/connections/${id}/activity`);
    const details = {
      runId: started.body.id as string,
      revision: started.body.revision as number,
      kind: 'full',
    };
    const noted = (body.items as { action: string; details: { runId?: string } }[]).filter(
      (item) => item.action === 'run-started' && item.details.runId === details.runId,
    );
    expect(noted).toEqual([expect.objectContaining({ actor: 'adam', details })]);
  }, 60_000);

  it('leaves no trace of a run that was cancelled', async () => {
    const before = await openRows(database, id);
    mutateTenant(host.simulator.tenant, { seed: 9, changes: 30 });
    const started = await host.call('admin', 'POST', `/connections/${id}/runs`, { kind: 'full' });
    await host.call('admin', 'POST', `/connections/${id}/runs/${started.body.id as string}/cancel`, {});
    const activity = await host.call('auditor', 'GET', `/connections/${id}/activity`);
    expect(activity.body.items).toContainEqual(
      expect.objectContaining({
        action: 'run-cancelled',
        actor: 'adam',
        details: expect.objectContaining({ runId: started.body.id as string }),
      }),
    );
    const run = await runToEnd(host, id, 'incremental');
    const ended = await host.call('admin', 'GET', `/connections/${id}/runs/${started.body.id as string}`);
    expect(['cancelled', 'succeeded']).toContain(ended.body.state);
    if (ended.body.state === 'cancelled' && run.id === started.body.id) {
      expect(await openRows(database, id)).toEqual(before);
    }
  }, 60_000);
});

describe('given a tenant that loses many accounts at once', () => {
  let host: BareHost;
  let id: string;
  let database: Database;

  beforeAll(async () => {
    host = await startBareHost({ simulator: { users: 120, groups: 20 } });
    id = (await connect(host)).get('connection') ?? '';
    database = host.app.get<Database>(DATABASE, { strict: false });
  }, 60_000);
  afterAll(() => host.close());

  it('holds a run that removes many accounts until a person decides', async () => {
    await runToEnd(host, id, 'full');
    const { tenant } = host.simulator;
    const before = await openRows(database, id);
    const leavers = [...tenant.users.keys()].slice(5, 65);
    for (const leaver of leavers) tenant.softDelete('users', leaver);
    const run = await runToEnd(host, id, 'incremental');
    expect(run).toMatchObject({ state: 'held' });
    expect(run.held[0]).toMatchObject({ kind: 'accounts', removed: 60 });
    const shown = await host.call('auditor', 'GET', `/connections/${id}/accounts?limit=1000`);
    expect(shown.body.items).toHaveLength(before['accounts']?.length ?? 0);
    const path = `/connections/${id}/runs/${run.id as string}`;
    expect(await host.call('admin', 'POST', `${path}/release`, { revision: 999, reason: 'x' })).toMatchObject(
      {
        status: 409,
        body: { code: 'run-superseded' },
      },
    );
    expect(
      await host.call('auditor', 'POST', `${path}/release`, { revision: run.revision, reason: 'x' }),
    ).toMatchObject({ status: 403 });
    const released = await host.call('admin', 'POST', `${path}/release`, {
      revision: run.revision,
      reason: 'Reorganisation.',
    });
    expect(released.body.state).toBe('succeeded');
    expect(await openRows(database, id)).toEqual(truthOf(tenant));
    expect(host.host.events.some((event) => event.kind === 'mass-change-held')).toBe(true);
  }, 60_000);
});
