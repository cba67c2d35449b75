import type { Json } from '#kernel/json.js';
import type { ResourceName } from '../../inventory/resources.js';
import type { RunKind } from '../runs.port.js';
import type { PlannedStep } from '../store/run-rows.js';
import { isGranted } from '../../inventory/requirements.js';

/** Resources that Graph follows by delta query; memberships and ownerships come with groups. */
export type DeltaResource = 'accounts' | 'groups';

/** A delta link that belongs to the published revision. */
export interface PublishedLink {
  readonly url: string;
  readonly recipe: string;
}

/** All that a plan depends on. */
export interface PlanInput {
  readonly requested: RunKind;
  readonly grants: ReadonlySet<string>;
  readonly links: Readonly<Partial<Record<DeltaResource, PublishedLink>>>;
  readonly recipe: string;
  /** Address of Graph with its version; links to elsewhere are not followed. */
  readonly graphBase: string;
  /** When accounts and groups were last read in full; undefined when never. */
  readonly lastFullAt: Date | undefined;
  /** Why an earlier run asked for a full one. */
  readonly fullNeeded: string | undefined;
  readonly fullSyncDays: number;
  readonly now: Date;
  /** Objects of the last revision by resource, as expectation for progress. */
  readonly counts: Readonly<Record<string, number>>;
}

/** What a run will do, and why. */
export interface Plan {
  readonly kind: RunKind;
  readonly reason: string;
  readonly steps: readonly PlannedStep[];
  /** Resources that are not read because no permission allows it. */
  readonly refused: readonly ResourceName[];
}

const DAY_MS = 86_400_000;
const TENANT: readonly ResourceName[] = ['organization', 'domains', 'subscribedSkus'];

/** Chooses the kind of run and its steps. Pure: the same input gives the same plan. */
export function makePlan(input: PlanInput): Plan {
  const { kind, reason } = chooseKind(input);
  const granted = (resource: ResourceName): boolean => isGranted(resource, input.grants);
  const all: readonly ResourceName[] = [...TENANT, 'accounts', 'groups', 'memberships', 'ownerships'];
  const steps = [
    ...TENANT.filter(granted).map((resource) => ({ resource, name: 'read' })),
    ...(granted('accounts') ? accountSteps(kind, input) : []),
    ...(granted('groups') ? groupSteps(kind, input) : []),
  ];
  return { kind, reason, steps, refused: all.filter((resource) => !granted(resource)) };
}

function chooseKind(input: PlanInput): { readonly kind: RunKind; readonly reason: string } {
  const why = reasonForFull(input);
  if (why !== undefined) return { kind: 'full', reason: why };
  return { kind: 'incremental', reason: 'Follows the changes since the last published revision.' };
}

function reasonForFull(input: PlanInput): string | undefined {
  if (input.requested === 'full') return 'A full run was asked for.';
  if (input.lastFullAt === undefined) return 'The tenant was never read in full.';
  if (input.fullNeeded !== undefined) return input.fullNeeded;
  const needed: readonly DeltaResource[] = ['accounts', 'groups'];
  const links = needed.filter((resource) => isGranted(resource, input.grants)).map((r) => input.links[r]);
  if (links.some((link) => link === undefined)) return 'There is no delta link to go on from.';
  if (links.some((link) => link?.url.startsWith(`${input.graphBase}/`) === false))
    return 'Microsoft Graph is reached under another address than before.';
  if (links.some((link) => link?.recipe !== input.recipe))
    return 'The plugin reads other properties than before.';
  const ageMs = input.now.getTime() - input.lastFullAt.getTime();
  if (ageMs >= input.fullSyncDays * DAY_MS) return `The last full run is ${input.fullSyncDays} days old.`;
  return undefined;
}

function accountSteps(kind: RunKind, input: PlanInput): readonly PlannedStep[] {
  const expected = input.counts['accounts'] ?? null;
  if (kind === 'incremental') return followSteps('accounts', input);
  return [
    { resource: 'accounts', name: 'watermark' },
    { resource: 'accounts', name: 'crawl', expected },
    { resource: 'accounts', name: 'close' },
    { resource: 'accounts', name: 'follow' },
    { resource: 'accounts', name: 'prove' },
  ];
}

function groupSteps(kind: RunKind, input: PlanInput): readonly PlannedStep[] {
  if (kind === 'incremental') {
    return [
      ...followSteps('groups', input),
      { resource: 'memberships', name: 'reread' },
      { resource: 'ownerships', name: 'reread' },
    ];
  }
  return [
    { resource: 'groups', name: 'watermark' },
    { resource: 'groups', name: 'crawl', expected: input.counts['groups'] ?? null },
    { resource: 'groups', name: 'close' },
    { resource: 'memberships', name: 'crawl', expected: input.counts['memberships'] ?? null },
    { resource: 'ownerships', name: 'crawl', expected: input.counts['ownerships'] ?? null },
    { resource: 'groups', name: 'follow' },
    { resource: 'groups', name: 'prove' },
    { resource: 'memberships', name: 'reread' },
    { resource: 'ownerships', name: 'reread' },
  ];
}

function followSteps(resource: DeltaResource, input: PlanInput): readonly PlannedStep[] {
  const cursor: Json = { url: input.links[resource]?.url ?? null };
  return [
    { resource, name: 'follow', cursor },
    { resource, name: 'prove' },
  ];
}
