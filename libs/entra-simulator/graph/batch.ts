import { isJsonObject, type Json, type JsonObject } from '#kernel/json.js';
import type { SimulatedResponse } from '../model.js';
import { badRequest, GraphFault } from './errors.js';

/** Most items of a batch. Source: https://learn.microsoft.com/graph/json-batching */
const BATCH_MAX = 20;

/** One item of a batch. */
export interface BatchPart {
  readonly id: string;
  readonly method: string;
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  /** Ids of items that must have succeeded before. */
  readonly dependsOn: readonly string[];
}

/** What a batch answers, and how much longer than usual it takes: it waits for its slowest item. */
export interface BatchAnswers {
  readonly responses: readonly JsonObject[];
  readonly delayMs: number;
}

/** Reads the items of a batch. @throws GraphFault 400 for a malformed envelope */
export function parseBatch(body: string): readonly BatchPart[] {
  const requests = requestsOf(body);
  if (requests.length === 0) throw badRequest('A batch needs at least one request.');
  if (requests.length > BATCH_MAX) throw tooMany();
  const parts = requests.map(toPart);
  const ids = new Set(parts.map((part) => part.id.toLowerCase()));
  if (ids.size !== parts.length) throw badRequest('Request ids must be unique within a batch.');
  const strange = parts.some(({ dependsOn }) => dependsOn.some((id) => !ids.has(id.toLowerCase())));
  if (strange) throw badRequest('A request depends on an id that is not in the batch.');
  return parts;
}

/** Source: what public clients of Graph report for batches that are too long. */
function tooMany(): GraphFault {
  const message = `Number of batch request steps exceeds the maximum value of ${BATCH_MAX}.`;
  return new GraphFault({ status: 400, code: 'MaximumValueExceeded', message });
}

/** Answers the items in turn; one that depends on a failed one is not tried. */
export function answerBatch(
  parts: readonly BatchPart[],
  answer: (part: BatchPart) => SimulatedResponse,
  failedDependency: () => SimulatedResponse,
): BatchAnswers {
  const failed = new Set<string>();
  const answers = parts.map((part) => {
    const skipped = part.dependsOn.some((id) => failed.has(id.toLowerCase()));
    const given = skipped ? failedDependency() : answer(part);
    if (given.status >= 400) failed.add(part.id.toLowerCase());
    return { id: part.id, given };
  });
  return {
    // Graph promises no order; the last comes first so that nobody relies on one.
    responses: answers.map(({ id, given }) => shown(id, given)).reverse(),
    delayMs: Math.max(0, ...answers.map(({ given }) => given.delayMs ?? 0)),
  };
}

function requestsOf(body: string): readonly Json[] {
  try {
    const parsed = JSON.parse(body) as Json;
    const requests = isJsonObject(parsed) ? parsed['requests'] : undefined;
    if (Array.isArray(requests)) return requests as readonly Json[];
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
  }
  throw badRequest('Invalid batch payload format.');
}

function toPart(item: Json): BatchPart {
  const { id, method, url, headers, body, dependsOn } = isJsonObject(item) ? item : {};
  if (typeof id !== 'string' || typeof method !== 'string' || typeof url !== 'string') {
    throw badRequest('Invalid batch payload format.');
  }
  const entries = isJsonObject(headers ?? null) ? Object.entries(headers as JsonObject) : [];
  const lower = entries.map(([name, value]) => [name.toLowerCase(), typeof value === 'string' ? value : '']);
  return {
    id,
    method: method.toUpperCase(),
    url: url.startsWith('/') ? url : `/${url}`,
    headers: Object.fromEntries(lower) as Record<string, string>,
    body: body === undefined || body === null ? '' : JSON.stringify(body),
    dependsOn: Array.isArray(dependsOn) ? (dependsOn as readonly Json[]).map(String) : [],
  };
}

const ITEM_HEADERS: Readonly<Record<string, string>> = {
  'cache-control': 'Cache-Control',
  location: 'Location',
  'odata-version': 'OData-Version',
  'content-type': 'Content-Type',
  'preference-applied': 'Preference-Applied',
  'retry-after': 'Retry-After',
  'x-ms-resource-unit': 'x-ms-resource-unit',
  'x-ms-throttle-limit-percentage': 'x-ms-throttle-limit-percentage',
};

function shown(id: string, answer: SimulatedResponse): JsonObject {
  const headers = Object.entries(answer.headers)
    .filter(([name]) => ITEM_HEADERS[name] !== undefined)
    .map(([name, value]) => [ITEM_HEADERS[name], value]);
  const isText = answer.headers['content-type'] === 'text/plain';
  const body = isText ? answer.body : (JSON.parse(answer.body) as Json);
  return { id, status: answer.status, headers: Object.fromEntries(headers) as JsonObject, body };
}
