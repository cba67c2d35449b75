import { isJsonObject, type Json, type JsonObject } from '#kernel/json.js';
import type { Device } from '../evaluation/sign-in.js';
import { isList } from '../model/shape.js';

/**
 * Reads `deviceInfo` of a request, or a device of Graph (extension attributes in an object of their own). Undefined, which
 * means not registered, where no attribute has a value.
 */
export function parseDevice(source: JsonObject): Device | undefined {
  const nested = source['extensionAttributes'];
  const fields = { ...source, ...(isJsonObject(nested) ? nested : {}) };
  const attributes = Object.entries(fields).flatMap(([name, value]) => {
    const read = name.includes('@odata') ? undefined : attribute(value);
    return read === undefined ? [] : [[name.toLowerCase(), read] as const];
  });
  return attributes.length === 0 ? undefined : new Map(attributes);
}

function attribute(value: Json | undefined): string | readonly string[] | undefined {
  if (typeof value === 'string') return value === '' ? undefined : value;
  if (typeof value === 'boolean' || typeof value === 'number') return String(value);
  if (isList(value)) return value.filter((item) => typeof item === 'string');
  return undefined;
}
