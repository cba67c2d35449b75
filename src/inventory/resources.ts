import type { LinkKind, ObjectKind } from './kinds.js';

/**
 * What is read and judged complete as a whole. A resource that did not end complete in a run is undone for that
 * run, so readers keep its last complete state.
 */
export const RESOURCES = {
  organization: { objects: ['organization'], links: [] },
  domains: { objects: ['domain'], links: [] },
  subscribedSkus: { objects: ['subscribed_sku'], links: [] },
  accounts: { objects: ['account'], links: [] },
  groups: { objects: ['directory_group'], links: [] },
  memberships: { objects: [], links: ['membership'] },
  ownerships: { objects: [], links: ['ownership'] },
} as const satisfies Record<string, { objects: readonly ObjectKind[]; links: readonly LinkKind[] }>;

/** Name of a resource. */
export type ResourceName = keyof typeof RESOURCES;

/** All resources, in the order in which people are shown them. */
export const RESOURCE_NAMES = Object.keys(RESOURCES) as readonly ResourceName[];

/** How far a resource was read in a revision. */
export type Completeness = 'complete' | 'partial' | 'refused' | 'not-read';
