import type { Database } from '../../../src/database/database.port.js';
import { LINK_KINDS, OBJECT_KINDS, OPEN_REVISION } from '../../../src/inventory/kinds.js';

const KINDS = Object.keys(OBJECT_KINDS);

const LIVE = `
  select revision from entra_id.revision where connection_id = $1
  union select revision from entra_id.sync_run where connection_id = $1
    and state in ('running', 'undoing', 'held', 'queued')`;

/** Two versions of an object that overlap, or follow each other without a difference. */
const objectViolations = (kind: string): string => `
  select '${kind} versions overlap or repeat' as what, a.object_id::text as id, a.since_revision as revision
  from entra_id.${kind} a join entra_id.${kind} b on a.connection_id = b.connection_id and a.object_id = b.object_id
    and a.until_revision < b.until_revision
  where a.connection_id = $1 and (b.since_revision < a.until_revision
    or (b.since_revision = a.until_revision and a.hash = b.hash))`;

/** Two versions of a link that overlap or touch. */
const linkViolations = (kind: string): string => `
  select '${kind} versions touch', a.source_id || ' ' || a.target_id, a.since_revision
  from entra_id.${kind} a join entra_id.${kind} b using (connection_id, source_id, target_id)
  where a.connection_id = $1 and a.until_revision < b.until_revision and b.since_revision <= a.until_revision`;

/** Rows that carry the number of a revision that is neither published nor worked on, or that pruning forgot. */
const strayRows = (kind: string): string => `
  select '${kind} carries a stray revision', t.until_revision::text, t.since_revision
  from entra_id.${kind} t join entra_id.connection c on c.id = t.connection_id
  where t.connection_id = $1 and (
    (t.since_revision >= c.retained_from and t.since_revision not in (${LIVE}))
    or (t.until_revision < ${OPEN_REVISION} and t.until_revision not in (${LIVE}))
    or t.until_revision <= c.retained_from)`;

/** What a run keeps for itself and must have cleared away; delta links of revisions that do not exist. */
const LEFTOVERS = `
  select 'delta link of no revision', resource, revision from entra_id.delta_link
  where connection_id = $1 and revision not in (${LIVE})
  union all
  select 'seen page of an ended run', s.resource, r.revision from entra_id.seen_page s
    join entra_id.sync_run r on r.id = s.run_id
  where r.connection_id = $1 and r.state not in ('running', 'undoing', 'queued')`;

const COUNTED = {
  accounts: 'account',
  groups: 'directory_group',
  memberships: 'membership',
  ownerships: 'ownership',
};

/** Counts of the published revision that differ from the rows that readers see. */
const wrongCount = ([name, table]: readonly [string, string]): string => `
  select 'published count of ${name} is wrong', v.counts->>'${name}', v.revision
  from entra_id.connection c join entra_id.revision v on v.connection_id = c.id and v.revision = c.published
  where c.id = $1 and (v.counts->>'${name}')::int <> (select count(*) from entra_id.${table} t
    where t.connection_id = c.id and t.since_revision <= c.published and t.until_revision > c.published)`;

const VIOLATIONS = [
  ...KINDS.map(objectViolations),
  ...LINK_KINDS.map(linkViolations),
  ...[...KINDS, ...LINK_KINDS].map(strayRows),
  LEFTOVERS,
  ...Object.entries(COUNTED).map(wrongCount),
].join('\n  union all');

/** Rows of a connection that break what storage promises after every run; none when all is well. */
export function storageViolations(database: Database, connectionId: string): Promise<readonly unknown[]> {
  return database.query(VIOLATIONS, [connectionId]);
}

const KEPT = [...KINDS, ...LINK_KINDS, 'delta_link', 'revision', 'resource_state', 'stale_source'];
const EVERYTHING = KEPT.map(
  (table) =>
    `select '${table}' as kept, to_jsonb(t) as row from entra_id.${table} t where connection_id = $1`,
).join(' union all ');

/** Every row that a connection keeps, its revisions included: what must be the same before and after an undone run. */
export async function everythingOf(
  database: Database,
  connectionId: string,
): Promise<Readonly<Record<string, unknown>>> {
  const rows = await database.query<{ kept: string; row: unknown }>(
    `select kept, row from (${EVERYTHING}) x order by kept, row::text`,
    [connectionId],
  );
  return Object.fromEntries(
    KEPT.map((table) => [table, rows.filter(({ kept }) => kept === table).map(({ row }) => row)]),
  );
}
