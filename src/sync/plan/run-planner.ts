import type { Clock } from '#kernel/clock.js';
import type { Database } from '../../database/database.port.js';
import type { RunPlan } from '../runs.port.js';
import { readPlanInput, type PlannedFor } from './plan-input.js';
import { makePlan, viewOf, type Plan } from './plan.js';

/** What planning works with. */
export interface PlannerParts {
  readonly database: Database;
  readonly clock: Clock;
  readonly fullSyncDays: number;
  /** Address of Graph with its version. */
  readonly graphBase: string;
}

/** Plans runs from what is published and what is granted. */
export class RunPlanner {
  constructor(private readonly parts: PlannerParts) {}

  /** The plan of a run, and how people are shown it. */
  async plan(
    run: PlannedFor,
    grants: ReadonlySet<string>,
  ): Promise<{ readonly plan: Plan; readonly view: RunPlan }> {
    const { database, clock, fullSyncDays, graphBase } = this.parts;
    const input = await readPlanInput(database, run, { grants, fullSyncDays, graphBase, now: clock.now() });
    const plan = makePlan(input);
    return { plan, view: viewOf(plan, input.counts) };
  }
}
