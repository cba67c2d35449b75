import type { Json, JsonObject } from '#kernel/json.js';
import { GraphFault } from './errors.js';
import { propertyNames } from './property-names.js';

const COLLECTIONS: Readonly<Record<string, string>> = {
  users: 'user',
  groups: 'group',
  devices: 'device',
  servicePrincipals: 'servicePrincipal',
  applications: 'application',
};

/** Extensions of a directory have names of their own. Source: https://learn.microsoft.com/graph/extensibility-overview */
const EXTENSION = /^(extension_|ext[a-z0-9]{8}_|[a-z0-9]+_[a-z])/i;

/** Type of the objects of a collection; undefined when a collection has several, or none of the directory's. */
export function typeOfCollection(name: string): string | undefined {
  return COLLECTIONS[name];
}

/** Refuses a selection of what a type does not have. @throws GraphFault 400 */
export function checkSelection(select: readonly string[] | undefined, type: string | undefined): void {
  const known = type === undefined ? undefined : propertyNames(type);
  if (select === undefined || known === undefined || type === undefined) return;
  const strange = select
    .map((name) => name.split('/')[0] ?? '')
    .find((name) => name !== '*' && !known.all.has(name) && !EXTENSION.test(name));
  if (strange !== undefined) throw unknownProperty(strange, type);
}

/** 400 for a property or relation that a type does not have. */
export function unknownProperty(name: string, type: string): GraphFault {
  const message = `Parsing OData Select and Expand failed: Could not find a property named '${name}' on type 'microsoft.graph.${type}'.`;
  return new GraphFault({ status: 400, code: 'BadRequest', message });
}

/** An object by its selected properties: one that has no value is shown as null, a list without items as empty. */
export function selected(
  object: JsonObject,
  select: readonly string[] | undefined,
  type: string | undefined,
): JsonObject {
  if (select === undefined) return object;
  const known = type === undefined ? undefined : propertyNames(type);
  const shown: Record<string, Json> = {};
  for (const name of select) {
    const value = object[name];
    if (value !== undefined) shown[name] = value;
    else if (known?.single.has(name) === true) shown[name] = null;
    else if (known?.lists.has(name) === true) shown[name] = [];
  }
  return shown;
}
