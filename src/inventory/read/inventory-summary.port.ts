import type { ConnectionId } from '#kernel/ids.js';
import type { Known } from '#access-graph/known.js';
import type { FactsAt } from './access-reader.port.js';
import type { ReadAt, RevisionInfo } from './inventory-reader.port.js';

/** Accounts of one type in one state. */
export interface AccountCount {
  /** Graph's `userType`; `Member` where Graph has none. */
  readonly userType: string;
  /** Null when Graph does not say whether the account is enabled. */
  readonly accountEnabled: boolean | null;
  readonly count: number;
}

/** Sign-in activity and MFA registration of the enabled accounts, counted; a report that was not read has a reason. */
export interface AccountFigures {
  readonly enabled: number;
  /** Whole days without a successful sign-in after which an account counts as inactive. */
  readonly inactiveDays: number;
  readonly signIn: Known<{
    /** Accounts whose last successful sign-in, or creation where there was none, is so long ago. */
    readonly inactive: number;
    readonly never: number;
    /** Accounts of which the report does not say. */
    readonly unknown: number;
  }>;
  readonly mfa: Known<{
    readonly registered: number;
    readonly notRegistered: number;
    readonly unknown: number;
  }>;
}

/** Holders of privileged and highly privileged roles, active or eligible, each counted once. */
export interface PrivilegeFigures {
  readonly people: number;
  readonly applications: number;
  /** People who hold one actively and without an end. */
  readonly permanent: number;
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
  /** Sign-in activity and MFA registration of the enabled accounts of a revision. */
  facts(at: FactsAt): Promise<AccountFigures>;
  /** Who holds a privileged role in a revision. */
  privileged(at: ReadAt): Promise<PrivilegeFigures>;
}

/** Injection token of `InventorySummary`. */
export const INVENTORY_SUMMARY = Symbol('entra-id/inventory-summary');
