import { isJsonObject, text, type Json, type JsonObject } from '#kernel/json.js';
import type { HostClient } from './host-client.js';

/** One object or link that differs between what was published and the truth. */
export interface Difference {
  readonly kind: string;
  readonly id: string;
  /** Property that differs; null when the whole object or link is missing or should not be there. */
  readonly property: string | null;
  readonly published: Json;
  readonly truth: Json;
}

/** Properties of the tenant that the inventory leaves out on purpose: they change without anything having changed. */
const LEFT_OUT: ReadonlySet<string> = new Set([
  'creationOptions',
  'deletedDateTime',
  'onPremisesLastSyncDateTime',
  'onPremisesNetBiosName',
  'onPremisesProvisioningErrors',
  'preferredDataLocation',
  'preferredLanguage@group',
  'resourceBehaviorOptions',
  'serviceProvisioningErrors',
  'theme',
  'uniqueName',
]);

/** Objects by their id. */
export type Objects = ReadonlyMap<string, JsonObject>;
/** Reads a whole list of the API. */
export async function readObjects(client: HostClient, path: string): Promise<Objects> {
  const objects = new Map<string, JsonObject>();
  for await (const item of client.items(path)) objects.set(text(item['id']), item);
  return objects;
}

/** Compares two sets of objects property by property; null, empty and absent are one. */
export function compareObjects(kind: string, published: Objects, truth: Objects): readonly Difference[] {
  const differences: Difference[] = [];
  for (const id of new Set([...published.keys(), ...truth.keys()])) {
    const [mine, real] = [published.get(id), truth.get(id)];
    if (mine === undefined || real === undefined) {
      differences.push({ kind, id, property: null, published: mine ?? null, truth: real ?? null });
    } else differences.push(...compareProperties(kind, id, meaning(mine, kind), meaning(real, kind)));
  }
  return differences;
}

function compareProperties(
  kind: string,
  id: string,
  mine: JsonObject,
  real: JsonObject,
): readonly Difference[] {
  const names = new Set([...Object.keys(mine), ...Object.keys(real)]);
  return [...names]
    .filter((name) => canonical(mine[name]) !== canonical(real[name]))
    .map((property) => ({
      kind,
      id,
      property,
      published: mine[property] ?? null,
      truth: real[property] ?? null,
    }));
}

/** What an object says: null, empty and absent are one. */
function meaning(object: JsonObject, kind: string): JsonObject {
  const entries = Object.entries(object).filter(
    ([name, value]) =>
      !LEFT_OUT.has(name) && !LEFT_OUT.has(`${name}@${kind}`) && value !== null && canonical(value) !== '[]',
  );
  return Object.fromEntries(entries);
}

function canonical(value: Json | undefined): string {
  if (value === undefined || value === null) return 'null';
  if (Array.isArray(value)) return `[${value.map((item: Json) => canonical(item)).join(',')}]`;
  if (!isJsonObject(value)) return JSON.stringify(value);
  const members = Object.keys(value).filter((name) => value[name] !== null);
  return `{${members
    .sort()
    .map((name) => `${name}:${canonical(value[name])}`)
    .join(',')}}`;
}

/** Objects by the id that they name. */
export function byId(objects: readonly JsonObject[]): Objects {
  return new Map(objects.map((object) => [text(object['id']), object]));
}
