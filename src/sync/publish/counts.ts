import type { Sql } from '../../database/database.port.js';
import { OPEN_REVISION } from '../../inventory/kinds.js';
import { RESOURCE_NAMES } from '../../inventory/resources.js';
import type { InventoryCounts } from '../runs.port.js';
import type { Lease } from '../store/page-store.js';
import { tablesOf } from './tables.js';

type Scope = Pick<Lease, 'connectionId' | 'revision'>;

/**
 * Open objects and links under a run's revision, by resource. A run that only follows changes counts these and adds them
 * to the counts of the revision before, for counting everything takes as long as there is much; a full run counts anew.
 */
export async function countOpen(
  sql: Sql,
  scope: Scope,
  kind: 'full' | 'incremental',
): Promise<InventoryCounts> {
  const before = kind === 'incremental' ? await countsBefore(sql, scope) : {};
  const columns = RESOURCE_NAMES.flatMap((name) =>
    tablesOf(name).map((table) => `${countIn(table, before[name])} as "${name}"`),
  );
  const rows = await sql.query<InventoryCounts>(
    `select ${columns.join(', ')} from (values ($1::uuid, $2::int)) as run(connection_id, revision)`,
    [scope.connectionId, scope.revision],
  );
  return rows[0] ?? {};
}

async function countsBefore(sql: Sql, { connectionId, revision }: Scope): Promise<InventoryCounts> {
  const rows = await sql.query<{ counts: InventoryCounts }>(
    `select counts from entra_id.revision where connection_id = $1 and revision < $2
     order by revision desc limit 1`,
    [connectionId, revision],
  );
  return rows[0]?.counts ?? {};
}

function countIn(table: string, before: number | undefined): string {
  const rows = `select count(*) from ${table} t where t.connection_id = run.connection_id`;
  if (before === undefined || !Number.isSafeInteger(before))
    return `(${rows} and t.until_revision = ${OPEN_REVISION})::int`;
  const opened = `${rows} and t.since_revision = run.revision and t.until_revision = ${OPEN_REVISION}`;
  return `(${before} + (${opened}) - (${rows} and t.until_revision = run.revision))::int`;
}
