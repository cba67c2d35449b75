import { OPEN_REVISION, SCHEMA } from '../../inventory/kinds.js';
import type { Sql } from '../../database/database.port.js';

/** A table of results by id, in versions; each has `hash`, `result` and a column of its own for the short answer. */
export interface ResultTable {
  readonly name: string;
  /** Column of the id, and its SQL type. */
  readonly id: string;
  readonly idType: 'uuid' | 'text';
  /** Column of the short answer. */
  readonly answer: string;
}

/** Verdicts of checks. */
export const VERDICTS: ResultTable = {
  name: `${SCHEMA}.posture_verdict`,
  id: 'check_id',
  idType: 'text',
  answer: 'status',
};

/** Coverage of accounts. */
export const COVERAGE: ResultTable = {
  name: `${SCHEMA}.account_coverage`,
  id: 'object_id',
  idType: 'uuid',
  answer: 'verdict',
};

/** One result to be kept. */
export interface ResultRow {
  readonly id: string;
  readonly answer: string;
  readonly result: object;
}

/**
 * Keeps results under a revision, in one transaction of the caller's: equal ones stay as they are, others get a new
 * version, and what this revision had opened itself is written over. Versions never touch and never repeat.
 */
export async function keepResults(
  sql: Sql,
  table: ResultTable,
  at: { readonly connectionId: string; readonly revision: number },
  rows: readonly ResultRow[],
): Promise<void> {
  if (rows.length === 0) return;
  const { ids, results } = distinct(rows);
  const parameters = [at.connectionId, at.revision, JSON.stringify(ids), results];
  for (const statement of statementsOf(table)) await sql.execute(statement, parameters);
}

/** Many accounts share one result, which may be long: each is sent once, and rows name it by its place. */
function distinct(rows: readonly ResultRow[]): { readonly ids: readonly object[]; readonly results: string } {
  const places = new Map<string, number>();
  const ids = rows.map(({ id, answer, result }) => {
    const text = JSON.stringify(result);
    const place = places.get(text) ?? places.size + 1;
    places.set(text, place);
    return { id, answer, place };
  });
  return { ids, results: `[${[...places.keys()].join(',')}]` };
}

const OPEN = `t.until_revision = ${OPEN_REVISION}`;

/** Order matters: the rows of one id share a key, so the row that goes must be gone before another takes its place. */
function statementsOf({ name, id, idType, answer }: ResultTable): readonly string[] {
  const input = `
with shared as materialized (
  select r.place, r.result, md5(r.result::text)::uuid as hash
  from jsonb_array_elements($4::jsonb) with ordinality as r(result, place)
), inp as (
  select j.id, j.answer, s.result, s.hash
  from jsonb_to_recordset($3::jsonb) as j(id ${idType}, answer text, place bigint) join shared s using (place)
)`;
  const of = `t.connection_id = $1 and t.${id} = inp.id`;
  const closedAlike = `exists (select 1 from ${name} c where c.connection_id = $1 and c.${id} = inp.id
    and c.until_revision = $2 and c.hash = inp.hash)`;
  return [
    `${input} delete from ${name} t using inp where ${of} and ${OPEN} and t.since_revision = $2 and ${closedAlike}`,
    `${input} update ${name} t set until_revision = ${OPEN_REVISION} from inp
      where ${of} and t.until_revision = $2 and t.hash = inp.hash`,
    `${input} update ${name} t set ${answer} = inp.answer, hash = inp.hash, result = inp.result from inp
      where ${of} and ${OPEN} and t.since_revision = $2 and t.hash <> inp.hash`,
    `${input} update ${name} t set until_revision = $2 from inp
      where ${of} and ${OPEN} and t.since_revision < $2 and t.hash <> inp.hash`,
    `${input} insert into ${name} (connection_id, ${id}, ${answer}, hash, result, since_revision)
      select $1, inp.id, inp.answer, inp.hash, inp.result, $2 from inp
      where not exists (select 1 from ${name} t where ${of} and ${OPEN})`,
  ];
}

/** Ends the results of ids that a condition on `t` describes. Parameters: $1 connection, $2 revision. */
export async function endResults(
  sql: Sql,
  { name }: ResultTable,
  at: { readonly connectionId: string; readonly revision: number },
  condition: string,
): Promise<void> {
  const parameters = [at.connectionId, at.revision];
  const scope = `t.connection_id = $1 and ${OPEN} and (${condition})`;
  await sql.execute(`delete from ${name} t where ${scope} and t.since_revision = $2`, parameters);
  await sql.execute(
    `update ${name} t set until_revision = $2 where ${scope} and t.since_revision < $2`,
    parameters,
  );
}
