import { mutateTenant } from '#simulator/tenant/mutate.js';
import { DATABASE, type Database } from '../../src/database/database.port.js';
import { connect, runToEnd, startBareHost, type BareHost } from '../support/bare-host.js';
import { startPostgres, type TestPostgres } from '../support/postgres.js';
import { openRows, truthOf } from '../support/truth.js';

describe('given a PostgreSQL server', () => {
  let postgres: TestPostgres;
  let host: BareHost;
  let id: string;

  beforeAll(async () => {
    postgres = await startPostgres();
    host = await startBareHost({ plugin: { databaseUrl: postgres.url, breaker: 'off' } });
    id = (await connect(host)).get('connection') ?? '';
  }, 120_000);

  afterAll(async () => {
    await host.close();
    await postgres.stop();
  }, 60_000);

  it('publishes the tenant as it is, after a full run and after an incremental one', async () => {
    const database = host.app.get<Database>(DATABASE, { strict: false });
    expect(database.engine).toBe('postgresql');
    expect(await runToEnd(host, id, 'full')).toMatchObject({ state: 'succeeded', kind: 'full' });
    expect(await openRows(database, id)).toEqual(truthOf(host.simulator.tenant));
    mutateTenant(host.simulator.tenant, { seed: 7, changes: 80 });
    expect(await runToEnd(host, id, 'incremental')).toMatchObject({
      state: 'succeeded',
      kind: 'incremental',
    });
    expect(await openRows(database, id)).toEqual(truthOf(host.simulator.tenant));
  }, 120_000);

  it('shares what Graph allows with other replicas, by the app and the tenant that its tokens name', async () => {
    const database = host.app.get<Database>(DATABASE, { strict: false });
    const rows = await database.query<{ application: string; tenant: string }>(
      `select application, tenant from entra_id.graph_budget where budget = 'directory' and granted > 0`,
    );
    const { client, tenant } = host.simulator;
    expect(rows).toContainEqual({ application: client.appId, tenant: tenant.tenantId });
    expect(rows).toContainEqual({ application: client.appId, tenant: '*' });
  });

  it('keeps to its own schemas', async () => {
    const database = host.app.get<Database>(DATABASE, { strict: false });
    const rows = await database.query<{ name: string }>(
      `select distinct table_schema as name from information_schema.tables
       where table_schema not in ('pg_catalog', 'information_schema') order by 1`,
    );
    expect(rows.map(({ name }) => name)).toEqual(['entra_id', 'entra_id_jobs']);
  });
});
