import type { ConnectionId, OrganizationId, RunId } from '#kernel/ids.js';
import type { Json } from '#kernel/json.js';
import type { ProblemRecord } from '#kernel/problem.js';
import type { MassChange, RunKind, RunMeter, RunPlan, RunState } from '../runs.port.js';
import type { StepKey } from './page-store.js';

/** How an undone run ends. */
export type RunEnding = Extract<RunState, 'failed' | 'cancelled' | 'discarded' | 'superseded'>;

/** A run as its table holds it. */
export interface RunRow {
  readonly id: RunId;
  readonly connection_id: ConnectionId;
  readonly organization_id: OrganizationId;
  readonly tenant_id: string;
  readonly published: number;
  /** Accounts of the published revision; null when there is none, or it has none. */
  readonly users: number | null;
  readonly revision: number;
  readonly kind: RunKind;
  readonly trigger: 'manual' | 'schedule' | 'connect';
  readonly started_by: string | null;
  readonly state: RunState;
  readonly reason: string | null;
  readonly ending: RunEnding | null;
  readonly epoch: number;
  readonly cancel_requested: boolean;
  readonly queued_at: Date;
  readonly started_at: Date | null;
  readonly read_from: Date | null;
  readonly read_to: Date | null;
  readonly finished_at: Date | null;
  readonly problems: readonly ProblemRecord[];
  readonly meter: Partial<RunMeter>;
  readonly judgement: readonly MassChange[] | null;
  readonly plan: RunPlan | null;
}

/** A step as its table holds it. */
export interface StepRow extends StepKey {
  readonly position: number;
  readonly state: 'pending' | 'running' | 'complete' | 'partial' | 'refused' | 'skipped';
  readonly cursor: Json;
  readonly pages: number;
  readonly objects: number;
  readonly expected: number | null;
  readonly problem: ProblemRecord | null;
  readonly started_at: Date | null;
  readonly finished_at: Date | null;
}

/** A step that a plan puts into a run. */
export interface PlannedStep extends StepKey {
  readonly cursor?: Json;
  readonly expected?: number | null;
}

/** What is known when a run's state changes; what is left out stays as it was. */
export interface RunFacts {
  readonly kind?: RunKind;
  /** How a run that is being undone will end. */
  readonly ending?: RunEnding;
  readonly reason?: string;
  readonly finishedAt?: Date;
  readonly readTo?: Date;
  readonly judgement?: readonly MassChange[];
  readonly problems?: readonly ProblemRecord[];
}
