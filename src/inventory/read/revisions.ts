import type { ConnectionId } from '#kernel/ids.js';
import { ProblemError } from '#kernel/problem.js';
import type { Database } from '../../database/database.port.js';
import { inventoryProblems } from './inventory.problems.js';
import { assertRetained } from './retained-reader.js';
import type { RevisionInfo } from './inventory-reader.port.js';

/** A row of the table of revisions. */
export interface RevisionRow {
  readonly revision: number;
  readonly read_from: Date;
  readonly read_to: Date;
  readonly published_at: Date;
  readonly counts: RevisionInfo['counts'];
  readonly completeness: RevisionInfo['completeness'];
}

const RFC_3339 = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:\d{2})$/i;
const DAY_LENGTH = 'yyyy-mm-dd'.length;
const REVISION_DIGITS = /^\d{1,9}$/;

/** Finds the published revision that a question is about. */
export async function resolveRevision(
  database: Database,
  connectionId: ConnectionId,
  asOf: string | undefined,
): Promise<RevisionInfo> {
  const [condition, parameter, absent] = conditionOf(asOf);
  const rows = await database.query<RevisionRow>(
    `select v.* from entra_id.revision v join entra_id.connection c on c.id = v.connection_id
     where v.connection_id = $1 and v.revision <= c.published and ${condition}
     order by v.revision desc limit 1`,
    [connectionId, ...parameter],
  );
  const [row] = rows;
  if (row === undefined) throw new ProblemError(absent);
  await assertRetained(database, { connectionId, revision: row.revision });
  return toRevisionInfo(row);
}

/** A revision as readers see it. */
export function toRevisionInfo(row: RevisionRow): RevisionInfo {
  return {
    revision: row.revision,
    readFrom: row.read_from.toISOString(),
    readTo: row.read_to.toISOString(),
    publishedAt: row.published_at.toISOString(),
    counts: row.counts,
    completeness: row.completeness,
  };
}

function conditionOf(
  asOf: string | undefined,
): readonly [string, readonly unknown[], (typeof inventoryProblems)[keyof typeof inventoryProblems]] {
  if (asOf === undefined) return ['true', [], inventoryProblems['nothing-published']];
  if (REVISION_DIGITS.test(asOf))
    return ['v.revision = $2', [Number(asOf)], inventoryProblems['revision-unknown']];
  const at = RFC_3339.test(asOf) && isDay(asOf.slice(0, DAY_LENGTH)) ? Date.parse(asOf) : Number.NaN;
  if (Number.isNaN(at)) throw new ProblemError(inventoryProblems['as-of-invalid']);
  return ['v.read_to <= $2', [new Date(at)], inventoryProblems['before-first-revision']];
}

/** Whether a day is in the calendar: JavaScript takes 30 February for 2 March. */
function isDay(day: string): boolean {
  const at = new Date(`${day}T00:00:00Z`);
  return !Number.isNaN(at.getTime()) && at.toISOString().startsWith(day);
}
