import type { Policy } from '../../model/policy.js';
import type { Snapshot } from '../../model/snapshot.js';
import { compileApplication } from '../../conditions/applications.js';
import { NO, YES as CERTAIN } from '../../evaluation/truth.js';
import { APPS } from '../../model/well-known.js';
import { anyPolicy, nameOf } from '../any-policy.js';
import { either, every, when, YES } from '../answer.js';
import { unconditional } from '../conditions.js';
import { userName } from '../directory.js';
import { EvidenceList, joined } from '../evidence-list.js';
import { NO_EXEMPTION } from '../exemption.js';
import { blocks, forcesMfa } from '../grant.js';
import { createCensus, isFull, type CoverageTest, type PeopleQuestion } from '../people.js';
import { enabled } from '../policy-doubts.js';
import { missing, settled, survey, type Rule, type Survey } from '../rule.js';
import { allUsers, exclusionsDeclared } from '../scope.js';
import { isTrusted } from '../trusted-locations.js';
import { about, both, conclude, verdict, type Verdict } from '../verdict.js';
import { NEEDS_P1 } from './policy-rule.js';

/** MFA for single applications, and MFA that a place can waive. */
export const APPLICATION_RULES: Readonly<Record<string, Rule>> = {
  'CA-15': survey(
    ['conditionalAccessPolicies'],
    (data) => {
      const isOn = data.securityDefaults?.isEnabled === true;
      const full = isFull(data);
      const test: CoverageTest = (covered) =>
        isOn && covered.coverage.verdict === 'security_defaults' ? YES : full(covered);
      return protectedApps(data, [APPS.azureManagement, 'MicrosoftAdminPortals'], test);
    },
    NEEDS_P1,
  ),
  'CA-21': survey(['conditionalAccessPolicies'], (data) => {
    const waiving = data.conditionalAccessPolicies.filter(
      (policy) => enabled(policy).kind !== 'no' && trustedExclusions(policy, data).length > 0,
    );
    if (waiving.length === 0) {
      const statement = 'No policy excludes a trusted location.';
      return settled(verdict('pass', [about('conditionalAccessPolicies', statement)]));
    }
    return data.users === undefined ? settled(missing(['users'])) : waived(data, waiving);
  }),
  'CA-33': survey(
    ['conditionalAccessPolicies'],
    (data) => protectedApps(data, [APPS.azureDevOps], isFull(data)),
    NEEDS_P1,
  ),
};

function protectedApps(data: Snapshot, apps: readonly string[], test: CoverageTest): Survey {
  const [census, question] = [createCensus(), { applications: apps }];
  return {
    add: (page) => {
      census.add(page.people.cover(page.people.enabled, question), test, page);
    },
    verdict: () =>
      census.judged() === 0 ? both(apps.map((app) => withoutUsers(data, app))) : census.verdict(),
  };
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
function waived(data: Snapshot, waiving: readonly Policy[]): Survey {
  const strict: PeopleQuestion = {
    policies: data.conditionalAccessPolicies?.map((policy) => withoutWaivers(policy, data)),
  };
  const [escaping, full] = [new EvidenceList(), isFull(data)];
  let isAnySure = false;
  return {
    add: ({ people: { cover, enabled: users } }) => {
      const after = cover(users, strict);
      cover(users).forEach((now, index) => {
        const then = after[index];
        if (then === undefined || full(now).kind === 'yes' || full(then).kind === 'no') return;
        isAnySure ||= full(now).kind === 'no' && full(then).kind === 'yes';
        const { id, user } = now;
        escaping.note(() =>
          about(id, `${userName(user, id)} escapes MFA by coming from a trusted location.`),
        );
      });
    },
    verdict: () => {
      const isSure = waiving.some((policy) =>
        trustedExclusions(policy, data).some((id) => isTrusted(id, data.namedLocations).kind === 'yes'),
      );
      const named = waiving.map((policy) =>
        about(policy.id, `${nameOf(policy)} excludes trusted locations.`),
      );
      const isBroken = isSure && isAnySure;
      return conclude(
        { broken: isBroken ? joined(named, escaping) : [], doubtful: isBroken ? [] : escaping },
        [about('users', 'Other policies demand MFA from trusted locations too.')],
      );
    },
  };
}

function withoutWaivers(policy: Policy, data: Snapshot): Policy {
  const { locations } = policy.conditions;
  const trusted = trustedExclusions(policy, data);
  if (locations === undefined || trusted.length === 0) return policy;
  const excludeLocations = locations.excludeLocations.filter((id) => !trusted.includes(id));
  return { ...policy, conditions: { ...policy.conditions, locations: { ...locations, excludeLocations } } };
}
