import {
  instant,
  list,
  meaningOf,
  optional,
  record,
  text,
  whole,
  words,
  type AnyField,
  type Field,
  type Schema,
} from '#plugin-host/openapi/field.js';
import type { Answer } from '#plugin-host/openapi/operation.js';
import { RESOURCE_NAMES, type ResourceName } from '../../inventory/resources.js';
import type { Gap } from '../http/answers.js';

const COMPLETENESS_WORDS = ['complete', 'partial', 'refused', 'not-read'] as const;

/** How whole something is. */
export const COMPLETENESS: Field<string> = words<string>(
  COMPLETENESS_WORDS,
  'How far it was read: complete; partial (the last complete state is shown, or a part is missing); refused by Graph; not read yet.',
);

/** Name of what is read as a whole. */
export const RESOURCE: Field<ResourceName> = words(
  RESOURCE_NAMES,
  'What is read and judged complete as a whole.',
);

const GAP = record<Gap>('Gap', 'Something that is not complete, where an answer depends on it.', {
  resource: RESOURCE,
  completeness: COMPLETENESS,
});

/** What is not complete. */
export const GAPS = list(
  GAP,
  'Resources that the answer is derived from and that are not complete; empty: all are.',
);

/** Number of a revision. */
export const REVISION = whole('Number of the revision that is shown.', { minimum: 1, example: 12 });

/** Revision, reading interval and completeness, as every answer about a revision carries them. */
export const PROVENANCE = {
  revision: REVISION,
  readFrom: instant('When reading the tenant for this revision began.'),
  readTo: instant(
    'When reading the tenant for this revision ended: what is shown was so at some time in between.',
  ),
  completeness: COMPLETENESS,
} as const;

/** Cursor of the page after this one. */
export const NEXT = optional(text('Cursor of the next page; absent on the last one.'));

/** A list that can be exported: name of its file, its rows, and which of their fields the export has. */
export interface Table {
  readonly name: string;
  readonly row: AnyField;
  readonly columns: readonly string[];
  /** Row of the export where its cells are others than the fields of a row. */
  readonly cells?: AnyField;
}

/** Declares a table; columns are fields of its rows. */
export function table<Row>(name: string, row: Field<Row>, columns: readonly (keyof Row & string)[]): Table {
  return { name, row, columns };
}

/** Declares a table whose export has cells of its own. */
export function flatTable<Row, Cells>(
  name: string,
  row: Field<Row>,
  cells: Field<Cells>,
  columns: readonly (keyof Cells & string)[],
): Table {
  return { name, row, cells, columns };
}

/** An object as JSON. */
export function json(field: AnyField, description: string, status = 200): Answer {
  return { status, description, content: { 'application/json': { schema: field.schema } } };
}

/** A page of a list without provenance. */
export function pageOf(row: AnyField, description: string): Answer {
  const items = { type: 'array', description: 'Rows of this page.', items: row.schema } as const;
  const schema = {
    type: 'object',
    description,
    required: ['items'],
    properties: { items, next: NEXT.optional.schema },
  };
  return { status: 200, description, content: { 'application/json': { schema } } };
}

/** What else a page can say. */
export type PageExtras = Readonly<Record<string, Schema>>;

/** Schema of a page of a revision's list. */
export function revisionPage(row: AnyField, extras: PageExtras = {}) {
  const provenance = Object.entries(PROVENANCE).map(([name, field]) => [name, field.schema] as const);
  const properties = {
    items: { type: 'array', description: 'Rows of this page.', items: row.schema },
    next: NEXT.optional.schema,
    ...Object.fromEntries(provenance),
    ...extras,
  };
  return { type: 'object', required: ['items', ...Object.keys(PROVENANCE)], properties } as const;
}

/** A page of a revision's list, as JSON only. */
export function page(row: AnyField, description: string, extras: PageExtras = {}): Answer {
  const schema = { description, ...revisionPage(row, extras) };
  return { status: 200, description, content: { 'application/json': { schema } } };
}

/** A page of a revision's list as JSON, or the whole list as CSV. */
export function exported(
  { row, columns, name, cells = row }: Table,
  description: string,
  extras: PageExtras = {},
): Answer {
  const schema = { description, ...revisionPage(row, extras) };
  const csv = {
    schema: { type: 'string', description: csvMeaning(cells, columns) },
    example: columns.join(','),
  };
  return {
    status: 200,
    description: `${description} \`Accept: text/csv\` answers all of it as the file \`${name}-revision-N.csv\`.`,
    content: { 'application/json': { schema }, 'text/csv': csv },
    headers: EXPORT_HEADERS,
  };
}

function csvMeaning(row: AnyField, columns: readonly string[]): string {
  const lines = columns.map((column) => `- \`${column}\`: ${meaningOf(row, column) ?? ''}`);
  const named = lines.length === 0 ? ['those of the list that has such rows.'] : lines;
  return [
    'UTF-8, lines end in CR LF, one header line. No value is an empty cell; lists are joined by `; `; cells that a ' +
      'spreadsheet would run (beginning with = + - @) begin with an apostrophe. Columns:',
    '',
    ...named,
  ].join('\n');
}

const TEXT = { type: 'string' } as const;

/** Headers of exports: what the JSON says in its envelope. */
const EXPORT_HEADERS = {
  'x-revision': { description: 'CSV only: number of the revision.', schema: TEXT },
  'x-read-from': { description: 'CSV only: when reading began.', schema: TEXT },
  'x-read-to': { description: 'CSV only: when reading ended.', schema: TEXT },
  'x-completeness': { description: 'CSV only: how whole the list is.', schema: TEXT },
  'x-gaps': {
    description: 'CSV only: `resource=completeness` of what is not complete; absent where all is.',
    schema: TEXT,
  },
} as const;
