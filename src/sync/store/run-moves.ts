import type { RunId } from '#kernel/ids.js';
import type { JsonObject } from '#kernel/json.js';
import { ProblemError, type ProblemRecord } from '#kernel/problem.js';
import type { Database, Sql } from '../../database/database.port.js';
import { sqlStateAfter, sqlStates, statesThatTake, type RunEvent } from '../run-states.js';
import type { RunState } from '../runs.port.js';
import { syncProblems } from '../sync.problems.js';
import type { Lease } from './page-store.js';
import type { RunEnding, RunFacts } from './run-rows.js';

/** How long a worker may be silent before another takes its run over. */
export const LEASE_MS = 60_000;

/** Every change of a run's state, by the table of transitions. An event that is illegal changes nothing. */
export class RunMoves {
  constructor(private readonly database: Database) {}

  /** Takes a run for this worker when nobody else holds it; a silent worker's run is taken over. */
  claim(runId: RunId, now: Date): Promise<Lease | undefined> {
    return this.take(runId, 'claimed', { now });
  }

  /** Takes a held run to publish it, or to undo it towards an ending. */
  takeHeld(
    runId: RunId,
    decision: 'released' | { readonly ending: RunEnding; readonly reason: string | undefined },
    now: Date,
  ): Promise<Lease | undefined> {
    if (decision === 'released') return this.take(runId, 'released', { now, from: 'held' });
    return this.take(runId, 'undo-began', { now, from: 'held', ...decision });
  }

  /** Says that this worker is alive. Answers whether the run should be given up: cancelled, or no longer ours. */
  async renew(lease: Lease, now: Date): Promise<'go-on' | 'cancel' | 'lost'> {
    const rows = await this.database.query<{ cancel_requested: boolean; state: RunState }>(
      `update entra_id.sync_run set lease_until = $3 where id = $1 and epoch = $2
         and state in ${sqlStates(statesThatTake('renewed'))} returning cancel_requested, state`,
      [lease.runId, lease.epoch, new Date(now.getTime() + LEASE_MS)],
    );
    const [row] = rows;
    if (row === undefined) return 'lost';
    return row.cancel_requested && row.state === 'running' ? 'cancel' : 'go-on';
  }

  /** Gives the run back, so that the next slice need not wait for the lease to end. */
  async giveBack(lease: Lease): Promise<void> {
    await this.database.execute(
      `update entra_id.sync_run set lease_until = null where id = $1 and epoch = $2
         and state in ${sqlStates(statesThatTake('yielded'))}`,
      [lease.runId, lease.epoch],
    );
  }

  /** Asks the worker of a run to stop; answers whether the run could still be stopped. */
  async requestCancel(runId: RunId, reason?: string): Promise<boolean> {
    const asked = await this.database.execute(
      `update entra_id.sync_run set cancel_requested = true, cancel_reason = coalesce($2, cancel_reason)
       where id = $1 and state in ${sqlStates(statesThatTake('cancel-requested'))}`,
      [runId, reason ?? null],
    );
    return asked > 0;
  }

  /** Moves a run by an event under its lease. @throws ProblemError `lease-lost`, `run-event-illegal` */
  async move(lease: Lease, event: RunEvent, facts: RunFacts = {}): Promise<void> {
    await this.moveIn(this.database, lease, event, facts);
  }

  /** The same within a transaction. */
  async moveIn(sql: Sql, lease: Lease, event: RunEvent, facts: RunFacts = {}): Promise<void> {
    const moved = await sql.execute(
      `update entra_id.sync_run set state = ${sqlStateAfter(event)},
         reason = coalesce($3, case when $8 = 'cancelled' then cancel_reason end, reason),
         finished_at = coalesce($4, finished_at), read_to = coalesce($5, read_to),
         judgement = coalesce($6::jsonb, judgement), problems = coalesce($7::jsonb, problems),
         ending = coalesce($8, ending), kind = coalesce($10, kind),
         lease_until = case when $9::boolean then null else lease_until end
       where id = $1 and epoch = $2 and state in ${sqlStates(statesThatTake(event))}`,
      [
        lease.runId,
        lease.epoch,
        facts.reason ?? null,
        facts.finishedAt ?? null,
        facts.readTo ?? null,
        jsonOrNull(facts.judgement),
        jsonOrNull(facts.problems),
        facts.ending ?? null,
        facts.finishedAt !== undefined || event === 'held',
        facts.kind ?? null,
      ],
    );
    if (moved === 0) throw await this.refusal(sql, lease, event);
  }

  private async take(
    runId: RunId,
    event: RunEvent,
    how: {
      readonly now: Date;
      readonly from?: RunState;
      readonly ending?: RunEnding;
      readonly reason?: string | undefined;
    },
  ): Promise<Lease | undefined> {
    const rows = await this.database.query<Lease>(
      `update entra_id.sync_run r set epoch = r.epoch + 1, lease_until = $3::timestamptz,
         state = ${sqlStateAfter(event)}, started_at = coalesce(started_at, $2::timestamptz),
         ending = coalesce($4, ending), reason = coalesce($5, reason),
         cancel_requested = cancel_requested and ${event !== 'released'}
       from entra_id.connection c
       where r.id = $1 and c.id = r.connection_id and state in ${sqlStates(how.from === undefined ? statesThatTake(event) : [how.from])}
         and (lease_until is null or lease_until < $2::timestamptz)
       returning r.id as "runId", r.connection_id as "connectionId", c.organization_id as "organizationId",
         r.revision, r.epoch`,
      [runId, how.now, new Date(how.now.getTime() + LEASE_MS), how.ending ?? null, how.reason ?? null],
    );
    return rows[0];
  }

  private async refusal(sql: Sql, lease: Lease, event: RunEvent): Promise<ProblemError> {
    const rows = await sql.query<{ state: RunState; epoch: number }>(
      'select state, epoch from entra_id.sync_run where id = $1',
      [lease.runId],
    );
    const [row] = rows;
    const context = { runId: lease.runId, event, state: row?.state ?? null };
    const problem =
      row?.epoch === lease.epoch ? syncProblems['run-event-illegal'] : syncProblems['lease-lost'];
    return new ProblemError(problem, { context });
  }
}

function jsonOrNull(
  value: JsonObject | ProblemRecord | readonly unknown[] | null | undefined,
): string | null {
  return value === null || value === undefined ? null : JSON.stringify(value);
}
