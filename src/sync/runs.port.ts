import type { ConnectionId, OrganizationId, RunId } from '#kernel/ids.js';
import type { ProblemRecord } from '#kernel/problem.js';
import type { Completeness, ResourceName } from '../inventory/resources.js';

/** Whether a run reads everything or only what changed since the last one. */
export type RunKind = 'full' | 'incremental';

/** Where a run stands; the last six are final, `held` waits for a person. */
export type RunState =
  | 'queued'
  | 'running'
  | 'undoing'
  | 'held'
  | 'succeeded'
  | 'partial'
  | 'failed'
  | 'cancelled'
  | 'discarded'
  | 'superseded';

/** One step of a run, as people see it. */
export interface RunStep {
  readonly resource: ResourceName;
  readonly name: string;
  readonly state: 'pending' | 'running' | 'complete' | 'partial' | 'refused' | 'skipped';
  readonly pages: number;
  readonly objects: number;
  /** Objects that the step expects to read, from Graph's count or the last revision; null when unknown. */
  readonly expected: number | null;
  readonly problem: ProblemRecord | null;
  readonly startedAt: string | null;
  readonly finishedAt: string | null;
}

/** What reading cost. */
export interface RunMeter {
  /** HTTP requests to Graph; a batch counts once. */
  readonly requests: number;
  readonly batchItems: number;
  readonly throttled: number;
  readonly resourceUnits: number;
}

/** What a step or a run costs, by the documented prices. */
export interface StepEstimate {
  readonly requests: number;
  readonly batchItems: number;
  readonly resourceUnits: number;
  readonly durationMs: number;
}

/**
 * A way to read a resource: following changes, page after page, with links shown by the list, asked for in batches, or by the
 * first rounds of delta queries that are narrowed to some groups each.
 */
export type Way = 'delta' | 'list' | 'expanded-list' | 'batch' | 'narrowed-delta';

/** A way that was considered, and what it would cost. */
export interface WayConsidered {
  readonly way: Way;
  /** Null when nothing is known yet of how much there is. */
  readonly estimate: StepEstimate | null;
  /** Why it is out of the question whatever it costs; null when it is not. */
  readonly excluded: string | null;
}

/** A step as a plan shows it. */
export interface PlannedStepView {
  readonly resource: ResourceName;
  readonly name: string;
  /** Permissions of which one suffices. */
  readonly needs: readonly string[];
  /** Kinds of object and link that it brings. */
  readonly yields: readonly string[];
  /** Null when nothing is known yet of how much there is. */
  readonly estimate: StepEstimate | null;
  /** The way that was chosen where there are several, and those that were considered. */
  readonly way: Way | null;
  readonly considered: readonly WayConsidered[];
}

/** What a run will do, or did, and why. */
export interface RunPlan {
  readonly kind: RunKind;
  readonly reason: string;
  readonly steps: readonly PlannedStepView[];
  readonly skipped: readonly {
    readonly resource: ResourceName;
    readonly reason: 'permission-not-granted' | 'licence-missing';
    readonly needs: readonly string[];
  }[];
  /** The whole run, lanes side by side; null when the estimate of a step is not known. */
  readonly estimate: StepEstimate | null;
}

/** Rows of one kind that a run removes and adds, with samples of the removed ids. */
export interface MassChange {
  readonly kind: string;
  readonly before: number;
  readonly removed: number;
  readonly added: number;
  /** At most 10. */
  readonly samples: readonly string[];
}

/** One run, as the API, the CLI and the host see it. */
export interface Run {
  readonly id: RunId;
  readonly connectionId: ConnectionId;
  readonly revision: number;
  readonly kind: RunKind;
  readonly trigger: 'manual' | 'schedule' | 'connect';
  /** Who started it by hand; null when nobody did, or it was started before this was kept. */
  readonly startedBy: string | null;
  readonly state: RunState;
  /** Why this kind of run was chosen, or why it ended as it did. */
  readonly reason: string | null;
  readonly queuedAt: string;
  readonly startedAt: string | null;
  readonly readFrom: string | null;
  readonly readTo: string | null;
  readonly finishedAt: string | null;
  readonly steps: readonly RunStep[];
  readonly problems: readonly ProblemRecord[];
  readonly meter: RunMeter;
  /** What was planned with its estimate, to compare with the meter; null until a worker has planned. */
  readonly plan: RunPlan | null;
  /** Present when the run was held. */
  readonly held: readonly MassChange[] | null;
  /** Estimated milliseconds until the end; null when unknown or ended. */
  readonly remainingMs: number | null;
}

/** What is known of one resource of a connection. */
export interface ResourceStatus {
  readonly resource: ResourceName;
  readonly completeness: Completeness;
  /** Revision in which it was last complete; null when never. */
  readonly completeAtRevision: number | null;
  readonly completeAt: string | null;
}

/** Counts of the published revision by kind, e.g. accounts, groups, memberships. */
export type InventoryCounts = Readonly<Record<string, number>>;

/** What `EntraIdSync` offers to the API, the CLI and a host. */
export interface SyncRuns {
  /**
   * Starts a run, or answers the one that is open. `actor` is whoever starts it by hand; it is kept with the run and in
   * the activity log, unless another run is open already.
   * @throws ProblemError `connection-not-found`, `connection-not-connected`, `entry-coming-soon`
   */
  start(
    organizationId: OrganizationId,
    connectionId: ConnectionId,
    kind: RunKind,
    trigger: Run['trigger'],
    actor?: string,
  ): Promise<Run>;
  /**
   * What a run would do now, and what it would cost. Reads nothing of the tenant but a token.
   * @throws ProblemError `connection-not-found`, `connection-not-connected`, or of the identity platform
   */
  preview(organizationId: OrganizationId, connectionId: ConnectionId, kind: RunKind): Promise<RunPlan>;
  /** Newest first, keyset by revision: runs with a revision below `before`. `limit` 1 to 200. */
  list(
    organizationId: OrganizationId,
    connectionId: ConnectionId,
    page: { readonly limit: number; readonly before?: number | undefined },
  ): Promise<readonly Run[]>;
  /** @throws ProblemError `run-not-found`, `connection-not-found` */
  get(organizationId: OrganizationId, connectionId: ConnectionId, runId: RunId): Promise<Run>;
  /** Yields the run at once, on each change (at most twice a second) and when it has ended; then it completes. */
  watch(
    organizationId: OrganizationId,
    connectionId: ConnectionId,
    runId: RunId,
    signal: AbortSignal,
  ): AsyncIterable<Run>;
  /** Asks a run to stop and undo; already ended: answers it as it is. */
  cancel(
    organizationId: OrganizationId,
    connectionId: ConnectionId,
    runId: RunId,
    actor: string,
  ): Promise<Run>;
  /** Publishes a held run. @throws ProblemError `run-not-held`, `run-superseded` when the revision is another. */
  release(
    organizationId: OrganizationId,
    connectionId: ConnectionId,
    runId: RunId,
    decision: HeldDecision,
  ): Promise<Run>;
  /** Undoes a held run. @throws as `release`. */
  discard(
    organizationId: OrganizationId,
    connectionId: ConnectionId,
    runId: RunId,
    decision: HeldDecision,
  ): Promise<Run>;
  /** Enqueues every connection that is due; called by the plugin's own schedule or the host's. Returns how many. */
  tick(): Promise<number>;
  /** Per resource: when it was last complete, and how it stands in the published revision. */
  resources(connectionId: ConnectionId): Promise<readonly ResourceStatus[]>;
}

/** A person's decision on a held run. */
export interface HeldDecision {
  readonly revision: number;
  readonly reason: string;
  readonly actor: string;
}

/** Injection token of `SyncRuns`. */
export const SYNC_RUNS = Symbol('entra-id/sync-runs');
