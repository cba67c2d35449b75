import type { Policy } from '../../model/policy.js';
import { either, every, no, not, when, YES, type Answer } from '../answer.js';
import { nameOf } from '../any-policy.js';
import { unconditional } from '../conditions.js';
import { blocks, forcesMfa, forcesOneOf } from '../grant.js';
import { enabled } from '../policy-doubts.js';
import { isWithoutAgents } from '../environment.js';
import { rule, settled, type Rule } from '../rule.js';
import { allApplications, allUsers } from '../scope.js';
import { everyTime } from '../session.js';
import { about, conclude, verdict } from '../verdict.js';
import { somePolicy } from './policy-rule.js';

/** Policies that react to risk, and those that depend on it for agents. */
export const RISK_RULES: Readonly<Record<string, Rule>> = {
  'CA-07': somePolicy(
    () => (policy) =>
      every([
        allUsers(policy),
        allApplications(policy),
        has(policy.conditions.userRiskLevels, ['high'], 'user risk'),
        either([blocks(policy), remediates(policy)]),
        unconditional(policy, ['userRisk']),
      ]),
    'p2',
  ),
  'CA-08': somePolicy(
    (strengths) => (policy) =>
      every([
        allUsers(policy),
        allApplications(policy),
        either([
          every([has(policy.conditions.signInRiskLevels, ['high'], 'sign-in risk'), blocks(policy)]),
          every([
            has(policy.conditions.signInRiskLevels, ['high', 'medium'], 'sign-in risk'),
            forcesMfa(policy, strengths),
            everyTime(policy),
          ]),
        ]),
        unconditional(policy, ['signInRisk']),
      ]),
    'p2',
  ),
  'CA-09': rule(['conditionalAccessPolicies'], ({ conditionalAccessPolicies: policies }) => {
    const risky = policies
      .map((policy) => ({ policy, isOn: enabled(policy).kind }))
      .filter(({ policy, isOn }) => isOn !== 'no' && (usesUserRisk(policy) || usesSignInRisk(policy)));
    if (risky.length === 0) {
      return verdict('not_applicable', [about('conditionalAccessPolicies', 'No policy asks for risk.')]);
    }
    const mixed = risky.filter(({ policy }) => usesUserRisk(policy) && usesSignInRisk(policy));
    const evidence = (isOn: 'yes' | 'doubt'): readonly ReturnType<typeof about>[] =>
      mixed
        .filter((each) => each.isOn === isOn)
        .map(({ policy }) =>
          about(
            policy.id,
            `${nameOf(policy)} asks for user risk and sign-in risk at once, so it rarely applies.`,
          ),
        );
    return conclude(
      { broken: evidence('yes'), doubtful: evidence('doubt') },
      risky.map(({ policy }) => about(policy.id, `${nameOf(policy)} asks for one kind of risk.`)),
    );
  }),
  'CA-32': outsideAgentlessClouds(
    somePolicy(
      () => (policy) =>
        every([
          allApplications(policy),
          when(policy.conditions.clientAppTypes.includes('all'), 'does not apply to all clients'),
          has(policy.conditions.agentIdRiskLevels, ['high'], 'agent risk'),
          when(includesAllAgents(policy), 'does not include all agent identities'),
          blocks(policy),
        ]),
      'p2',
    ),
  ),
};

function outsideAgentlessClouds(rule: Rule): Rule {
  return {
    ...rule,
    start: (context) =>
      isWithoutAgents(context.snapshot)
        ? settled(verdict('not_applicable', [about('environment', 'This cloud has no agent identities.')]))
        : rule.start(context),
  };
}

const usesUserRisk = ({ conditions }: Policy): boolean => conditions.userRiskLevels.length > 0;
const usesSignInRisk = ({ conditions }: Policy): boolean => conditions.signInRiskLevels.length > 0;

function includesAllAgents({ conditions: { clientApplications } }: Policy): boolean {
  return clientApplications?.includeAgentIdServicePrincipals.includes('All') === true;
}

/** A secure password change with MFA, or Microsoft's risk remediation. */
function remediates(policy: Policy): Answer {
  const { operator, builtInControls, authenticationStrength } = policy.grantControls ?? {};
  const controls = builtInControls ?? [];
  const withMfa = controls.includes('mfa') || authenticationStrength !== undefined;
  if (controls.includes('passwordChange') && withMfa) {
    return when(operator === 'AND', 'offers the password change and MFA as alternatives');
  }
  return not(
    not(forcesOneOf(policy, ['riskRemediation']), ''),
    'neither blocks nor demands a password change with MFA',
  );
}

function has(levels: readonly string[], wanted: readonly string[], noun: string): Answer {
  const left = wanted.filter((level) => !levels.includes(level));
  return left.length === 0 ? YES : no(`does not apply at ${left.join(' and ')} ${noun}`);
}
