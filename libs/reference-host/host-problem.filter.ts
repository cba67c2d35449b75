import { randomUUID } from 'node:crypto';
import { Catch, HttpException, Logger, type ArgumentsHost, type ExceptionFilter } from '@nestjs/common';
import { ProblemError } from '#kernel/problem.js';
import { toProblemDetails } from '#kernel/problem-details.js';
import { hostProblems } from './host.problems.js';

/** An answer that has not been sent yet. */
export interface ProblemAnswer {
  readonly headersSent: boolean;
  status(code: number): ProblemAnswer;
  type(contentType: string): ProblemAnswer;
  send(body: string): unknown;
}

/** Answers what no plugin answers itself: errors of the host's own routes, unreadable bodies, unknown addresses. */
@Catch()
export class HostProblemFilter implements ExceptionFilter {
  readonly #logger = new Logger('Host');

  catch(error: unknown, host: ArgumentsHost): void {
    const known = error instanceof HttpException && error.getStatus() < 500 ? fromHttp(error) : error;
    const reference = sendProblem(host.switchToHttp().getResponse<ProblemAnswer>(), known);
    if (!(known instanceof ProblemError)) this.#logger.error({ reference, error });
  }
}

/** Sends an error as RFC 9457 problem details and answers the reference by which the log names it. */
export function sendProblem(response: ProblemAnswer, error: unknown): string {
  const reference = randomUUID();
  if (response.headersSent) return reference;
  const { status, body } = toProblemDetails(error, reference);
  response.status(status).type('application/problem+json').send(JSON.stringify(body));
  return reference;
}

function fromHttp(error: HttpException): ProblemError {
  const status = error.getStatus();
  if (status === 404) return new ProblemError(hostProblems['address-unknown'], { detail: error.message });
  return new ProblemError({ ...hostProblems['request-unreadable'], status }, { detail: error.message });
}
