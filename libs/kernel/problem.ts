/** Who can act on a problem. */
export type ProblemActor = 'tenant-admin' | 'operator' | 'developer';

/** Whether trying the same thing again can help: never, at once after the remedy, or by itself later. */
export type ProblemRetry = 'never' | 'after-remedy' | 'later';

/** One entry of the problem catalogue; served as RFC 9457 `application/problem+json` and documented in docs/problems.md. */
export interface ProblemDefinition {
  /** HTTP status with which the API answers. */
  readonly status: number;
  readonly actor: ProblemActor;
  readonly retry: ProblemRetry;
  /** One sentence that says what is wrong, for a person. */
  readonly title: string;
  /** What to do about it, in the imperative. */
  readonly remedy: string;
}

/** A catalogue entry together with its code, for instance `not-tenant-admin`. */
export interface Problem<Code extends string = string> extends ProblemDefinition {
  readonly code: Code;
}

/** A group of catalogue entries by code. */
export type ProblemCatalogue<Code extends string> = { readonly [C in Code]: Problem<C> };

/**
 * Declares the problems that one stage can raise. Codes are kebab-case and unique in the whole product
 * (a test over all catalogues proves it).
 */
export function defineProblems<Code extends string>(
  definitions: Readonly<Record<Code, ProblemDefinition>>,
): ProblemCatalogue<Code> {
  const entries = Object.entries<ProblemDefinition>(definitions);
  const catalogue = entries.map(([code, definition]) => [code, Object.freeze({ code, ...definition })]);
  return Object.freeze(Object.fromEntries(catalogue)) as ProblemCatalogue<Code>;
}

/** Facts about one occurrence of a problem: ids, counts, Graph request ids. Never a secret, a token or a person's name. */
export type ProblemContext = Readonly<Record<string, string | number | boolean | null>>;

/** What an occurrence of a problem may add to its catalogue entry. */
export interface ProblemOccurrence {
  /** One sentence about this occurrence, safe to show to a person. */
  readonly detail?: string | undefined;
  readonly context?: ProblemContext | undefined;
  readonly cause?: unknown;
  /** When the caller may try again, in milliseconds from now. */
  readonly retryAfterMs?: number | undefined;
}

/** Thrown where work cannot go on; carries the catalogue entry and what is known of this occurrence. */
export class ProblemError extends Error {
  override readonly name = 'ProblemError';
  readonly detail: string | undefined;
  readonly context: ProblemContext;
  readonly retryAfterMs: number | undefined;

  constructor(
    readonly problem: Problem,
    occurrence: ProblemOccurrence = {},
  ) {
    super(`${problem.code}: ${occurrence.detail ?? problem.title}`, { cause: occurrence.cause });
    this.detail = occurrence.detail;
    this.context = occurrence.context ?? {};
    this.retryAfterMs = occurrence.retryAfterMs;
  }

  /** Whether an unknown error is a problem, optionally one of a given code. */
  static is(error: unknown, code?: string): error is ProblemError {
    return error instanceof ProblemError && (code === undefined || error.problem.code === code);
  }
}

/** A problem as it is stored with a run, a health check or a verdict, and as the API shows it. */
export interface ProblemRecord {
  readonly code: string;
  readonly title: string;
  readonly detail: string | null;
  readonly remedy: string;
  readonly actor: ProblemActor;
  readonly retry: ProblemRetry;
  readonly context: ProblemContext;
}

/** Turns a problem (or any error, as `unexpected`) into the record that is kept and shown. */
export function toProblemRecord(error: unknown): ProblemRecord {
  const occurrence = error instanceof ProblemError ? error : unexpected(error);
  const { code, title, remedy, actor, retry } = occurrence.problem;
  return {
    code,
    title,
    detail: occurrence.detail ?? null,
    remedy,
    actor,
    retry,
    context: occurrence.context,
  };
}

/** Problems that any stage can raise. */
export const kernelProblems = defineProblems({
  unexpected: {
    status: 500,
    actor: 'developer',
    retry: 'later',
    title: 'Something failed that nobody foresaw.',
    remedy:
      'Try again; if it stays, send the time and the reference to the operator, who finds the cause in the log.',
  },
});

function unexpected(cause: unknown): ProblemError {
  return new ProblemError(kernelProblems.unexpected, { cause });
}
