import type { ConnectionId } from '#kernel/ids.js';
import type { ReadAt, RevisionInfo } from './inventory-reader.port.js';

/** Accounts of one type in one state. */
export interface AccountCount {
  /** Graph's `userType`; `Member` where Graph has none. */
  readonly userType: string;
  /** Null when Graph does not say whether the account is enabled. */
  readonly accountEnabled: boolean | null;
  readonly count: number;
}

/** Counts of published revisions, for overviews and trends. */
export interface InventorySummary {
  /** Published revisions that are still kept, newest first; below `before` when it is given. `limit` 1 to 1000. */
  revisions(
    connectionId: ConnectionId,
    page: { readonly limit: number; readonly before: number | undefined },
  ): Promise<readonly RevisionInfo[]>;
  /** Accounts of a revision by type and state, whatever the settings show. */
  accounts(at: ReadAt): Promise<readonly AccountCount[]>;
}

/** Injection token of `InventorySummary`. */
export const INVENTORY_SUMMARY = Symbol('entra-id/inventory-summary');
