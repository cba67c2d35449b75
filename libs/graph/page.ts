import type { Json, JsonObject } from '#kernel/json.js';
import { ProblemError } from '#kernel/problem.js';
import type { GraphPage } from './graph-client.js';
import { graphProblems } from './graph.problems.js';

/** The body of a list's answer as a page. @throws ProblemError `malformed-page` */
export function toGraphPage(
  body: JsonObject | undefined,
  headers: Readonly<Record<string, string>> = {},
): GraphPage {
  const value = body?.['value'];
  if (body === undefined || !Array.isArray(value)) throw malformed('a page without a value', headers);
  return {
    items: value as readonly Json[],
    nextLink: link(body['@odata.nextLink']),
    deltaLink: link(body['@odata.deltaLink']),
    count: typeof body['@odata.count'] === 'number' ? body['@odata.count'] : undefined,
  };
}

function link(value: Json | undefined): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined;
}

/** What Graph sent and should not have, with the id by which Microsoft finds the request. */
export function malformed(what: string, headers: Readonly<Record<string, string>>): ProblemError {
  return new ProblemError(graphProblems['malformed-page'], {
    detail: `Microsoft Graph sent ${what}.`,
    context: { requestId: headers['request-id'] ?? null },
  });
}
