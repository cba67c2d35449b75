import { Catch, HttpException, Logger, type ArgumentsHost, type ExceptionFilter } from '@nestjs/common';
import { randomUUID } from 'node:crypto';
import { ProblemError } from '#kernel/problem.js';
import { toProblemDetails } from '#kernel/problem-details.js';
import { apiProblems } from '../api.problems.js';

interface HttpResponse {
  readonly headersSent: boolean;
  status(status: number): HttpResponse;
  setHeader(name: string, value: string): unknown;
  end(body: string): unknown;
  destroy(): unknown;
}

/**
 * Answers every error as RFC 9457 problem details. An answer that has begun already is broken off instead, so that
 * nobody takes the half of an export for the whole.
 */
@Catch()
export class ProblemFilter implements ExceptionFilter {
  readonly #logger = new Logger('EntraIdApi');

  catch(error: unknown, host: ArgumentsHost): void {
    const response = host.switchToHttp().getResponse<HttpResponse>();
    if (response.headersSent) {
      this.log(error, 'answer-begun');
      response.destroy();
      return;
    }
    const reference = randomUUID();
    const known = error instanceof HttpException ? fromHttp(error) : error;
    const { status, body, retryAfterSeconds } = toProblemDetails(known, reference);
    if (status >= 500) this.log(error, reference);
    response.status(status);
    response.setHeader('content-type', 'application/problem+json');
    response.setHeader('cache-control', 'no-store');
    if (retryAfterSeconds !== undefined) response.setHeader('retry-after', String(retryAfterSeconds));
    response.end(JSON.stringify(body));
  }

  private log(error: unknown, reference: string): void {
    const isProblem = error instanceof ProblemError;
    const stack = isProblem ? undefined : error instanceof Error ? error.stack : String(error);
    this.#logger.error({ code: isProblem ? error.problem.code : 'unexpected', reference }, stack);
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
