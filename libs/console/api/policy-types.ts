/** Shapes of the authentication policy's API, as far as the console reads them. Instants are RFC 3339 in UTC. */
import type { Provenance } from './types.js';

/** How far MFA protects the sign-ins of an account. */
export const VERDICTS = [
  'full',
  'partial',
  'none',
  'report_only',
  'blocked',
  'security_defaults',
  'per_user_mfa',
  'third_party',
  'indeterminate',
] as const;

/** One of the verdicts. */
export type CoverageVerdict = (typeof VERDICTS)[number];

/** Verdicts with which some sign-in is let in without MFA. */
export const ESCAPING: readonly CoverageVerdict[] = ['none', 'partial', 'report_only'];

/** Outcomes of a check, those that ask for work first. */
export const STATUSES = ['fail', 'unknown', 'manual', 'exempted', 'pass', 'not_applicable'] as const;

/** One of the outcomes. */
export type CheckStatus = (typeof STATUSES)[number];

/** How much a failed check matters. */
export type Severity = 'critical' | 'high' | 'medium' | 'low';

/** A sign-in on which the platform and Microsoft's own What If disagree. */
export interface Dispute {
  readonly name: string;
  readonly accountId: string;
  readonly disagreements: readonly {
    readonly policyId: string;
    readonly plugin: boolean;
    readonly graph: boolean;
    readonly graphReasons: string;
  }[];
}

/** An evaluation in numbers. */
export interface Evaluation {
  readonly revision: number;
  readonly evaluatedAt: string;
  readonly checks: Readonly<Partial<Record<CheckStatus, number>>>;
  readonly coverage: Readonly<Partial<Record<CoverageVerdict, number>>>;
  /** Null: some checks are unknown and none fails. */
  readonly meetsStandard: boolean | null;
  /** What was not collected, with the reason. */
  readonly notCollected: Readonly<Record<string, string>>;
  /** Null until Microsoft's own What If was asked. */
  readonly oracle: {
    readonly asked: number;
    readonly disputed: readonly Dispute[];
    readonly reason: string | null;
  } | null;
}

/** The last evaluation with its provenance. */
export interface Posture extends Provenance {
  /** The revision that was evaluated last; an earlier one while the newest still waits. */
  readonly evaluatedRevision?: number;
  readonly evaluation: Evaluation;
}

/** One fact that led to a status. */
export interface Evidence {
  readonly object: string;
  readonly statement: string;
}

/** A check with its verdict. */
export interface Check {
  readonly id: string;
  readonly status: CheckStatus;
  readonly severity: Severity;
  readonly title: string;
  readonly mappings: Readonly<Record<string, readonly string[]>>;
  readonly evidence: readonly Evidence[];
  readonly remedy: string;
  readonly sinceRevision: number;
  readonly inStandard: boolean;
}

/** One version of a verdict; `untilRevision` is null while it is in force. */
export interface CheckVersion {
  readonly status: CheckStatus;
  readonly evidence: readonly Evidence[];
  readonly sinceRevision: number;
  readonly untilRevision: number | null;
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
  readonly escape: string | null;
  /** Null: the registration report does not tell. */
  readonly mfaCapable: boolean | null;
  readonly sinceRevision: number;
}

/** An object as Microsoft Graph shows it. */
export interface GraphObject {
  readonly id: string;
  readonly displayName?: string | null;
  readonly [property: string]: unknown;
}

/** Who brought a version of a policy about, as far as the audit log tells. */
export interface PolicyAuthors {
  readonly events: readonly {
    readonly at: string;
    readonly activity: string;
    readonly actor: {
      readonly kind: 'user' | 'application';
      readonly id: string | null;
      readonly name: string | null;
    } | null;
  }[];
  readonly reason: 'audit-log-not-read' | 'not-in-audit-log' | null;
}

/** One version of a Conditional Access policy. */
export interface PolicyVersion {
  readonly policy: GraphObject;
  readonly sinceRevision: number;
  readonly untilRevision: number | null;
  readonly sinceAt: string;
  readonly untilAt: string | null;
  readonly changed: readonly string[];
  readonly changedBy: PolicyAuthors;
}

/** What a tenant is measured against. */
export interface Standard {
  readonly baseline: 'all' | 'cis' | 'scuba' | 'own';
  readonly checks: readonly string[];
  readonly breakGlassAccounts: readonly string[];
  readonly changedAt: string | null;
  readonly changedBy: string | null;
}

/** A deviation that was declared deliberate. */
export interface Exemption {
  readonly id: string;
  readonly checkId: string;
  readonly scope: Readonly<Record<string, readonly string[]>>;
  readonly reason: string;
  readonly owner: string;
  readonly expiresAt: string;
  readonly createdAt: string;
  readonly createdBy: string;
  readonly state: 'in-force' | 'expired' | 'ended';
  readonly endedAt: string | null;
  readonly endedBy: string | null;
}

/** What would happen to a sign-in. */
export interface WhatIfAnswer extends Provenance {
  /** What was not collected, with the reason. */
  readonly notCollected?: Readonly<Record<string, string>>;
  readonly decision: 'allow' | 'block' | 'controls_required';
  readonly requiredControls: readonly string[];
  readonly value: readonly (GraphObject & {
    readonly policyApplies: boolean;
    readonly analysisReasons: string;
  })[];
  readonly requirements: readonly {
    readonly policyId: string;
    readonly operator: 'AND' | 'OR';
    readonly controls: readonly string[];
  }[];
  readonly indeterminate: readonly {
    readonly id: string;
    readonly missing: readonly string[];
    readonly unknown: readonly string[];
  }[];
}
