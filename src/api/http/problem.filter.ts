import { Catch, HttpException, Logger, type ArgumentsHost, type ExceptionFilter } from '@nestjs/common';
import { randomUUID } from 'node:crypto';
import { ProblemError, type Problem } from '#kernel/problem.js';
import { toProblemDetails } from '#kernel/problem-details.js';
import { apiProblems } from '../api.problems.js';
import { nodeResponse, type HostResponse } from './host-response.js';

/**
 * Answers every error as RFC 9457 problem details. An answer that has begun already is broken off instead, so that
 * nobody takes the half of an export for the whole.
 */
@Catch()
export class ProblemFilter implements ExceptionFilter {
  readonly #logger = new Logger('EntraIdApi');

  catch(error: unknown, host: ArgumentsHost): void {
    const response = host.switchToHttp().getResponse<HostResponse>();
    const node = nodeResponse(response);
    if (node.headersSent) {
      this.log(error, 'answer-begun');
      node.destroy();
      return;
    }
    const reference = randomUUID();
    const known = error instanceof HttpException ? fromHttp(error) : error;
    const { status, body, retryAfterSeconds } = toProblemDetails(known, reference);
    if (status >= 500) this.log(error, reference);
    response.status(status);
    response.header('content-type', 'application/problem+json');
    response.header('cache-control', 'no-store');
    if (retryAfterSeconds !== undefined) response.header('retry-after', String(retryAfterSeconds));
    // As bytes, to which no framework adds a charset: JSON has none.
    response.send(Buffer.from(JSON.stringify(body)));
  }

  private log(error: unknown, reference: string): void {
    const isProblem = error instanceof ProblemError;
    const stack = isProblem ? undefined : error instanceof Error ? error.stack : String(error);
    this.#logger.error({ code: isProblem ? error.problem.code : 'unexpected', reference }, stack);
  }
}

/** Refusals by guards of the host, which every route may have. */
const REFUSALS: Readonly<Record<number, Problem>> = {
  401: apiProblems['not-signed-in'],
  403: apiProblems['capability-missing'],
};

/** Errors of the host's guards and pipes, and of Nest itself. */
function fromHttp(error: HttpException): unknown {
  const status = error.getStatus();
  if (status >= 500) return error;
  const problem = REFUSALS[status] ?? { ...apiProblems['request-invalid'], status };
  return new ProblemError(problem, { detail: error.message });
}
