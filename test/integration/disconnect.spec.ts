import { mutateTenant } from '#simulator/tenant/mutate.js';
import { Secret } from '#kernel/secret.js';
import { CREDENTIAL_VAULT, type CredentialVault } from '../../src/credentials/credentials.port.js';
import { connect, runToEnd, startBareHost, type BareHost } from '../support/bare-host.js';

describe('given a tenant that was synced', () => {
  let host: BareHost;
  let id: string;

  beforeAll(async () => {
    host = await startBareHost();
    id = (await connect(host)).get('connection') ?? '';
    await runToEnd(host, id, 'full');
    await host.call('admin', 'POST', `/connections/${id}/health`);
  }, 60_000);
  afterAll(() => host.close());

  it('keeps its evidence readable when it is disconnected, and says how to take consent back', async () => {
    const gone = await host.call('admin', 'DELETE', `/connections/${id}`, { reason: 'The audit is over.' });
    expect(gone).toMatchObject({
      status: 200,
      body: { status: 'disconnected', credentialsLeft: 0, scheduledJobsLeft: 0 },
    });
    expect(gone.body.revoke).toContain('Enterprise applications');
    const accounts = await host.call('auditor', 'GET', `/connections/${id}/accounts`);
    expect(accounts.body.items).toHaveLength(60);
    const run = await host.call('admin', 'POST', `/connections/${id}/runs`, {});
    expect(run).toMatchObject({ status: 409, body: { code: 'connection-not-connected' } });
    const activity = await host.call('auditor', 'GET', `/connections/${id}/activity`);
    expect(activity.body.items[0]).toMatchObject({
      action: 'disconnected',
      actor: 'adam',
      reason: 'The audit is over.',
    });
  });

  it('keeps no secret that a late worker brings back', async () => {
    const vault = host.app.get<CredentialVault>(CREDENTIAL_VAULT, { strict: false });
    const owner = { organizationId: 'acme', connectionId: id } as Parameters<CredentialVault['put']>[0];
    await vault.put(owner, 'token-cache', new Secret('a rotated refresh token'));
    expect(await vault.count(owner.connectionId)).toBe(0);
  });

  it('needs attention while it is disconnected', async () => {
    const { body } = await host.call('auditor', 'GET', `/connections/${id}`);
    expect(body).toMatchObject({ status: 'disconnected', health: { status: 'needs_attention' } });
    const health = await host.call('auditor', 'GET', `/connections/${id}/health`);
    expect(health.body.checks).toMatchObject([
      { status: 'fail', problem: { code: 'connection-not-connected' } },
    ]);
  });

  it('goes on with the same history when it is connected again', async () => {
    mutateTenant(host.simulator.tenant, { seed: 5, changes: 20 });
    const back = await connect(host);
    expect(back.get('connection')).toBe(id);
    const run = await runToEnd(host, id, 'incremental');
    expect(run).toMatchObject({ state: 'succeeded', kind: 'incremental', revision: 2 });
    const before = await host.call('auditor', 'GET', `/connections/${id}/accounts?asOf=1`);
    expect(before.body).toMatchObject({ revision: 1 });
    expect(before.body.items).toHaveLength(60);
  }, 60_000);

  it('answers what was true at a time, and says so when nothing was collected yet', async () => {
    const early = await host.call('auditor', 'GET', `/connections/${id}/accounts?asOf=2020-01-01T00:00:00Z`);
    expect(early).toMatchObject({ status: 404, body: { code: 'before-first-revision' } });
    const [first] = (await host.call('auditor', 'GET', `/connections/${id}/runs?limit=2`)).body.items.slice(
      1,
    );
    const at = await host.call(
      'auditor',
      'GET',
      `/connections/${id}/accounts?asOf=${first.readTo as string}`,
    );
    expect(at.body.revision).toBe(1);
    expect(await host.call('auditor', 'GET', `/connections/${id}/accounts?asOf=yesterday`)).toMatchObject({
      status: 400,
    });
  });

  it('erases only for an owner who names the tenant', async () => {
    const path = `/connections/${id}?erase=true`;
    expect(await host.call('admin', 'DELETE', path, { confirm: 'Contoso' })).toMatchObject({ status: 403 });
    expect(await host.call('owner', 'DELETE', path, { confirm: 'contoso' })).toMatchObject({
      status: 400,
      body: { code: 'erase-not-confirmed' },
    });
    const reason = 'The customer asked for it.';
    expect(await host.call('owner', 'DELETE', path, { confirm: 'Contoso', reason })).toMatchObject({
      status: 200,
      body: { status: 'erased' },
    });
    expect(await host.call('owner', 'GET', `/connections/${id}`)).toMatchObject({ status: 404 });
  });

  it('keeps who erased a connection and why, for its own organisation only', async () => {
    const erased = {
      action: 'erased',
      actor: 'olga',
      reason: 'The customer asked for it.',
      connectionId: id,
    };
    const { status, body } = await host.call('auditor', 'GET', '/activity?limit=1');
    expect({ status, items: body.items }).toMatchObject({ status: 200, items: [erased] });
    const rest = await host.call('auditor', 'GET', `/activity?limit=1000&cursor=${body.next as string}`);
    const actions = (rest.body.items as { action: string }[]).map(({ action }) => action);
    expect(actions).toContain('disconnected');
    expect(actions).not.toContain('erased');
    expect((await host.call('stranger', 'GET', '/activity')).body.items).toEqual([]);
    const foreign = await host.call('auditor', 'GET', '/activity?cursor=abc');
    expect(foreign).toMatchObject({ status: 400, body: { code: 'request-invalid' } });
  });
});
