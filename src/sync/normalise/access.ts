import { isGuid } from '#kernel/ids.js';
import { isJsonObject, type Json, type JsonObject } from '#kernel/json.js';
import { ProblemError } from '#kernel/problem.js';
import { graphProblems } from '#graph/graph.problems.js';
import { objectFromList, targetFromList, type ObjectEntry } from './normalise.js';

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

/** Turns one object of a parent's list into the entry that is written. */
export type ParentedNormaliser = (raw: Json, parentId: string) => ObjectEntry;

/**
 * A normaliser for the ends of a relation: each becomes an object of its own that names both ends and the type of the
 * other one, so that it has a history like everything else.
 * @throws ProblemError `malformed-page`
 */
export function relatedTo(parent: string, other: string): ParentedNormaliser {
  return (raw, parentId) => {
    const { id: otherId, type } = targetFromList(raw);
    const id = `${parentId}_${otherId}`;
    return { id, payload: { id, [parent]: parentId, [other]: otherId, type } };
  };
}

/** A device with the owners that it is registered to, in the order of their ids. @throws ProblemError `malformed-page` */
export function deviceWithOwners(raw: Json): ObjectEntry {
  const { id, payload } = objectFromList(raw);
  const owners = payload?.['registeredOwners'];
  if (payload === null || !Array.isArray(owners)) return { id, payload };
  return { id, payload: { ...payload, registeredOwners: inOrderOfIds(owners) } };
}

/**
 * A guest with sponsors, in the order of their ids; a guest without any is kept too, since that there are none is known.
 * @throws ProblemError `malformed-page`
 */
export function guestWithSponsors(raw: Json): ObjectEntry {
  const { id, payload } = objectFromList(raw);
  const sponsors = payload?.['sponsors'];
  return { id, payload: { id, sponsors: Array.isArray(sponsors) ? inOrderOfIds(sponsors) : [] } };
}

function inOrderOfIds(targets: readonly Json[]): readonly JsonObject[] {
  return targets.map((target) => ({ ...targetFromList(target) })).sort((a, b) => (a.id < b.id ? -1 : 1));
}

/**
 * Who holds a role for an administrative unit. `roleId` names the activated role object, not its definition.
 * Source: https://learn.microsoft.com/graph/api/administrativeunit-list-scopedrolemembers
 * @throws ProblemError `malformed-page`
 */
export function scopedRoleMember(raw: Json, administrativeUnitId: string): ObjectEntry {
  const { id, payload } = objectFromList(raw);
  const member = payload?.['roleMemberInfo'];
  const principal = isJsonObject(member) ? member : {};
  const flat = { principalId: principal['id'] ?? null, displayName: principal['displayName'] ?? null };
  const kept = { id, administrativeUnitId, roleId: payload?.['roleId'] ?? null, ...flat };
  return { id, payload: lowerGuids(kept, ['principalId']) };
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
