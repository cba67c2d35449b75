import { isFactList } from '../../inventory/fact-lists.js';
import type { Completeness, ResourceName } from '../../inventory/resources.js';
import { RESOURCE_NAMES } from '../../inventory/resources.js';
import { LINKS_ROWS } from '../plan/catalogue.js';
import { sourceOf } from '../plan/lanes.js';
import type { StepRow } from '../store/run-rows.js';
import type { ResourceOutcome } from './publication.js';

/** What the steps of a run mean for its resources. */
export interface RunOutcome {
  readonly outcomes: readonly ResourceOutcome[];
  /** Resources whose rows of this run must go before anything is published. */
  readonly undone: readonly ResourceName[];
  readonly state: 'succeeded' | 'partial' | 'failed';
}

/** Resources that have doubtful sources left are partial, though what was read of them is kept. */
export type DoubtfulResources = ReadonlySet<string>;

/**
 * Judges a run by its steps. A resource without a step was refused by the plan (no permission). A run without a
 * complete resource has failed; refusals alone do not make it partial, nor do reports, which have a pace of their own.
 */
export function judgeOutcome(steps: readonly StepRow[], doubtful: DoubtfulResources): RunOutcome {
  const own = new Map(RESOURCE_NAMES.map((resource) => [resource, completenessOf(resource, steps)]));
  const undone = RESOURCE_NAMES.filter((resource) => isUndone(resource, own));
  const outcomes = RESOURCE_NAMES.map((resource) => ({
    resource,
    completeness: lacksEnds(resource, steps, own)
      ? 'partial'
      : finalCompleteness(resource, own, undone, doubtful),
    full: steps.some((step) => step.resource === resource && step.name === 'crawl'),
  }));
  const kinds = outcomes.map((outcome) => outcome.completeness);
  if (!kinds.includes('complete')) return { outcomes, undone, state: 'failed' };
  const unfinished = undone.some((resource) => own.get(resource) !== 'refused' && !isFactList(resource));
  return { outcomes, undone, state: unfinished ? 'partial' : 'succeeded' };
}

function completenessOf(resource: ResourceName, steps: readonly StepRow[]): Completeness {
  const own = steps.filter((step) => step.resource === resource);
  if (own.length === 0) return 'refused';
  const states = own.map((step) => step.state);
  if (states.includes('partial') || states.includes('skipped')) return 'partial';
  if (states.includes('refused')) return 'refused';
  return states.every((state) => state === 'complete') ? 'complete' : 'partial';
}

function isUndone(resource: ResourceName, own: ReadonlyMap<ResourceName, Completeness>): boolean {
  if (own.get(resource) !== 'complete') return true;
  const source = sourceOf(resource);
  return source !== undefined && own.get(source) !== 'complete';
}

/** Links that were followed while their ends could not be: what ended with an object that went is still there. */
function lacksEnds(
  resource: ResourceName,
  steps: readonly StepRow[],
  own: ReadonlyMap<ResourceName, Completeness>,
): boolean {
  const links = LINKS_ROWS.find((row) => row.resource === resource);
  if (links === undefined || own.get(resource) !== 'complete') return false;
  const crawled = steps.some((step) => step.resource === resource && step.name === 'crawl');
  return !crawled && own.get(links.ends) !== 'complete';
}

function finalCompleteness(
  resource: ResourceName,
  own: ReadonlyMap<ResourceName, Completeness>,
  undone: readonly ResourceName[],
  doubtful: DoubtfulResources,
): Completeness {
  const completeness = own.get(resource) ?? 'not-read';
  if (undone.includes(resource)) return completeness === 'refused' ? 'refused' : 'partial';
  return doubtful.has(resource) ? 'partial' : completeness;
}
