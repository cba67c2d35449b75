import type { ConnectionId } from '#kernel/ids.js';
import type { Database } from '../src/database/database.port.js';

/** A connection that is filled without a tenant, and its only run. */
export interface FirstRun {
  readonly connectionId: ConnectionId;
  readonly runId: string;
  readonly state: 'running' | 'succeeded';
}

/** Makes a connection whose first revision is published, before a scenario fills its tables. */
export async function openFirstRun(
  database: Database,
  { connectionId, runId, state }: FirstRun,
): Promise<void> {
  await database.execute(
    `insert into entra_id.connection (id, organization_id, status, created_at, published, last_revision)
     values ($1, 'bench', 'connected', now(), 1, 1)`,
    [connectionId],
  );
  await database.execute(
    `insert into entra_id.sync_run (id, connection_id, revision, kind, trigger, state, generation, queued_at)
     values ($1, $2, 1, 'full', 'manual', $3, 1, now())`,
    [runId, connectionId, state],
  );
}
