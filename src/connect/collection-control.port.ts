import type { ConnectionId } from '#kernel/ids.js';

/** Lets disconnecting stop what reads the tenant; sync implements it. */
export interface CollectionControl {
  /** Ends runs of the connection and undoes what they had not published. */
  stop(connectionId: ConnectionId): Promise<void>;
  /** Jobs that still wait for the connection: 0 after `stop`. */
  jobsLeft(connectionId: ConnectionId): Promise<number>;
  /** Removes everything that was collected, history included. */
  erase(connectionId: ConnectionId): Promise<void>;
}

/** Injection token of `CollectionControl`. */
export const COLLECTION_CONTROL = Symbol('entra-id/collection-control');
