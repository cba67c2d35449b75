import type { JsonObject } from '#kernel/json.js';
import type { Policy } from '../../model/policy.js';
import { flags } from '../../model/shape.js';
import type { Snapshot } from '../../model/snapshot.js';
import { PHISHING_RESISTANT, USER_ACTIONS } from '../../model/well-known.js';
import { every, no, when, YES, type Answer } from '../answer.js';
import { judgePolicies, type Criterion } from '../any-policy.js';
import type { Exemption } from '../exemption.js';
import { member } from '../json-fields.js';
import { rule, type Rule } from '../rule.js';
import { allUsers } from '../scope.js';
import { highRoles } from './inputs.js';
import { about, verdict } from '../verdict.js';
import { withP2 } from './licence-rule.js';

/** Combinations that ScubaGear accepts as MFA. */
const GENERAL = new Set([
  ...PHISHING_RESISTANT,
  'deviceBasedPush',
  'temporaryAccessPassOneTime',
  'temporaryAccessPassMultiUse',
  'password,microsoftAuthenticatorPush',
  'password,softwareOath',
  'password,hardwareOath',
  'password,sms',
  'password,voice',
  'federatedMultiFactor',
  'microsoftAuthenticatorPush,federatedSingleFactor',
  'softwareOath,federatedSingleFactor',
  'hardwareOath,federatedSingleFactor',
  'sms,federatedSingleFactor',
  'voice,federatedSingleFactor',
]);

/** Finds the combinations that a policy's strength allows. */
type Combinations = (policy: Policy) => readonly string[];

/** Rules on Conditional Access policies; conditions that a rule does not name are ignored, as ScubaGear does. */
export const CA_RULES: Readonly<Record<string, Rule>> = {
  'MS.AAD.1.1v1': policies((policy, exemption) => [
    ...common(policy, exemption),
    has(policy.conditions.clientAppTypes, ['other', 'exchangeActiveSync'], 'the client'),
    controls(policy, 'block'),
  ]),
  'MS.AAD.2.1v1': withP2(
    policies((policy, exemption) => [
      ...common(policy, exemption),
      has(policy.conditions.userRiskLevels, ['high'], 'the user risk'),
      controls(policy, 'block'),
    ]),
  ),
  'MS.AAD.2.3v1': withP2(
    policies((policy, exemption) => [
      ...common(policy, exemption),
      has(policy.conditions.signInRiskLevels, ['high'], 'the sign-in risk'),
      controls(policy, 'block'),
    ]),
  ),
  'MS.AAD.3.1v1': policies((policy, exemption, combinations) => [
    ...common(policy, exemption),
    phishingResistant(combinations(policy)),
  ]),
  'MS.AAD.3.2v2': policies((policy, exemption, combinations) => [
    ...common(policy, exemption),
    generalMfa(policy, combinations(policy)),
  ]),
  'MS.AAD.3.6v1': rule(['conditionalAccessPolicies', 'roleDefinitions'], (data, { exemption }) => {
    const roles = highRoles(data).map(({ templateId }) => templateId);
    if (roles.length === 0) {
      return verdict('unknown', [about('roleDefinitions', 'No highly privileged role was returned.')]);
    }
    return judgePolicies(data.conditionalAccessPolicies, (policy) =>
      every([
        enabled(policy),
        allResources(policy),
        has(policy.conditions.users.includeRoles, roles, 'the role'),
        noRoleExcluded(policy),
        ...exclusions(policy, exemption),
        phishingResistant(combinationsIn(data)(policy)),
      ]),
    );
  }),
  'MS.AAD.3.7v1': policies((policy, exemption) => [...common(policy, exemption), managedDevice(policy)]),
  'MS.AAD.3.8v1': policies((policy, exemption) => [
    enabled(policy),
    allUsers(policy),
    noRoleExcluded(policy),
    ...peopleExclusions(policy, exemption),
    has(
      policy.conditions.applications.includeUserActions,
      [USER_ACTIONS.registerSecurityInfo],
      'the user action',
    ),
    when(
      ['compliantDevice', 'domainJoinedDevice'].some((name) => hasControl(policy, name)),
      'does not demand a managed device',
    ),
  ]),
  'MS.AAD.3.9v1': policies((policy, exemption) => [
    ...common(policy, exemption),
    when(transferMethods(policy) === 'deviceCodeFlow', 'is not about device code flow alone'),
    controls(policy, 'block'),
  ]),
};

/** Whether a policy demands a strength that only phishing-resistant methods meet. */
export function phishingResistant(combinations: readonly string[]): Answer {
  const isIt = combinations.length > 0 && combinations.every((each) => PHISHING_RESISTANT.includes(each));
  return when(isIt, 'does not demand a phishing-resistant strength');
}

function generalMfa(policy: Policy, combinations: readonly string[]): Answer {
  if (hasControl(policy, 'mfa')) return YES;
  const isKnown = combinations.length > 0 && combinations.every((each) => GENERAL.has(each));
  const isGeneral = combinations.some((each) => !PHISHING_RESISTANT.includes(each));
  return when(isKnown && isGeneral, 'demands neither MFA nor a strength of general MFA');
}

function policies(
  criteria: (policy: Policy, exemption: Exemption, combinations: Combinations) => readonly Answer[],
): Rule {
  return rule(['conditionalAccessPolicies'], (data, { exemption }) => {
    const combinations = combinationsIn(data);
    const criterion: Criterion = (policy) => every(criteria(policy, exemption, combinations));
    return judgePolicies(data.conditionalAccessPolicies, criterion);
  });
}

/** The inlined combinations; a policy that has only the id of its strength gets those of the tenant's list. */
function combinationsIn({ authenticationStrengthPolicies = [] }: Snapshot): Combinations {
  return ({ grantControls, source }) => {
    const strength = grantControls?.authenticationStrength;
    const inlined = member(member(source, 'grantControls'), 'authenticationStrength');
    if (Array.isArray(inlined['allowedCombinations'])) return strength?.allowedCombinations ?? [];
    const listed = authenticationStrengthPolicies.find(({ id }) => id === strength?.id);
    return listed?.allowedCombinations ?? [];
  };
}

function common(policy: Policy, exemption: Exemption): readonly Answer[] {
  return [
    enabled(policy),
    allUsers(policy),
    allResources(policy),
    noRoleExcluded(policy),
    ...exclusions(policy, exemption),
  ];
}

/** Whether a policy is on. */
export function enabled({ state }: Policy): Answer {
  return when(state === 'enabled', 'is not enabled');
}

/** Whether a policy includes all resources; filters are not considered. */
export function allResources({ conditions: { applications } }: Policy): Answer {
  return when(applications.includeApplications.includes('All'), 'does not include all resources');
}

/** Whether every excluded application is declared. */
export function appExclusions({ conditions: { applications } }: Policy, declared: readonly string[]): Answer {
  return only(applications.excludeApplications, declared, 'the application');
}

/** Whether a policy has a control, whatever else it has and whatever the operator is. */
export function controls(policy: Policy, name: string): Answer {
  return when(hasControl(policy, name), `does not have the control ${name}`);
}

/** Whether a list has all of these. */
export function has(values: readonly string[], wanted: readonly string[], noun: string): Answer {
  const left = wanted.filter((each) => !values.includes(each));
  return left.length === 0 ? YES : no(`does not name ${noun} ${left.join(', ')}`);
}

function exclusions(policy: Policy, exemption: Exemption): readonly Answer[] {
  return [...peopleExclusions(policy, exemption), appExclusions(policy, exemption.applications)];
}

function peopleExclusions(policy: Policy, exemption: Exemption): readonly Answer[] {
  const { users } = policy.conditions;
  return [
    only(users.excludeUsers, exemption.users, 'the user'),
    only(users.excludeGroups, exemption.groups, 'the group'),
    only(excludedGuests(policy.source), exemption.guestUserTypes, 'the guest type'),
  ];
}

function excludedGuests(source: JsonObject): readonly string[] {
  const users = member(member(source, 'conditions'), 'users');
  return flags(member(users, 'excludeGuestsOrExternalUsers')['guestOrExternalUserTypes']);
}

function noRoleExcluded({ conditions: { users } }: Policy): Answer {
  return only(users.excludeRoles, [], 'the role');
}

function only(excluded: readonly string[], declared: readonly string[], noun: string): Answer {
  const open = excluded.filter((each) => !declared.includes(each));
  return open.length === 0 ? YES : no(`excludes ${noun} ${open.join(', ')}`);
}

function managedDevice({ grantControls }: Policy): Answer {
  const names = [...(grantControls?.builtInControls ?? [])].sort();
  const isPair = names.join() === 'compliantDevice,domainJoinedDevice';
  return when(
    isPair && grantControls?.operator === 'OR',
    'does not demand a compliant or a hybrid-joined device',
  );
}

function hasControl({ grantControls }: Policy, name: string): boolean {
  return grantControls?.builtInControls.includes(name) === true;
}

/** The flags as one text, as Graph has them; some exports have a list. */
function transferMethods({ source }: Policy): string {
  return flags(member(member(source, 'conditions'), 'authenticationFlows')['transferMethods']).join();
}
