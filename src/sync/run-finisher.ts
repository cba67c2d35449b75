import type { ConnectionId } from '#kernel/ids.js';
import type { Clock } from '#kernel/clock.js';
import { ProblemError, toProblemRecord, type ProblemRecord } from '#kernel/problem.js';
import type { Database, Sql } from '../database/database.port.js';
import { LINK_KINDS, OPEN_REVISION } from '../inventory/kinds.js';
import { RESOURCE_NAMES } from '../inventory/resources.js';
import type { BreakerOptions } from '../options/entra-id.options.js';
import { linksOf, LINKS_ROWS } from './plan/catalogue.js';
import { judgeOutcome, type RunOutcome } from './publish/outcomes.js';
import { derivePrivileges } from './publish/derive-privileges.js';
import { judge, publish, undoDerived, undoResources } from './publish/publication.js';
import type { RunEvent } from './run-states.js';
import type { MassChange, RunState } from './runs.port.js';
import type { SliceOutcome } from './run-worker.js';
import { closeLinksOfClosedObjects, closeLinksOfUnknownSources } from './store/link-statements.js';
import { assertLease, type Lease } from './store/page-store.js';
import type { RunStore } from './store/run-store.js';
import type { RunEnding, RunRow, StepRow } from './store/run-rows.js';
import { syncProblems } from './sync.problems.js';

/** Told when a run has ended or waits for a person, after the fact is committed. */
export interface RunEndings {
  ended(lease: Lease, state: RunState): Promise<void>;
}

/** What a finisher works with. */
export interface FinisherParts {
  readonly database: Database;
  readonly runs: RunStore;
  readonly clock: Clock;
  readonly breaker: BreakerOptions | 'off';
  readonly endings: RunEndings;
}

const UNDONE = {
  failed: 'undone-failed',
  cancelled: 'undone-cancelled',
  discarded: 'undone-discarded',
  superseded: 'undone-superseded',
} as const satisfies Readonly<Record<RunEnding, RunEvent>>;

/** Brings runs to their end: publishes, holds, undoes. */
export class RunFinisher {
  constructor(private readonly parts: FinisherParts) {}

  /** Ends a run whose steps are all through. */
  async finish(lease: Lease): Promise<SliceOutcome> {
    const { database, runs } = this.parts;
    const steps = await runs.steps(lease.runId);
    const outcome = judgeOutcome(steps, await this.doubtful(lease));
    await undoResources(database, lease, outcome.undone);
    await askForFullRun(database, lease, steps);
    if (outcome.state === 'failed') return this.fail(lease, noneComplete());
    await this.settle(lease, outcome);
    await database.transaction((sql) => derivePrivileges(sql, lease));
    const run = await runs.find(lease.runId);
    const changes = await judge(database, lease, run?.published ?? 0, this.parts.breaker);
    if (changes.length > 0) return this.hold(lease, steps, changes);
    await this.publish(lease, steps, outcome);
    return this.ended(lease, outcome.state);
  }

  /** Publishes what was held. */
  async release(lease: Lease, reason: string): Promise<SliceOutcome> {
    const steps = await this.parts.runs.steps(lease.runId);
    const outcome = judgeOutcome(steps, await this.doubtful(lease));
    await this.publish(lease, steps, outcome, reason);
    return this.ended(lease, outcome.state);
  }

  /** Undoes everything that a run wrote and ends it. */
  async abandon(lease: Lease, ending: RunEnding, reason?: string): Promise<SliceOutcome> {
    return this.undo(lease, { ending, ...(reason === undefined ? {} : { reason }) });
  }

  /** Undoes everything and ends the run as failed. */
  async fail(lease: Lease, problem: ProblemRecord): Promise<SliceOutcome> {
    const steps = await this.parts.runs.steps(lease.runId);
    return this.undo(lease, { ending: 'failed', problems: [problem, ...problemsOf(steps)] });
  }

  /** A run that nobody decided on gives way to the next one, which judges again from the published state. */
  async supersede(connectionId: ConnectionId): Promise<void> {
    const { runs, clock } = this.parts;
    const held = await runs.held(connectionId);
    if (held === undefined) return;
    const end = { ending: 'superseded', reason: 'A later run took its place.' } as const;
    const lease = await runs.moves.takeHeld(held.id, end, clock.now());
    if (lease !== undefined) await this.abandon(lease, end.ending, end.reason);
  }

  /** Goes on undoing what an earlier worker began to undo. */
  async goOnUndoing(lease: Lease, run: RunRow): Promise<SliceOutcome> {
    return this.undo(lease, { ending: run.ending ?? 'cancelled' });
  }

  /**
   * Drops the plan of an incremental run, so that it is planned again in full under the same number. What it wrote
   * stays: the crawl finds it, corrects it or drops it.
   */
  async startAgainInFull(lease: Lease): Promise<void> {
    await this.parts.database.transaction(async (sql) => {
      await assertLease(sql, lease);
      await this.parts.runs.moves.moveIn(sql, lease, 'replanned', { kind: 'full' });
      await sql.execute('delete from entra_id.sync_step where run_id = $1', [lease.runId]);
      await forgetSeen(sql, lease);
    });
  }

  /** The state is committed before the first row goes, so that nobody goes on reading into a half undone revision. */
  private async undo(
    lease: Lease,
    end: { ending: RunEnding; reason?: string; problems?: readonly ProblemRecord[] },
  ): Promise<SliceOutcome> {
    const { database, runs, clock } = this.parts;
    const { ending, ...facts } = end;
    await runs.moves.move(lease, 'undo-began', { ending, ...facts });
    await undoResources(database, lease, RESOURCE_NAMES);
    await undoDerived(database, lease);
    await forgetSeen(database, lease);
    await runs.moves.move(lease, UNDONE[ending], { finishedAt: clock.now() });
    return this.ended(lease, ending);
  }

  /** Ends links of objects that ended, and keeps the old link of groups where their links could not be read. */
  private async settle(lease: Lease, outcome: RunOutcome): Promise<void> {
    await this.parts.database.transaction(async (sql) => {
      await assertLease(sql, lease);
      for (const kind of LINK_KINDS) {
        await sql.query(closeLinksOfClosedObjects(kind), [lease.connectionId, lease.revision, lease.runId]);
      }
      for (const { resource, full } of outcome.outcomes) {
        const crawled = LINKS_ROWS.find((row) => row.resource === resource && full);
        if (crawled === undefined || outcome.undone.includes(resource)) continue;
        await sql.query(closeLinksOfUnknownSources(crawled.kind), [lease.connectionId, lease.revision]);
      }
      for (const source of RESOURCE_NAMES) {
        if (linksOf(source).some(({ resource }) => outcome.undone.includes(resource)))
          await dropLink(sql, lease, source);
      }
      await forgetSeen(sql, lease);
    });
  }

  private async hold(
    lease: Lease,
    steps: readonly StepRow[],
    judgement: readonly MassChange[],
  ): Promise<SliceOutcome> {
    const end = readTo(steps, this.parts.clock);
    const facts = { readTo: end, problems: problemsOf(steps), judgement };
    await this.parts.runs.moves.move(lease, 'held', facts);
    return this.ended(lease, 'held');
  }

  private async publish(
    lease: Lease,
    steps: readonly StepRow[],
    outcome: RunOutcome,
    reason?: string,
  ): Promise<void> {
    const { database, runs, clock } = this.parts;
    const run = await runs.find(lease.runId);
    const publishedAt = clock.now();
    const readFrom = run?.read_from ?? publishedAt;
    const end = run?.read_to ?? readTo(steps, clock);
    await database.transaction(async (sql) => {
      await assertLease(sql, lease);
      const publication = {
        kind: run?.kind ?? 'full',
        readFrom,
        readTo: end,
        publishedAt,
        outcomes: outcome.outcomes,
      };
      await publish(sql, lease, publication);
      await runs.moves.moveIn(sql, lease, eventOf(outcome), {
        finishedAt: publishedAt,
        readTo: end,
        problems: problemsOf(steps),
        ...(reason === undefined ? {} : { reason }),
      });
    });
  }

  private async ended(lease: Lease, state: RunState): Promise<SliceOutcome> {
    await this.parts.endings.ended(lease, state);
    return 'ended';
  }

  private async doubtful(lease: Lease): Promise<ReadonlySet<string>> {
    const rows = await this.parts.database.query<{ resource: string }>(
      `select distinct s.resource from entra_id.stale_source s
       join entra_id.directory_group g on g.connection_id = s.connection_id and g.object_id = s.source_id
         and g.until_revision = ${OPEN_REVISION}
       where s.connection_id = $1 and s.cleared_by is distinct from $2`,
      [lease.connectionId, lease.revision],
    );
    return new Set(rows.map((row) => row.resource));
  }
}

function eventOf(outcome: RunOutcome): RunEvent {
  return outcome.state === 'succeeded' ? 'published-complete' : 'published-partial';
}

/** Following changes cannot find what is missing: the next run must read everything again. */
async function askForFullRun(sql: Sql, lease: Lease, steps: readonly StepRow[]): Promise<void> {
  const mismatched = steps.filter((step) => step.problem?.code === 'count-mismatch');
  for (const { resource } of mismatched) {
    await sql.execute(
      `update entra_id.resource_state set full_needed = $3 where connection_id = $1 and resource = $2`,
      [lease.connectionId, resource, `Graph counts another number of ${resource} than were read.`],
    );
  }
}

async function dropLink(sql: Sql, lease: Lease, resource: string): Promise<void> {
  await sql.execute(
    'delete from entra_id.delta_link where connection_id = $1 and resource = $2 and revision = $3',
    [lease.connectionId, resource, lease.revision],
  );
}

async function forgetSeen(sql: Sql, lease: Lease): Promise<void> {
  await sql.execute('delete from entra_id.seen_page where run_id = $1', [lease.runId]);
  await sql.execute('delete from entra_id.gone_object where run_id = $1', [lease.runId]);
}

function readTo(steps: readonly StepRow[], clock: Clock): Date {
  const ends = steps.map((step) => step.finished_at?.getTime() ?? 0);
  const latest = Math.max(0, ...ends);
  return latest === 0 ? clock.now() : new Date(latest);
}

function problemsOf(steps: readonly StepRow[]): readonly ProblemRecord[] {
  return steps.flatMap((step) => (step.problem === null ? [] : [step.problem]));
}

function noneComplete(): ProblemRecord {
  return toProblemRecord(new ProblemError(syncProblems['run-interrupted']));
}
