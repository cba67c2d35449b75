import { priceOf } from '#graph/price.js';
import type { RunKind, StepEstimate, Way, WayConsidered } from '../runs.port.js';
import type { DeltaRow, LinksRow } from './catalogue.js';
import { COSTS } from './cost-table.js';

/** What is known of the objects that a resource consists of. */
export interface Known {
  /** Objects, or sources of links; undefined when they were never counted. */
  readonly objects: number | undefined;
  readonly links: number | undefined;
  /** Share of sources with so many links that `$expand` does not show all; undefined when nobody has looked. */
  readonly largeShare: number | undefined;
}

/** How a resource is read, and what was considered. */
export interface Choice {
  readonly way: Way;
  readonly considered: readonly WayConsidered[];
}

/** Reads without an order of magnitude between them are taken to be as fast. */
const SAME_MS = 1_000;

/**
 * How followed objects are read. A full run comes when delta queries were refused, are a week old, or did not lead to the
 * number that Graph counts: it must not rest on them, whatever they cost.
 */
export function chooseObjects(row: DeltaRow, kind: RunKind, known: Known): Choice {
  const considered: readonly WayConsidered[] = [
    { way: 'list', estimate: listCost(row.listPath, known.objects), excluded: null },
    {
      way: 'delta',
      estimate: deltaCost(row.deltaPath, kind === 'full' ? known.objects : 0),
      excluded: kind === 'full' ? 'A full run proves what was followed, so it does not follow.' : null,
    },
  ];
  return { way: kind === 'full' ? 'list' : cheapest(considered, 'delta'), considered };
}

/** How links are read source by source in a full run: shown by the list of sources where few are large, else asked for. */
export function chooseLinks(row: LinksRow, known: Known): Choice {
  const { segment } = row;
  const expanded = `/groups?$select=id,visibility&$expand=${segment}($select=id)&$top=999`;
  const asked = known.largeShare === undefined ? undefined : (known.objects ?? 0) * known.largeShare;
  const path = `/groups/id/${segment}?$select=id&$top=999`;
  const considered: readonly WayConsidered[] = [
    {
      way: 'expanded-list',
      estimate: sum(listCost(expanded, known.objects), batchCost(path, asked, known.links)),
      excluded: null,
    },
    {
      way: 'batch',
      estimate: sum(
        listCost('/groups?$select=id,visibility&$top=999', known.objects),
        batchCost(path, known.objects, known.links),
      ),
      excluded: known.largeShare === undefined ? 'Nobody knows yet how many groups are large.' : null,
    },
    {
      way: 'delta',
      estimate: deltaCost('/groups/delta', known.objects),
      excluded: 'A full run proves what was followed, so it does not follow.',
    },
  ];
  return { way: cheapest(considered, 'expanded-list'), considered };
}

/** The fastest way; among those that are as fast, the one with fewer units, then the one that carries less. */
function cheapest(considered: readonly WayConsidered[], otherwise: Way): Way {
  const possible = considered.filter(({ excluded, estimate }) => excluded === null && estimate !== null);
  const [first] = [...possible].sort((a, b) => compare(a, b));
  return first?.way ?? otherwise;
}

function compare(a: WayConsidered, b: WayConsidered): number {
  const [one, other] = [a.estimate, b.estimate];
  if (one === null || other === null) return 0;
  const faster = one.durationMs - other.durationMs;
  if (Math.abs(faster) > SAME_MS) return faster;
  return one.resourceUnits - other.resourceUnits || carriage(a.way) - carriage(b.way);
}

/** `$expand` sends up to twenty links of every source, also of those that must be asked for all the same. */
function carriage(way: Way): number {
  return way === 'expanded-list' ? 1 : 0;
}

/** Pages of a list one after another; null when nobody knows how many. */
export function listCost(path: string, objects: number | undefined): StepEstimate | null {
  return objects === undefined
    ? null
    : chain(path, Math.ceil(objects / COSTS.listPageObjects), COSTS.listPageMs);
}

/** Pages of a delta query one after another; null when nobody knows how many. */
export function deltaCost(path: string, objects: number | undefined): StepEstimate | null {
  return objects === undefined
    ? null
    : chain(path, Math.ceil(objects / COSTS.deltaPageObjects), COSTS.deltaPageMs);
}

/** Source by source in batches; links beyond a page for each source are further pages of large sources. */
export function batchCost(
  path: string,
  sources: number | undefined,
  links: number | undefined,
): StepEstimate | null {
  if (sources === undefined || links === undefined) return null;
  const batchItems = Math.ceil(sources);
  const batches = Math.ceil(batchItems / COSTS.batchItems);
  const more = batchItems === 0 ? 0 : Math.floor(links / COSTS.listPageObjects);
  const waitsMs = Math.ceil(batches / COSTS.batchesAtOnce) * COSTS.batchMs + more * COSTS.listPageMs;
  const resourceUnits = (batchItems + more) * priceOfPath(path);
  return {
    requests: batches + more,
    batchItems,
    resourceUnits,
    durationMs: Math.max(waitsMs, pacedMs(resourceUnits)),
  };
}

/** Time below which nobody may spend so many units. */
export function pacedMs(resourceUnits: number): number {
  return (Math.max(0, resourceUnits - COSTS.unitsAtOnce) / COSTS.unitsPerSecond) * 1_000;
}

/** Documented price of a path with its query. */
export function priceOfPath(path: string): number {
  const [at = '', query = ''] = path.split('?', 2);
  return priceOf(at, new URLSearchParams(query));
}

function chain(path: string, pages: number, pageMs: number): StepEstimate {
  const requests = Math.max(1, pages);
  const resourceUnits = requests * priceOfPath(path);
  return {
    requests,
    batchItems: 0,
    resourceUnits,
    durationMs: Math.max(requests * pageMs, pacedMs(resourceUnits)),
  };
}

function sum(a: StepEstimate | null, b: StepEstimate | null): StepEstimate | null {
  if (a === null || b === null) return null;
  return {
    requests: a.requests + b.requests,
    batchItems: a.batchItems + b.batchItems,
    resourceUnits: a.resourceUnits + b.resourceUnits,
    durationMs: Math.max(a.durationMs, b.durationMs),
  };
}
