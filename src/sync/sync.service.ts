import type { ConnectionId, OrganizationId, RunId } from '#kernel/ids.js';
import type { Clock } from '#kernel/clock.js';
import { ProblemError } from '#kernel/problem.js';
import type { Database } from '../database/database.port.js';
import { OPEN_REVISION } from '../inventory/kinds.js';
import { RESOURCE_NAMES, type Completeness, type ResourceName } from '../inventory/resources.js';
import type { ActivityLog, ConnectionStore } from '../connections/connections.port.js';
import type { TokenSource } from '../connect/token-source.port.js';
import type { RunPlanner } from './plan/run-planner.js';
import type { RunFinisher } from './run-finisher.js';
import { ENDED_STATES } from './run-states.js';
import { toRun } from './run-view.js';
import type { HeldDecision, ResourceStatus, Run, RunKind, RunPlan, SyncRuns } from './runs.port.js';
import type { SyncQueue } from './schedule/queue.port.js';
import { claimDue } from './schedule/due.js';
import { WITHDRAWN, withdrawnRuns } from './schedule/withdrawn.js';
import type { RunStore } from './store/run-store.js';
import { syncProblems } from './sync.problems.js';

const WATCH_EVERY_MS = 500;
/** States that a watcher need not wait in: the run has ended, or waits for a person. */
const SETTLED: ReadonlySet<Run['state']> = new Set(['held', ...ENDED_STATES]);

/** What the sync service works with. */
export interface SyncParts {
  readonly database: Database;
  readonly connections: ConnectionStore;
  readonly activity: ActivityLog;
  readonly runs: RunStore;
  readonly finisher: RunFinisher;
  readonly queue: SyncQueue;
  readonly clock: Clock;
  /** Raises `entry-coming-soon` while the catalog entry is only announced. */
  readonly assertAvailable: (organizationId: OrganizationId) => Promise<void>;
  readonly tokens: TokenSource;
  readonly planner: RunPlanner;
  /** What is to be done from time to time besides starting runs. */
  readonly upkeep: () => Promise<void>;
}

/** Starts, shows and decides on runs. */
export class EntraIdSync implements SyncRuns {
  constructor(private readonly parts: SyncParts) {}

  async start(
    organizationId: OrganizationId,
    connectionId: ConnectionId,
    kind: RunKind,
    trigger: Run['trigger'],
    actor?: string,
  ): Promise<Run> {
    const { connections, runs, finisher, queue, clock } = this.parts;
    await connections.get(organizationId, connectionId);
    await this.parts.assertAvailable(organizationId);
    await finisher.supersede(connectionId);
    const { id, created } = await runs.open(connectionId, {
      kind,
      trigger,
      startedBy: actor,
      at: clock.now(),
    });
    await queue.enqueue(id);
    const run = await this.show(id);
    if (created && actor !== undefined) await this.note(organizationId, run, 'run-started', actor);
    return run;
  }

  async list(
    organizationId: OrganizationId,
    connectionId: ConnectionId,
    page: { readonly limit: number; readonly before?: number | undefined },
  ): Promise<readonly Run[]> {
    await this.parts.connections.get(organizationId, connectionId);
    const { runs, clock } = this.parts;
    const rows = await runs.list(connectionId, page.limit, page.before ?? OPEN_REVISION);
    return Promise.all(rows.map(async (row) => toRun(row, await runs.steps(row.id), clock.now())));
  }

  async get(organizationId: OrganizationId, connectionId: ConnectionId, runId: RunId): Promise<Run> {
    await this.parts.connections.get(organizationId, connectionId);
    const run = await this.show(runId);
    if (run.connectionId !== connectionId) throw new ProblemError(syncProblems['run-not-found']);
    return run;
  }

  async *watch(
    organizationId: OrganizationId,
    connectionId: ConnectionId,
    runId: RunId,
    signal: AbortSignal,
  ): AsyncGenerator<Run, void, undefined> {
    let before = '';
    while (!signal.aborted) {
      const run = await this.get(organizationId, connectionId, runId);
      const now = JSON.stringify({ ...run, remainingMs: null });
      if (now !== before) yield run;
      if (SETTLED.has(run.state)) return;
      before = now;
      await this.parts.clock.sleep(WATCH_EVERY_MS);
    }
  }

  async cancel(
    organizationId: OrganizationId,
    connectionId: ConnectionId,
    runId: RunId,
    actor: string,
  ): Promise<Run> {
    const run = await this.get(organizationId, connectionId, runId);
    if (!(await this.parts.runs.moves.requestCancel(runId))) return run;
    await this.parts.queue.enqueue(runId);
    await this.note(organizationId, run, 'run-cancelled', actor);
    return this.show(runId);
  }

  async release(
    organizationId: OrganizationId,
    connectionId: ConnectionId,
    runId: RunId,
    decision: HeldDecision,
  ): Promise<Run> {
    await this.assertHeld(organizationId, connectionId, runId, decision);
    await this.parts.assertAvailable(organizationId);
    const lease = await this.parts.runs.moves.takeHeld(runId, 'released', this.parts.clock.now());
    if (lease === undefined) throw new ProblemError(syncProblems['run-not-held']);
    await this.parts.finisher.release(lease, decision.reason);
    return this.decided(organizationId, connectionId, runId, 'run-released', decision);
  }

  async discard(
    organizationId: OrganizationId,
    connectionId: ConnectionId,
    runId: RunId,
    decision: HeldDecision,
  ): Promise<Run> {
    await this.assertHeld(organizationId, connectionId, runId, decision);
    const end = { ending: 'discarded', reason: decision.reason } as const;
    const lease = await this.parts.runs.moves.takeHeld(runId, end, this.parts.clock.now());
    if (lease === undefined) throw new ProblemError(syncProblems['run-not-held']);
    await this.parts.finisher.abandon(lease, end.ending, end.reason);
    return this.decided(organizationId, connectionId, runId, 'run-discarded', decision);
  }

  async tick(): Promise<number> {
    const { database, runs, queue, clock } = this.parts;
    const now = clock.now();
    await this.stopWithdrawn();
    for (const runId of await runs.abandoned(now)) await queue.enqueue(runId);
    const due = await claimDue(database, now);
    let started = 0;
    for (const { connectionId, organizationId } of due) {
      if (await this.startDue(organizationId, connectionId)) started += 1;
    }
    await this.parts.upkeep();
    return started;
  }

  async preview(organizationId: OrganizationId, connectionId: ConnectionId, kind: RunKind): Promise<RunPlan> {
    const { connections, tokens, planner } = this.parts;
    const { published } = await connections.get(organizationId, connectionId);
    await this.parts.assertAvailable(organizationId);
    const { grants } = await tokens.token(connectionId, { skipCache: false });
    const { view } = await planner.plan({ connection_id: connectionId, published, kind }, grants);
    return view;
  }

  async resources(connectionId: ConnectionId): Promise<readonly ResourceStatus[]> {
    const rows = await this.parts.database.query<{ resource: ResourceName; revision: number; read_to: Date }>(
      'select resource, revision, read_to from entra_id.resource_state where connection_id = $1',
      [connectionId],
    );
    const [published] = await this.parts.database.query<{ completeness: Record<string, Completeness> }>(
      `select completeness from entra_id.revision where connection_id = $1 order by revision desc limit 1`,
      [connectionId],
    );
    return RESOURCE_NAMES.map((resource) => {
      const last = rows.find((row) => row.resource === resource);
      return {
        resource,
        completeness: published?.completeness[resource] ?? 'not-read',
        completeAtRevision: last?.revision ?? null,
        completeAt: last?.read_to.toISOString() ?? null,
      };
    });
  }

  /** An entry that is set back to coming soon collects nothing any more: what runs is stopped and undone. */
  private async stopWithdrawn(): Promise<void> {
    const { database, runs, queue, finisher, clock, assertAvailable } = this.parts;
    for (const { runId, state } of await withdrawnRuns(database, assertAvailable)) {
      const end = { ending: 'cancelled', reason: WITHDRAWN } as const;
      const held = state === 'held' ? await runs.moves.takeHeld(runId, end, clock.now()) : undefined;
      if (held !== undefined) await finisher.abandon(held, end.ending, end.reason);
      else if (await runs.moves.requestCancel(runId, WITHDRAWN)) await queue.enqueue(runId);
    }
  }

  /** One connection that cannot start must not keep the others from starting; its run says why. */
  private async startDue(organizationId: OrganizationId, connectionId: ConnectionId): Promise<boolean> {
    try {
      await this.start(organizationId, connectionId, 'incremental', 'schedule');
      return true;
    } catch (error) {
      if (error instanceof ProblemError) return false;
      throw error;
    }
  }

  private async note(
    organizationId: OrganizationId,
    { id: runId, connectionId, revision, kind }: Run,
    action: 'run-started' | 'run-cancelled',
    actor: string,
  ): Promise<void> {
    const details = { runId, revision, kind };
    await this.parts.activity.record({ organizationId, connectionId, actor, action, details });
  }

  private async show(runId: RunId): Promise<Run> {
    const { runs, clock } = this.parts;
    const row = await runs.find(runId);
    if (row === undefined) throw new ProblemError(syncProblems['run-not-found']);
    return toRun(row, await runs.steps(runId), clock.now());
  }

  private async assertHeld(
    organizationId: OrganizationId,
    connectionId: ConnectionId,
    runId: RunId,
    decision: HeldDecision,
  ): Promise<void> {
    const run = await this.get(organizationId, connectionId, runId);
    if (run.state === 'superseded' || run.revision !== decision.revision) {
      throw new ProblemError(syncProblems['run-superseded'], { context: { revision: run.revision } });
    }
    if (run.state !== 'held')
      throw new ProblemError(syncProblems['run-not-held'], { context: { state: run.state } });
  }

  private async decided(
    organizationId: OrganizationId,
    connectionId: ConnectionId,
    runId: RunId,
    action: 'run-released' | 'run-discarded',
    decision: HeldDecision,
  ): Promise<Run> {
    const details = { runId, revision: decision.revision };
    const { actor, reason } = decision;
    await this.parts.activity.record({ organizationId, connectionId, actor, action, reason, details });
    return this.show(runId);
  }
}
