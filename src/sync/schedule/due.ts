import type { ConnectionId, OrganizationId } from '#kernel/ids.js';
import type { Database } from '../../database/database.port.js';

/** Connections claimed by one tick at most; the next tick takes the rest. */
const CLAIMED_MAX = 100;

/** Default time between two runs, where a connection has no setting of its own. */
export const DEFAULT_INTERVAL_MINUTES = 60;

/** Share of the interval by which the next run is moved at random, so that tenants do not all start at once. */
const JITTER_SHARE = 0.1;

/** A connection whose next run is due. */
export interface DueConnection {
  readonly connectionId: ConnectionId;
  readonly organizationId: OrganizationId;
}

/**
 * Claims the connections that are due by moving their next time: whoever's UPDATE wins enqueues, so two schedulers
 * in one process or ten replicas start each run once.
 */
export async function claimDue(database: Database, now: Date): Promise<readonly DueConnection[]> {
  return database.query<DueConnection>(
    `update entra_id.connection c
     set next_due_at = $1::timestamptz
       + make_interval(secs => 60 * due.minutes * (1 + ${JITTER_SHARE} * (random() - 0.5)))
     from (
       select c.id, coalesce(s.sync_interval_minutes, ${DEFAULT_INTERVAL_MINUTES}) as minutes
       from entra_id.connection c
       left join lateral (
         select sync_interval_minutes from entra_id.settings s
         where s.connection_id = c.id order by version desc limit 1
       ) s on true
       where c.status = 'connected' and c.next_due_at <= $1::timestamptz
       order by c.next_due_at limit ${CLAIMED_MAX}
       for update of c skip locked
     ) due
     where c.id = due.id
     returning c.id as "connectionId", c.organization_id as "organizationId"`,
    [now],
  );
}
