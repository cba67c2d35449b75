import type { JsonObject } from '#kernel/json.js';

/** Outcome of a check. */
export type CheckStatus = 'pass' | 'fail' | 'exempted' | 'not_applicable' | 'unknown' | 'manual';

/** How much a failed check matters. */
export type Severity = 'critical' | 'high' | 'medium' | 'low';

/** Controls of the frameworks that a check gives evidence for. */
export interface Mappings {
  readonly soc2: readonly string[];
  readonly iso27001_2013: readonly string[];
  readonly iso27001_2022: readonly string[];
  readonly cis: readonly string[];
  readonly scuba: readonly string[];
}

/** One fact that led to a status. */
export interface Evidence {
  /** Id of the policy, user, group or setting that the statement is about. */
  readonly object: string;
  readonly statement: string;
}

/** A check with its verdict. */
export interface CheckResult {
  readonly id: string;
  readonly status: CheckStatus;
  readonly severity: Severity;
  readonly title: string;
  readonly mappings: Mappings;
  readonly evidence: readonly Evidence[];
  readonly remedy: string;
}

/** How well a user's sign-ins are protected by MFA, best evidence first in docs of each value. */
export type CoverageVerdict =
  /** Every sign-in that an attacker with the password could choose is blocked or demands MFA. */
  | 'full'
  /** Some of them, not all; the reasons name the dimensions. */
  | 'partial'
  /** None of them. */
  | 'none'
  /** Not full, but would be if report-only policies were on. */
  | 'report_only'
  /** Every sign-in is blocked. */
  | 'blocked'
  /** Security defaults decide when MFA is asked for. */
  | 'security_defaults'
  /** Legacy per-user MFA asks. */
  | 'per_user_mfa'
  /** Full only when a custom control of a third party counts as MFA. */
  | 'third_party'
  /** It depends on something that is not known; the reasons name it. */
  | 'indeterminate';

/** Coverage of one user. */
export interface UserCoverage {
  readonly userId: string;
  readonly verdict: CoverageVerdict;
  /** Dimensions in which the gap lies, for instance `LOCATION`. */
  readonly reasons: readonly string[];
  /** Policies that match the user and bear on the verdict. */
  readonly policyIds: readonly string[];
  /** From the registration report; null where the user is not in it. */
  readonly mfaCapable: boolean | null;
  /** The smallest sign-in that escapes, in words; absent where nothing escapes. */
  readonly escape?: string;
}

/** Coverage of a tenant. */
export interface CoverageResult {
  readonly users: readonly UserCoverage[];
  /** Number of users by verdict; verdicts without users are left out. */
  readonly summary: Readonly<Partial<Record<CoverageVerdict, number>>>;
}

/** Answer of `evaluate`. */
export interface EvaluationResult {
  readonly checks: readonly CheckResult[];
  readonly coverage: CoverageResult;
}

/** Outcome of a sign-in, by the enabled policies alone. */
export type Decision = 'allow' | 'block' | 'controls_required';

/** A policy as Graph answered it, with `policyApplies` and `analysisReasons` of Graph's whatIfAnalysisResult. */
export type PolicyAnalysis = JsonObject & {
  readonly policyApplies: boolean;
  readonly analysisReasons: string;
};

/** Answer of `what-if`. */
export interface WhatIfResult {
  readonly decision: Decision;
  /** Controls that are still to be satisfied, each once; for "one of", every alternative. */
  readonly requiredControls: readonly string[];
  readonly value: readonly PolicyAnalysis[];
  /** What each policy that applies still demands. */
  readonly requirements: readonly {
    readonly policyId: string;
    readonly operator: 'AND' | 'OR';
    readonly controls: readonly string[];
  }[];
  /** Session controls of all policies that apply, the most restrictive of each. */
  readonly sessionControls: object;
  /** Policies of which it is not known whether they apply, with what is missing; `decision` leaves them out. */
  readonly indeterminate: readonly {
    readonly id: string;
    readonly missing: readonly string[];
    readonly unknown: readonly string[];
  }[];
}
