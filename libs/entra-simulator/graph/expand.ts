import { text, type JsonObject } from '#kernel/json.js';
import { odataType } from '../tenant/directory.js';
import { unsupportedQuery } from './errors.js';
import { anyTypeOf, objectOf } from './links.js';
import { seesType } from './permissions.js';
import { USER_DEFAULTS } from './properties.js';
import { project } from './query.js';
import { isSingular, relationOf } from './relations.js';
import type { GraphRead } from './request.js';
import { selected, unknownProperty } from './selection.js';

/** Most ends that `$expand` shows; there is no link to the rest. Source: https://learn.microsoft.com/graph/query-parameters */
const EXPANDED_MAX = 20;

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

const NOTHING: JsonObject = {};

/** What belongs to an object and is no directory object, by the name of the relation. */
export type Belongings = Readonly<Record<string, (id: string) => readonly JsonObject[]>>;

/**
 * Shows what `$expand` asks for of an object of a type, by its id: at most 20 of each relation.
 * @throws GraphFault 400 for a relation that the type does not have
 */
export function expander(read: GraphRead, type: string, others: Belongings = {}): (id: string) => JsonObject {
  const expansions = expansionsOf(read.query.get('$expand') ?? undefined);
  const unknown = expansions.find(
    ({ relation }) => relationOf(type, relation) === undefined && others[relation] === undefined,
  );
  if (unknown !== undefined && type !== '') throw unknownProperty(unknown.relation, type);
  if (expansions.length === 0) return () => NOTHING;
  return (id) =>
    Object.fromEntries(expansions.flatMap((expansion) => related(read, { type, id, others }, expansion)));
}

function related(
  read: GraphRead,
  of: { readonly type: string; readonly id: string; readonly others: Belongings },
  { relation, select }: Expansion,
): readonly (readonly [string, JsonObject | readonly JsonObject[]])[] {
  const belongings = of.others[relation]?.(of.id).map((object) => project(object, select, undefined));
  const ends = relationOf(of.type, relation)?.(read, of.id) ?? new Map<string, string>();
  const linked = [...ends].slice(0, EXPANDED_MAX).flatMap(([id, type]) => shownEnd(read, id, type, select));
  const [first] = linked;
  if (isSingular(relation)) return first === undefined ? [] : [[relation, first]];
  return [[relation, (belongings ?? linked).slice(0, EXPANDED_MAX)]];
}

function shownEnd(
  read: GraphRead,
  id: string,
  type: string,
  select: readonly string[] | undefined,
): readonly JsonObject[] {
  const object = objectOf(read.store, id, type);
  if (object === undefined) return [];
  const kind = { '@odata.type': odataType(type) };
  if (type !== 'directoryRole' && !seesType(type, read.caller)) return [{ ...kind, id }];
  const defaults = type === 'user' ? USER_DEFAULTS : undefined;
  return [{ ...kind, ...selected(object, select ?? defaults, type) }];
}
