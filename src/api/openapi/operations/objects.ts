import { meaningOf } from '#plugin-host/openapi/field.js';
import { exported, type Table } from '../answers.js';
import type { Described } from '../operation.js';
import { PAGED_AS_OF, textParameter } from '../parameters.js';
import { OF_LIST } from '../problem-sets.js';

/** What a list of objects says of itself. */
export interface ObjectListDescription {
  readonly rows: Table;
  readonly operationId: string;
  readonly summary: string;
  /** Properties that a query parameter of the same name is compared with. */
  readonly filters: readonly string[];
}

/** GET of a list of objects as Graph shows them; each condition means what the property means. */
export function listObjects({ rows, operationId, summary, filters }: ObjectListDescription): Described {
  const conditions = filters.map((name) =>
    textParameter(name, `Only those with exactly this value. ${meaningOf(rows.row, name) ?? ''}`.trim()),
  );
  return {
    method: 'GET',
    path: rows.name,
    operationId,
    summary,
    needs: 'read',
    query: [...PAGED_AS_OF, ...conditions],
    answer: exported(rows, 'A page of the list.'),
    problems: OF_LIST,
  };
}
