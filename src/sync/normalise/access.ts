import { isGuid } from '#kernel/ids.js';
import { isJsonObject, type Json, type JsonObject } from '#kernel/json.js';
import { ProblemError } from '#kernel/problem.js';
import { graphProblems } from '#graph/graph.problems.js';
import { objectFromList, type ObjectEntry } from './normalise.js';

/**
 * A normaliser for objects that name others: the properties must hold GUIDs, which come out in lower case, so that
 * what is derived from them can rely on it.
 * @throws ProblemError `malformed-page`
 */
export function withGuids(...properties: readonly string[]): (raw: Json) => ObjectEntry {
  return (raw) => {
    const { id, payload } = objectFromList(raw);
    return { id, payload: payload === null ? null : lowerGuids(payload, properties) };
  };
}

function lowerGuids(payload: JsonObject, properties: readonly string[]): JsonObject {
  const lowered = properties.map((name) => {
    const value = payload[name];
    if (typeof value !== 'string' || !isGuid(value)) {
      throw new ProblemError(graphProblems['malformed-page'], {
        detail: `The page holds an object whose ${name} is no GUID.`,
      });
    }
    return [name, value.toLowerCase()] as const;
  });
  return { ...payload, ...Object.fromEntries(lowered) };
}

/** A normaliser that keeps only what credentials are called and when they end, never what they are. */
export function withoutCredentialValues(raw: Json): ObjectEntry {
  const { id, payload } = objectFromList(raw);
  if (payload === null) return { id, payload };
  const lists = ['keyCredentials', 'passwordCredentials'].flatMap((name) => {
    const list = payload[name];
    return Array.isArray(list) ? [[name, list.map((item: Json) => withoutValue(item))] as const] : [];
  });
  return { id, payload: { ...payload, ...Object.fromEntries(lists) } };
}

const VALUES: ReadonlySet<string> = new Set(['key', 'secretText']);

function withoutValue(credential: Json): Json {
  if (!isJsonObject(credential)) return credential;
  return Object.fromEntries(Object.entries(credential).filter(([name]) => !VALUES.has(name)));
}
