import type { Sql } from '../../database/database.port.js';
import type { ResourceName } from '../../inventory/resources.js';
import type { Lease } from '../store/page-store.js';
import { tablesOf } from './tables.js';

/**
 * The resources of which a run has left anything: most of what a run may not read it has not touched, and need not be
 * undone table by table. A worker that lost the run cannot write behind this: taking over waits for its transaction.
 */
export async function tracesOf(
  sql: Sql,
  lease: Pick<Lease, 'connectionId' | 'revision'>,
  resources: readonly ResourceName[],
): Promise<readonly ResourceName[]> {
  if (resources.length === 0) return [];
  const rows = await sql.query<{ resource: string }>(
    `${resources.map(rowsOf).join(' union all ')}
     union all select resource from entra_id.delta_link where connection_id = $1 and revision = $2
     union all select resource from entra_id.stale_source
       where connection_id = $1 and (cleared_by = $2 or noted_by = $2)`,
    [lease.connectionId, lease.revision],
  );
  const traced = new Set(rows.map(({ resource }) => resource));
  return resources.filter((resource) => traced.has(resource));
}

function rowsOf(resource: ResourceName): string {
  const some = tablesOf(resource).flatMap((table) =>
    ['since_revision', 'until_revision'].map(
      (column) => `exists (select 1 from ${table} where connection_id = $1 and ${column} = $2)`,
    ),
  );
  return `select '${resource}' as resource where ${some.length === 0 ? 'false' : some.join(' or ')}`;
}
