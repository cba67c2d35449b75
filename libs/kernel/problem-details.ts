import { ProblemError, toProblemRecord } from './problem.js';

/** An answer in the form of RFC 9457, ready to be sent as `application/problem+json`. */
export interface ProblemDetails {
  readonly status: number;
  readonly body: Readonly<Record<string, unknown>>;
  /** Value of a `retry-after` header in whole seconds; undefined when nothing is known. */
  readonly retryAfterSeconds: number | undefined;
}

const TYPE_PREFIX = 'urn:entra-id-plugin:problem:';

/**
 * Describes an error to whoever called, as RFC 9457 problem details. An error that is no problem shows nothing of
 * itself. `reference` joins the answer of a failure (status 500 and above) to its line in the log.
 */
export function toProblemDetails(error: unknown, reference: string): ProblemDetails {
  const { code, title, detail, ...rest } = toProblemRecord(error);
  const status = error instanceof ProblemError ? error.problem.status : 500;
  const retryAfterMs = error instanceof ProblemError ? error.retryAfterMs : undefined;
  const body = {
    type: `${TYPE_PREFIX}${code}`,
    title,
    status,
    ...(detail === null ? {} : { detail }),
    code,
    ...rest,
    ...(status >= 500 ? { reference } : {}),
  };
  const retryAfterSeconds = retryAfterMs === undefined ? undefined : Math.ceil(retryAfterMs / 1_000);
  return { status, body, retryAfterSeconds };
}
