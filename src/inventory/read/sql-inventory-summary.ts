import type { ConnectionId } from '#kernel/ids.js';
import type { Database } from '../../database/database.port.js';
import { tableOf } from '../kinds.js';
import type { FactsAt } from './access-reader.port.js';
import { countFacts, countPrivileged } from './account-figures.js';
import type { ReadAt, RevisionInfo } from './inventory-reader.port.js';
import type {
  AccountCount,
  AccountFigures,
  InventorySummary,
  PrivilegeFigures,
} from './inventory-summary.port.js';
import { toRevisionInfo, type RevisionRow } from './revisions.js';

/** Counts from the plugin's database. */
export class SqlInventorySummary implements InventorySummary {
  constructor(private readonly database: Database) {}

  async revisions(
    connectionId: ConnectionId,
    page: { readonly limit: number; readonly before: number | undefined },
  ): Promise<readonly RevisionInfo[]> {
    const rows = await this.database.query<RevisionRow>(
      `select v.* from entra_id.revision v join entra_id.connection c on c.id = v.connection_id
       where v.connection_id = $1 and v.revision <= c.published and v.revision >= c.retained_from
         and ($2::int is null or v.revision < $2::int)
       order by v.revision desc limit $3`,
      [connectionId, page.before ?? null, page.limit],
    );
    return rows.map(toRevisionInfo);
  }

  accounts(at: ReadAt): Promise<readonly AccountCount[]> {
    return this.database.query<AccountCount>(
      `select coalesce(payload->>'userType', 'Member') as "userType",
         (payload->>'accountEnabled')::boolean as "accountEnabled", count(*)::int as count
       from ${tableOf('account')}
       where connection_id = $1 and since_revision <= $2 and until_revision > $2
       group by 1, 2 order by 1, 2`,
      [at.connectionId, at.revision],
    );
  }

  facts(at: FactsAt): Promise<AccountFigures> {
    return countFacts(this.database, at);
  }

  privileged(at: ReadAt): Promise<PrivilegeFigures> {
    return countPrivileged(this.database, at);
  }
}
