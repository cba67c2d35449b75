import { ProblemError, toProblemRecord, type Problem, type ProblemContext } from '#kernel/problem.js';
import type { HealthCheck, HealthCheckStatus } from '../health.port.js';

/** A check without a problem. */
export function found(
  name: string,
  status: HealthCheckStatus,
  summary: string,
  feature: string | null = null,
): HealthCheck {
  return { name, status, summary, feature, problem: null };
}

/** A check that found a problem of the catalogue. */
export function foundProblem(
  name: string,
  status: HealthCheckStatus,
  problem: Problem,
  about: { readonly summary?: string; readonly feature?: string; readonly context?: ProblemContext } = {},
): HealthCheck {
  const occurrence = new ProblemError(problem, { detail: about.summary, context: about.context });
  const summary = about.summary ?? problem.title;
  return { name, status, summary, feature: about.feature ?? null, problem: toProblemRecord(occurrence) };
}

/** A check that could not be made, or failed, with what was met. */
export function failed(name: string, error: unknown, feature: string | null = null): HealthCheck {
  const problem = toProblemRecord(error);
  return { name, status: 'fail', summary: problem.detail ?? problem.title, feature, problem };
}
