import { payloadHash } from '../../inventory/payload-hash.js';
import { OBJECT_KINDS, OPEN_REVISION, tableOf, type ObjectKind } from '../../inventory/kinds.js';
import { endGone } from './end-gone.js';

/**
 * How a page's payloads relate to what is stored: `whole` objects replace it (lists), `change` objects are merged
 * into it (delta pages say only what they know).
 */
export type PayloadMode = 'whole' | 'change';

/**
 * Objects as lines of JSON beside their ids, in $3 and $4: split faster than a list, and each parsed only once.
 * The offset keeps the planner from parsing wherever the payload is used.
 */
const objectLines = (kind: ObjectKind): string => `
  select l.id, nullif(l.line, 'null')::jsonb as payload, l.ord
  from rows from (unnest($3::${OBJECT_KINDS[kind].id}[]), string_to_table($4, E'\\n'))
    with ordinality as l(id, line, ord)
  offset 0`;

/** Objects as a JSON list in $3. */
const objectList = (kind: ObjectKind): string => `
  select * from rows from (jsonb_to_recordset($3::jsonb) as (id ${OBJECT_KINDS[kind].id}, payload jsonb))
    with ordinality as l(id, payload, ord)`;

/**
 * One statement that writes a page of objects under a revision.
 * Parameters: $1 connection id, $2 revision; changes: $3 JSON list of `{ id, payload }`; whole objects: $3 ids and $4
 * as many lines of JSON. A null payload removes.
 * The last entry of an id wins. Afterwards each id has at most one open row, adjacent versions differ, and an
 * object that only came back to what it was has no new version.
 *
 * The data-modifying parts touch disjoint rows but share a key, so each waits for the one before it through a
 * count that is always true.
 */
export function writeObjects(kind: ObjectKind, mode: PayloadMode): string {
  return `${decideActions(kind, mode)}${performActions(tableOf(kind))}`;
}

/**
 * One statement that writes a page of objects while every row of the connection is of this revision and open.
 * Parameters as of `writeObjects` for whole objects, but no payload is null and no id comes twice.
 */
export function insertObjects(kind: ObjectKind): string {
  return `
insert into ${tableOf(kind)} as t (connection_id, object_id, since_revision, hash, payload)
select $1, j.id, $2, ${payloadHash('j.payload')}, j.payload from (${objectLines(kind)}) j
on conflict (connection_id, object_id, until_revision) do update
  set payload = excluded.payload, hash = excluded.hash where t.hash <> excluded.hash`;
}

/** Finds the rows that a page's objects have from this revision on, and decides what becomes of each. */
function decideActions(kind: ObjectKind, mode: PayloadMode): string {
  const table = tableOf(kind);
  return `
with inp as (
  select distinct on (j.id) j.id, j.payload from (${mode === 'whole' ? objectLines(kind) : objectList(kind)}) j
  order by j.id, j.ord desc
),
found as (
  select inp.id, ${nextPayload(mode)} as payload, inp.payload is null as removed, v.*
  from inp cross join lateral (
    select
      max(t.since_revision) filter (where t.until_revision = ${OPEN_REVISION}) as open_since,
      (array_agg(t.hash) filter (where t.until_revision = ${OPEN_REVISION}))[1] as open_hash,
      (array_agg(t.ctid) filter (where t.until_revision = ${OPEN_REVISION}))[1] as open_row,
      (array_agg(t.hash) filter (where t.until_revision = $2))[1] as closed_hash,
      (array_agg(t.ctid) filter (where t.until_revision = $2))[1] as closed_row
      ${mode === 'change' ? basePayload() : ''}
    from ${table} t
    where t.connection_id = $1 and t.object_id = inp.id and t.until_revision >= $2
  ) v
),
act as (
  select f.*, h.hash,
    case
      when f.removed and f.open_since is null then 'none'
      when f.removed and f.open_since = $2 then 'drop'
      when f.removed then 'close'
      when f.open_hash = h.hash then 'none'
      when f.closed_hash = h.hash then 'reopen'
      when f.open_since = $2 then 'overwrite'
      when f.open_since is not null then 'replace'
      else 'insert'
    end as action
  from found f cross join lateral (select ${payloadHash('f.payload')} as hash) h
)`;
}

function performActions(table: string): string {
  return `,
dropped as (
  delete from ${table} t using act
  where t.ctid = act.open_row and (act.action = 'drop' or (act.action = 'reopen' and act.open_since = $2))
  returning 1
),
closed as (
  update ${table} t set until_revision = $2 from act
  where t.ctid = act.open_row and act.action in ('close', 'replace')
    and (select count(*) from dropped) >= 0
  returning 1
),
reopened as (
  update ${table} t set until_revision = ${OPEN_REVISION} from act
  where t.ctid = act.closed_row and act.action = 'reopen'
    and (select count(*) from dropped) >= 0
  returning 1
),
overwritten as (
  update ${table} t set payload = act.payload, hash = act.hash from act
  where t.ctid = act.open_row and act.action = 'overwrite'
  returning 1
),
inserted as (
  insert into ${table} (connection_id, object_id, since_revision, hash, payload)
  select $1, act.id, $2, act.hash, act.payload from act
  where act.action in ('insert', 'replace') and (select count(*) from closed) >= 0
  returning 1
)
select
  (select count(*) from dropped)::int + (select count(*) from closed)::int + (select count(*) from reopened)::int
  + (select count(*) from overwritten)::int + (select count(*) from inserted)::int as written`;
}

function nextPayload(mode: PayloadMode): string {
  if (mode === 'whole') return 'inp.payload';
  return `case when inp.payload is null then null
    else jsonb_strip_nulls(coalesce(v.open_payload, v.closed_payload, '{}'::jsonb) || inp.payload) end`;
}

function basePayload(): string {
  return `,
      (array_agg(t.payload) filter (where t.until_revision = ${OPEN_REVISION}))[1] as open_payload,
      (array_agg(t.payload) filter (where t.until_revision = $2))[1] as closed_payload`;
}

/** Lets a hash of some million ids fit into memory, for the transaction that closes what was not seen. */
export const CLOSING_MEMORY = `set local work_mem = '128MB'`;

/**
 * Closes every open object that the run did not see; one that this run itself had opened goes without a trace.
 * `not in` is a hashed lookup whatever the planner believes; without statistics it chose a loop in a loop for `not
 * exists`. It needs `CLOSING_MEMORY`, else many ids are looked up one after another.
 * Parameters: $1 connection, $2 revision, $3 run, $4 resource. Only for a step whose pages are complete.
 */
export function closeUnseenObjects(kind: ObjectKind): string {
  const table = tableOf(kind);
  return `
with seen as materialized (
  select distinct id::${OBJECT_KINDS[kind].id} as id
  from entra_id.seen_page, unnest(ids) as id
  where run_id = $3 and resource = $4 and source_id is null
),
gone as (
  select t.ctid as row, t.since_revision from ${table} t
  where t.connection_id = $1 and t.until_revision = ${OPEN_REVISION}
    and t.object_id not in (select id from seen)
),
${endGone(table)}`;
}
/** Undoes a revision in a table: first what it opened, then what it closed (the other order would collide). */
export function undoRevision(table: string): readonly [string, string] {
  return [
    `delete from ${table} where connection_id = $1 and since_revision = $2`,
    `update ${table} set until_revision = ${OPEN_REVISION} where connection_id = $1 and until_revision = $2`,
  ];
}
