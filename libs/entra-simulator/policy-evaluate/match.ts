import { isJsonObject, type Json, type JsonObject } from '#kernel/json.js';

/** Whether a sign-in meets a condition; unknown where the request does not say what it would take to tell. */
export type Match = 'yes' | 'no' | 'unknown';

/** What is met if every part is. */
export function all(parts: readonly Match[]): Match {
  if (parts.includes('no')) return 'no';
  return parts.includes('unknown') ? 'unknown' : 'yes';
}

/** What is met if one part is. */
export function any(parts: readonly Match[]): Match {
  if (parts.includes('yes')) return 'yes';
  return parts.includes('unknown') ? 'unknown' : 'no';
}

/** The contrary. */
export function not(match: Match): Match {
  return match === 'unknown' ? match : match === 'yes' ? 'no' : 'yes';
}

/** A match that is certain. */
export function certain(value: boolean): Match {
  return value ? 'yes' : 'no';
}

/** Included and not excluded: an exclusion always wins. */
export function within(included: Match, excluded: Match): Match {
  return all([included, not(excluded)]);
}

/** The texts of a list; empty when it is absent or null, which all mean the same. */
export function texts(value: Json | undefined): readonly string[] {
  if (!Array.isArray(value)) return [];
  return (value as readonly Json[]).filter((item): item is string => typeof item === 'string');
}

/** The members of flags that are written as one text with commas; none of them is `none`. */
export function flags(value: Json | undefined): readonly string[] {
  if (typeof value !== 'string') return texts(value);
  return value
    .split(',')
    .map((flag) => flag.trim())
    .filter((flag) => flag !== '' && flag !== 'none');
}

/** A member that is an object; undefined when it is absent or null. */
export function part(object: JsonObject | undefined, name: string): JsonObject | undefined {
  const value = object?.[name];
  return isJsonObject(value) ? value : undefined;
}
