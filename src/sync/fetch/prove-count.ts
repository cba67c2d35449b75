import { ProblemError, toProblemRecord } from '#kernel/problem.js';
import { OPEN_REVISION, tableOf, type ObjectKind } from '../../inventory/kinds.js';
import { syncProblems } from '../sync.problems.js';
import type { AheadRead } from './ahead.js';
import { COMPLETE, type StepContext, type StepOutcome } from './step-context.js';

/** Graph counts eventually: how often the count is asked before a difference is believed, and the pause between. */
const ASKED_MAX = 4;
const PAUSE_MS = 3_000;

/**
 * Difference that replication lag explains: 3 objects or 0.1 %, whichever is more. Counts of a tenant that changes
 * while it is read differ by what changed in those seconds.
 */
export const COUNT_TOLERANCE = { objects: 3, share: 0.001 } as const;

/** Compares the number of open objects with Graph's own count. */
export async function proveCount(
  context: StepContext,
  ask: { readonly kind: ObjectKind; readonly path: string },
): Promise<StepOutcome> {
  const stored = await countOpen(context, ask.kind);
  let counted = 0;
  for (let asked = 1; asked <= ASKED_MAX; asked += 1) {
    counted =
      (await countedAhead(context, ask.path)) ??
      (await context.graph.count(ask.path, { signal: context.signal }));
    if (isExplained(stored, counted)) return COMPLETE;
    if (asked < ASKED_MAX) await context.clock.sleep(PAUSE_MS, context.signal);
  }
  const problem = new ProblemError(syncProblems['count-mismatch'], { context: { stored, counted } });
  return { kind: 'partial', problem: toProblemRecord(problem) };
}

/** A count as a read that can be asked for with others: a `/$count` answers text, which a batch encodes. */
export function countAhead(path: string): AheadRead {
  const url = path.replace(/\/\$count$/, '?$count=true&$top=1&$select=id');
  return { path, url, headers: { ConsistencyLevel: 'eventual' } };
}

async function countedAhead({ ahead }: StepContext, path: string): Promise<number | undefined> {
  const count = (await ahead?.take(path))?.['@odata.count'];
  return typeof count === 'number' ? count : undefined;
}

/** Whether two counts differ by no more than replication lag explains. */
export function isExplained(stored: number, counted: number): boolean {
  const allowed = Math.max(COUNT_TOLERANCE.objects, Math.floor(counted * COUNT_TOLERANCE.share));
  return Math.abs(stored - counted) <= allowed;
}

async function countOpen(context: StepContext, kind: ObjectKind): Promise<number> {
  const rows = await context.database.query<{ open: number }>(
    `select count(*)::int as open from ${tableOf(kind)} where connection_id = $1 and until_revision = ${OPEN_REVISION}`,
    [context.lease.connectionId],
  );
  return rows[0]?.open ?? 0;
}
