import { ProblemError } from '#kernel/problem.js';
import { sendProblem, type ProblemAnswer } from './host-problem.filter.js';
import { hostProblems } from './host.problems.js';

/** A request, as far as the check looks at it. */
interface CheckedRequest {
  readonly method: string;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
}

const SAFE_METHODS: ReadonlySet<string> = new Set(['GET', 'HEAD', 'OPTIONS']);

/**
 * Refuses changes that carry a cookie but come from elsewhere: the browser's own statement of the origin decides.
 * Source: https://cheatsheetseries.owasp.org/cheatsheets/Cross-Site_Request_Forgery_Prevention_Cheat_Sheet.html
 */
export function refuseCrossSite(publicUrl: string) {
  const own = new URL(publicUrl).origin;
  return (request: CheckedRequest, response: ProblemAnswer, next: () => void): void => {
    const { origin, cookie, 'sec-fetch-site': site } = request.headers;
    const fromElsewhere = origin !== own && site !== 'same-origin';
    if (SAFE_METHODS.has(request.method) || cookie === undefined || !fromElsewhere) {
      next();
      return;
    }
    sendProblem(response, new ProblemError(hostProblems['cross-site-request']));
  };
}
