/** A request and its answer, as far as the check looks at them. */
interface CheckedRequest {
  readonly method: string;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
}

interface CheckedResponse {
  status(code: number): CheckedResponse;
  json(body: unknown): unknown;
}

const SAFE_METHODS: ReadonlySet<string> = new Set(['GET', 'HEAD', 'OPTIONS']);

/**
 * Refuses changes that carry a cookie but come from elsewhere: the browser's own statement of the origin decides.
 * Source: https://cheatsheetseries.owasp.org/cheatsheets/Cross-Site_Request_Forgery_Prevention_Cheat_Sheet.html
 */
export function refuseCrossSite(publicUrl: string) {
  const own = new URL(publicUrl).origin;
  return (request: CheckedRequest, response: CheckedResponse, next: () => void): void => {
    const { origin, cookie, 'sec-fetch-site': site } = request.headers;
    const fromElsewhere = origin !== own && site !== 'same-origin';
    if (SAFE_METHODS.has(request.method) || cookie === undefined || !fromElsewhere) {
      next();
      return;
    }
    response
      .status(403)
      .json({ title: 'The request comes from another site.', status: 403, code: 'cross-site' });
  };
}
