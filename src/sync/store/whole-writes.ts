import type { LinkKind, ObjectKind } from '../../inventory/kinds.js';
import { tableOf } from '../../inventory/kinds.js';
import type { Sql } from '../../database/database.port.js';
import type { LinkTarget, ObjectEntry } from '../normalise/normalise.js';
import { insertLinks, writeWholeSources } from './link-statements.js';
import { insertObjects, writeObjects } from './object-statements.js';
import type { Lease } from './page-store.js';

/** All links of one source. */
export interface WholeSource {
  readonly source: string;
  readonly targets: readonly LinkTarget[];
}

/**
 * Writes a page of objects that a list shows as they are now; the last entry of an id wins. While no revision of the
 * connection is published every row is of this run, so nothing has to be compared.
 */
export async function writeWholeObjects(
  sql: Sql,
  lease: Pick<Lease, 'connectionId' | 'revision'>,
  page: {
    readonly kind: ObjectKind;
    readonly entries: readonly ObjectEntry[];
    readonly nothingPublished: boolean;
  },
): Promise<void> {
  if (page.entries.length === 0) return;
  const { connectionId, revision } = lease;
  if (page.nothingPublished) {
    const last = [...new Map(page.entries.map((entry) => [entry.id, entry])).values()];
    await sql.execute(insertObjects(page.kind), [connectionId, revision, JSON.stringify(last)]);
    return;
  }
  const statement = writeObjects(page.kind, 'whole');
  await sql.query(statement, [connectionId, revision, JSON.stringify(page.entries)]);
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
