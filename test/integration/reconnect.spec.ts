import { goThrough, startBareHost, type BareHost } from '../support/bare-host.js';
import { CONNECTION_STORE, type ConnectionStore } from '../../src/connections/connections.port.js';

const OTHER_ADMIN = 'admin@fabrikam.example';

describe('given a connection that is bound to a tenant', () => {
  let host: BareHost;
  let id: string;
  let second: string;

  const start = (body: object): ReturnType<BareHost['call']> =>
    host.call('admin', 'POST', '/connections', body);
  const tenantOf = async (connectionId: string): Promise<unknown> =>
    (await host.call('admin', 'GET', `/connections/${connectionId}`)).body.tenantId;

  beforeAll(async () => {
    host = await startBareHost();
    const first = await start({});
    id = first.body.connectionId as string;
    second = (await start({ connectionId: id })).body.authorizeUrl as string;
    await goThrough(host, first.body.authorizeUrl as string, { who: 'admin' });
  }, 60_000);
  afterAll(() => host.close());

  it.each(['connectionId', 'tenantId', 'appId', 'appSecret'])('refuses null for %s', async (field) => {
    expect(await start({ [field]: null })).toMatchObject({
      status: 400,
      body: { code: 'connect-input-invalid', detail: expect.stringContaining(field) },
    });
  });

  it('refuses to be started for another tenant', async () => {
    expect(await start({ connectionId: id, tenantId: 'fabrikam.example' })).toMatchObject({
      status: 409,
      body: { code: 'tenant-mismatch' },
    });
    expect(await start({ connectionId: id, tenantId: 'contoso.example' })).toMatchObject({ status: 201 });
  });

  it('refuses a second sign-in, begun before it was bound, to another tenant', async () => {
    const back = await goThrough(host, second, { who: 'admin', user: OTHER_ADMIN });
    expect(back.get('problem')).toBe('tenant-mismatch');
    expect(await tenantOf(id)).toBe(host.simulator.tenant.tenantId);
  });

  it('keeps its tenant whoever asks the store to bind it to another', async () => {
    const store = host.app.get<ConnectionStore>(CONNECTION_STORE, { strict: false });
    const binding = {
      tenantId: '99999999-9999-4999-8999-999999999999',
      access: 'application',
      consent: 'granted',
      displayName: null,
      exclusive: true,
      at: new Date(),
    } as unknown as Parameters<ConnectionStore['bind']>[1];
    await expect(store.bind(id as Parameters<ConnectionStore['bind']>[0], binding)).rejects.toMatchObject({
      problem: { code: 'connection-not-found' },
    });
    expect(await tenantOf(id)).toBe(host.simulator.tenant.tenantId);
  });

  it('keeps the registration that works until a sign-in has proved the new one', async () => {
    const { appId, secrets } = host.simulator.ownClient;
    const settings = async (): Promise<unknown> =>
      (await host.call('admin', 'GET', `/connections/${id}`)).body.settings;
    const wrong = await start({ connectionId: id, appId, appSecret: 'wrong' });
    expect(wrong).toMatchObject({ status: 201, body: { connectionId: id } });
    expect(await settings()).toMatchObject({ appId: null, appSecretSet: false });
    const refused = await goThrough(host, wrong.body.authorizeUrl as string, { who: 'admin' });
    expect(refused.get('problem')).toBe('app-secret-wrong');
    expect(await settings()).toMatchObject({ appId: null, appSecretSet: false });
    const right = await start({ connectionId: id, appId, appSecret: secrets[0] });
    const back = await goThrough(host, right.body.authorizeUrl as string, { who: 'admin' });
    expect(back.get('connection')).toBe(id);
    expect(await settings()).toMatchObject({ appId, appSecretSet: true });
  });

  it('says that no secret is kept once it is disconnected', async () => {
    await host.call('admin', 'DELETE', `/connections/${id}`, {});
    const { body } = await host.call('admin', 'GET', `/connections/${id}`);
    const { appId } = host.simulator.ownClient;
    expect(body).toMatchObject({ status: 'disconnected', settings: { appId, appSecretSet: false } });
  });

  it.each(['connected again without its own', 'started anew for the same tenant'])(
    'goes over to the platform’s registration when it is %s',
    async (how) => {
      const { appId, secrets } = host.simulator.ownClient;
      await take({ connectionId: id, appId, appSecret: secrets[0] });
      await host.call('admin', 'DELETE', `/connections/${id}`, {});
      await take(how.startsWith('started') ? {} : { connectionId: id });
      const { body } = await host.call('admin', 'GET', `/connections/${id}`);
      expect(body).toMatchObject({ status: 'connected', settings: { appId: null, appSecretSet: false } });
      const health = await host.call('admin', 'POST', `/connections/${id}/health`, {});
      expect(health.body.status).toBe('healthy');
    },
  );

  /** Connects through Microsoft's pages; it is the same connection afterwards. */
  async function take(body: object): Promise<void> {
    const started = await start(body);
    expect(started.status).toBe(201);
    const back = await goThrough(host, started.body.authorizeUrl as string, { who: 'admin' });
    expect(back.get('connection')).toBe(id);
  }
});
