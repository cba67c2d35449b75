import type { JsonObject } from '#kernel/json.js';
import { ProblemError } from '#kernel/problem.js';
import type { Database } from '../../database/database.port.js';
import type { AuditFilter } from './access-reader.port.js';
import { readCursor } from './cursor.js';
import { inventoryProblems } from './inventory.problems.js';
import type { Page, PageRequest, ReadAt } from './inventory-reader.port.js';
import { Conditions, pageOf } from './object-pages.js';

interface EventRow {
  readonly id: string;
  readonly at: string;
  readonly payload: JsonObject;
}

/** Times as this list writes them into its cursors, which the database can read. */
const TIME = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{6}Z$/;

/** What happened in the directory, newest first. @throws ProblemError `cursor-invalid` */
export async function listAuditEvents(
  database: Database,
  at: ReadAt,
  filter: AuditFilter,
  request: PageRequest,
): Promise<Page<JsonObject>> {
  const where = new Conditions();
  if (filter.category !== undefined) where.add((p) => `category = ${p}`, filter.category);
  if (filter.targetId !== undefined) where.add((p) => `target_ids @> array[${p}::uuid]`, filter.targetId);
  if (filter.before !== undefined) where.add((p) => `activity_at <= ${p}`, filter.before);
  const key = readCursor(request.cursor, 2);
  if (key !== undefined) {
    if (!TIME.test(key[0] ?? '') || Number.isNaN(Date.parse(key[0] ?? '')))
      throw new ProblemError(inventoryProblems['cursor-invalid']);
    where.addKey(
      ([time, id]) =>
        `activity_at <= ${time}::timestamptz and (activity_at < ${time}::timestamptz or event_id > ${id})`,
      key,
    );
  }
  const rows = await database.query<EventRow>(
    `select event_id as id, to_char(activity_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as at, payload
     from entra_id.directory_audit where connection_id = $1 and $2::int is not null${where.text}
     order by activity_at desc, event_id limit $3`,
    [at.connectionId, at.revision, request.limit + 1, ...where.parameters],
  );
  const { items, next } = pageOf(rows, request.limit, (row) => [row.at, row.id]);
  return { items: items.map((row) => row.payload), next };
}
