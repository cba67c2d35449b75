import { Catch, HttpException, Logger, type ArgumentsHost, type ExceptionFilter } from '@nestjs/common';
import { randomUUID } from 'node:crypto';
import { ProblemError, toProblemRecord } from '#kernel/problem.js';
import { apiProblems } from '../api.problems.js';

interface HttpResponse {
  readonly headersSent: boolean;
  status(status: number): HttpResponse;
  setHeader(name: string, value: string): unknown;
  end(body: string): unknown;
}

const DOCS = 'urn:entra-id-plugin:problem:';

/** Answers every error as RFC 9457 problem details. */
@Catch()
export class ProblemFilter implements ExceptionFilter {
  readonly #logger = new Logger('EntraIdApi');

  catch(error: unknown, host: ArgumentsHost): void {
    const response = host.switchToHttp().getResponse<HttpResponse>();
    if (response.headersSent) return;
    const { status, body, retryAfterMs } = this.describe(error);
    response.status(status);
    response.setHeader('content-type', 'application/problem+json');
    response.setHeader('cache-control', 'no-store');
    if (retryAfterMs !== undefined)
      response.setHeader('retry-after', String(Math.ceil(retryAfterMs / 1_000)));
    response.end(JSON.stringify(body));
  }

  private describe(error: unknown): {
    readonly status: number;
    readonly body: object;
    readonly retryAfterMs: number | undefined;
  } {
    const known = error instanceof HttpException ? fromHttp(error) : error;
    const record = toProblemRecord(known);
    const status = known instanceof ProblemError ? known.problem.status : 500;
    const reference = status >= 500 ? { reference: randomUUID() } : {};
    if (status >= 500) this.log(error, record.code, reference);
    const { code, title, detail, ...rest } = record;
    const body = {
      type: `${DOCS}${code}`,
      title,
      status,
      ...(detail === null ? {} : { detail }),
      code,
      ...rest,
      ...reference,
    };
    return { status, body, retryAfterMs: known instanceof ProblemError ? known.retryAfterMs : undefined };
  }

  private log(error: unknown, code: string, reference: object): void {
    const stack =
      error instanceof ProblemError ? undefined : error instanceof Error ? error.stack : String(error);
    this.#logger.error({ code, ...reference }, stack);
  }
}

/** Errors of Nest and Express themselves: bodies that cannot be parsed, routes that do not exist. */
function fromHttp(error: HttpException): unknown {
  return error.getStatus() < 500
    ? new ProblemError(
        { ...apiProblems['request-invalid'], status: error.getStatus() },
        { detail: error.message },
      )
    : error;
}
