import type { FilterCondition, Policy } from '../../model/policy.js';
import { isJsonObject } from '#kernel/json.js';
import { ADMIN14, APPS, USER_ACTIONS } from '../../model/well-known.js';
import { doubt, either, every, no, when, YES, type Answer } from '../answer.js';
import { anyPolicy, type Criterion } from '../any-policy.js';
import { unconditional } from '../conditions.js';
import { blocks, demandCount, forcesMfa, forcesOneOf, forcesOneOfOrMfa, type Strengths } from '../grant.js';
import { missing, rule, type Rule } from '../rule.js';
import { allApplications, allUsers, excludesNoRole, includesRoles, noApplicationExcluded } from '../scope.js';
import { everyTime, neverPersistent, sessionControl, signInWithin } from '../session.js';
import { trustedOnly, type Locations } from '../trusted-locations.js';
import { about, verdict } from '../verdict.js';
import { NEEDS_P1, somePolicy } from './policy-rule.js';

const MANAGED = ['compliantDevice', 'domainJoinedDevice'];
const ADMIN_HOURS_MAX = 4;
const SESSION_HOURS_MAX = 24;
const KNOWN_PLATFORMS = ['android', 'iOS', 'windows', 'macOS', 'linux'];
const TEAMS = 'cc15fd57-2c6c-4117-a88c-83b1d56b4bbe';

/** Policies on devices, registration, flows, sessions and platforms. */
export const CONTROL_RULES: Readonly<Record<string, Rule>> = {
  'CA-10': somePolicy(
    (strengths) => (policy) =>
      every([
        allUsers(policy),
        allApplications(policy),
        managedDevice(policy, strengths),
        unconditional(policy),
      ]),
  ),
  'CA-11': rule(
    ['conditionalAccessPolicies'],
    ({ conditionalAccessPolicies, authenticationStrengthPolicies, namedLocations }) =>
      anyPolicy(
        conditionalAccessPolicies,
        registrationProtected(authenticationStrengthPolicies, namedLocations),
      ),
    NEEDS_P1,
  ),
  'CA-12': rule(['conditionalAccessPolicies'], (data) => {
    const registration = data.source['deviceRegistrationPolicy'];
    const setting = isJsonObject(registration) ? registration['multiFactorAuthConfiguration'] : undefined;
    if (typeof setting !== 'string') return missing(['deviceRegistrationPolicy']);
    const byPolicy = anyPolicy(
      data.conditionalAccessPolicies,
      deviceRegistration(data.authenticationStrengthPolicies),
    );
    if (byPolicy.status === 'unknown') return byPolicy;
    const isRequired = setting === 'required';
    const isRight = (byPolicy.status === 'pass') !== isRequired;
    const statement =
      byPolicy.status === 'pass' && isRequired
        ? 'The tenant switch is on, so that the policy is not enforced.'
        : `The tenant switch is ${setting}.`;
    return verdict(isRight ? 'pass' : 'fail', [
      about('deviceRegistrationPolicy', statement),
      ...byPolicy.evidence,
    ]);
  }),
  'CA-13': somePolicy(() => blockedFlow('deviceCodeFlow')),
  'CA-14': somePolicy(
    () => (policy) => every([blockedFlow('authenticationTransfer')(policy), noApplicationExcluded(policy)]),
  ),
  'CA-16': somePolicy(
    () => (policy) =>
      every([
        includesRoles(policy, ADMIN14),
        excludesNoRole(policy, ADMIN14),
        allApplications(policy),
        signInWithin(policy, ADMIN_HOURS_MAX),
        neverPersistent(policy),
        unconditional(policy),
      ]),
  ),
  'CA-17': somePolicy(
    () => (policy) =>
      every([
        allUsers(policy),
        allApplications(policy),
        signInWithin(policy, SESSION_HOURS_MAX),
        neverPersistent(policy),
        unmanagedDevices(policy.conditions.deviceFilter),
        unconditional(policy, ['devices', 'clientApps']),
      ]),
  ),
  'CA-18': somePolicy(
    (strengths) => (policy) =>
      every([
        targets(policy, [APPS.intuneEnrolment]),
        allUsers(policy),
        forcesMfa(policy, strengths),
        everyTime(policy),
        unconditional(policy),
      ]),
  ),
  'CA-19': somePolicy(
    () => (policy) =>
      every([
        allUsers(policy),
        allApplications(policy),
        unknownPlatforms(policy),
        blocks(policy),
        unconditional(policy, ['devicePlatform']),
      ]),
  ),
  'CA-23': somePolicy(
    () => (policy) =>
      every([
        allUsers(policy),
        either([
          targets(policy, ['Office365']),
          targets(policy, [APPS.exchangeOnline, APPS.sharePointOnline]),
        ]),
        sessionControl(policy, 'applicationEnforcedRestrictions'),
      ]),
  ),
  'CA-24': somePolicy(
    () => (policy) =>
      every([
        either([
          targets(policy, ['Office365']),
          targets(policy, [APPS.exchangeOnline, APPS.sharePointOnline, TEAMS]),
        ]),
        windowsClients(policy),
        sessionControl(policy, 'secureSignInSession'),
      ]),
  ),
};

function managedDevice(policy: Policy, strengths: Strengths): Answer {
  const isOr = demandCount(policy) === 1 || policy.grantControls?.operator === 'OR';
  const controls = policy.grantControls?.builtInControls ?? [];
  return every([
    when(
      controls.some((name) => MANAGED.includes(name)),
      'does not demand a managed device',
    ),
    when(isOr, 'does not offer its controls as alternatives'),
    either([forcesOneOf(policy, MANAGED), forcesOneOfOrMfa(policy, MANAGED, strengths)]),
  ]);
}

function registrationProtected(strengths: Strengths, locations: Locations): Criterion {
  return (policy) =>
    every([
      action(policy, USER_ACTIONS.registerSecurityInfo),
      allUsers(policy),
      either([blocks(policy), forcesOneOfOrMfa(policy, MANAGED, strengths)]),
      unconditional(policy, ['location']),
      either([unconditional(policy), trustedOnly(policy, locations)]),
    ]);
}

function deviceRegistration(strengths: Strengths): Criterion {
  return (policy) =>
    every([
      action(policy, USER_ACTIONS.registerDevice),
      allUsers(policy),
      forcesMfa(policy, strengths),
      unconditional(policy),
    ]);
}

function blockedFlow(method: string): Criterion {
  return (policy) =>
    every([
      allUsers(policy),
      allApplications(policy),
      when(policy.conditions.transferMethods.includes(method), `is not about ${method}`),
      blocks(policy),
      unconditional(policy, ['authenticationFlow']),
    ]);
}

function action({ conditions: { applications } }: Policy, name: string): Answer {
  return when(applications.includeUserActions.includes(name), `is not about the user action ${name}`);
}

function targets({ conditions: { applications } }: Policy, apps: readonly string[]): Answer {
  const left = apps.filter((app) => !applications.includeApplications.includes(app));
  const excluded = apps.filter((app) => applications.excludeApplications.includes(app));
  return every([
    when(left.length === 0, `does not name ${left.join(', ')}`),
    when(excluded.length === 0, `excludes ${excluded.join(', ')}`),
  ]);
}

function unknownPlatforms({ conditions: { platforms } }: Policy): Answer {
  const left = KNOWN_PLATFORMS.filter((each) => platforms?.excludePlatforms.includes(each) !== true);
  return every([
    when(platforms?.includePlatforms.includes('all') === true, 'does not apply to all device platforms'),
    when(platforms?.excludePlatforms.includes('all') !== true, 'excludes all device platforms'),
    when(left.length === 0, `is not about unknown platforms alone: it does not exclude ${left.join(', ')}`),
  ]);
}

function windowsClients({ conditions: { platforms, clientAppTypes } }: Policy): Answer {
  const included = platforms?.includePlatforms ?? [];
  const isWindows =
    (included.length === 0 || included.includes('all') || included.includes('windows')) &&
    platforms?.excludePlatforms.includes('windows') !== true;
  const isDesktop =
    clientAppTypes.length === 0 ||
    clientAppTypes.includes('all') ||
    clientAppTypes.includes('mobileAppsAndDesktopClients');
  return every([
    when(isWindows, 'does not apply to Windows'),
    when(isDesktop, 'does not apply to desktop clients'),
  ]);
}

/** A filter that leaves a policy to devices that are not compliant: included when not, or excluded when compliant. */
function unmanagedDevices(filter: FilterCondition | undefined): Answer {
  if (filter === undefined) return no('has no device filter');
  const rule = filter.rule.replaceAll(/\s+/g, ' ');
  const isNot = /device\.isCompliant -ne true/i.test(rule) || /device\.isCompliant -eq false/i.test(rule);
  const isCompliant = /device\.isCompliant -eq true/i.test(rule);
  if (filter.mode === 'include' && isNot) return YES;
  if (filter.mode === 'exclude' && isCompliant) return YES;
  const isOther = filter.mode === 'include' || filter.mode === 'exclude';
  return isOther
    ? no('does not filter devices that are not compliant')
    : doubt('has a filter of unknown mode');
}
