import { isJsonObject, type JsonObject } from '#kernel/json.js';
import { matchClient, matchFlow, matchLevel, matchPlatform } from './conditions.js';
import { DeviceRuleError, matchDevice } from './device-filter.js';
import { matchLocation } from './locations.js';
import { part, type Match } from './match.js';
import type { SignIn } from './sign-in.js';
import { matchIdentity } from './subject.js';
import { matchTarget } from './targets.js';
import type { EvaluationWorld } from './world.js';

/** A policy with the answer of What-If. Source: https://learn.microsoft.com/graph/api/resources/whatifanalysisresult */
export type WhatIfResult = JsonObject & {
  readonly policyApplies: boolean;
  /** `notSet`, or why the policy does not apply: flags in one text. */
  readonly analysisReasons: string;
};

/** Says of every policy whether it would apply to a sign-in, in the order of the policies. */
export function evaluate(
  world: EvaluationWorld,
  policies: Iterable<JsonObject>,
  signIn: SignIn,
): readonly WhatIfResult[] {
  const results = [...policies].map((policy) => judge(world, policy, signIn));
  return signIn.appliedPoliciesOnly ? results.filter(({ policyApplies }) => policyApplies) : results;
}

/** A policy that only reports applies as one that is enforced does: What-If shows both. */
function judge(world: EvaluationWorld, policy: JsonObject, signIn: SignIn): WhatIfResult {
  const reasons = reasonsOf(world, policy, signIn);
  return {
    ...policy,
    partialEnablementStrategy: null,
    policyApplies: reasons.length === 0,
    analysisReasons: reasons.length === 0 ? 'notSet' : reasons.join(','),
  };
}

function reasonsOf(world: EvaluationWorld, policy: JsonObject, signIn: SignIn): readonly string[] {
  if (policy['state'] === 'disabled') return ['policyNotEnabled'];
  if (!isJsonObject(policy['grantControls']) && !isJsonObject(policy['sessionControls'])) {
    return ['emptyPolicy'];
  }
  try {
    const parts = dimensions(world, part(policy, 'conditions'), signIn);
    const differing = parts.filter(([, match]) => match === 'no').map(([reason]) => reason);
    const open = parts.some(([, match]) => match === 'unknown');
    return differing.length === 0 && open ? ['notEnoughInformation'] : [...new Set(differing)];
  } catch (error) {
    if (error instanceof DeviceRuleError) return ['invalidCondition'];
    throw error;
  }
}

/** Every assignment and condition with the reason that it gives; what is not configured is met. */
function dimensions(
  world: EvaluationWorld,
  conditions: JsonObject | undefined,
  signIn: SignIn,
): readonly (readonly [reason: string, match: Match])[] {
  const { context, identity } = signIn;
  const given = signIn.conditions;
  const target = {
    application: 'application',
    userAction: 'userActions',
    authContext: 'authenticationContext',
  };
  const always: readonly (readonly [string, Match])[] = [
    [identity.kind === 'user' ? 'users' : 'workloadIdentities', matchIdentity(world, signIn, conditions)],
    [target[context.kind], matchTarget(context, part(conditions, 'applications'))],
    ['location', matchLocation(world, given, part(conditions, 'locations'))],
  ];
  if (identity.kind === 'servicePrincipal') {
    const wanted = conditions?.['servicePrincipalRiskLevels'];
    return [...always, ['workloadIdentities', matchLevel(given['servicePrincipalRiskLevel'], wanted)]];
  }
  return [
    ...always,
    ['devicePlatform', matchPlatform(given, part(conditions, 'platforms'))],
    ['devices', matchDevice(given, part(conditions, 'devices'))],
    ['clientApps', matchClient(given, conditions?.['clientAppTypes'])],
    ['signInRisk', matchLevel(given['signInRiskLevel'], conditions?.['signInRiskLevels'])],
    ['userRisk', matchLevel(given['userRiskLevel'], conditions?.['userRiskLevels'])],
    ['insiderRisk', matchLevel(given['insiderRiskLevel'], conditions?.['insiderRiskLevels'])],
    ['authenticationFlow', matchFlow(given, part(conditions, 'authenticationFlows'))],
  ];
}
