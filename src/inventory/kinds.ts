import { PLAIN_LISTS, PLAIN_LIST_NAMES } from './lists.js';
import { PARENTED_LISTS, PARENTED_LIST_NAMES } from './parented-lists.js';

/** The `until` of a row that is still open: the largest integer, so that one index serves open and closed rows. */
export const OPEN_REVISION = 2_147_483_647;

/** The plugin's schema, as stages name it in SQL. */
export const SCHEMA = 'entra_id';

/** Name of the migration that created the first tables. */
export const FIRST_MIGRATION = '050-inventory';

interface ObjectKindShape {
  /** SQL type of the object's id in Graph. */
  readonly id: 'uuid' | 'text';
  /** Migration that creates the table. */
  readonly introduced: string;
}

type Lists = typeof PLAIN_LISTS & typeof PARENTED_LISTS;
type ListKinds = {
  readonly [Name in keyof Lists as Lists[Name]['kind']]: Pick<Lists[Name], 'id' | 'introduced'>;
};

const LIST_KINDS = Object.fromEntries([
  ...PLAIN_LIST_NAMES.map((name) => [PLAIN_LISTS[name].kind, PLAIN_LISTS[name]]),
  ...PARENTED_LIST_NAMES.map((name) => [PARENTED_LISTS[name].kind, PARENTED_LISTS[name]]),
]) as unknown as ListKinds;

const FOLLOWED_KINDS = {
  account: { id: 'uuid', introduced: FIRST_MIGRATION },
  directory_group: { id: 'uuid', introduced: FIRST_MIGRATION },
} as const satisfies Record<string, ObjectKindShape>;

/**
 * Kinds of directory object that are kept with their history; each has a table of this name and the same shape:
 * `connection_id, object_id, since_revision, until_revision, hash, payload, display_name`.
 */
export const OBJECT_KINDS = { ...FOLLOWED_KINDS, ...LIST_KINDS } satisfies Record<string, ObjectKindShape>;

/** Name of a kind of object, and of its table. */
export type ObjectKind = keyof typeof OBJECT_KINDS;

/**
 * Kinds of link between two directory objects; each has a table of this name and the same shape:
 * `connection_id, source_id, target_id, target_type, since_revision, until_revision`.
 * For both kinds the source is the group.
 */
export const LINK_SHAPES = {
  membership: { introduced: FIRST_MIGRATION },
  ownership: { introduced: FIRST_MIGRATION },
} as const satisfies Record<string, Pick<ObjectKindShape, 'introduced'>>;

/** Name of a kind of link, and of its table. */
export type LinkKind = keyof typeof LINK_SHAPES;

/** All kinds of link. */
export const LINK_KINDS = Object.keys(LINK_SHAPES) as readonly LinkKind[];

/** Qualified table of a kind. */
export function tableOf(kind: ObjectKind | LinkKind): string {
  return `${SCHEMA}.${kind}`;
}
