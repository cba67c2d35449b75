import { budgetOf } from '#graph/price.js';
import { DELTA_ROWS, LIST_ROWS } from '../plan/catalogue.js';
import type { StepKey } from '../store/page-store.js';
import type { AheadRead } from './ahead.js';
import { countAhead } from './prove-count.js';

/** Objects that a list may be expected to have and is asked for ahead: its answer waits in memory. */
const SHORT_LIST_MAX = 200;

/** The one short read that a step begins with, if it is known to be short; budgets other than the directory's are apart. */
export function shortReadOf(step: StepKey & { readonly expected?: number | null }): AheadRead | undefined {
  if (step.name === 'prove') {
    const row = DELTA_ROWS.find(({ resource }) => resource === step.resource);
    return row === undefined ? undefined : countAhead(row.countPath);
  }
  const list = LIST_ROWS.find(({ resource }) => step.name === 'read' && resource === step.resource);
  const isShort = (step.expected ?? Number.POSITIVE_INFINITY) <= SHORT_LIST_MAX;
  if (list === undefined || !isShort) return undefined;
  const [path = '', query] = list.path.split('?', 2);
  if (budgetOf(path, new URLSearchParams(query)) !== 'directory') return undefined;
  return { path: list.path, url: list.path };
}
