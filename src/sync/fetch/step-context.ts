import type { Clock } from '#kernel/clock.js';
import type { ProblemRecord } from '#kernel/problem.js';
import type { GraphClient } from '#graph/graph-client.js';
import type { Database } from '../../database/database.port.js';
import type { Lease, StepKey } from '../store/page-store.js';
import type { RunStore } from '../store/run-store.js';

/** What every step of a run works with. */
export interface StepContext {
  readonly lease: Lease;
  readonly database: Database;
  readonly runs: RunStore;
  readonly graph: GraphClient;
  /** What the newest token allows; consent may change while a step goes on. */
  readonly grants: () => Promise<ReadonlySet<string>>;
  readonly clock: Clock;
  /** Aborts when the run is cancelled or taken over. */
  readonly signal: AbortSignal;
  /** True when the slice has used its time: the step stops after the page at hand and goes on in the next slice. */
  readonly shouldYield: () => boolean;
}

/** How a step ended: it is through, wants another slice, or could not be completed and why. */
export type StepOutcome =
  | { readonly kind: 'complete' }
  | { readonly kind: 'yield' }
  | { readonly kind: 'partial'; readonly problem: ProblemRecord }
  | { readonly kind: 'refused'; readonly problem: ProblemRecord };

/** One step's work: goes on from the step's checkpoint. */
export type StepWork = (context: StepContext, step: StepKey) => Promise<StepOutcome>;

/** The outcome of a step that is through. */
export const COMPLETE: StepOutcome = { kind: 'complete' };
/** The outcome of a step that needs another slice. */
export const YIELD: StepOutcome = { kind: 'yield' };
