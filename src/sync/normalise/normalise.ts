import { isJsonObject, type Json, type JsonObject } from '#kernel/json.js';
import { isGuid } from '#kernel/ids.js';
import { ProblemError } from '#kernel/problem.js';
import { graphProblems } from '#graph/graph.problems.js';
import { ACCOUNT_PROPERTIES, emptyAccount, GROUP_PROPERTIES } from './properties.js';

/** One object of a page, ready to be written; a null payload says that it was removed. */
export interface ObjectEntry {
  readonly id: string;
  readonly payload: JsonObject | null;
}

/** One link of a page, ready to be written. */
export interface LinkEntry {
  readonly source: string;
  readonly target: string;
  readonly type: string | null;
  readonly removed: boolean;
}

/** A link's end. */
export interface LinkTarget {
  readonly id: string;
  readonly type: string;
}

/** What a page of groups/delta says: groups, and changes of their members and owners. */
export interface GroupChanges {
  readonly groups: readonly ObjectEntry[];
  readonly members: readonly LinkEntry[];
  readonly owners: readonly LinkEntry[];
}

/** A user as `/users` lists it. Absent, null and empty are one: the property has no value. */
export function accountFromList(raw: Json): ObjectEntry {
  const object = parseObject(raw);
  const manager = object['manager'];
  const payload = emptyAccount();
  fill(payload, object, ACCOUNT_PROPERTIES);
  if (isJsonObject(manager)) payload['managerId'] = idOf(manager);
  return { id: idOf(object), payload: payload as JsonObject };
}

/** A group as `/groups` lists it. */
export function groupFromList(raw: Json): ObjectEntry {
  const object = parseObject(raw);
  return { id: idOf(object), payload: filled(object, GROUP_PROPERTIES) };
}

/** Any object with an id as a list shows it, empty properties left out. */
export function objectFromList(raw: Json): ObjectEntry {
  return keepObject(raw, { key: 'id', otherwise: undefined, exact: false });
}

/** How an object that is kept as it comes is told apart, and how much of it is kept. */
export interface KeptObject {
  readonly key: string;
  /** Id of an object of which there is one in a tenant, where Graph gives it none. */
  readonly otherwise: string | undefined;
  /** Keeps empty properties too. */
  readonly exact: boolean;
}

/** Any object as a list shows it: all properties but OData's annotations, the type of the object excepted. */
export function keepObject(raw: Json, { key, otherwise, exact }: KeptObject): ObjectEntry {
  const object = parseObject(raw);
  const id = object[key] ?? otherwise;
  if (typeof id !== 'string' || id === '') throw malformed(`an object without ${key}`);
  const own = withoutAnnotations(object);
  const payload = exact ? own : filled(own, Object.keys(own));
  return { id: isGuid(id) ? id.toLowerCase() : id, payload };
}

/** OData's annotations say how an answer was made (links, counts), not what is so; only the type of an object does. */
function withoutAnnotations(object: JsonObject): JsonObject {
  const entries = Object.entries(object)
    .filter(([name]) => name === '@odata.type' || !name.includes('@odata.'))
    .map(([name, value]) => [name, cleaned(value)] as const);
  return Object.fromEntries(entries);
}

function cleaned(value: Json): Json {
  if (Array.isArray(value)) return value.map((item: Json) => cleaned(item));
  return isJsonObject(value) ? withoutAnnotations(value) : value;
}

/**
 * A user of a users/delta page: only what the page says, with nulls for what has lost its value.
 * Source: https://learn.microsoft.com/graph/delta-query-overview
 */
export function accountFromDelta(raw: Json): ObjectEntry {
  const object = parseObject(raw);
  const id = idOf(object);
  if (isRemoved(object)) return { id, payload: null };
  const change = emptyAsNull(pick(object, ACCOUNT_PROPERTIES));
  const manager = managerChange(object['manager@delta']);
  return { id, payload: manager === undefined ? change : { ...change, managerId: manager } };
}

/** What a page of groups/delta says; a removed group takes no links with it here, settling does. */
export function groupsFromDelta(page: readonly Json[]): GroupChanges {
  const groups: ObjectEntry[] = [];
  const members: LinkEntry[] = [];
  const owners: LinkEntry[] = [];
  for (const raw of page) {
    const object = parseObject(raw);
    const id = idOf(object);
    if (isRemoved(object)) {
      groups.push({ id, payload: null });
      continue;
    }
    groups.push({ id, payload: emptyAsNull(pick(object, GROUP_PROPERTIES)) });
    members.push(...linkChanges(id, object['members@delta']));
    owners.push(...linkChanges(id, object['owners@delta']));
  }
  return { groups, members, owners };
}

/** The end of a link as a member list shows it. */
export function targetFromList(raw: Json): LinkTarget {
  const object = parseObject(raw);
  return { id: idOf(object), type: typeOf(object) ?? 'unknown' };
}

function managerChange(raw: Json | undefined): string | null | undefined {
  if (!Array.isArray(raw)) return undefined;
  const present = raw.filter(
    (entry: Json) => isJsonObject(entry) && !isRemoved(entry),
  ) as readonly JsonObject[];
  const last = present.at(-1);
  return last === undefined ? null : idOf(last);
}

function linkChanges(source: string, raw: Json | undefined): readonly LinkEntry[] {
  if (!Array.isArray(raw)) return [];
  return raw.map((entry: Json) => {
    const object = parseObject(entry);
    return { source, target: idOf(object), type: typeOf(object), removed: isRemoved(object) };
  });
}

function typeOf(object: JsonObject): string | null {
  const type = object['@odata.type'];
  return typeof type === 'string' ? type.replace(/^#?microsoft\.graph\./, '') : null;
}

function isRemoved(object: JsonObject): boolean {
  return object['@removed'] !== undefined;
}

function idOf(object: JsonObject): string {
  const id = object['id'];
  if (typeof id !== 'string' || !isGuid(id)) throw malformed('a directory object without a GUID as its id');
  return id.toLowerCase();
}

function parseObject(raw: Json): JsonObject {
  if (!isJsonObject(raw)) throw malformed('an entry that is not an object');
  return raw;
}

function malformed(what: string): ProblemError {
  return new ProblemError(graphProblems['malformed-page'], { detail: `The page holds ${what}.` });
}

function pick(object: JsonObject, names: readonly string[]): JsonObject {
  const picked: Record<string, Json> = {};
  for (const name of names) {
    const value = object[name];
    if (value !== undefined) picked[name] = value;
  }
  return picked;
}

function emptyAsNull(object: JsonObject): JsonObject {
  const entries = Object.entries(object).map(
    ([name, value]) => [name, isEmptyList(value) ? null : value] as const,
  );
  return Object.fromEntries(entries);
}

function filled(object: JsonObject, names: readonly string[]): JsonObject {
  const payload: Record<string, Json> = {};
  fill(payload, object, names);
  return payload;
}

/** Copies the named properties that have a value. */
function fill(payload: Record<string, Json | undefined>, object: JsonObject, names: readonly string[]): void {
  for (const name of names) {
    const value = object[name];
    if (value === undefined || value === null || isEmptyList(value)) continue;
    payload[name] = typeof value === 'object' ? withoutNulls(value) : value;
  }
}

/** Drops null members at any depth, as PostgreSQL's jsonb_strip_nulls does with merged payloads. */
function withoutNulls(value: Json): Json {
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map((item: Json) => withoutNulls(item));
  const kept: Record<string, Json> = {};
  for (const [name, member] of Object.entries(value)) if (member !== null) kept[name] = withoutNulls(member);
  return kept;
}

function isEmptyList(value: Json): boolean {
  return Array.isArray(value) && value.length === 0;
}
