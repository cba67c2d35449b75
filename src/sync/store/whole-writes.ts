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

/** A page's objects as texts for `writeWholeObjects`; the last entry of an id wins. */
export function serialiseEntries(entries: readonly ObjectEntry[]): readonly string[] {
  const last = [...new Map(entries.map((entry) => [entry.id, entry])).values()];
  const texts: string[] = [];
  for (let start = 0; start < last.length; start += TEXT_OBJECTS_MAX)
    texts.push(JSON.stringify(last.slice(start, start + TEXT_OBJECTS_MAX)));
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
    readonly texts: readonly string[];
    readonly nothingPublished: boolean;
  },
): Promise<void> {
  const statement = page.nothingPublished ? insertObjects(page.kind) : writeObjects(page.kind, 'whole');
  for (const text of page.texts) await sql.query(statement, [lease.connectionId, lease.revision, text]);
}

/** Makes the links of sources equal to what was read. Sources without any version of a link are plainly inserted. */
export async function writeWholeLinks(
  sql: Sql,
  lease: Pick<Lease, 'connectionId' | 'revision'>,
  kind: LinkKind,
  sources: readonly WholeSource[],
): Promise<void> {
  if (sources.length === 0) return;
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

/** One row for each type among a source's targets: almost always one. */
function byType({ source, targets }: WholeSource): readonly {
  readonly source: string;
  readonly type: string;
  readonly ids: string;
}[] {
  const ids = new Map<string, string[]>();
  for (const { id, type } of targets) {
    const own = ids.get(type);
    if (own === undefined) ids.set(type, [id]);
    else own.push(id);
  }
  return [...ids].map(([type, some]) => ({ source, type, ids: `{${some.join(',')}}` }));
}
