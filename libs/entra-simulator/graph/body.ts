import { isJsonObject, type Json, type JsonObject } from '#kernel/json.js';
import { GraphFault } from './errors.js';
import type { GraphRead } from './request.js';

/** The object that a request brings; empty when it brings nothing. @throws GraphFault 400 */
export function bodyOf(read: GraphRead): JsonObject {
  if (read.body === '') return {};
  const parsed = parse(read.body);
  if (!isJsonObject(parsed)) throw unreadable();
  return parsed;
}

function parse(body: string): Json {
  try {
    return JSON.parse(body) as Json;
  } catch (error) {
    if (error instanceof SyntaxError) throw unreadable();
    throw error;
  }
}

/** Source: what public clients of Graph report for a body that is no JSON. */
function unreadable(): GraphFault {
  const message =
    'Unable to read JSON request payload. Please ensure Content-Type header is set and payload is of valid JSON format.';
  return new GraphFault({ status: 400, code: 'BadRequest', message });
}
