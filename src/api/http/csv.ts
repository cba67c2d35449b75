import { stringify } from 'csv-stringify/sync';
import type { Json, JsonObject } from '#kernel/json.js';

/** Rows of an export at most; a larger one says so in its last row's absence, never silently. */
export const EXPORT_PAGE = 1_000;

/**
 * Writes rows as CSV. Cells that a spreadsheet would run (= + - @, tab, return) are neutralised by an apostrophe.
 * Source: https://owasp.org/www-community/attacks/CSV_Injection
 */
export function toCsv(columns: readonly string[], rows: readonly JsonObject[], header: boolean): string {
  const cells = rows.map((row) => columns.map((column) => cell(row[column])));
  return stringify(cells, { columns: [...columns], header, escape_formulas: true, record_delimiter: '\r\n' });
}

function cell(value: Json | undefined): string {
  if (value === undefined || value === null) return '';
  if (Array.isArray(value)) return value.map((item: Json) => cell(item)).join('; ');
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}
