import { isJsonObject } from '#kernel/json.js';
import { ProblemError, toProblemRecord } from '#kernel/problem.js';
import type { GraphPage } from '#graph/graph-client.js';
import type { FactRow } from '../plan/fact-rows.js';
import { commitPage, type StepKey } from '../store/page-store.js';
import { FORGET_FACTS, WRITE_FACTS } from '../store/fact-statements.js';
import { syncProblems } from '../sync.problems.js';
import { COMPLETE, YIELD, type StepContext, type StepOutcome } from './step-context.js';

/** How far a report was read: a pass may take several runs. */
interface Pass {
  readonly started_at: Date;
  /** Where the pass at hand goes on; null when it has ended. */
  readonly next_url: string | null;
  /** When the last whole pass began; null before the first has ended. */
  readonly whole_since: Date | null;
}

const HOUR_MS = 3_600_000;

/**
 * Reads a report within its own budget of pages: what a run does not get through, the next one goes on with. A run that
 * nobody asked for leaves a report alone that was read lately.
 */
export async function readFacts(context: StepContext, step: StepKey, row: FactRow): Promise<StepOutcome> {
  const pass = await currentPass(context, row);
  const position = await context.runs.position(context.lease, step);
  if (position.pages === 0 && !(await isDue(context, row, pass))) return COMPLETE;
  try {
    return await goOn(context, step, row, pass);
  } catch (error) {
    const stale = position.pages === 0 && pass?.next_url !== null && pass !== undefined;
    if (
      !stale ||
      !(ProblemError.is(error, 'page-token-expired') || ProblemError.is(error, 'unsupported-query'))
    )
      throw error;
    return goOn(context, step, row, { ...pass, next_url: null });
  }
}

async function currentPass({ database, lease }: StepContext, row: FactRow): Promise<Pass | undefined> {
  const rows = await database.query<Pass>(
    `select started_at, next_url, whole_since from entra_id.fact_pass where connection_id = $1 and resource = $2`,
    [lease.connectionId, row.resource],
  );
  return rows[0];
}

async function isDue(context: StepContext, row: FactRow, pass: Pass | undefined): Promise<boolean> {
  if (pass?.whole_since === undefined || pass.whole_since === null || pass.next_url !== null) return true;
  const asked = await context.database.query(
    `select 1 from entra_id.sync_run where id = $1 and trigger = 'manual'`,
    [context.lease.runId],
  );
  const ageMs = context.clock.now().getTime() - pass.whole_since.getTime();
  return asked.length > 0 || ageMs >= row.everyHours * HOUR_MS;
}

async function goOn(
  context: StepContext,
  step: StepKey,
  row: FactRow,
  pass: Pass | undefined,
): Promise<StepOutcome> {
  const { pages, cursor } = await context.runs.position(context.lease, step);
  if (pages > 0 && isJsonObject(cursor) && cursor['ended'] === true) return COMPLETE;
  const within = isJsonObject(cursor) && typeof cursor['next'] === 'string' ? cursor['next'] : undefined;
  const goesOn = within ?? pass?.next_url ?? undefined;
  const startedAt = goesOn === undefined || pass === undefined ? context.clock.now() : pass.started_at;
  let page = pages;
  for await (const answer of context.graph.pages(
    goesOn ?? row.path(pass?.whole_since ?? undefined, startedAt),
    {
      signal: context.signal,
    },
  )) {
    page += 1;
    await commitFacts(context, step, row, { page, answer, startedAt });
    if (answer.nextLink === undefined) return COMPLETE;
    if (page >= row.pagesPerRun) return unfinished(page);
    if (context.shouldYield()) return YIELD;
  }
  return COMPLETE;
}

async function commitFacts(
  context: StepContext,
  step: StepKey,
  row: FactRow,
  at: { readonly page: number; readonly answer: GraphPage; readonly startedAt: Date },
): Promise<void> {
  const { answer, startedAt } = at;
  const next = answer.nextLink ?? null;
  await commitPage(context.database, context.lease, step, {
    page: at.page,
    cursor: { next, ended: next === null },
    objects: answer.items.length,
    write: async (sql) => {
      const { connectionId } = context.lease;
      await WRITE_FACTS[row.resource](sql, context.lease, answer.items, context.clock.now());
      const forget = FORGET_FACTS[row.resource];
      if (next === null && forget !== undefined) await sql.execute(forget, [connectionId, startedAt]);
      await sql.execute(KEEP_PASS, [connectionId, row.resource, startedAt, next]);
    },
  });
}

const KEEP_PASS = `
insert into entra_id.fact_pass (connection_id, resource, started_at, next_url, whole_since)
values ($1, $2, $3, $4, case when $4::text is null then $3::timestamptz end)
on conflict (connection_id, resource) do update set started_at = excluded.started_at,
  next_url = excluded.next_url, whole_since = coalesce(excluded.whole_since, fact_pass.whole_since)`;

function unfinished(pages: number): StepOutcome {
  const problem = new ProblemError(syncProblems['report-unfinished'], { context: { pages } });
  return { kind: 'partial', problem: toProblemRecord(problem) };
}
