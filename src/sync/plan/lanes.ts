import type { ResourceName } from '../../inventory/resources.js';
import type { StepKey } from '../store/page-store.js';

/** Steps that may run at the same time. */
export type Stage = readonly StepKey[];

/** Stages that run one after another; lanes run side by side. */
export type Lane = readonly Stage[];

const step = (resource: ResourceName, name: string): StepKey => ({ resource, name });

/**
 * Runs before everything else: every watermark is older than everything that is read, whatever resource it belongs to.
 * Else a link could be read of an account whose removal no delta page of this or a later run shows.
 */
export const OPENING: Lane = [[step('accounts', 'watermark'), step('groups', 'watermark')]];

/** How the steps of a run depend on each other: after the opening all lanes side by side, then the settling lane. */
export const LANES: readonly Lane[] = [
  [[step('organization', 'read')], [step('domains', 'read')], [step('subscribedSkus', 'read')]],
  [[step('accounts', 'crawl')], [step('accounts', 'close')]],
  [
    [step('groups', 'crawl')],
    [step('groups', 'close')],
    [step('memberships', 'crawl'), step('ownerships', 'crawl')],
    [step('groups', 'follow')],
    [step('groups', 'prove')],
  ],
];

/**
 * Runs when every lane has ended. Accounts catch up after groups have: a link that groups/delta has shown is then
 * judged by an account list that is not older, so that no link of a restored account is ended for good.
 * At last, groups whose links are in doubt are looked at again.
 */
export const SETTLING: Lane = [
  [step('accounts', 'follow')],
  [step('accounts', 'prove')],
  [step('memberships', 'reread'), step('ownerships', 'reread')],
];

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
