import type { CheckStatus, CoverageVerdict, Mappings, Severity } from '#access-policy/model/results.js';
import type { ConnectionId, ObjectId } from '#kernel/ids.js';
import type { JsonObject } from '#kernel/json.js';
import type { Page, PageRequest } from '../inventory/read/inventory-reader.port.js';

import type { OracleReport } from './oracle/oracle.js';

/** A check with its verdict, and since when it is so. */
export interface Verdict {
  readonly id: string;
  readonly status: CheckStatus;
  readonly severity: Severity;
  readonly title: string;
  readonly mappings: Mappings;
  readonly evidence: readonly { readonly object: string; readonly statement: string }[];
  readonly remedy: string;
  /** How binding SCuBA makes it; absent for checks of our own. */
  readonly level?: 'SHALL' | 'SHOULD';
  /** Code of why the status is what it is, for instance `license_missing`; absent where the evidence says it all. */
  readonly reason?: string;
  /** Revision from which on the verdict is as it is. */
  readonly sinceRevision: number;
  /** Whether the tenant's standard asks for this check. */
  readonly inStandard: boolean;
}

/** An earlier or present version of a verdict. */
export interface VerdictVersion {
  readonly status: CheckStatus;
  readonly evidence: readonly { readonly object: string; readonly statement: string }[];
  readonly sinceRevision: number;
  /** Null while it is in force. */
  readonly untilRevision: number | null;
  /** When the revision was read from which on it was so. */
  readonly sinceAt: string;
}

/** How well one account's sign-ins are protected. */
export interface AccountCoverage {
  readonly accountId: string;
  readonly displayName: string | null;
  readonly userPrincipalName: string | null;
  readonly verdict: CoverageVerdict;
  readonly reasons: readonly string[];
  readonly policyIds: readonly string[];
  /** The smallest sign-in that escapes, in words; null where none does. */
  readonly escape: string | null;
  /** Null where the registration report does not tell. */
  readonly mfaCapable: boolean | null;
  readonly sinceRevision: number;
}

/** A whole evaluation in numbers. */
export interface PostureSummary {
  readonly revision: number;
  readonly evaluatedAt: string;
  /** Checks of the tenant's standard by status. */
  readonly checks: Readonly<Partial<Record<CheckStatus, number>>>;
  /** Accounts by verdict. */
  readonly coverage: Readonly<Partial<Record<CoverageVerdict, number>>>;
  /** Whether every check of the standard passes, is exempted or does not apply; null while some are unknown and none fails. */
  readonly meetsStandard: boolean | null;
  /** Keys of the snapshot that were not collected, with the reason. */
  readonly notCollected: Readonly<Record<string, string>>;
  /** How a sample compares with Graph's own evaluation; null until it was asked. */
  readonly oracle: OracleReport | null;
}

/** What the audit log says about a change of a policy. */
export interface PolicyEvent {
  readonly at: string;
  /** As the log calls it, for instance `Update conditional access policy`. */
  readonly activity: string;
  /** Who did it; null where the log does not say. */
  readonly actor: {
    readonly kind: 'user' | 'application';
    readonly id: string | null;
    readonly name: string | null;
  } | null;
}

/** Who brought a version of a policy about, as far as the audit log tells. */
export interface PolicyAuthors {
  /**
   * Newest first, at most 20: events between the reading before and the one that showed the version. One that happened while
   * the policy was being read may stand at two versions.
   */
  readonly events: readonly PolicyEvent[];
  /** Why there is none: the log was not read, or it does not hold the change (it goes back some days only). */
  readonly reason: 'audit-log-not-read' | 'not-in-audit-log' | null;
}

/** One version of a policy, with the time from which on it was seen to be so. */
export interface PolicyVersion {
  readonly policy: JsonObject;
  readonly sinceRevision: number;
  /** Null while it is in force. */
  readonly untilRevision: number | null;
  /** End of the reading of the revision that showed it first. */
  readonly sinceAt: string;
  readonly untilAt: string | null;
  /** Properties in which it differs from the version before; all for the first. */
  readonly changed: readonly string[];
  readonly changedBy: PolicyAuthors;
}

/** Whose coverage a list shows. */
export interface CoverageFilter {
  readonly verdict: CoverageVerdict | undefined;
  readonly accountId: string | undefined;
}

/** Reads what evaluations found. */
export interface PostureReader {
  /** @throws ProblemError `nothing-evaluated` */
  summary(connectionId: ConnectionId, revision: number): Promise<PostureSummary>;
  /** Summaries of the last evaluations, newest first, for a trend; `limit` 1 to 200. */
  trend(connectionId: ConnectionId, limit: number): Promise<readonly PostureSummary[]>;
  verdicts(connectionId: ConnectionId, revision: number): Promise<readonly Verdict[]>;
  /** @throws ProblemError `check-unknown` */
  history(connectionId: ConnectionId, checkId: string): Promise<readonly VerdictVersion[]>;
  /** Conditional Access policies of a revision. */
  policies(connectionId: ConnectionId, revision: number): Promise<readonly JsonObject[]>;
  /** Newest first. @throws ProblemError `policy-unknown` */
  policyVersions(connectionId: ConnectionId, policyId: ObjectId): Promise<readonly PolicyVersion[]>;
  coverage(
    connectionId: ConnectionId,
    revision: number,
    filter: CoverageFilter,
    page: PageRequest,
  ): Promise<Page<AccountCoverage>>;
}

/** Injection token of `PostureReader`. */
export const POSTURE_READER = Symbol('entra-id/posture-reader');
