import { ProblemError, toProblemRecord, type ProblemRecord } from '#kernel/problem.js';
import type { ResourceName } from '../inventory/resources.js';
import { askAhead, type Ahead } from './fetch/ahead.js';
import { shortReadOf } from './fetch/short-reads.js';
import { workOf } from './fetch/steps.js';
import type { StepContext, StepOutcome } from './fetch/step-context.js';
import { isIndependent, LANES, OPENING, SETTLING, type Lane, type Stage } from './plan/lanes.js';
import type { StepKey } from './store/page-store.js';
import type { StepRow } from './store/run-rows.js';
import { endsSlice } from './sync.problems.js';

/** Problems that mean "not allowed here", as opposed to "did not work". */
const REFUSALS: ReadonlySet<string> = new Set(['permission-not-granted', 'licence-missing']);

/** Raised inside a run whose delta link Graph does not accept any more: the run starts again and reads in full. */
export class DeltaRefused extends Error {
  override readonly name = 'DeltaRefused';
}

/** Where the steps of a run stand after a slice. */
export type Progress = 'through' | 'yield';

/** Runs the steps of a plan that are not through yet, lane by lane side by side, then settles. */
export async function runSteps(context: StepContext, rows: readonly StepRow[]): Promise<Progress> {
  const board = new Board(rows);
  if ((await runLane(context, OPENING, board)) === 'yield') return 'yield';
  const lists = rows.filter((row) => row.name === 'read' && row.state === 'pending' && board.mayRun(row));
  const together = { ...context, ahead: aheadOf(context, lists) };
  const lanes = await sideBySide(together, LANES, (inner, lane) => runLane(inner, lane, board));
  if (lanes.includes('yield')) return 'yield';
  return runLane(context, SETTLING, board);
}

/** Which steps the run has, how they ended, and which resources failed. */
class Board {
  readonly #states = new Map<string, StepRow['state']>();
  readonly #failed = new Set<ResourceName>();

  constructor(rows: readonly StepRow[]) {
    for (const row of rows) this.note(row, row.state);
  }

  note(step: StepKey, state: StepRow['state']): void {
    this.#states.set(`${step.resource}.${step.name}`, state);
    if (state === 'partial' || state === 'refused') this.#failed.add(step.resource);
  }

  isOpen(step: StepKey): boolean {
    const state = this.#states.get(`${step.resource}.${step.name}`);
    return state === 'pending' || state === 'running';
  }

  mayRun(step: StepKey): boolean {
    return [...this.#failed].every((failed) => isIndependent(failed, step.resource));
  }
}

async function runLane(context: StepContext, lane: Lane, board: Board): Promise<Progress> {
  for (const stage of lane) {
    if (context.shouldYield()) return hasOpen(lane, board) ? 'yield' : 'through';
    const outcomes = await runStage(context, stage, board);
    if (outcomes.some((outcome) => outcome.kind === 'yield')) return 'yield';
  }
  return 'through';
}

function hasOpen(lane: Lane, board: Board): boolean {
  return lane.some((stage) => stage.some((step) => board.isOpen(step)));
}

async function runStage(context: StepContext, stage: Stage, board: Board): Promise<readonly StepOutcome[]> {
  const open = stage.filter((step) => board.isOpen(step));
  const counts = open.filter((step) => step.name === 'prove' && board.mayRun(step));
  const together = counts.length > 1 ? { ...context, ahead: aheadOf(context, counts) } : context;
  return sideBySide(together, open, (inner, step) => runStep(inner, step, board));
}

/** Several short reads by one request, before the steps that want them. */
function aheadOf(
  { graph, signal }: StepContext,
  steps: Parameters<typeof shortReadOf>[0][],
): Ahead | undefined {
  return askAhead(
    graph,
    steps.flatMap((step) => shortReadOf(step) ?? []),
    signal,
  );
}

/**
 * Works on several things at once. When one throws the others are stopped and waited for, so that nothing of a slice
 * goes on when the slice is over; then the first error is thrown.
 */
async function sideBySide<Item, Result>(
  context: StepContext,
  items: readonly Item[],
  work: (context: StepContext, item: Item) => Promise<Result>,
): Promise<readonly Result[]> {
  const stop = new AbortController();
  const inner = { ...context, signal: AbortSignal.any([context.signal, stop.signal]) };
  const jobs = items.map(async (item) => {
    try {
      return await work(inner, item);
    } catch (error) {
      stop.abort(error);
      throw error;
    }
  });
  const ends = await Promise.allSettled(jobs);
  if (stop.signal.aborted) throw stop.signal.reason;
  return ends.flatMap((end) => (end.status === 'fulfilled' ? [end.value] : []));
}

async function runStep(context: StepContext, step: StepKey, board: Board): Promise<StepOutcome> {
  const { lease, runs, clock } = context;
  if (!board.mayRun(step)) {
    await runs.end(lease, step, { state: 'skipped', problem: null, at: clock.now() });
    board.note(step, 'skipped');
    return { kind: 'complete' };
  }
  await runs.begin(lease, step, clock.now());
  const outcome = await attempt(context, step);
  if (outcome.kind === 'yield') return outcome;
  const problem = outcome.kind === 'complete' ? null : outcome.problem;
  await runs.end(lease, step, { state: outcome.kind, problem, at: clock.now() });
  board.note(step, outcome.kind);
  return outcome;
}

async function attempt(context: StepContext, step: StepKey): Promise<StepOutcome> {
  const work = workOf(step);
  try {
    return await work(context, step);
  } catch (error) {
    if (context.signal.aborted || endsSlice(error)) throw error;
    if (ProblemError.is(error, 'delta-expired')) throw new DeltaRefused(error.message, { cause: error });
    return outcomeOf(toProblemRecord(error), error);
  }
}

function outcomeOf(problem: ProblemRecord, error: unknown): StepOutcome {
  if (!(error instanceof ProblemError)) throw error;
  return { kind: REFUSALS.has(problem.code) ? 'refused' : 'partial', problem };
}
