import { randomUUID } from 'node:crypto';
import type { ConnectionId, RunId } from '#kernel/ids.js';
import { ProblemError, type ProblemRecord } from '#kernel/problem.js';
import { connectionsProblems } from '../../connections/connections.problems.js';
import type { Database, Sql } from '../../database/database.port.js';
import type { RunKind, RunMeter, RunPlan } from '../runs.port.js';
import { OPEN_STATES, sqlStates } from '../run-states.js';
import { RunMoves } from './run-moves.js';
import type { PlannedStep, RunRow, StepRow } from './run-rows.js';
import { assertLease, type Lease, type StepKey, type StepPosition } from './page-store.js';

const OPEN = sqlStates(OPEN_STATES);

const RUN_COLUMNS = `r.*, c.organization_id, c.tenant_id, c.published,
  (select nullif((v.counts->>'accounts')::int, 0) from entra_id.revision v
   where v.connection_id = c.id and v.revision = c.published) as users`;
const RUN_FROM = `entra_id.sync_run r join entra_id.connection c on c.id = r.connection_id`;

/** Keeps runs and their steps; every change of a running run needs its lease. */
export class RunStore {
  /** Changes of a run's state. */
  readonly moves: RunMoves;

  constructor(private readonly database: Database) {
    this.moves = new RunMoves(database);
  }

  /** Opens a run under the next revision, or answers the one that is open. */
  async open(
    connectionId: ConnectionId,
    run: { kind: RunKind; trigger: RunRow['trigger']; startedBy?: string | undefined; at: Date },
  ): Promise<{ readonly id: RunId; readonly created: boolean }> {
    return this.database.transaction(async (sql) => {
      const numbered = await sql.query<{ last_revision: number; generation: number }>(
        `select last_revision, generation from entra_id.connection where id = $1 and status = 'connected' for update`,
        [connectionId],
      );
      const [connection] = numbered;
      if (connection === undefined) throw new ProblemError(connectionsProblems['connection-not-connected']);
      const open = await sql.query<{ id: RunId }>(
        `select id from entra_id.sync_run where connection_id = $1 and state in ${OPEN}`,
        [connectionId],
      );
      const [already] = open;
      if (already !== undefined) return { id: already.id, created: false };
      const revision = connection.last_revision + 1;
      await sql.execute('update entra_id.connection set last_revision = $2 where id = $1', [
        connectionId,
        revision,
      ]);
      const id = randomUUID() as string as RunId;
      await sql.execute(
        `insert into entra_id.sync_run
           (id, connection_id, revision, kind, trigger, started_by, state, generation, queued_at)
         values ($1, $2, $3, $4, $5, $6, 'queued', $7, $8)`,
        [
          id,
          connectionId,
          revision,
          run.kind,
          run.trigger,
          run.startedBy ?? null,
          connection.generation,
          run.at,
        ],
      );
      return { id, created: true };
    });
  }

  /** The run of a connection that waits for a person, if any. */
  async held(connectionId: ConnectionId): Promise<RunRow | undefined> {
    const rows = await this.database.query<RunRow>(
      `select ${RUN_COLUMNS} from ${RUN_FROM} where r.connection_id = $1 and r.state = 'held'`,
      [connectionId],
    );
    return rows[0];
  }

  async find(runId: RunId): Promise<RunRow | undefined> {
    const rows = await this.database.query<RunRow>(`select ${RUN_COLUMNS} from ${RUN_FROM} where r.id = $1`, [
      runId,
    ]);
    return rows[0];
  }

  /** Whether a run has not ended yet and waits for no person. */
  async isOpen(runId: RunId): Promise<boolean> {
    const rows = await this.database.query(
      `select 1 from entra_id.sync_run where id = $1 and state in ${OPEN}`,
      [runId],
    );
    return rows.length > 0;
  }

  /** The run of a connection that is being worked on or waits for a worker, if any. */
  async openRun(connectionId: ConnectionId): Promise<RunId | undefined> {
    const rows = await this.database.query<{ id: RunId }>(
      `select id from entra_id.sync_run where connection_id = $1 and state in ${OPEN}`,
      [connectionId],
    );
    return rows[0]?.id;
  }

  /** Runs of a connection, newest first, with a revision below `before`. */
  async list(connectionId: ConnectionId, limit: number, before: number): Promise<readonly RunRow[]> {
    return this.database.query<RunRow>(
      `select ${RUN_COLUMNS} from ${RUN_FROM} where r.connection_id = $1 and r.revision < $2
       order by r.revision desc limit $3`,
      [connectionId, before, limit],
    );
  }

  /** Runs that wait for a worker: queued, or left behind by one that fell silent. */
  async abandoned(now: Date): Promise<readonly RunId[]> {
    const rows = await this.database.query<{ id: RunId }>(
      `select id from entra_id.sync_run where state in ${OPEN} and (lease_until is null or lease_until < $1)`,
      [now],
    );
    return rows.map((row) => row.id);
  }

  async steps(runId: RunId): Promise<readonly StepRow[]> {
    return this.database.query<StepRow>(
      'select * from entra_id.sync_step where run_id = $1 order by position',
      [runId],
    );
  }

  /** Writes the plan of a run once; a run that has steps already keeps them. */
  async plan(lease: Lease, steps: readonly PlannedStep[], plan: RunPlan, at: Date): Promise<void> {
    await this.database.transaction(async (sql) => {
      await assertLease(sql, lease);
      await sql.execute(
        `update entra_id.sync_run set kind = $2, reason = $3, read_from = coalesce(read_from, $4), plan = $5::jsonb
         where id = $1`,
        [lease.runId, plan.kind, plan.reason, at, JSON.stringify(plan)],
      );
      await this.addSteps(sql, lease, steps);
    });
  }

  /** Adds steps behind those that a run has. */
  async addSteps(sql: Sql, lease: Lease, steps: readonly PlannedStep[]): Promise<void> {
    const rows = steps.map((step) => ({
      ...step,
      cursor: step.cursor ?? {},
      expected: step.expected ?? null,
    }));
    await sql.execute(
      `insert into entra_id.sync_step (run_id, resource, name, position, cursor, expected)
       select $1, s.resource, s.name,
         s.ord::int + (select coalesce(max(position), 0) from entra_id.sync_step where run_id = $1), s.cursor, s.expected
       from rows from (jsonb_to_recordset($2::jsonb) as (resource text, name text, cursor jsonb, expected int))
         with ordinality as s(resource, name, cursor, expected, ord)
       on conflict do nothing`,
      [lease.runId, JSON.stringify(rows)],
    );
  }

  async position(lease: Lease, step: StepKey): Promise<StepPosition> {
    const rows = await this.database.query<StepPosition>(
      `select pages, cursor from entra_id.sync_step where run_id = $1 and resource = $2 and name = $3`,
      [lease.runId, step.resource, step.name],
    );
    return rows[0] ?? { pages: 0, cursor: {} };
  }

  /** Marks a step as begun, keeping the time of its first start. @throws ProblemError `lease-lost` */
  async begin(lease: Lease, step: StepKey, at: Date): Promise<void> {
    await this.database.transaction(async (sql) => {
      await assertLease(sql, lease);
      await sql.execute(
        `update entra_id.sync_step set state = 'running', started_at = coalesce(started_at, $4)
         where run_id = $1 and resource = $2 and name = $3 and state in ('pending', 'running')`,
        [lease.runId, step.resource, step.name, at],
      );
    });
  }

  /** Ends a step. @throws ProblemError `lease-lost` */
  async end(
    lease: Lease,
    step: StepKey,
    outcome: { state: StepRow['state']; problem: ProblemRecord | null; at: Date },
  ): Promise<void> {
    await this.database.transaction(async (sql) => {
      await assertLease(sql, lease);
      await sql.execute(
        `update entra_id.sync_step set state = $4, problem = $5::jsonb, finished_at = $6
         where run_id = $1 and resource = $2 and name = $3`,
        [lease.runId, step.resource, step.name, outcome.state, jsonOrNull(outcome.problem), outcome.at],
      );
    });
  }

  /** Adds what a slice cost to the run's meter. */
  async addMeter(lease: Lease, spent: RunMeter): Promise<void> {
    await this.database.execute(
      `update entra_id.sync_run set meter = (
         select jsonb_object_agg(key, coalesce((meter->>key)::numeric, 0) + value::numeric)
         from jsonb_each_text($2::jsonb)) where id = $1`,
      [lease.runId, JSON.stringify(spent)],
    );
  }
}

function jsonOrNull(value: ProblemRecord | null): string | null {
  return value === null ? null : JSON.stringify(value);
}
