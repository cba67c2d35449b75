import type { ObjectId } from '#kernel/ids.js';
import { ProblemError } from '#kernel/problem.js';
import { authorOf, type TimelineKind } from '#access-graph/change-author.js';
import { known, unknown } from '#access-graph/known.js';
import type { Database } from '../../database/database.port.js';
import type { FactsAt } from './access-reader.port.js';
import { readCursor } from './cursor.js';
import { inventoryProblems } from './inventory.problems.js';
import type { Page, PageRequest } from './inventory-reader.port.js';
import { Conditions, pageOf } from './object-pages.js';
import { assertRetained } from './retained-reader.js';
import { readAuditWindow, type AuditWindow } from './timeline-authors.js';
import { timelinePage } from './timeline-changes.js';
import type { TimelineEntry, TimelineFilter, TimelineReader } from './timeline-reader.port.js';

interface ChangeRow {
  readonly revision: number;
  readonly key: string;
  readonly at: Date;
  readonly not_before: Date | null;
  readonly category: TimelineEntry['category'];
  readonly phase: TimelineEntry['phase'];
  readonly kind: TimelineKind;
  readonly subject_type: 'group' | 'role' | 'servicePrincipal' | null;
  readonly subject_id: string | null;
  readonly name: string | null;
  readonly state: TimelineEntry['state'];
  readonly route: TimelineEntry['route'];
  readonly scope: string | null;
  readonly via_group_id: string | null;
  readonly before: string | null;
  readonly after: string | null;
}

/** Timelines from the plugin's database. */
export class SqlTimelineReader implements TimelineReader {
  constructor(private readonly database: Database) {}

  async timeline(
    at: FactsAt,
    accountId: ObjectId,
    filter: TimelineFilter,
    page: PageRequest,
  ): Promise<Page<TimelineEntry>> {
    const where = conditionsOf(filter, page.cursor);
    const rows = await this.database.query<ChangeRow>(timelinePage(where.text), [
      at.connectionId,
      at.revision,
      accountId,
      page.limit + 1,
      ...where.parameters,
    ]);
    await this.assertKnown(at, accountId);
    await assertRetained(this.database, at);
    const { items, next } = pageOf(rows, page.limit, (row) => [String(row.revision), row.key]);
    const window = await readAuditWindow(this.database, at, aboutOf(items, accountId));
    return { items: items.map((row) => entryOf(row, accountId, window)), next };
  }

  private async assertKnown(at: FactsAt, accountId: ObjectId): Promise<void> {
    const found = await this.database.query(
      `select 1 from entra_id.account where connection_id = $1 and object_id = $3 and since_revision <= $2 limit 1`,
      [at.connectionId, at.revision, accountId],
    );
    if (found.length === 0) throw new ProblemError(inventoryProblems['object-not-in-revision']);
  }
}

/** @throws ProblemError `cursor-invalid` */
function conditionsOf(filter: TimelineFilter, cursor: string | undefined): Conditions {
  const where = new Conditions(4);
  if (filter.category !== undefined) where.add((place) => `category = ${place}`, filter.category);
  if (filter.kind !== undefined) where.add((place) => `kind = ${place}`, filter.kind);
  const key = readCursor(cursor, 2);
  if (key === undefined) return where;
  if (!/^\d{1,9}$/.test(key[0] ?? '')) throw new ProblemError(inventoryProblems['cursor-invalid']);
  where.addKey(
    ([revision, last]) =>
      `(revision < ${revision}::int or revision = ${revision}::int and key collate "C" > ${last})`,
    key,
  );
  return where;
}

/** Objects whose events may explain a page, and the time in which they can have been. */
function aboutOf(rows: readonly ChangeRow[], accountId: string): Parameters<typeof readAuditWindow>[2] {
  const groups = rows.flatMap(({ via_group_id: id }) => (id === null ? [] : [id]));
  const starts = rows.flatMap(({ not_before: start }) => (start === null ? [] : [start.getTime()]));
  const [first] = rows;
  return {
    ids: [...new Set([accountId, ...groups])],
    from: starts.length === 0 ? undefined : new Date(Math.min(...starts)),
    to: first?.at,
  };
}

function entryOf(row: ChangeRow, accountId: string, window: AuditWindow): TimelineEntry {
  const [at, notBefore] = [row.at.toISOString(), row.not_before?.toISOString() ?? null];
  const { kind, subject_type: type, subject_id: id, via_group_id: viaGroupId, name } = row;
  const change = { kind, accountId, subjectId: id, subjectName: name, viaGroupId, notBefore, at };
  const author = window.authors.get(authorOf(change, window.events)?.id ?? '');
  const { revision, category, phase, state, route, scope, before, after } = row;
  return {
    revision,
    at,
    notBefore,
    category,
    phase,
    kind,
    subject: type === null || id === null ? null : { type, id, displayName: name },
    state,
    route,
    scope,
    viaGroupId,
    before,
    after,
    by: author === undefined ? unknown(window.reason(row.at)) : known(author),
  };
}
