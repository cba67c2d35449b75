import type { ResourceName } from '../../inventory/resources.js';
import type { StepKey } from '../store/page-store.js';

/** Steps that may run at the same time. */
export type Stage = readonly StepKey[];

/** Stages that run one after another; lanes run side by side. */
export type Lane = readonly Stage[];

const step = (resource: ResourceName, name: string): StepKey => ({ resource, name });

/** How the steps of a run depend on each other: all lanes side by side, then the settling lane. */
export const LANES: readonly Lane[] = [
  [[step('organization', 'read')], [step('domains', 'read')], [step('subscribedSkus', 'read')]],
  [
    [step('accounts', 'watermark')],
    [step('accounts', 'crawl')],
    [step('accounts', 'close')],
    [step('accounts', 'follow')],
    [step('accounts', 'prove')],
  ],
  [
    [step('groups', 'watermark')],
    [step('groups', 'crawl')],
    [step('groups', 'close')],
    [step('memberships', 'crawl'), step('ownerships', 'crawl')],
    [step('groups', 'follow')],
    [step('groups', 'prove')],
  ],
];

/** Runs when every lane has ended: looks again at groups whose links are in doubt. */
export const SETTLING: Lane = [[step('memberships', 'reread'), step('ownerships', 'reread')]];

/**
 * What else cannot be complete when a resource is not: links are read for the groups that were found, and the
 * changes of groups bring the changes of their links.
 */
export const DEPENDENTS: Readonly<Partial<Record<ResourceName, readonly ResourceName[]>>> = {
  groups: ['memberships', 'ownerships'],
};

/** Stages of a failed lane that go on all the same, because they do not depend on what failed. */
export function isIndependent(failed: ResourceName, next: ResourceName): boolean {
  if (failed === next) return false;
  return !(DEPENDENTS[failed] ?? []).includes(next);
}
