import type { StepEstimate } from '../runs.port.js';
import type { StepKey } from '../store/page-store.js';
import { CATALOGUE, type CatalogueRow, type DeltaRow } from './catalogue.js';
import { COSTS } from './cost-table.js';
import { LANES, OPENING, SETTLING, type Lane } from './lanes.js';
import { batchCost, listCost, pacedMs, priceOfPath } from './ways.js';

const NOTHING: StepEstimate = { requests: 0, batchItems: 0, resourceUnits: 0, durationMs: 0 };

/** Objects by resource as last published; empty when nothing is known. */
export type KnownCounts = Readonly<Record<string, number>>;

/** What a step will cost by the documented prices; null when that is not known, or depends on the way that is chosen. */
export function estimateStep(step: StepKey, counts: KnownCounts): StepEstimate | null {
  const row = CATALOGUE.find((candidate) => candidate.resource === step.resource);
  return row === undefined ? null : estimateRow(row, step, counts);
}

function estimateRow(row: CatalogueRow, step: StepKey, counts: KnownCounts): StepEstimate | null {
  switch (row.work) {
    case 'list':
      return listCost(row.path, counts[row.resource]);
    case 'facts':
      return null;
    case 'parented':
      return batchCost(row.path, counts[row.of], counts[row.resource]);
    case 'links':
      return step.name === 'crawl' ? null : NOTHING;
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
      return listCost(row.listPath, counts[row.resource]);
    case 'watermark':
    case 'follow':
      return {
        requests: 1,
        batchItems: 0,
        resourceUnits: priceOfPath(row.deltaPath),
        durationMs: COSTS.deltaPageMs,
      };
    case 'prove':
      return {
        requests: 1,
        batchItems: 0,
        resourceUnits: priceOfPath(row.countPath),
        durationMs: COSTS.countMs,
      };
    default:
      return NOTHING;
  }
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
  return {
    requests: sum((estimate) => estimate.requests),
    batchItems: sum((estimate) => estimate.batchItems),
    resourceUnits,
    durationMs: Math.round(Math.max(waitsMs, pacedMs(resourceUnits))),
  };
}
