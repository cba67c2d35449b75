import { anyPolicy, anyPolicyWith, type Criterion } from '../any-policy.js';
import type { Exemption } from '../exemption.js';
import type { Strengths } from '../grant.js';
import type { Plan } from '../licence.js';
import { rule, type Rule } from '../rule.js';

/** Conditional Access needs P1: without it nobody fails for a policy that cannot exist. */
export const NEEDS_P1 = { plan: 'p1', required: false } as const;

/** A rule that one enabled policy satisfies, whatever it excludes unless the criterion says otherwise. */
export function somePolicy(criterion: (strengths: Strengths) => Criterion, required?: Plan): Rule {
  const licence = required === undefined ? NEEDS_P1 : { plan: required, required: true };
  return rule(
    ['conditionalAccessPolicies'],
    ({ conditionalAccessPolicies, authenticationStrengthPolicies }) =>
      anyPolicy(conditionalAccessPolicies, criterion(authenticationStrengthPolicies)),
    licence,
  );
}

/** A rule that one enabled policy satisfies whose exclusions are declared. */
export function somePolicyWith(criterion: (strengths: Strengths, exemption: Exemption) => Criterion): Rule {
  return rule(
    ['conditionalAccessPolicies'],
    ({ conditionalAccessPolicies, authenticationStrengthPolicies }, { exemption }) =>
      anyPolicyWith(conditionalAccessPolicies, exemption, (declared) =>
        criterion(authenticationStrengthPolicies, declared),
      ),
    NEEDS_P1,
  );
}
