import { isJsonObject, type Json, type JsonObject } from '#kernel/json.js';
import { ProblemError, type Problem } from '#kernel/problem.js';
import { graphProblems } from './graph.problems.js';
import type { TransportAnswer } from './transport.js';

/** What to do with an answer that is not a success. */
export interface Failure {
  readonly problem: Problem;
  /** Whether the same request may be sent again within this call. */
  readonly again: 'no' | 'with-pause' | 'with-new-token';
}

interface Row {
  readonly when: (failed: FailedAnswer) => boolean;
  readonly problem: Problem;
  readonly again: Failure['again'];
}

interface FailedAnswer {
  readonly status: number;
  readonly code: string;
  readonly message: string;
}

const NO_LICENCE = /NonPremiumTenant|AadPremiumLicenseRequired|not licensed|premium license/i;
const STALE_DELTA = /^(syncStateNotFound|resyncRequired|SyncStateInvalid)/i;

/** From answer to action, the first row that fits. Source: https://learn.microsoft.com/graph/errors and recorded answers. */
const TABLE: readonly Row[] = [
  {
    when: (f) => f.status === 410 || STALE_DELTA.test(f.code),
    problem: graphProblems['delta-expired'],
    again: 'no',
  },
  {
    when: (f) => f.code === 'Directory_ExpiredPageToken',
    problem: graphProblems['page-token-expired'],
    again: 'no',
  },
  { when: (f) => f.status === 429, problem: graphProblems.throttled, again: 'with-pause' },
  {
    when: (f) => f.status >= 500 && f.status !== 501,
    problem: graphProblems['service-unavailable'],
    again: 'with-pause',
  },
  { when: (f) => f.status === 401, problem: graphProblems['token-rejected'], again: 'with-new-token' },
  // Known to come spuriously for licensed tenants: asked again before it is believed.
  {
    when: (f) => f.code.includes('NonPremiumTenant'),
    problem: graphProblems['licence-missing'],
    again: 'with-pause',
  },
  {
    when: (f) => NO_LICENCE.test(`${f.code} ${f.message}`),
    problem: graphProblems['licence-missing'],
    again: 'no',
  },
  { when: (f) => f.status === 403, problem: graphProblems['permission-not-granted'], again: 'no' },
  { when: (f) => f.status === 404, problem: graphProblems['object-not-found'], again: 'no' },
  { when: (f) => f.status >= 400, problem: graphProblems['unsupported-query'], again: 'no' },
];

const UNREADABLE: Failure = { problem: graphProblems['malformed-page'], again: 'with-pause' };

/** Classifies an answer whose status is not a success. */
export function classify(status: number, body: Json | undefined): Failure {
  const { code, message } = errorOf(body);
  const row = TABLE.find((candidate) => candidate.when({ status, code, message }));
  return row === undefined ? UNREADABLE : { problem: row.problem, again: row.again };
}

/** Parses a body; anything that is not a JSON object is `undefined`. */
export function parseBody(text: string): JsonObject | undefined {
  try {
    const parsed = JSON.parse(text) as Json;
    return isJsonObject(parsed) ? parsed : undefined;
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

/** The problem of an answer, with what helps an operator to find the request at Microsoft. */
export function toProblem(failure: Failure, answer: TransportAnswer, path: string): ProblemError {
  const { code } = errorOf(parseBody(answer.body));
  const context = { status: answer.status, code, requestId: answer.headers['request-id'] ?? null, path };
  return new ProblemError(failure.problem, { context });
}

function errorOf(body: Json | undefined): { readonly code: string; readonly message: string } {
  const error = isJsonObject(body) ? body['error'] : undefined;
  if (!isJsonObject(error)) return { code: '', message: '' };
  const { code, message } = error;
  return { code: typeof code === 'string' ? code : '', message: typeof message === 'string' ? message : '' };
}

/**
 * Pause that an answer asks for, in milliseconds: seconds (also fractional) or an HTTP date.
 * Source: RFC 9110 section 10.2.3; Graph also sends fractions.
 */
export function retryAfterMs(value: string | undefined, now: Date): number | undefined {
  if (value === undefined || value.trim() === '') return undefined;
  const seconds = Number(value);
  if (Number.isFinite(seconds)) return Math.max(0, seconds * 1_000);
  const at = Date.parse(value);
  return Number.isNaN(at) ? undefined : Math.max(0, at - now.getTime());
}
