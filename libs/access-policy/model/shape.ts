import { isJsonObject, type Json, type JsonObject } from '#kernel/json.js';

/**
 * Reads a JSON value as a T. Absent, null and a value of another type have no value: undefined. Nothing throws, because
 * a snapshot is what a tenant answered and an answer of tomorrow may hold more than we know.
 */
export type Reader<T> = (value: Json | undefined) => T | undefined;

/** What a reader gives. */
export type ReadBy<R> = R extends Reader<infer T> ? T : never;

type Fields = Readonly<Record<string, (value: Json | undefined) => unknown>>;

/** An object with one property per field; each may be without value. */
export type Shape<F extends Fields> = { readonly [K in keyof F]: ReturnType<F[K]> };

/** A string as it came. */
export const text: Reader<string> = (value) => (typeof value === 'string' ? value : undefined);

/** An identifier: GUIDs in lower case, so that comparing is exact; other names as they came. */
export const identifier: Reader<string> = (value) => {
  if (typeof value !== 'string') return undefined;
  return GUID.test(value) ? value.toLowerCase() : value;
};

const GUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

/** A boolean; a text such as "true" is none. */
export const flag: Reader<boolean> = (value) => (typeof value === 'boolean' ? value : undefined);

/** A finite number. */
export const quantity: Reader<number> = (value) => (typeof value === 'number' ? value : undefined);

/** Any object, untouched. */
export const anyObject: Reader<JsonObject> = (value) => (isJsonObject(value) ? value : undefined);

/** Tells null, which a tenant answered, from a property that was not returned (undefined). */
export function orNull<T>(read: Reader<T>): (value: Json | undefined) => T | null | undefined {
  return (value) => (value === null ? null : read(value));
}

/** A list; items without value are left out. A single value is no list. */
export function listOf<T>(read: Reader<T>): Reader<readonly T[]> {
  return (value) => (isList(value) ? value.map(read).filter((item) => item !== undefined) : undefined);
}

/** An object of known fields; what else it has is ignored. */
export function shape<F extends Fields>(fields: F): Reader<Shape<F>> {
  const entries = Object.entries(fields);
  return (value) => {
    if (!isJsonObject(value)) return undefined;
    return Object.fromEntries(entries.map(([name, read]) => [name, read(value[name])])) as Shape<F>;
  };
}

/** A Graph flag enumeration: "a,b", "a, b" or a list of them; absent, null and empty are the empty list. */
export function flags(value: Json | undefined): readonly string[] {
  const parts = isList(value) ? value : [value];
  return parts
    .flatMap((part) => (typeof part === 'string' ? part.split(',') : []))
    .map((part) => part.trim())
    .filter((part) => part !== '');
}

/** A list of identifiers; absent, null and empty are the empty list. */
export function identifiers(value: Json | undefined): readonly string[] {
  return listOf(identifier)(value) ?? [];
}

/** Whether a parsed value is a list. */
export function isList(value: Json | undefined): value is readonly Json[] {
  return Array.isArray(value);
}
