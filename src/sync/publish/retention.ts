import type { ConnectionId } from '#kernel/ids.js';
import type { Database } from '../../database/database.port.js';
import { LINK_KINDS, OBJECT_KINDS, tableOf, type ObjectKind } from '../../inventory/kinds.js';

const DAY_MS = 86_400_000;
/** Rows that go by one statement: short locks, small transactions. */
const BATCH_ROWS = 10_000;
/** Batches of one table in one go; the next go takes the rest. */
const BATCHES_MAX = 1_000;
/** Connections that one tick looks after. */
const CONNECTIONS_MAX = 5;

/** A link is in force until a newer revision brought another one, however old it is. */
const NOT_IN_FORCE = `exists (select 1 from entra_id.delta_link n where n.connection_id = delta_link.connection_id
  and n.resource = delta_link.resource and n.revision > delta_link.revision and n.revision <= $2)`;

interface Floor {
  readonly connection_id: ConnectionId;
  readonly floor: number;
}

/** Forgets versions that ended longer ago than the host wants to keep them; pinned revisions stay readable. */
export class Retention {
  constructor(
    private readonly database: Database,
    private readonly days: number,
  ) {}

  /** Prunes connections that have something to forget. Answers how many. */
  async enforce(now: Date): Promise<number> {
    const floors = await this.raiseFloors(new Date(now.getTime() - this.days * DAY_MS));
    for (const { connection_id: connectionId, floor } of floors) await this.forget(connectionId, floor);
    return floors.length;
  }

  /**
   * The floor of a connection is its newest revision that was published before the time kept, or the oldest pinned
   * one if that is older. It is committed before the first row goes, so that readers of older revisions are told.
   */
  private async raiseFloors(before: Date): Promise<readonly Floor[]> {
    return this.database.query<Floor>(
      `update entra_id.connection c set retained_from = due.floor
       from (
         select v.connection_id, least(max(v.revision), min(p.oldest)) as floor
         from entra_id.revision v
         left join (select connection_id, min(revision) as oldest from entra_id.pinned_revision group by 1) p
           on p.connection_id = v.connection_id
         where v.published_at <= $1 group by 1
       ) due
       where c.id = due.connection_id and c.retained_from < due.floor and due.floor <= c.published
         and c.id in (
           select v.connection_id from entra_id.revision v join entra_id.connection k on k.id = v.connection_id
           where v.published_at <= $1 and v.revision > k.retained_from
             and v.revision <= coalesce((select min(p.revision) from entra_id.pinned_revision p
               where p.connection_id = v.connection_id), v.revision)
           limit ${CONNECTIONS_MAX})
       returning c.id as connection_id, due.floor`,
      [before],
    );
  }

  private async forget(connectionId: ConnectionId, floor: number): Promise<void> {
    const kinds = [...(Object.keys(OBJECT_KINDS) as ObjectKind[]), ...LINK_KINDS];
    for (const kind of kinds) await this.drain(tableOf(kind), 'until_revision <= $2', connectionId, floor);
    await this.drain('entra_id.effective_privilege', 'until_revision <= $2', connectionId, floor);
    await this.drain('entra_id.directory_change', 'revision < $2', connectionId, floor);
    await this.drain('entra_id.delta_link', NOT_IN_FORCE, connectionId, floor);
  }

  private async drain(
    table: string,
    condition: string,
    connectionId: ConnectionId,
    floor: number,
  ): Promise<void> {
    for (let batch = 0; batch < BATCHES_MAX; batch += 1) {
      const gone = await this.database.execute(
        `delete from ${table} where ctid = any(array(
           select ctid from ${table} where connection_id = $1 and ${condition} limit ${BATCH_ROWS}))`,
        [connectionId, floor],
      );
      if (gone < BATCH_ROWS) return;
    }
  }
}
