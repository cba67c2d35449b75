import { OPEN_REVISION, tableOf, type LinkKind } from '../../inventory/kinds.js';
import { endGone } from './end-gone.js';

/**
 * One statement that makes the links of whole sources equal to what was read.
 * Parameters: $1 connection, $2 revision, $3 JSON list of `{ source, targets: [{ id, type }] }`, every target of the source.
 * A link that was closed by this run and is there again is reopened, so that versions never touch.
 */
export function writeWholeSources(kind: LinkKind): string {
  const table = tableOf(kind);
  return `
with src as (
  select s.source, s.targets
  from jsonb_to_recordset($3::jsonb) as s(source uuid, targets jsonb)
),
inp as (
  select src.source, t.id as target, min(t.type) as type
  from src cross join lateral jsonb_to_recordset(src.targets) as t(id uuid, type text)
  group by src.source, t.id
),
cur as materialized (
  select l.*
  from src cross join lateral (
    select t.source_id, t.target_id, t.since_revision, t.until_revision, t.ctid as row
    from ${table} t
    where t.connection_id = $1 and t.source_id = src.source and t.until_revision >= $2
    offset 0
  ) l
  where l.until_revision in (${OPEN_REVISION}, $2)
),
gone as (
  select cur.row, cur.since_revision from cur
  where cur.until_revision = ${OPEN_REVISION}
    and not exists (select 1 from inp where inp.source = cur.source_id and inp.target = cur.target_id)
),
fresh as (
  select inp.*, (
    select cur.row from cur
    where cur.source_id = inp.source and cur.target_id = inp.target and cur.until_revision = $2
  ) as closed_row
  from inp
  where not exists (
    select 1 from cur
    where cur.source_id = inp.source and cur.target_id = inp.target and cur.until_revision = ${OPEN_REVISION}
  )
),
dropped as (
  delete from ${table} t using gone where t.ctid = gone.row and gone.since_revision = $2 returning 1
),
closed as (
  update ${table} t set until_revision = $2 from gone
  where t.ctid = gone.row and gone.since_revision < $2
  returning 1
),
reopened as (
  update ${table} t set until_revision = ${OPEN_REVISION} from fresh where t.ctid = fresh.closed_row returning 1
),
inserted as (
  insert into ${table} (connection_id, source_id, target_id, target_type, since_revision)
  select $1, fresh.source, fresh.target, fresh.type, $2 from fresh where fresh.closed_row is null
  returning 1
)
${WRITTEN}`;
}

/**
 * One statement that inserts links of sources that have no version of any link yet.
 * Parameters: $1 connection, $2 revision, $3 JSON list of `{ source, type, ids }`, `ids` the text of a list of uuid; no
 * pair of source and id comes twice, for looking for conflicts would cost a quarter of the time.
 */
export function insertLinks(kind: LinkKind): string {
  return `
insert into ${tableOf(kind)} (connection_id, source_id, target_id, target_type, since_revision)
select $1, s.source, t.id, s.type, $2
from jsonb_to_recordset($3::jsonb) as s(source uuid, type text, ids text)
  cross join lateral unnest(s.ids::uuid[]) as t(id)`;
}

/**
 * One statement that applies single link changes, the last one of a pair winning.
 * Parameters: $1 connection, $2 revision, $3 JSON list of `{ source, target, type, removed }`.
 */
export function writeLinkChanges(kind: LinkKind): string {
  const table = tableOf(kind);
  return `
with inp as (
  select distinct on (j.source, j.target) j.source, j.target, j.type, j.removed
  from rows from (
    jsonb_to_recordset($3::jsonb) as (source uuid, target uuid, type text, removed boolean)
  ) with ordinality as j(source, target, type, removed, ord)
  order by j.source, j.target, j.ord desc
),
act as (
  select inp.*, v.*
  from inp cross join lateral (
    select
      max(t.since_revision) filter (where t.until_revision = ${OPEN_REVISION}) as open_since,
      (array_agg(t.ctid) filter (where t.until_revision = ${OPEN_REVISION}))[1] as open_row,
      (array_agg(t.ctid) filter (where t.until_revision = $2))[1] as closed_row
    from ${table} t
    where t.connection_id = $1 and t.source_id = inp.source and t.target_id = inp.target
      and t.until_revision >= $2
  ) v
),
dropped as (
  delete from ${table} t using act
  where t.ctid = act.open_row and act.removed and act.open_since = $2
  returning 1
),
closed as (
  update ${table} t set until_revision = $2 from act
  where t.ctid = act.open_row and act.removed and act.open_since < $2
  returning 1
),
reopened as (
  update ${table} t set until_revision = ${OPEN_REVISION} from act
  where t.ctid = act.closed_row and not act.removed and act.open_row is null
  returning 1
),
inserted as (
  insert into ${table} (connection_id, source_id, target_id, target_type, since_revision)
  select $1, act.source, act.target, coalesce(act.type, 'unknown'), $2 from act
  where not act.removed and act.open_row is null and act.closed_row is null
  returning 1
)
${WRITTEN}`;
}

/**
 * Closes the open links of one source that its page chain did not show.
 * Parameters: $1 connection, $2 revision, $3 run, $4 resource, $5 source. Only after the chain has ended.
 */
export function closeUnseenLinks(kind: LinkKind): string {
  return `
with seen as materialized (
  select distinct id::uuid as id
  from entra_id.seen_page, unnest(ids) as id
  where run_id = $3 and resource = $4 and source_id = $5
),
gone as (
  select t.ctid as row, t.since_revision from ${tableOf(kind)} t
  where t.connection_id = $1 and t.source_id = $5 and t.until_revision = ${OPEN_REVISION}
    and t.target_id not in (select id from seen)
),
dropped as (
  delete from ${tableOf(kind)} t using gone where t.ctid = gone.row and gone.since_revision = $2 returning 1
),
closed as (
  update ${tableOf(kind)} t set until_revision = $2 from gone
  where t.ctid = gone.row and gone.since_revision < $2
  returning 1
)
select (select count(*) from dropped)::int + (select count(*) from closed)::int as written`;
}

/**
 * Ends the open links of every source or target that has no open object any more: closed by this revision, or said
 * to be removed by a delta page of this run (it may have come and gone within the run, without a version).
 * Parameters: $1 connection, $2 revision, $3 run. A deleted group has no members, a deleted account is in no group.
 */
export function closeLinksOfClosedObjects(kind: LinkKind): string {
  const table = tableOf(kind);
  return `
with ended as materialized (
  select object_id from entra_id.account where connection_id = $1 and until_revision = $2
  union
  select object_id from entra_id.directory_group where connection_id = $1 and until_revision = $2
  union
  select object_id from entra_id.gone_object where run_id = $3
),
really as materialized (
  select object_id from ended
  where not exists (select 1 from entra_id.account a
      where a.connection_id = $1 and a.object_id = ended.object_id and a.until_revision = ${OPEN_REVISION})
    and not exists (select 1 from entra_id.directory_group g
      where g.connection_id = $1 and g.object_id = ended.object_id and g.until_revision = ${OPEN_REVISION})
),
gone as (
  select distinct l.row, l.since_revision from really cross join lateral (
    select t.ctid as row, t.since_revision from ${table} t
    where t.connection_id = $1 and t.source_id = really.object_id and t.until_revision = ${OPEN_REVISION}
    union all
    select t.ctid, t.since_revision from ${table} t
    where t.connection_id = $1 and t.target_id = really.object_id and t.until_revision = ${OPEN_REVISION}
    offset 0
  ) l
),
${endGone(table)}`;
}

/**
 * Ends the open links of sources that have no open object. Parameters: $1 connection, $2 revision. A crawl may show the links of
 * a group that came after the groups were listed; when no delta page ever shows the group, nobody says that it went either.
 */
export function closeLinksOfUnknownSources(kind: LinkKind): string {
  const table = tableOf(kind);
  return `
with gone as materialized (
  select t.ctid as row, t.since_revision from ${table} t
  where t.connection_id = $1 and t.until_revision = ${OPEN_REVISION}
    and not exists (select 1 from entra_id.directory_group g where g.connection_id = $1
      and g.object_id = t.source_id and g.until_revision = ${OPEN_REVISION})
),
${endGone(table)}`;
}

/** Undoes what a revision did to the links of one source. Parameters: $1 connection, $2 revision, $3 source. */
export function undoSource(kind: LinkKind): readonly [string, string] {
  const scope = 'connection_id = $1 and source_id = $3';
  return [
    `delete from ${tableOf(kind)} where ${scope} and since_revision = $2`,
    `update ${tableOf(kind)} set until_revision = ${OPEN_REVISION} where ${scope} and until_revision = $2`,
  ];
}

const WRITTEN = `select
  (select count(*) from dropped)::int + (select count(*) from closed)::int
  + (select count(*) from reopened)::int + (select count(*) from inserted)::int as written`;
