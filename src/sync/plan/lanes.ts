import { budgetOf } from '#graph/price.js';
import type { ResourceName } from '../../inventory/resources.js';
import type { StepKey, StepName } from '../store/page-store.js';
import { DELTA_ROWS, linksOf, LINKS_ROWS, LIST_ROWS, PARENTED_ROWS, type DeltaRow } from './catalogue.js';
import { FACT_ROWS } from './fact-rows.js';

/** Steps that may run at the same time. */
export type Stage = readonly StepKey[];

/** Stages that run one after another; lanes run side by side. */
export type Lane = readonly Stage[];

const step = (resource: ResourceName, name: StepName): StepKey => ({ resource, name });

/**
 * Runs before everything else: every watermark is older than everything that is read, whatever resource it belongs to.
 * Else a link could be read of an account whose removal no delta page of this or a later run shows.
 */
export const OPENING: Lane = [DELTA_ROWS.map(({ resource }) => step(resource, 'watermark'))];

/** Lanes of short lists that share the directory's budget; the lists of a slower budget have a lane of their own. */
const LIST_LANES = 4;

/** Lanes side by side: some of short lists, one for each report, one for each resource that is followed. */
export const LANES: readonly Lane[] = [
  ...listLanes(),
  ...FACT_ROWS.map(({ resource }): Lane => [[step(resource, 'read')]]),
  ...DELTA_ROWS.map(laneOf),
];

/**
 * Runs when every lane has ended. Ends of links catch up after the sources of links have: a link that groups/delta
 * has shown is then judged by an account list that is not older, so that no link of a restored account is ended for
 * good. Then what is followed is counted, by one request. At last, sources whose links are in doubt are looked at again, and lists are read for parents that are known now.
 */
export const SETTLING: Lane = [
  ...DELTA_ROWS.filter((row) => row.catchUp === 'last').map(catchUp),
  DELTA_ROWS.map(({ resource }) => step(resource, 'prove')),
  LINKS_ROWS.map(({ resource }) => step(resource, 'reread')),
  PARENTED_ROWS.map(({ resource }) => step(resource, 'read')),
];

function listLanes(): readonly Lane[] {
  const lanes = new Map<string, StepKey[]>();
  LIST_ROWS.forEach(({ resource, path }, index) => {
    const budget = budgetOf(path, new URLSearchParams());
    const name = budget === 'directory' ? `directory ${index % LIST_LANES}` : budget;
    lanes.set(name, [...(lanes.get(name) ?? []), step(resource, 'read')]);
  });
  return [...lanes.values()].map((steps) => steps.map((each) => [each]));
}

function laneOf(row: DeltaRow): Lane {
  const links = linksOf(row.resource).map(({ resource }) => step(resource, 'crawl'));
  return [
    [step(row.resource, 'crawl')],
    [step(row.resource, 'close')],
    ...(links.length > 0 ? [links] : []),
    ...(row.catchUp === 'in-lane' ? [catchUp(row)] : []),
  ];
}

function catchUp({ resource }: DeltaRow): Stage {
  return [step(resource, 'follow')];
}

/**
 * What else cannot be complete when a resource is not: links are read for the sources that were found, and the
 * changes of sources bring the changes of their links.
 */
export function dependentsOf(resource: ResourceName): readonly ResourceName[] {
  return [...linksOf(resource), ...PARENTED_ROWS.filter((row) => row.of === resource)].map(
    (row) => row.resource,
  );
}

/** The resource that links start from, or whose objects a list is read for; undefined for everything else. */
export function sourceOf(resource: ResourceName): ResourceName | undefined {
  return [...LINKS_ROWS, ...PARENTED_ROWS].find((row) => row.resource === resource)?.of;
}

/** Stages of a failed lane that go on all the same, because they do not depend on what failed. */
export function isIndependent(failed: ResourceName, next: ResourceName): boolean {
  return failed !== next && !dependentsOf(failed).includes(next);
}
