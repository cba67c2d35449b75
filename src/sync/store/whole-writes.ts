import type { LinkKind, ObjectKind } from '../../inventory/kinds.js';
import { tableOf } from '../../inventory/kinds.js';
import type { Sql } from '../../database/database.port.js';
import type { LinkTarget, ObjectEntry } from '../normalise/normalise.js';
import { insertLinks, writeWholeSources } from './link-statements.js';
import { insertObjects, writeObjects } from './object-statements.js';
import type { Lease } from './page-store.js';

/** Objects written by one statement: short texts leave memory with the next small collection, long ones do not. */
const TEXT_OBJECTS_MAX = 500;

/** All links of one source. */
export interface WholeSource {
  readonly source: string;
  readonly targets: readonly LinkTarget[];
}

/** Some objects as they are sent to the database: their ids, and as many lines of JSON. */
export interface ObjectLines {
  readonly ids: readonly string[];
  readonly lines: string;
}

/** A page's objects as lines for `writeWholeObjects`; the last entry of an id wins. */
export function serialiseEntries(entries: readonly ObjectEntry[]): readonly ObjectLines[] {
  const last = [...new Map(entries.map((entry) => [entry.id, entry])).values()];
  const texts: ObjectLines[] = [];
  for (let start = 0; start < last.length; start += TEXT_OBJECTS_MAX) {
    const some = last.slice(start, start + TEXT_OBJECTS_MAX);
    const lines = some.map(({ payload }) => JSON.stringify(payload)).join('\n');
    texts.push({ ids: some.map(({ id }) => id), lines });
  }
  return texts;
}

/**
 * Writes a page of objects that a list shows as they are now. While no revision of the connection is published every
 * row is of this run, so nothing has to be compared.
 */
export async function writeWholeObjects(
  sql: Sql,
  lease: Pick<Lease, 'connectionId' | 'revision'>,
  page: {
    readonly kind: ObjectKind;
    /** Of `serialiseEntries`. */
    readonly texts: readonly ObjectLines[];
    readonly nothingPublished: boolean;
  },
): Promise<void> {
  const statement = page.nothingPublished ? insertObjects(page.kind) : writeObjects(page.kind, 'whole');
  for (const { ids, lines } of page.texts)
    await sql.query(statement, [lease.connectionId, lease.revision, ids, lines]);
}

/** Makes the links of sources equal to what was read; the last answer on a source counts. Sources without any version of a link are plainly inserted. */
export async function writeWholeLinks(
  sql: Sql,
  lease: Pick<Lease, 'connectionId' | 'revision'>,
  kind: LinkKind,
  read: readonly WholeSource[],
): Promise<void> {
  if (read.length === 0) return;
  const sources = [...new Map(read.map((one) => [one.source, one])).values()];
  const { connectionId, revision } = lease;
  const known = await sql.query(
    `select 1 from ${tableOf(kind)} where connection_id = $1 and source_id = any($2::uuid[]) limit 1`,
    [connectionId, sources.map(({ source }) => source)],
  );
  if (known.length > 0) {
    await sql.query(writeWholeSources(kind), [connectionId, revision, JSON.stringify(sources)]);
    return;
  }
  const rows = sources.flatMap(byType);
  if (rows.length > 0) await sql.execute(insertLinks(kind), [connectionId, revision, JSON.stringify(rows)]);
}

/** One row for each type among a source's targets, almost always one; each target once. */
function byType({ source, targets }: WholeSource): readonly {
  readonly source: string;
  readonly type: string;
  readonly ids: string;
}[] {
  const ids = new Map<string, string[]>();
  for (const { id, type } of new Map(targets.map((target) => [target.id, target])).values()) {
    const own = ids.get(type);
    if (own === undefined) ids.set(type, [id]);
    else own.push(id);
  }
  return [...ids].map(([type, some]) => ({ source, type, ids: `{${some.join(',')}}` }));
}
