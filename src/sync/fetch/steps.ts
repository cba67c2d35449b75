import type { ResourceName } from '../../inventory/resources.js';
import {
  CATALOGUE,
  type CatalogueRow,
  type DeltaRow,
  type LinksRow,
  type ListRow,
  type ParentedRow,
} from '../plan/catalogue.js';
import type { StepKey, StepName } from '../store/page-store.js';
import { closeUnseen, crawlObjects, readWholeList, type ObjectList } from './crawl-objects.js';
import { deltaQuery } from './delta-queries.js';
import { followChanges, takeWatermark } from './follow-changes.js';
import { proveCount } from './prove-count.js';
import { readFacts } from './read-facts.js';
import { readLinks } from './read-links.js';
import { readParented } from './read-parented.js';
import type { StepWork } from './step-context.js';

type Works = Readonly<Partial<Record<StepName, StepWork>>>;

const WORKS: ReadonlyMap<ResourceName, Works> = new Map(
  CATALOGUE.map((row) => [row.resource, worksOf(row)] as const),
);

/** The work of a step that a plan can contain. @throws RangeError for a step that no row of the catalogue has */
export function workOf(step: StepKey): StepWork {
  const work = WORKS.get(step.resource)?.[step.name];
  if (work === undefined) throw new RangeError(`no work for ${step.resource}.${step.name}`);
  return work;
}

function worksOf(row: CatalogueRow): Works {
  switch (row.work) {
    case 'list':
      return listWorks(row);
    case 'delta':
      return deltaWorks(row);
    case 'links':
      return linkWorks(row);
    case 'parented':
      return parentedWorks(row);
    case 'facts':
      return { read: (context, step) => readFacts(context, step, row) };
  }
}

function listWorks({ resource, kind, path, answer, entry }: ListRow): Works {
  return { read: (context, step) => readWholeList(context, step, { resource, kind, path, answer, entry }) };
}

function deltaWorks(row: DeltaRow): Works {
  const { resource, kind, entry } = row;
  const list: ObjectList = { resource, kind, path: row.listPath, answer: 'list', entry };
  const query = deltaQuery(row);
  return {
    watermark: (context, step) => takeWatermark(context, step, query),
    crawl: (context, step) => crawlObjects(context, step, list),
    close: (context) => closeUnseen(context, { resource, name: 'crawl' }, kind),
    follow: (context, step) => followChanges(context, step, query),
    prove: (context) => proveCount(context, { kind, path: row.countPath }),
  };
}

function linkWorks({ resource, kind, segment }: LinksRow): Works {
  const query = { resource, kind, segment };
  return {
    crawl: (context, step) => readLinks(context, step, { ...query, choice: 'all' }),
    reread: (context, step) => readLinks(context, step, { ...query, choice: 'doubtful' }),
  };
}

function parentedWorks(row: ParentedRow): Works {
  return { read: (context, step) => readParented(context, step, row) };
}
