import { isGuid } from '#kernel/ids.js';
import type { JsonObject } from '#kernel/json.js';
import { ProblemError } from '#kernel/problem.js';
import type { Database } from '../../database/database.port.js';
import { OBJECT_KINDS, tableOf, type ObjectKind } from '../kinds.js';
import { readCursor, writeCursor } from './cursor.js';
import { inventoryProblems } from './inventory.problems.js';
import type { Page, PageRequest, ReadAt } from './inventory-reader.port.js';

/** SQL condition on the rows of a revision, where $2 is the revision. */
export const IN_REVISION = 'since_revision <= $2 and until_revision > $2';

/** The smallest id. */
export const ZERO = '00000000-0000-0000-0000-000000000000';

/** Conditions behind the first parameters of a list. */
export class Conditions {
  readonly parameters: unknown[] = [];
  text = '';

  /** `before`: how many parameters the list has before them. */
  constructor(private readonly before = 3) {}

  /** Adds a condition on one value; `literal` puts a constant of ours into the text itself. */
  add(condition: (place: string) => string, value: unknown, literal = false): void {
    this.text += ` and ${condition(literal ? String(value) : this.place(value))}`;
  }

  /** Adds a condition on several values, such as the key of the last row of a page. */
  addKey(condition: (places: readonly string[]) => string, values: readonly unknown[]): void {
    this.text += ` and ${condition(values.map((value) => this.place(value)))}`;
  }

  private place(value: unknown): string {
    this.parameters.push(value);
    return `$${this.parameters.length + this.before}`;
  }
}

/** Cuts the row too many that was asked for, and writes the cursor to what follows. */
export function pageOf<Item>(
  rows: readonly Item[],
  limit: number,
  keyOf: (item: Item) => readonly string[],
): Page<Item> {
  const items = rows.slice(0, limit);
  const last = items.at(-1);
  return { items, next: rows.length > limit && last !== undefined ? writeCursor(keyOf(last)) : undefined };
}

/** Fails for parts of a cursor that are no ids. @throws ProblemError `cursor-invalid` */
export function assertGuids(parts: readonly string[]): void {
  if (!parts.every(isGuid)) throw new ProblemError(inventoryProblems['cursor-invalid']);
}

interface ObjectRow {
  readonly id: string;
  readonly name: string;
  readonly payload: JsonObject;
}

/** Objects of one kind in a revision, by name and id. @throws ProblemError `cursor-invalid` */
export async function listObjects(
  database: Database,
  at: ReadAt,
  kind: ObjectKind,
  where: Conditions,
  page: PageRequest,
): Promise<Page<JsonObject>> {
  const key = readCursor(page.cursor, 2);
  if (key !== undefined) {
    const type = OBJECT_KINDS[kind].id;
    if (type === 'uuid') assertGuids(key.slice(1));
    where.addKey(([name, id]) => `(display_name, object_id) > (${name}, ${id}::${type})`, key);
  }
  const rows = await database.query<ObjectRow>(
    `select object_id::text as id, display_name as name, payload from ${tableOf(kind)}
     where connection_id = $1 and ${IN_REVISION}${where.text}
     order by display_name, object_id limit $3`,
    [at.connectionId, at.revision, page.limit + 1, ...where.parameters],
  );
  const { items, next } = pageOf(rows, page.limit, (row) => [row.name, row.id]);
  return { items: items.map((row) => row.payload), next };
}
