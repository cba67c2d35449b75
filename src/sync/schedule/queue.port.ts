import type { ConnectionId, RunId } from '#kernel/ids.js';

/** Hands runs to workers. Enqueuing a run that waits already changes nothing. */
export interface SyncQueue {
  enqueue(runId: RunId): Promise<void>;
  /** Jobs of a connection that wait. */
  pending(connectionId: ConnectionId): Promise<number>;
  /** Removes the waiting jobs of a connection. */
  drop(connectionId: ConnectionId): Promise<void>;
}
