import { isJsonObject, type Json } from '#kernel/json.js';

/**
 * What an example shows that an answer does not: missing members and members of another type. Lists are compared by
 * the union of their items, for an example shows some objects and an answer others.
 */
export function differencesOfShape(example: Json, answer: Json, path = ''): readonly string[] {
  if (example === null || answer === null) return [];
  if (Array.isArray(example)) {
    if (!Array.isArray(answer)) return [`${path} is a list`];
    return example.length === 0 || answer.length === 0
      ? []
      : differencesOfShape(merge(example as readonly Json[]), merge(answer as readonly Json[]), `${path}[]`);
  }
  if (!isJsonObject(example)) {
    return typeof example === typeof answer ? [] : [`${path} is ${typeof example}, not ${typeof answer}`];
  }
  if (!isJsonObject(answer)) return [`${path} is an object`];
  return Object.entries(example).flatMap(([name, value]) => {
    const at = `${path}.${name}`;
    if (isLink(name)) return [];
    return name in answer ? differencesOfShape(value, answer[name] ?? null, at) : [`${at} is missing`];
  });
}

/** Which of the links a page has depends on its size. */
function isLink(name: string): boolean {
  return name === '@odata.nextLink' || name === '@odata.deltaLink';
}

function merge(items: readonly Json[]): Json {
  if (!items.every(isJsonObject)) return items[0] ?? null;
  const merged: Record<string, Json> = {};
  for (const item of items) {
    for (const [name, value] of Object.entries(item)) {
      merged[name] ??= value;
    }
  }
  return merged;
}
