import type { Policy } from '../../model/policy.js';
import { doubt, either, every, no, when, YES, type Answer } from '../answer.js';
import { nameOf } from '../any-policy.js';
import { demandCount, weakensMfa, type Strengths } from '../grant.js';
import { doubtText, enabled } from '../policy-doubts.js';
import { rule, type Rule } from '../rule.js';
import { about, conclude, type Verdict } from '../verdict.js';

const STALE_DAYS_MAX = 60;
const DAY_MS = 86_400_000;
const SESSION_CONTROLS = [
  'signInFrequency',
  'persistentBrowser',
  'cloudAppSecurity',
  'applicationEnforcedRestrictions',
  'secureSignInSession',
] as const;

/** Policies that weaken, confuse or outlive their purpose. */
export const HYGIENE_RULES: Readonly<Record<string, Rule>> = {
  'CA-22': rule(
    ['conditionalAccessPolicies'],
    ({ conditionalAccessPolicies, authenticationStrengthPolicies }) =>
      noPolicy(
        conditionalAccessPolicies,
        (policy) => every([enabled(policy), weakens(policy, authenticationStrengthPolicies)]),
        'names MFA as an alternative to something else',
      ),
  ),
  'CA-28': rule(['conditionalAccessPolicies'], ({ conditionalAccessPolicies }) =>
    noPolicy(
      conditionalAccessPolicies,
      (policy) => every([enabled(policy), inert(policy)]),
      'has no subject, no target or no control',
    ),
  ),
  'CA-29': rule(['conditionalAccessPolicies'], ({ conditionalAccessPolicies }, { now }) =>
    noPolicy(
      conditionalAccessPolicies,
      (policy) => every([reportOnly(policy), stale(policy, now)]),
      `is report-only and was not changed for ${STALE_DAYS_MAX} days`,
    ),
  ),
  'CA-30': rule(['conditionalAccessPolicies'], ({ conditionalAccessPolicies }) =>
    noPolicy(
      conditionalAccessPolicies,
      (policy) => every([enabled(policy), deprecated(policy)]),
      'requires an approved client app, which Microsoft retires',
    ),
  ),
};

/** Fails on every policy that has the flaw; unknown on those that may. */
function noPolicy(policies: readonly Policy[], flaw: (policy: Policy) => Answer, sentence: string): Verdict {
  const judged = policies.map((policy) => ({ policy, answer: flaw(policy) }));
  const broken = judged.filter(({ answer }) => answer.kind === 'yes');
  const doubtful = judged.flatMap(({ policy, answer }) =>
    answer.kind === 'doubt'
      ? [about(policy.id, `${nameOf(policy)} cannot be judged: it ${answer.because.join('; it ')}.`)]
      : [],
  );
  return conclude(
    { broken: broken.map(({ policy }) => about(policy.id, `${nameOf(policy)} ${sentence}.`)), doubtful },
    [about('conditionalAccessPolicies', `None of ${policies.length} policies ${sentence}.`)],
  );
}

function weakens(policy: Policy, strengths: Strengths): Answer {
  const answer = weakensMfa(policy, strengths);
  const strange = policy.doubts.filter(({ part }) => part === 'grant').map(doubtText);
  const mayBe = answer.kind === 'no' && strange.length > 0 && demandCount(policy) > 1;
  return mayBe ? doubt(...strange) : answer;
}

function inert(policy: Policy): Answer {
  const answer = either([
    when(!hasSubject(policy), 'has a subject'),
    when(!hasTarget(policy), 'has a target'),
    when(!hasControl(policy), 'has a control'),
  ]);
  const strange = policy.doubts.map(doubtText);
  return answer.kind === 'yes' && strange.length > 0 ? doubt(...strange) : answer;
}

function hasSubject({ conditions: { users, clientApplications } }: Policy): boolean {
  const people = users.includeUsers.filter((id) => id !== 'None');
  const workloads = [
    ...(clientApplications?.includeServicePrincipals ?? []),
    ...(clientApplications?.includeAgentIdServicePrincipals ?? []),
  ].filter((id) => id !== 'None');
  return (
    [people, users.includeGroups, users.includeRoles, workloads].some((list) => list.length > 0) ||
    users.includeGuestsOrExternalUsers !== undefined ||
    clientApplications?.servicePrincipalFilter !== undefined
  );
}

function hasTarget({ conditions: { applications } }: Policy): boolean {
  return (
    applications.includeApplications.some((id) => id !== 'None') ||
    applications.includeUserActions.length > 0 ||
    applications.includeAuthenticationContextClassReferences.length > 0 ||
    applications.applicationFilter !== undefined
  );
}

function hasControl(policy: Policy): boolean {
  const session = policy.sessionControls;
  const inSession = SESSION_CONTROLS.some((name) => session?.[name]?.isEnabled === true);
  return demandCount(policy) > 0 || inSession || session?.disableResilienceDefaults === true;
}

function reportOnly(policy: Policy): Answer {
  if (policy.state === 'unknown') return enabled(policy);
  return when(policy.state === 'enabledForReportingButNotEnforced', 'is not report-only');
}

function stale({ modifiedDateTime, createdDateTime }: Policy, now: Date): Answer {
  const changedAt = Date.parse(modifiedDateTime ?? createdDateTime ?? '');
  if (Number.isNaN(changedAt)) return doubt('does not say when it was changed');
  const days = (now.getTime() - changedAt) / DAY_MS;
  return when(days > STALE_DAYS_MAX, 'was changed lately');
}

function deprecated({ grantControls }: Policy): Answer {
  const controls = grantControls?.builtInControls ?? [];
  if (!controls.includes('approvedApplication')) return no('requires no approved client app');
  const isAlternative = controls.includes('compliantApplication') && grantControls?.operator === 'OR';
  return isAlternative ? no('offers an app protection policy instead') : YES;
}
