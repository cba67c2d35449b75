import { permissionsOf } from '#simulator/identity/registrations.js';
import { connect, runToEnd, startBareHost, type BareHost } from '../support/bare-host.js';
import { DATABASE, type Database } from '../../src/database/database.port.js';

describe('given a connected tenant', () => {
  let host: BareHost;
  let id: string;
  let tenantId: string;

  beforeAll(async () => {
    host = await startBareHost();
    id = (await connect(host)).get('connection') ?? '';
    tenantId = host.simulator.tenant.tenantId;
  }, 60_000);
  afterAll(() => host.close());

  const save = (body: object): ReturnType<BareHost['call']> =>
    host.call('admin', 'PUT', `/connections/${id}/settings`, body);
  const own = (): { appId: string; secret: string } => ({
    appId: host.simulator.ownClient.appId,
    secret: host.simulator.ownClient.secrets[0] ?? '',
  });

  it.each([
    ['no tenant', {}],
    ['a tenant that is no GUID and no domain', { tenantId: 'x y' }],
    ['an interval below 15 minutes', { tenantId: 'contoso.example', syncIntervalMinutes: 5 }],
    ['an interval above 6 days', { tenantId: 'contoso.example', syncIntervalMinutes: 9_000 }],
    [
      'a filter of another language',
      { tenantId: 'contoso.example', groupFilter: "endswith(displayName,'x')" },
    ],
    ['a field that does not exist', { tenantId: 'contoso.example', color: 'red' }],
    ['a body that is a list', []],
    ['a field named like one of JavaScript', { tenantId: 'contoso.example', constructor: { x: 1 } }],
    ['a domain that is longer than any', { tenantId: `${'a.'.repeat(200)}example` }],
    [
      'a character that the database cannot hold',
      { tenantId: 'contoso.example', groupFilter: "displayName eq '\0'" },
    ],
    ['null for the tenant', { tenantId: null }],
    ['null for the interval', { tenantId: 'contoso.example', syncIntervalMinutes: null }],
    ['null for guests', { tenantId: 'contoso.example', includeGuests: null }],
    ['null for disabled accounts', { tenantId: 'contoso.example', includeDisabled: null }],
    ['null for the secret', { tenantId: 'contoso.example', appSecret: null }],
  ])('refuses %s', async (_, body) => {
    const { status, body: problem } = await save(body);
    expect(status).toBe(400);
    expect(problem.code).toMatch(/^(settings-invalid|request-invalid)$/);
    expect(problem.remedy).toEqual(expect.any(String));
  });

  it('takes the values back that it shows', async () => {
    const { settings } = (await host.call('admin', 'GET', `/connections/${id}`)).body;
    const { appId, includeGuests, includeDisabled, groupFilter, syncIntervalMinutes } = settings;
    expect({ appId, groupFilter }).toEqual({ appId: null, groupFilter: null });
    const shown = { tenantId, appId, includeGuests, includeDisabled, groupFilter, syncIntervalMinutes };
    expect(await save(shown)).toMatchObject({ status: 200, body: shown });
  });

  it('takes a verified domain for the tenant', async () => {
    expect(await save({ tenantId: 'contoso.example' })).toMatchObject({
      status: 200,
      body: { tenantId: 'contoso.example' },
    });
  });

  it('checks the connection when settings were saved', async () => {
    const before = new Date().toISOString();
    await save({ tenantId, syncIntervalMinutes: 15 });
    const { body } = await host.call('auditor', 'GET', `/connections/${id}`);
    expect(body.health.status).toBe('healthy');
    expect(body.health.checkedAt >= before).toBe(true);
    expect(Date.parse(body.nextRunAt as string)).toBeLessThanOrEqual(Date.now() + 16 * 60_000);
  });

  it('refuses another tenant than the bound one', async () => {
    expect(await save({ tenantId: host.simulator.otherTenant.tenantId })).toMatchObject({
      status: 409,
      body: { code: 'tenant-mismatch' },
    });
  });

  it('does not keep a registration whose secret is wrong', async () => {
    const answer = await save({ tenantId, appId: own().appId, appSecret: 'wrong' });
    expect(answer).toMatchObject({ status: 403, body: { code: 'app-secret-wrong' } });
    expect((await host.call('admin', 'GET', `/connections/${id}`)).body.settings.appId).toBeNull();
  });

  it('does not keep a registration that nothing is granted to', async () => {
    const answer = await save({ tenantId, appId: own().appId, appSecret: own().secret });
    expect(answer).toMatchObject({ status: 409, body: { code: 'core-permission-missing' } });
    expect((await host.call('admin', 'POST', `/connections/${id}/health`)).body.status).toBe('healthy');
  });

  it('asks for the secret of a new registration', async () => {
    expect(await save({ tenantId, appId: own().appId })).toMatchObject({
      status: 400,
      body: { code: 'app-secret-missing' },
    });
  });

  it('reads with the tenant’s own registration once it works, and never shows its secret', async () => {
    const { state, ownClient } = host.simulator;
    state.grantApplication(tenantId, ownClient.appId, permissionsOf('core'), false);
    const answer = await save({ tenantId, appId: own().appId, appSecret: own().secret });
    expect(answer).toMatchObject({ status: 200, body: { appId: own().appId, appSecretSet: true } });
    expect(answer.text).not.toContain(own().secret);
    expect(await runToEnd(host, id, 'full')).toMatchObject({ state: 'succeeded' });
  }, 60_000);

  it('goes back to the platform’s registration', async () => {
    expect(await save({ tenantId, appId: '' })).toMatchObject({
      status: 200,
      body: { appId: null, appSecretSet: false },
    });
  });

  it('scopes views, not what is kept', async () => {
    const all = await host.call('auditor', 'GET', `/connections/${id}/accounts?limit=1000`);
    await save({
      tenantId,
      includeGuests: false,
      includeDisabled: false,
      groupFilter: "startswith(displayName,'Sales')",
    });
    const scoped = await host.call('auditor', 'GET', `/connections/${id}/accounts?limit=1000`);
    const kinds = new Set(scoped.body.items.map((item: { userType?: string }) => item.userType));
    expect(kinds).toEqual(new Set(['Member']));
    expect(scoped.body.items.every((item: { accountEnabled: boolean }) => item.accountEnabled)).toBe(true);
    expect(scoped.body.items.length).toBeLessThan(all.body.items.length);
    const groups = await host.call('auditor', 'GET', `/connections/${id}/groups`);
    expect(
      groups.body.items.every((item: { displayName: string }) => item.displayName.startsWith('Sales')),
    ).toBe(true);
    const everything = await host.call(
      'auditor',
      'GET',
      `/connections/${id}/accounts?limit=1000&includeGuests=true&includeDisabled=true`,
    );
    expect(everything.body.items).toHaveLength(all.body.items.length);
  });

  it('leaves no secret in the database, in logs or in events', async () => {
    const { state, ownClient, client } = host.simulator;
    state.grantApplication(tenantId, ownClient.appId, permissionsOf('core'), false);
    await save({ tenantId, appId: own().appId, appSecret: own().secret });
    // An answer that nobody foresaw is logged with all that is known of it.
    host.simulator.state.switches.tokenError = 7000222;
    await host.call('admin', 'POST', `/connections/${id}/health`);
    host.simulator.state.switches.tokenError = 0;
    await runToEnd(host, id, 'full');
    const dump = await dumpDatabase(host.app.get<Database>(DATABASE, { strict: false }));
    expect(dump.length).toBeGreaterThan(10_000);
    for (const secret of [own().secret, client.secrets[0] ?? '']) {
      expect(dump).not.toContain(secret);
      expect(JSON.stringify(host.host.events)).not.toContain(secret);
      expect(host.logs.join('\n')).not.toContain(secret);
    }
    expect(dump).not.toMatch(/eyJ[\w-]{20,}\.eyJ/);
    expect(dump).not.toMatch(/"(access|refresh)_?token"/i);
  }, 60_000);
});

async function dumpDatabase(database: Database): Promise<string> {
  const tables = await database.query<{ name: string }>(
    `select table_schema || '.' || table_name as name from information_schema.tables
     where table_schema in ('entra_id', 'entra_id_jobs') and table_type = 'BASE TABLE'`,
  );
  const parts = await Promise.all(tables.map(({ name }) => database.query(`select * from ${name}`)));
  return JSON.stringify(parts, (_, value: unknown) =>
    value instanceof Uint8Array ? Buffer.from(value).toString('utf8') : value,
  );
}
