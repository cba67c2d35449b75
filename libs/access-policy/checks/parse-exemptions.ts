import { isJsonObject, type Json, type JsonObject } from '#kernel/json.js';
import { identifier } from '../model/shape.js';
import { GUEST_TYPES } from '../model/well-known.js';
import { NO_EXEMPTION, type Exemption, type Exemptions } from './exemption.js';

/** A list of an exemption. */
export type ExemptionKind = keyof Exemption;

/** Which lists can be declared for which check; a check that is not named cannot be exempted. */
export type Declarable = ReadonlyMap<string, readonly ExemptionKind[]>;

/** Raised for exemptions that cannot be used; the message says which and why. */
export class ExemptionError extends Error {
  override readonly name = 'ExemptionError';
}

const KINDS = Object.keys(NO_EXEMPTION) as readonly ExemptionKind[];
/** Facts about an exemption that a tenant keeps beside it; they never change a verdict. */
const NOTES = ['justification', 'approver', 'expires', 'comment'];
/** Words of policies that name no object: they cannot be declared. */
const WORDS = ['All', 'None', 'GuestsOrExternalUsers', 'AllTrusted'];
const BUNDLE = /^[A-Za-z][A-Za-z0-9]*$/;
const GUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

/**
 * Reads `{ "<check id>": { "users": [...], ... } }`. Ids are GUIDs, save where the snapshot's own ids are none.
 * @throws ExemptionError for unknown checks, lists that a check does not support, malformed ids and duplicates
 */
export function parseExemptions(
  source: Json | undefined,
  declarable: Declarable,
  hasPlainIds: boolean,
): Exemptions {
  if (source === undefined || source === null) return new Map();
  if (!isJsonObject(source)) throw new ExemptionError('Exemptions are an object with an entry per check.');
  return new Map(
    Object.entries(source).map(([id, entry]) => [id, parseEntry(id, entry, declarable, hasPlainIds)]),
  );
}

function parseEntry(id: string, entry: Json, declarable: Declarable, hasPlainIds: boolean): Exemption {
  const kinds = declarable.get(id);
  if (kinds === undefined) throw new ExemptionError(`There is no check "${id}" that can be exempted.`);
  if (!isJsonObject(entry)) throw new ExemptionError(`The exemption of ${id} is no object.`);
  for (const name of Object.keys(entry)) {
    const isKnown = KINDS.some((kind) => kind === name) || NOTES.includes(name);
    if (!isKnown) throw new ExemptionError(`The exemption of ${id} has the unknown list "${name}".`);
  }
  const lists = KINDS.map((kind) => [kind, parseList(id, kind, entry, hasPlainIds)] as const);
  for (const [kind, list] of lists) {
    if (list.length > 0 && !kinds.includes(kind)) {
      throw new ExemptionError(`${id} cannot exempt ${kind}; it can exempt ${kinds.join(', ')}.`);
    }
  }
  return Object.fromEntries(lists) as unknown as Exemption;
}

function parseList(
  id: string,
  kind: ExemptionKind,
  entry: JsonObject,
  hasPlainIds: boolean,
): readonly string[] {
  const value = entry[kind];
  if (value === undefined || value === null) return [];
  const place = `${kind} of the exemption of ${id}`;
  if (!Array.isArray(value)) throw new ExemptionError(`The ${place} are no list.`);
  const list = (value as readonly Json[]).map((item) => parseItem(item, kind, place, hasPlainIds));
  const twice = list.find((item, index) => list.indexOf(item) !== index);
  if (twice !== undefined) throw new ExemptionError(`The ${place} name ${twice} twice.`);
  return list;
}

function parseItem(item: Json, kind: ExemptionKind, place: string, hasPlainIds: boolean): string {
  const value = identifier(item) ?? '';
  const isRight =
    kind === 'guestUserTypes'
      ? GUEST_TYPES.some((type) => type === value)
      : value !== '' && !WORDS.includes(value) && (isId(value, kind) || hasPlainIds);
  if (!isRight) throw new ExemptionError(`The ${place} name ${JSON.stringify(item)}, which is malformed.`);
  return value;
}

function isId(value: string, kind: ExemptionKind): boolean {
  return GUID.test(value) || (kind === 'applications' && BUNDLE.test(value));
}

/** Whether ids of a snapshot are no GUIDs, as in a made-up tenant: then exemptions need none either. */
export function hasPlainIds(snapshot: JsonObject): boolean {
  return ['users', 'groups', 'conditionalAccessPolicies', 'roleAssignmentScheduleInstances'].some((key) =>
    idsOf(snapshot[key]).some((id) => !GUID.test(id)),
  );
}

const ID_FIELDS = ['id', 'principalId'];

function idsOf(list: Json | undefined): readonly string[] {
  const items = isJsonObject(list) ? list['value'] : list;
  if (!Array.isArray(items)) return [];
  return (items as readonly Json[])
    .filter(isJsonObject)
    .flatMap((item) => ID_FIELDS.flatMap((name) => (typeof item[name] === 'string' ? item[name] : [])));
}
