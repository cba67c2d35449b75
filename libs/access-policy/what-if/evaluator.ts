import { createLocationMatcher } from '../conditions/locations.js';
import { analyse, type Analysis } from '../evaluation/analyse.js';
import { compilePolicy, type CompiledPolicy } from '../evaluation/compile-policy.js';
import type { SignIn } from '../evaluation/sign-in.js';
import { YES, NO, UNKNOWN } from '../evaluation/truth.js';
import { blocks, createStrengthFinder } from '../grants/atoms.js';
import { isStopped, requirementOf, type Evidence, type Requirement } from '../grants/requirements.js';
import { mergeSessions, type MergedSession } from '../grants/session-controls.js';
import type { Dimension, Policy } from '../model/policy.js';
import type { Decision } from '../model/results.js';
import type { Snapshot } from '../model/snapshot.js';

/** A policy with what was found for one sign-in. */
export interface Finding {
  readonly policy: Policy;
  readonly policyApplies: boolean;
  /** Graph's `whatIfAnalysisReasons`, comma-separated; `notSet` where the policy applies. */
  readonly analysisReasons: string;
  /** Parts that hinge on something unknown; empty unless the policy is indeterminate. */
  readonly open: readonly Dimension[];
}

/** What would happen to a sign-in. */
export interface Outcome {
  readonly decision: Decision;
  readonly requiredControls: readonly string[];
  readonly requirements: readonly Requirement[];
  readonly sessionControls: MergedSession;
  readonly findings: readonly Finding[];
}

/** Decides sign-ins against the policies of one tenant. */
export interface Evaluator {
  evaluate(signIn: SignIn, satisfiedControls?: readonly string[]): Outcome;
}

type Policies = Pick<
  Snapshot,
  'conditionalAccessPolicies' | 'namedLocations' | 'authenticationStrengthPolicies'
>;

/**
 * Compiles the policies of a snapshot. Any block wins; otherwise every policy that applies must be satisfied; only enabled
 * policies decide, report-only ones are analysed alike.
 */
export function createEvaluator(snapshot: Policies): Evaluator {
  const matcher = createLocationMatcher(snapshot.namedLocations);
  const find = createStrengthFinder(snapshot.authenticationStrengthPolicies);
  const policies = (snapshot.conditionalAccessPolicies ?? []).map((policy) => compilePolicy(policy, matcher));
  return {
    evaluate: (signIn, satisfiedControls = []) => {
      const findings = policies.map((compiled) => findingOf(compiled, signIn));
      const applying = findings
        .filter(({ policy, policyApplies }) => policyApplies && policy.state === 'enabled')
        .map(({ policy }) => policy);
      const { device, clientApp } = signIn;
      const evidence: Evidence = { satisfiedControls: new Set(satisfiedControls), device, clientApp };
      const isBlocked = applying.some((policy) => blocks(policy) || isStopped(policy, evidence));
      const requirements = isBlocked
        ? []
        : applying.flatMap((policy) => requirementOf(policy, evidence, find) ?? []);
      return {
        decision: isBlocked ? 'block' : requirements.length > 0 ? 'controls_required' : 'allow',
        requiredControls: [...new Set(requirements.flatMap(({ controls }) => controls))],
        requirements,
        sessionControls: isBlocked ? {} : mergeSessions(applying),
        findings,
      };
    },
  };
}

function findingOf(compiled: CompiledPolicy, signIn: SignIn): Finding {
  const { policy } = compiled;
  if (policy.state === 'disabled') {
    return { policy, policyApplies: false, analysisReasons: 'policyNotEnabled', open: [] };
  }
  if (isSkippedInReportOnly(policy, signIn)) {
    return { policy, policyApplies: false, analysisReasons: 'userActions', open: [] };
  }
  const analysis = analyse(compiled, signIn);
  if (analysis.applies === UNKNOWN || (analysis.applies === YES && policy.state === 'unknown')) {
    return { policy, policyApplies: false, analysisReasons: 'notEnoughInformation', open: analysis.open };
  }
  const analysisReasons = reasonsOf(analysis, signIn);
  return { policy, policyApplies: analysis.applies === YES, analysisReasons, open: [] };
}

/** Policies on user actions are not evaluated in report-only mode. */
function isSkippedInReportOnly({ state }: Policy, { target }: SignIn): boolean {
  return state === 'enabledForReportingButNotEnforced' && target?.kind === 'userAction';
}

/** Parts for which Graph has no word of their own. */
const WORDS: Readonly<Partial<Record<Dimension, string>>> = {
  servicePrincipalRisk: 'invalidCondition',
  other: 'invalidCondition',
};

function reasonsOf({ applies, mismatches }: Analysis, { target }: SignIn): string {
  if (applies !== NO) return 'notSet';
  let words = '';
  for (const part of mismatches) {
    const word = part === 'application' ? targetWord(target) : (WORDS[part] ?? part);
    if (!words.includes(word)) words += words === '' ? word : `,${word}`;
  }
  return words;
}

function targetWord(target: SignIn['target']): string {
  return target === undefined || target.kind === 'applications' ? 'application' : TARGET_WORDS[target.kind];
}

const TARGET_WORDS = { userAction: 'userActions', authenticationContext: 'authenticationContext' } as const;
