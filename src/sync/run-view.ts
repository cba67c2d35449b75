import type { Run, RunMeter, RunStep } from './runs.port.js';
import type { RunRow, StepRow } from './store/run-rows.js';

const NOTHING_SPENT: RunMeter = { requests: 0, batchItems: 0, throttled: 0, resourceUnits: 0 };

/** A run as people see it, with an estimate of what remains. */
export function toRun(row: RunRow, steps: readonly StepRow[], now: Date): Run {
  return {
    id: row.id,
    connectionId: row.connection_id,
    revision: row.revision,
    kind: row.kind,
    trigger: row.trigger,
    startedBy: row.started_by,
    state: row.state,
    reason: row.reason,
    queuedAt: row.queued_at.toISOString(),
    startedAt: instant(row.started_at),
    readFrom: instant(row.read_from),
    readTo: instant(row.read_to),
    finishedAt: instant(row.finished_at),
    steps: steps.map(toStep),
    problems: row.problems,
    meter: { ...NOTHING_SPENT, ...row.meter },
    plan: row.plan,
    held: row.judgement,
    remainingMs: row.state === 'running' ? remainingMs(row, steps, now) : null,
  };
}

function toStep(row: StepRow): RunStep {
  return {
    resource: row.resource,
    name: row.name,
    state: row.state,
    pages: row.pages,
    objects: row.objects,
    expected: row.expected,
    problem: row.problem,
    startedAt: instant(row.started_at),
    finishedAt: instant(row.finished_at),
  };
}

/** Scales the time used by what is left of the objects that were expected; unknown without an expectation. */
function remainingMs(row: RunRow, steps: readonly StepRow[], now: Date): number | null {
  const measured = steps.filter((step) => step.expected !== null && step.expected > 0);
  const expected = measured.reduce((sum, step) => sum + (step.expected ?? 0), 0);
  const read = measured.reduce((sum, step) => sum + Math.min(step.objects, step.expected ?? 0), 0);
  if (expected === 0 || read === 0 || row.started_at === null) return null;
  const usedMs = now.getTime() - row.started_at.getTime();
  return Math.round((usedMs * (expected - read)) / read);
}

function instant(date: Date | null): string | null {
  return date === null ? null : date.toISOString();
}
