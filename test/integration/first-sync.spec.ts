import { connect, runToEnd, startBareHost, type BareHost } from '../support/bare-host.js';

describe('given a tenant that consented to everything', () => {
  let host: BareHost;
  let connectionId: string;

  beforeAll(async () => {
    host = await startBareHost();
    const back = await connect(host);
    expect(back.get('problem')).toBeNull();
    connectionId = back.get('connection') ?? '';
  }, 60_000);

  afterAll(() => host.close());

  it('is connected with the permissions of the app itself', async () => {
    const { body } = await host.call('auditor', 'GET', `/connections/${connectionId}`);
    expect(body).toMatchObject({
      status: 'connected',
      access: 'application',
      consent: 'granted',
      displayName: 'Contoso',
    });
  });

  it('is healthy', async () => {
    const { body } = await host.call('admin', 'POST', `/connections/${connectionId}/health`);
    expect(body.checks.filter((check: { status: string }) => check.status === 'fail')).toEqual([]);
    expect(body.status).toBe('healthy');
  });

  it('shows the directory after a run', async () => {
    const run = await runToEnd(host, connectionId, 'full');
    expect(run).toMatchObject({ state: 'succeeded', kind: 'full', revision: 1, problems: [] });
    const { body } = await host.call('auditor', 'GET', `/connections/${connectionId}/accounts?limit=1000`);
    expect(body).toMatchObject({ revision: 1, completeness: 'complete' });
    expect(body.items).toHaveLength(60);
  }, 60_000);
});
