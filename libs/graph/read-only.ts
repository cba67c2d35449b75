import { isJsonObject, type Json } from '#kernel/json.js';
import { ProblemError } from '#kernel/problem.js';
import type { GraphEndpoint } from './graph-client.js';
import { graphProblems } from './graph.problems.js';

/** POST paths below the version that only ask: exact, lower case. */
const QUERY_PATHS: ReadonlySet<string> = new Set([
  '/directoryobjects/getbyids',
  '/identity/conditionalaccess/evaluate',
]);

const OVERRIDE_HEADERS: ReadonlySet<string> = new Set([
  'x-http-method',
  'x-http-method-override',
  'x-method-override',
]);

/** Most items of one `$batch`. Source: https://learn.microsoft.com/graph/json-batching */
export const BATCH_ITEMS_MAX = 20;

/** A name in other letters, or a second one that a server might prefer, is none of these. */
const ITEM_KEYS: ReadonlySet<string> = new Set(['id', 'method', 'url', 'headers']);

/** A request as the guard sees it. */
export interface GuardedRequest {
  readonly method: string;
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | undefined;
}

/**
 * Lets a request pass only if it cannot change the tenant and goes to the configured Graph.
 * @throws ProblemError `write-refused`, `graph-link-foreign`
 */
export function assertReadOnly(request: GuardedRequest, endpoint: GraphEndpoint): void {
  const path = pathBelowVersion(request.url, endpoint);
  const overrides = Object.keys(request.headers).some((name) => OVERRIDE_HEADERS.has(name.toLowerCase()));
  if (overrides) throw refused('A header that overrides the method');
  if (request.method === 'GET') {
    if (request.body !== undefined) throw refused('A GET with a body');
    return;
  }
  if (request.method !== 'POST') throw refused(`A ${request.method} request`);
  if (path === '/$batch') assertReadOnlyBatch(request.body);
  else if (!QUERY_PATHS.has(path.toLowerCase())) throw refused('A POST that is not a query');
}

/**
 * Path below the version of a URL that belongs to the configured Graph.
 * @throws ProblemError `graph-link-foreign` for another origin or version, or a path that hides its meaning
 */
export function pathBelowVersion(url: string, endpoint: GraphEndpoint): string {
  const parsed = URL.canParse(url) ? new URL(url) : undefined;
  const sameOrigin = parsed?.origin === endpoint.origin && parsed.username === '' && parsed.password === '';
  const prefix = `${endpoint.versionPath}/`;
  if (parsed === undefined || !sameOrigin || !parsed.pathname.startsWith(prefix) || isDisguised(url)) {
    throw new ProblemError(graphProblems['graph-link-foreign']);
  }
  return parsed.pathname.slice(endpoint.versionPath.length);
}

/** Encoded slashes, dots or backslashes and dot segments mean one thing to us and another to a server. */
function isDisguised(url: string): boolean {
  const path = url.split(/[?#]/, 1)[0] ?? '';
  return /%2f|%5c|%2e|\\|\/\.{1,2}(\/|$)/i.test(path);
}

function assertReadOnlyBatch(body: string | undefined): void {
  const requests = parseRequests(body);
  if (JSON.stringify({ requests }) !== body) throw refused('A batch with more than its requests');
  if (requests.length === 0 || requests.length > BATCH_ITEMS_MAX) throw refused('A batch of another size');
  for (const item of requests) {
    if (
      !isJsonObject(item) ||
      item['method'] !== 'GET' ||
      !Object.keys(item).every((key) => ITEM_KEYS.has(key))
    )
      throw refused('A batch item that may write');
    const url = item['url'];
    if (typeof url !== 'string' || !/^\/(?!\/)/.test(url) || isDisguised(url))
      throw refused('A batch item with a foreign URL');
    const headers = isJsonObject(item['headers']) ? Object.keys(item['headers']) : [];
    if (headers.some((name) => OVERRIDE_HEADERS.has(name.toLowerCase())))
      throw refused('A batch item that overrides the method');
  }
}

function parseRequests(body: string | undefined): readonly Json[] {
  try {
    const parsed = JSON.parse(body ?? '') as Json;
    const requests = isJsonObject(parsed) ? parsed['requests'] : undefined;
    return Array.isArray(requests) ? (requests as readonly Json[]) : [];
  } catch (error) {
    throw new ProblemError(graphProblems['write-refused'], {
      detail: 'A batch that is not JSON.',
      cause: error,
    });
  }
}

function refused(what: string): ProblemError {
  return new ProblemError(graphProblems['write-refused'], { detail: `${what} was refused.` });
}
