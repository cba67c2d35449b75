import type { Database } from '../../../src/database/database.port.js';
import { LINK_KINDS, OBJECT_KINDS, OPEN_REVISION } from '../../../src/inventory/kinds.js';

/** Rows of a connection that break what storage promises after every run; none when all is well. */
export async function storageViolations(
  database: Database,
  connectionId: string,
): Promise<readonly unknown[]> {
  const found: unknown[] = [];
  for (const kind of Object.keys(OBJECT_KINDS)) {
    found.push(...(await objectViolations(database, connectionId, kind)));
    found.push(...(await strayRows(database, connectionId, kind)));
  }
  for (const kind of LINK_KINDS) {
    found.push(...(await linkViolations(database, connectionId, kind)));
    found.push(...(await strayRows(database, connectionId, kind)));
  }
  found.push(...(await leftovers(database, connectionId)));
  return found;
}

/** Two versions of an object that overlap, or follow each other without a difference. */
function objectViolations(
  database: Database,
  connectionId: string,
  kind: string,
): Promise<readonly unknown[]> {
  return database.query(
    `select '${kind} versions overlap or repeat' as what, a.object_id as id, a.since_revision, b.since_revision as next
     from entra_id.${kind} a join entra_id.${kind} b on a.connection_id = b.connection_id and a.object_id = b.object_id
       and a.until_revision < b.until_revision
     where a.connection_id = $1 and (b.since_revision < a.until_revision
       or (b.since_revision = a.until_revision and a.hash = b.hash))`,
    [connectionId],
  );
}

/** Two versions of a link that overlap or touch. */
function linkViolations(database: Database, connectionId: string, kind: string): Promise<readonly unknown[]> {
  return database.query(
    `select '${kind} versions touch' as what, a.source_id, a.target_id
     from entra_id.${kind} a join entra_id.${kind} b using (connection_id, source_id, target_id)
     where a.connection_id = $1 and a.until_revision < b.until_revision and b.since_revision <= a.until_revision`,
    [connectionId],
  );
}

/** Rows that carry the number of a revision that is neither published nor being worked on, or that pruning forgot. */
function strayRows(database: Database, connectionId: string, kind: string): Promise<readonly unknown[]> {
  return database.query(
    `with live as (
       select revision from entra_id.revision where connection_id = $1
       union select revision from entra_id.sync_run where connection_id = $1
         and state in ('running', 'undoing', 'held', 'queued')
     ), floor as (select retained_from from entra_id.connection where id = $1)
     select '${kind} carries a stray revision' as what, t.since_revision, t.until_revision
     from entra_id.${kind} t, floor where t.connection_id = $1 and (
       (t.since_revision >= floor.retained_from and t.since_revision not in (select revision from live))
       or (t.until_revision < ${OPEN_REVISION} and t.until_revision not in (select revision from live))
       or t.until_revision <= floor.retained_from) limit 5`,
    [connectionId],
  );
}

/** What a run keeps for itself and must have cleared away; delta links of revisions that do not exist. */
function leftovers(database: Database, connectionId: string): Promise<readonly unknown[]> {
  return database.query(
    `select 'delta link of no revision' as what, resource, revision from entra_id.delta_link l
     where connection_id = $1 and revision not in (
       select revision from entra_id.revision where connection_id = $1
       union select revision from entra_id.sync_run where connection_id = $1
         and state in ('running', 'undoing', 'held', 'queued'))
     union all
     select 'seen page of an ended run', s.resource, r.revision from entra_id.seen_page s
       join entra_id.sync_run r on r.id = s.run_id
     where r.connection_id = $1 and r.state not in ('running', 'undoing', 'queued')`,
    [connectionId],
  );
}

/** Every row that a connection keeps, its revisions included: what must be the same before and after an undone run. */
export async function everythingOf(
  database: Database,
  connectionId: string,
): Promise<Readonly<Record<string, unknown>>> {
  const tables = [
    ...Object.keys(OBJECT_KINDS),
    ...LINK_KINDS,
    'delta_link',
    'revision',
    'resource_state',
    'stale_source',
  ];
  const kept: Record<string, unknown> = {};
  for (const table of tables) {
    const rows = await database.query<{ row: unknown }>(
      `select to_jsonb(t) as row from entra_id.${table} t where connection_id = $1 order by to_jsonb(t)::text`,
      [connectionId],
    );
    kept[table] = rows.map(({ row }) => row);
  }
  return kept;
}
