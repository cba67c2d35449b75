import type { Policy } from '../../model/policy.js';
import type { Snapshot } from '../../model/snapshot.js';
import { compileApplication } from '../../conditions/applications.js';
import { NO, YES as CERTAIN } from '../../evaluation/truth.js';
import { APPS } from '../../model/well-known.js';
import { anyPolicy, nameOf } from '../any-policy.js';
import { either, every, when, YES } from '../answer.js';
import { unconditional } from '../conditions.js';
import { userName } from '../directory.js';
import { NO_EXEMPTION } from '../exemption.js';
import { blocks, forcesMfa } from '../grant.js';
import { everybody, isFull, peopleOf, type CoverageTest } from '../people.js';
import { enabled } from '../policy-doubts.js';
import { missing, rule, type Context, type Rule } from '../rule.js';
import { allUsers, exclusionsDeclared } from '../scope.js';
import { isTrusted } from '../trusted-locations.js';
import { about, both, conclude, verdict, type Verdict } from '../verdict.js';
import { NEEDS_P1 } from './policy-rule.js';

/** MFA for single applications, and MFA that a place can waive. */
export const APPLICATION_RULES: Readonly<Record<string, Rule>> = {
  'CA-15': rule(
    ['conditionalAccessPolicies'],
    (data, context) => {
      const isOn = data.securityDefaults?.isEnabled === true;
      const test: CoverageTest = (covered) =>
        isOn && covered.coverage.verdict === 'security_defaults' ? YES : isFull(data)(covered);
      return protectedApps(data, context, [APPS.azureManagement, 'MicrosoftAdminPortals'], test);
    },
    NEEDS_P1,
  ),
  'CA-21': rule(['conditionalAccessPolicies'], (data, context) => {
    const waiving = data.conditionalAccessPolicies.filter(
      (policy) => enabled(policy).kind !== 'no' && trustedExclusions(policy, data).length > 0,
    );
    if (waiving.length === 0) {
      return verdict('pass', [about('conditionalAccessPolicies', 'No policy excludes a trusted location.')]);
    }
    if (data.users === undefined) return missing(['users']);
    return waived(data, waiving, context);
  }),
  'CA-33': rule(
    ['conditionalAccessPolicies'],
    (data, context) => protectedApps(data, context, [APPS.azureDevOps], isFull(data)),
    NEEDS_P1,
  ),
};

function protectedApps(
  data: Snapshot,
  { people: { cover, directory, enabled: users }, exemption }: Context,
  apps: readonly string[],
  test: CoverageTest,
): Verdict {
  if (users.length === 0) return both(apps.map((app) => withoutUsers(data, app)));
  return everybody(cover({ applications: apps }), test, exemption, directory);
}

/** Without users: a policy without exclusions and conditions covers whoever there is, and without any policy nobody is. */
function withoutUsers(data: Snapshot, app: string): Verdict {
  const { conditionalAccessPolicies: policies = [], authenticationStrengthPolicies: strengths } = data;
  const protects = (policy: Policy): ReturnType<typeof either> =>
    either([blocks(policy), forcesMfa(policy, strengths)]);
  const complete = anyPolicy(policies, (policy) =>
    every([
      allUsers(policy),
      when(compileApplication(policy)(app) === CERTAIN, `does not include ${app}`),
      protects(policy),
      unconditional(policy),
      exclusionsDeclared(policy, NO_EXEMPTION),
    ]),
  );
  if (complete.status === 'pass') return complete;
  const possible = policies.filter(
    (policy) =>
      enabled(policy).kind !== 'no' &&
      protects(policy).kind !== 'no' &&
      compileApplication(policy)(app) !== NO,
  );
  const isOn = data.securityDefaults?.isEnabled !== false && policies.length === 0;
  return possible.length > 0 || isOn ? missing(['users']) : complete;
}

function trustedExclusions(policy: Policy, { namedLocations }: Snapshot): readonly string[] {
  const excluded = policy.conditions.locations?.excludeLocations ?? [];
  return excluded.filter((id) => isTrusted(id, namedLocations).kind !== 'no');
}

/** Compares with a tenant whose policies exclude no trusted location. */
function waived(data: Snapshot, waiving: readonly Policy[], { people }: Context): Verdict {
  const strict = (policy: Policy): Policy => {
    const { locations } = policy.conditions;
    const trusted = trustedExclusions(policy, data);
    if (locations === undefined || trusted.length === 0) return policy;
    const excludeLocations = locations.excludeLocations.filter((id) => !trusted.includes(id));
    return { ...policy, conditions: { ...policy.conditions, locations: { ...locations, excludeLocations } } };
  };
  const conditionalAccessPolicies = data.conditionalAccessPolicies?.map(strict);
  const after = peopleOf({ ...data, conditionalAccessPolicies }).cover();
  const full = isFull(data);
  const changed = people.cover().flatMap((now, index) => {
    const then = after[index];
    if (then === undefined || full(now).kind === 'yes' || full(then).kind === 'no') return [];
    return [{ ...now, isSure: full(now).kind === 'no' && full(then).kind === 'yes' }];
  });
  const isSure = waiving.some((policy) =>
    trustedExclusions(policy, data).some((id) => isTrusted(id, data.namedLocations).kind === 'yes'),
  );
  const named = waiving.map((policy) => about(policy.id, `${nameOf(policy)} excludes trusted locations.`));
  const texts = changed.map(({ id, user }) =>
    about(id, `${userName(user, id)} escapes MFA by coming from a trusted location.`),
  );
  const isBroken = isSure && changed.some((each) => each.isSure);
  return conclude({ broken: isBroken ? [...named, ...texts] : [], doubtful: isBroken ? [] : texts }, [
    about('users', 'Other policies demand MFA from trusted locations too.'),
  ]);
}
