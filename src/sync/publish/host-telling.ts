import type { Clock } from '#kernel/clock.js';
import type { ConnectionId, OrganizationId } from '#kernel/ids.js';
import type { EventSinkPort } from '#plugin-host/host.port.js';
import type { Database } from '../../database/database.port.js';
import type { ChangeReader } from '../../inventory/read/change-reader.port.js';
import type { DirectoryFeed, FedRevision } from './directory-feed.js';

const BATCH_MAX = 1_000;
/** Revisions of one connection that one go tells; connections that one tick looks after. */
const REVISIONS_MAX = 50;
const CONNECTIONS_MAX = 20;
/** Doublings of the minute between two tellings that a sink refused: at last about a day. */
const DOUBLINGS_MAX = 10;

/** What telling works with. */
export interface TellingParts {
  readonly database: Database;
  readonly changes: ChangeReader;
  readonly feed: DirectoryFeed | undefined;
  readonly events: EventSinkPort | undefined;
  readonly clock: Clock;
}

/**
 * Tells the host what published revisions changed: its directory, then who joined, moved and left. What could not be
 * told (the sink failed, the process died) is told again, revision after revision in their order.
 */
export class HostTelling {
  constructor(private readonly parts: TellingParts) {}

  /** Tells every revision of a connection that was not told yet, oldest first; the first failure ends it. */
  async tell(organizationId: OrganizationId, connectionId: ConnectionId): Promise<void> {
    const { database, feed, clock } = this.parts;
    const untold = await database.query<{ revision: number }>(
      `update entra_id.revision set tellings = tellings + 1
       where connection_id = $1 and revision in (
         select revision from entra_id.revision where connection_id = $1 and told_at is null
         order by revision limit ${REVISIONS_MAX}) returning revision`,
      [connectionId],
    );
    for (const revision of untold.map((row) => row.revision).sort((a, b) => a - b)) {
      await feed?.send({ organizationId, connectionId, revision });
      await this.sendChanges({ organizationId, connectionId, revision });
      await database.execute(
        'update entra_id.revision set told_at = $3 where connection_id = $1 and revision = $2',
        [connectionId, revision, clock.now()],
      );
    }
  }

  /** Tells connections whose last telling did not get through, each later and later. */
  async retell(): Promise<void> {
    const waiting = await this.parts.database.query<{
      connectionId: ConnectionId;
      organizationId: OrganizationId;
    }>(
      `select c.id as "connectionId", c.organization_id as "organizationId"
       from entra_id.revision v join entra_id.connection c on c.id = v.connection_id
       where v.told_at is null
       group by c.id having min(v.published_at + interval '1 minute' * power(2, least(v.tellings, ${DOUBLINGS_MAX}))) <= $1
       limit ${CONNECTIONS_MAX}`,
      [this.parts.clock.now()],
    );
    for (const { organizationId, connectionId } of waiting) await this.tell(organizationId, connectionId);
  }

  private async sendChanges({ organizationId, connectionId, revision }: FedRevision): Promise<void> {
    const { changes, events, clock } = this.parts;
    if (events === undefined) return;
    const filter = { revision, accountId: undefined };
    for (let cursor: string | undefined; ;) {
      const page = await changes.changes(connectionId, filter, { limit: BATCH_MAX, cursor });
      if (page.items.length > 0) {
        const at = clock.now().toISOString();
        const about = { organizationId, connectionId, revision, at };
        await events.emit({ kind: 'directory-changed', ...about, changes: page.items });
      }
      if (page.next === undefined) return;
      cursor = page.next;
    }
  }
}
