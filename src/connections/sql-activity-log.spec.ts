import { parseConnectionId, parseOrganizationId } from '#kernel/ids.js';
import { systemClock } from '#kernel/clock.js';
import { openDatabase, type OpenDatabase } from '../database/database.mikro-orm.js';
import { activityIndexMigration } from './activity-index.migration.js';
import { connectionsMigration } from './connections.migration.js';
import { SqlActivityLog } from './sql-activity-log.js';

const ACME = parseOrganizationId('acme');
const CONNECTION = parseConnectionId('11111111-1111-4111-8111-111111111111');
const OTHERS = 20_000;

describe('given the activity of many organisations', () => {
  let opened: OpenDatabase;
  let database: OpenDatabase['sql'];

  beforeAll(async () => {
    const migrations = [connectionsMigration, activityIndexMigration];
    opened = await openDatabase({ kind: 'memory' }, { entities: [], migrations });
    database = opened.sql;
    const log = new SqlActivityLog(database, systemClock);
    const activity = { organizationId: ACME, connectionId: CONNECTION, actor: 'adam' } as const;
    await log.record({ ...activity, action: 'connected' });
    await database.execute(
      `insert into entra_id.activity (organization_id, connection_id, at, actor, action)
       select 'org-' || n % 50, gen_random_uuid(), now(), 'somebody', 'connected' from generate_series(1, $1) n`,
      [OTHERS],
    );
    await log.record({ ...activity, action: 'run-started' });
    await database.execute('analyze entra_id.activity', []);
  }, 60_000);
  afterAll(() => opened.close());

  it('shows an organisation its own only, newest first', async () => {
    const log = new SqlActivityLog(database, systemClock);
    const first = await log.listOf(ACME, { limit: 1 });
    expect(first.items).toMatchObject([{ action: 'run-started', connectionId: CONNECTION }]);
    const second = await log.listOf(ACME, { limit: 1, before: first.next });
    expect(second.items).toMatchObject([{ action: 'connected' }]);
    expect(second.next).toBeUndefined();
  });

  it('reads no row of another organisation to answer', async () => {
    expect(await rowsRead()).toBe(2);
    await database.execute('drop index entra_id.activity_of_organization', []);
    expect(await rowsRead()).toBeGreaterThan(OTHERS);
  });

  /** Rows that the database looks at for a page of one organisation, those that it then drops included. */
  async function rowsRead(): Promise<number> {
    const [plan] = await database.query<{ 'QUERY PLAN': readonly { readonly Plan: PlanNode }[] }>(
      `explain (analyze, format json) select id from entra_id.activity
       where organization_id = $1 and ($2::bigint is null or id < $2::bigint) order by id desc limit $3`,
      [ACME, null, 51],
    );
    return total(plan?.['QUERY PLAN'][0]?.Plan);
  }
});

interface PlanNode {
  readonly 'Node Type': string;
  readonly 'Actual Rows': number;
  readonly 'Rows Removed by Filter'?: number;
  readonly Plans?: readonly PlanNode[];
}

/** Rows at the scans, below sorting and limiting. */
function total(node: PlanNode | undefined): number {
  if (node === undefined) return 0;
  const below = node.Plans ?? [];
  if (below.length > 0) return below.reduce((sum, child) => sum + total(child), 0);
  return node['Actual Rows'] + (node['Rows Removed by Filter'] ?? 0);
}
