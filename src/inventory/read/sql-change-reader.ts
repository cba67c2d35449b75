import type { ConnectionId } from '#kernel/ids.js';
import type { DirectoryChange } from '#plugin-host/host.port.js';
import { ProblemError } from '#kernel/problem.js';
import type { Database } from '../../database/database.port.js';
import type { ChangeFilter, ChangeReader } from './change-reader.port.js';
import { readCursor, writeCursor } from './cursor.js';
import { inventoryProblems } from './inventory.problems.js';
import type { Page, PageRequest } from './inventory-reader.port.js';
import { assertRetained } from './retained-reader.js';

interface ChangeRow {
  readonly id: string;
  readonly revision: number;
  readonly at: Date;
  readonly phase: DirectoryChange['phase'];
  readonly kind: DirectoryChange['kind'];
  readonly account_id: string;
  readonly name: string | null;
  readonly group_id: string | null;
  readonly before: string | null;
  readonly after: string | null;
}

/** Changes in the plugin's database, read by keyset pages. */
export class SqlChangeReader implements ChangeReader {
  constructor(private readonly database: Database) {}

  async changes(
    connectionId: ConnectionId,
    filter: ChangeFilter,
    page: PageRequest,
  ): Promise<Page<DirectoryChange>> {
    const after = afterChange(page.cursor);
    const rows = await this.database.query<ChangeRow>(
      `select c.id::text as id, c.revision, v.read_to as at, c.phase, c.kind, c.account_id, c.group_id, c.before, c.after,
         (select a.payload->>'displayName' from entra_id.account a where a.connection_id = c.connection_id
            and a.object_id = c.account_id and a.since_revision <= c.revision and a.until_revision >= c.revision
          order by a.until_revision desc limit 1) as name
       from entra_id.directory_change c
       join entra_id.revision v on v.connection_id = c.connection_id and v.revision = c.revision
       where c.connection_id = $1 and c.id > $2::bigint and ($3::int is null or c.revision = $3)
         and ($4::uuid is null or c.account_id = $4)
       order by c.id limit $5`,
      [connectionId, after, filter.revision ?? null, filter.accountId ?? null, page.limit + 1],
    );
    if (filter.revision !== undefined)
      await assertRetained(this.database, { connectionId, revision: filter.revision });
    const shown = rows.slice(0, page.limit);
    const last = shown.at(-1);
    const next = rows.length > page.limit && last !== undefined ? writeCursor([last.id]) : undefined;
    return { items: shown.map(toChange), next };
  }
}

/** Number of the change after which a page begins. @throws ProblemError `cursor-invalid` */
function afterChange(cursor: string | undefined): string {
  const [after = '0'] = readCursor(cursor, 1) ?? [];
  if (!/^\d{1,18}$/.test(after)) throw new ProblemError(inventoryProblems['cursor-invalid']);
  return after;
}

function toChange(row: ChangeRow): DirectoryChange {
  return {
    revision: row.revision,
    at: row.at.toISOString(),
    phase: row.phase,
    kind: row.kind,
    accountId: row.account_id,
    displayName: row.name,
    groupId: row.group_id,
    before: row.before,
    after: row.after,
  };
}
