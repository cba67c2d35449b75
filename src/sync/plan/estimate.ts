import { priceOf } from '#graph/price.js';
import type { StepEstimate } from '../runs.port.js';
import type { StepKey } from '../store/page-store.js';
import { CATALOGUE, type CatalogueRow, type DeltaRow, type LinksRow } from './catalogue.js';
import { LANES, OPENING, SETTLING, type Lane } from './lanes.js';

/**
 * Median times of requests in milliseconds, and how much of them one page brings.
 * Measured by users of Graph: lists of 999 about half a second, delta pages of 200 a quarter.
 */
const LIST_PAGE_MS = 500;
const DELTA_PAGE_MS = 250;
const BATCH_MS = 500;
const COUNT_MS = 250;
const LIST_PAGE_OBJECTS = 999;
const BATCH_ITEMS = 20;
const BATCHES_AT_ONCE = 4;
const DELTA_PAGE_LINKS = 500;
const CHAIN_GROUPS = 50;
const CHAINS_AT_ONCE = 8;
/** Resource units per second of a large tenant. Source: https://learn.microsoft.com/graph/throttling-limits */
const UNITS_PER_SECOND = 800;

const NOTHING: StepEstimate = { requests: 0, batchItems: 0, resourceUnits: 0, durationMs: 0 };

/** Objects by resource as last published; empty when nothing is known. */
export type KnownCounts = Readonly<Record<string, number>>;

/** What a step will cost by the documented prices; null when the number of its objects is not known. */
export function estimateStep(step: StepKey, counts: KnownCounts): StepEstimate | null {
  const row = CATALOGUE.find((candidate) => candidate.resource === step.resource);
  return row === undefined ? null : estimateRow(row, step, counts);
}

function estimateRow(row: CatalogueRow, step: StepKey, counts: KnownCounts): StepEstimate | null {
  switch (row.work) {
    case 'list':
      return pages(row.path, counts[row.resource]);
    case 'facts':
      return null;
    case 'parented':
      return sources(row.path, counts[row.of], counts[row.resource]);
    case 'links':
      return step.name === 'crawl' ? estimateLinks(row, counts) : NOTHING;
    case 'delta':
      return estimateDelta(row, step, counts);
  }
}

/** Facts of reports are read a few pages a run at the pace of their own budget: they keep no run from ending. */
function isReport({ resource }: StepKey): boolean {
  return CATALOGUE.some((row) => row.work === 'facts' && row.resource === resource);
}

function estimateDelta(row: DeltaRow, step: StepKey, counts: KnownCounts): StepEstimate | null {
  switch (step.name) {
    case 'crawl':
      return pages(row.listPath, counts[row.resource]);
    case 'watermark':
    case 'follow':
      return {
        requests: 1,
        batchItems: 0,
        resourceUnits: priceOfPath(row.deltaPath),
        durationMs: DELTA_PAGE_MS,
      };
    case 'prove':
      return { requests: 1, batchItems: 0, resourceUnits: priceOfPath(row.countPath), durationMs: COUNT_MS };
    default:
      return NOTHING;
  }
}

function estimateLinks(row: LinksRow, counts: KnownCounts): StepEstimate | null {
  if (row.kind === 'membership') return chains(counts[row.of], counts[row.resource]);
  return sources(`/groups/id/${row.segment}?$select=id&$top=999`, counts[row.of], counts[row.resource]);
}

function pages(path: string, objects: number | undefined): StepEstimate | null {
  if (objects === undefined) return null;
  const requests = Math.max(1, Math.ceil(objects / LIST_PAGE_OBJECTS));
  const resourceUnits = requests * priceOfPath(path);
  return { requests, batchItems: 0, resourceUnits, durationMs: requests * LIST_PAGE_MS };
}

/** The list of groups, then the first rounds of delta queries that are narrowed to some groups each. */
function chains(groups: number | undefined, links: number | undefined): StepEstimate | null {
  if (groups === undefined || links === undefined) return null;
  const listed = Math.max(1, Math.ceil(groups / LIST_PAGE_OBJECTS));
  const pagesRead = Math.ceil(groups / CHAIN_GROUPS) + Math.ceil(links / DELTA_PAGE_LINKS);
  const resourceUnits = listed * priceOfPath('/groups?$select=id&$expand=members') + pagesRead;
  const durationMs = listed * LIST_PAGE_MS + Math.ceil(pagesRead / CHAINS_AT_ONCE) * DELTA_PAGE_MS;
  return { requests: listed + pagesRead, batchItems: 0, resourceUnits, durationMs };
}

/** Source by source in batches; links beyond a page for each source are further pages of large sources. */
function sources(path: string, count: number | undefined, links: number | undefined): StepEstimate | null {
  if (count === undefined || links === undefined) return null;
  const batches = Math.ceil(count / BATCH_ITEMS);
  const more = Math.floor(links / LIST_PAGE_OBJECTS);
  const resourceUnits = (count + more) * priceOfPath(path);
  const durationMs = Math.ceil(batches / BATCHES_AT_ONCE) * BATCH_MS + more * LIST_PAGE_MS;
  return { requests: batches + more, batchItems: count, resourceUnits, durationMs };
}

function priceOfPath(path: string): number {
  const [at = '', query = ''] = path.split('?', 2);
  return priceOf(at, new URLSearchParams(query));
}

/** Cost of a whole plan: lanes go on side by side, and nothing is faster than the budget of resource units allows. */
export function estimateRun(
  steps: readonly (StepKey & { readonly estimate: StepEstimate | null })[],
): StepEstimate | null {
  const known = steps.flatMap((step) => step.estimate ?? []);
  if (known.length < steps.filter((step) => !isReport(step)).length) return null;
  const sum = (of: (estimate: StepEstimate) => number): number =>
    known.reduce((total, estimate) => total + of(estimate), 0);
  const durationOf = ({ resource, name }: StepKey): number =>
    steps.find((step) => step.resource === resource && step.name === name)?.estimate?.durationMs ?? 0;
  const laneMs = (lane: Lane): number =>
    lane.reduce((total, stage) => total + Math.max(0, ...stage.map(durationOf)), 0);
  const resourceUnits = sum((estimate) => estimate.resourceUnits);
  const waitsMs = laneMs(OPENING) + Math.max(0, ...LANES.map(laneMs)) + laneMs(SETTLING);
  const pacedMs = (Math.max(0, resourceUnits - UNITS_PER_SECOND * 10) / UNITS_PER_SECOND) * 1_000;
  return {
    requests: sum((estimate) => estimate.requests),
    batchItems: sum((estimate) => estimate.batchItems),
    resourceUnits,
    durationMs: Math.round(Math.max(waitsMs, pacedMs)),
  };
}
