/** The `until` of a row that is still open: the largest integer, so that one index serves open and closed rows. */
export const OPEN_REVISION = 2_147_483_647;

/** The plugin's schema, as stages name it in SQL. */
export const SCHEMA = 'entra_id';

interface ObjectKindShape {
  /** SQL type of the object's id in Graph. */
  readonly id: 'uuid' | 'text';
}

/**
 * Kinds of directory object that are kept with their history; each has a table of this name and the same shape:
 * `connection_id, object_id, since_revision, until_revision, hash, payload, display_name`.
 */
export const OBJECT_KINDS = {
  account: { id: 'uuid' },
  directory_group: { id: 'uuid' },
  organization: { id: 'uuid' },
  domain: { id: 'text' },
  subscribed_sku: { id: 'text' },
} as const satisfies Record<string, ObjectKindShape>;

/** Name of a kind of object, and of its table. */
export type ObjectKind = keyof typeof OBJECT_KINDS;

/**
 * Kinds of link between two directory objects; each has a table of this name and the same shape:
 * `connection_id, source_id, target_id, target_type, since_revision, until_revision`.
 * For both kinds the source is the group.
 */
export const LINK_KINDS = ['membership', 'ownership'] as const;

/** Name of a kind of link, and of its table. */
export type LinkKind = (typeof LINK_KINDS)[number];

/** Qualified table of a kind. */
export function tableOf(kind: ObjectKind | LinkKind): string {
  return `${SCHEMA}.${kind}`;
}
