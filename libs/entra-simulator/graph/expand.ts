import { text, type JsonObject } from '#kernel/json.js';
import { odataType } from '../tenant/directory.js';
import { unsupportedQuery } from './errors.js';
import { seesType } from './permissions.js';
import { project } from './query.js';
import type { GraphRead } from './request.js';
import { anyTypeOf, objectOf } from './sources.js';

/** A relation that `$expand` asks for, with the selection inside it. */
export interface Expansion {
  readonly relation: string;
  readonly select: readonly string[] | undefined;
  /** What is inside the brackets beside the selection, for instance `$expand=rules`. */
  readonly inside: string;
}

/** Takes `$expand` apart; commas and semicolons inside brackets belong to the relation before them. */
export function expansionsOf(expand: string | undefined): readonly Expansion[] {
  if (expand === undefined) return [];
  return [...expand.matchAll(/([A-Za-z]+)(?:\(((?:[^()]|\([^()]*\))*)\))?/g)].map(
    ([, relation = '', inside = '']) => {
      const select = /\$select=([^;)]+)/.exec(inside)?.[1];
      return { relation, inside, select: select?.split(',').map((name) => name.trim()) };
    },
  );
}

/** Refuses relations that a resource does not have. @throws GraphFault 400 */
export function onlyRelations(expansions: readonly Expansion[], known: readonly string[]): void {
  const unknown = expansions.find(({ relation }) => !known.includes(relation));
  if (unknown === undefined) return;
  throw unsupportedQuery(`Could not find a property named '${unknown.relation}' on the resource.`);
}

/** An object of any type as `$expand` shows it; without the permission to read its type only its id. */
export function expanded(
  read: GraphRead,
  id: string,
  select: readonly string[] | undefined,
): JsonObject | null {
  const type = anyTypeOf(read.store, id);
  const object = type === undefined ? undefined : objectOf(read.store, id, type);
  if (type === undefined || object === undefined) return null;
  const kind = { '@odata.type': odataType(type) };
  if (!seesType(type, read.caller)) return { ...kind, id: text(object['id']) };
  return { ...kind, ...project(object, select, undefined) };
}
