import type { Json } from '#kernel/json.js';
import type { Database, Sql } from '../../database/database.port.js';
import { OPEN_REVISION, tableOf, type LinkKind, type ObjectKind } from '../../inventory/kinds.js';
import type { Completeness, ResourceName } from '../../inventory/resources.js';
import type { BreakerOptions } from '../../options/entra-id.options.js';
import type { InventoryCounts, MassChange, RunKind } from '../runs.port.js';
import type { Lease } from '../store/page-store.js';
import { assertLease } from '../store/page-store.js';
import { undoPrivileges } from './derive-privileges.js';
import { undoRevision } from '../store/object-statements.js';
import { noteChanges } from './changes.js';
import { countOpen } from './counts.js';
import { tablesOf } from './tables.js';
import { tracesOf } from './traces.js';

const SAMPLES_MAX = 10;

/** Kinds whose removals the breaker watches, with the name that people know them by. */
const WATCHED: Readonly<Record<string, ObjectKind | LinkKind>> = {
  accounts: 'account',
  memberships: 'membership',
};

/** What a finished run says of one resource. */
export interface ResourceOutcome {
  readonly resource: ResourceName;
  readonly completeness: Completeness;
  /** Whether it was read in full rather than by changes. */
  readonly full: boolean;
}

/** What becomes true when a revision is published. */
export interface Publication {
  readonly kind: RunKind;
  readonly readFrom: Date;
  readonly readTo: Date;
  readonly publishedAt: Date;
  readonly outcomes: readonly ResourceOutcome[];
}

/** Takes back all that a run wrote for some resources, and the delta links it took for them. Restartable. */
export async function undoResources(
  database: Database,
  lease: Lease,
  resources: readonly ResourceName[],
): Promise<void> {
  for (const resource of await tracesOf(database, lease, resources)) {
    await database.transaction(async (sql) => {
      await assertStillOurs(sql, lease);
      for (const table of tablesOf(resource)) {
        for (const statement of undoRevision(table)) {
          await sql.execute(statement, [lease.connectionId, lease.revision]);
        }
      }
      await sql.execute(
        'delete from entra_id.delta_link where connection_id = $1 and resource = $2 and revision = $3',
        [lease.connectionId, resource, lease.revision],
      );
      await sql.execute(
        `update entra_id.stale_source set cleared_by = null
         where connection_id = $1 and resource = $2 and cleared_by = $3`,
        [lease.connectionId, resource, lease.revision],
      );
      await sql.execute(
        'delete from entra_id.stale_source where connection_id = $1 and resource = $2 and noted_by = $3',
        [lease.connectionId, resource, lease.revision],
      );
    });
  }
}

/** Takes back what was derived from what a run wrote. Restartable. */
export async function undoDerived(database: Database, lease: Lease): Promise<void> {
  await database.transaction(async (sql) => {
    await assertStillOurs(sql, lease);
    await undoPrivileges(sql, lease);
  });
}

/** Undoing works in the state `undoing` too, which page commits refuse. */
async function assertStillOurs(sql: Sql, lease: Lease): Promise<void> {
  const rows = await sql.query('select 1 from entra_id.sync_run where id = $1 and epoch = $2 for share', [
    lease.runId,
    lease.epoch,
  ]);
  if (rows.length === 0) await assertLease(sql, lease);
}

/** Changes that a person must look at first; empty when the revision may be published. The first revision never waits. */
export async function judge(
  database: Database,
  lease: Lease,
  published: number,
  breaker: BreakerOptions | 'off',
): Promise<readonly MassChange[]> {
  if (breaker === 'off' || published === 0) return [];
  const changes: MassChange[] = [];
  for (const [name, kind] of Object.entries(WATCHED)) {
    const change = await massChange(database, lease, name, kind);
    if (isMassRemoval(change, breaker)) changes.push(change);
  }
  return changes;
}

/** Whether more goes than both the share and the number that a person allows. */
export function isMassRemoval(
  change: Pick<MassChange, 'removed' | 'before'>,
  breaker: BreakerOptions,
): boolean {
  return change.removed > breaker.count && change.removed > breaker.share * change.before;
}

async function massChange(
  database: Database,
  lease: Lease,
  name: string,
  kind: ObjectKind | LinkKind,
): Promise<MassChange> {
  const table = tableOf(kind);
  const id = name === 'accounts' ? 'object_id::text' : `source_id || ' ' || target_id`;
  const rows = await database.query<{
    open: number;
    removed: number;
    added: number;
    samples: string[] | null;
  }>(
    `select
       (select count(*) from ${table} where connection_id = $1 and until_revision = ${OPEN_REVISION})::int as open,
       (select count(*) from ${table} t where connection_id = $1 and until_revision = $2 and not ${stillOpen(kind)})::int as removed,
       (select count(*) from ${table} where connection_id = $1 and since_revision = $2)::int as added,
       (select array_agg(id) from (select ${id} as id from ${table} t
          where connection_id = $1 and until_revision = $2 and not ${stillOpen(kind)}
          order by 1 limit ${SAMPLES_MAX}) s) as samples`,
    [lease.connectionId, lease.revision],
  );
  const { open = 0, removed = 0, added = 0, samples = null } = rows[0] ?? {};
  return { kind: name, before: open - added + removed, removed, added, samples: samples ?? [] };
}

/** A closed version whose object goes on under a newer version is a change, not a removal. */
function stillOpen(kind: ObjectKind | LinkKind): string {
  if (kind === 'membership' || kind === 'ownership') return 'false';
  return `exists (select 1 from ${tableOf(kind)} n where n.connection_id = t.connection_id
    and n.object_id = t.object_id and n.until_revision = ${OPEN_REVISION})`;
}

/** Publishes the revision: from here on readers see it. One guarded update, so that an older run cannot win. */
export async function publish(sql: Sql, lease: Lease, publication: Publication): Promise<InventoryCounts> {
  const counts = await countOpen(sql, lease, publication.kind);
  const moved = await sql.execute(
    'update entra_id.connection set published = $2 where id = $1 and published < $2',
    [lease.connectionId, lease.revision],
  );
  if (moved === 0) return counts;
  await keepRevision(sql, lease, publication, counts);
  await noteChanges(sql, lease);
  await sql.execute('delete from entra_id.stale_source where connection_id = $1 and cleared_by = $2', [
    lease.connectionId,
    lease.revision,
  ]);
  await keepResourceStates(sql, lease, publication);
  return counts;
}

async function keepRevision(
  sql: Sql,
  lease: Lease,
  publication: Publication,
  counts: InventoryCounts,
): Promise<void> {
  const completeness: Record<string, Json> = {};
  for (const outcome of publication.outcomes) completeness[outcome.resource] = outcome.completeness;
  await sql.execute(
    `insert into entra_id.revision
       (connection_id, revision, run_id, kind, read_from, read_to, published_at, counts, completeness)
     values ($1, $2, $3, $4, $5, $6, $7, $8::jsonb, $9::jsonb)`,
    [
      lease.connectionId,
      lease.revision,
      lease.runId,
      publication.kind,
      publication.readFrom,
      publication.readTo,
      publication.publishedAt,
      JSON.stringify(counts),
      JSON.stringify(completeness),
    ],
  );
}

async function keepResourceStates(sql: Sql, lease: Lease, publication: Publication): Promise<void> {
  const complete = publication.outcomes.filter((outcome) => outcome.completeness === 'complete');
  for (const { resource, full } of complete) {
    await sql.execute(
      `insert into entra_id.resource_state (connection_id, resource, revision, read_to, last_full_at, full_needed)
       values ($1, $2, $3, $4, case when $5 then $4::timestamptz end, null)
       on conflict (connection_id, resource) do update set revision = excluded.revision, read_to = excluded.read_to,
         last_full_at = coalesce(excluded.last_full_at, resource_state.last_full_at),
         full_needed = case when $5 then null else resource_state.full_needed end`,
      [lease.connectionId, resource, lease.revision, publication.readTo, full],
    );
  }
}
