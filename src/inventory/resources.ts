import { FACT_LIST_NAMES, type FactListName } from './fact-lists.js';
import type { LinkKind, ObjectKind } from './kinds.js';
import { PARENTED_LIST_NAMES, PARENTED_LISTS, type ParentedListName } from './parented-lists.js';
import { PLAIN_LIST_NAMES, PLAIN_LISTS, type PlainListName } from './lists.js';

/** What a resource is made of. */
export interface ResourceShape {
  readonly objects: readonly ObjectKind[];
  readonly links: readonly LinkKind[];
}

const FOLLOWED = {
  accounts: { objects: ['account'], links: [] },
  groups: { objects: ['directory_group'], links: [] },
  memberships: { objects: [], links: ['membership'] },
  ownerships: { objects: [], links: ['ownership'] },
} as const satisfies Record<string, ResourceShape>;

/** Name of a resource. */
export type ResourceName = PlainListName | ParentedListName | FactListName | keyof typeof FOLLOWED;

const LISTS = Object.fromEntries(
  PLAIN_LIST_NAMES.map((name) => [name, { objects: [PLAIN_LISTS[name].kind], links: [] }]),
) as unknown as Readonly<Record<PlainListName, ResourceShape>>;

const PARENTED = Object.fromEntries(
  PARENTED_LIST_NAMES.map((name) => [name, { objects: [PARENTED_LISTS[name].kind], links: [] }]),
) as unknown as Readonly<Record<ParentedListName, ResourceShape>>;

/** Facts are kept in tables of their own, outside revisions. */
const FACTS = Object.fromEntries(
  FACT_LIST_NAMES.map((name) => [name, { objects: [], links: [] }]),
) as unknown as Readonly<Record<FactListName, ResourceShape>>;

/**
 * What is read and judged complete as a whole. A resource that did not end complete in a run is undone for that
 * run, so readers keep its last complete state.
 */
export const RESOURCES: Readonly<Record<ResourceName, ResourceShape>> = {
  ...LISTS,
  ...FOLLOWED,
  ...PARENTED,
  ...FACTS,
};

/** All resources, in the order in which people are shown them. */
export const RESOURCE_NAMES = Object.keys(RESOURCES) as readonly ResourceName[];

/** How far a resource was read in a revision. */
export type Completeness = 'complete' | 'partial' | 'refused' | 'not-read';
