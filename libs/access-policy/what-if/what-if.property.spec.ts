import * as fc from 'fast-check';
import type { JsonObject } from '#kernel/json.js';
import {
  signInArbitrary,
  tenantArbitrary,
  toRequest,
  toSnapshot,
} from '../../../test/support/access-arbitraries.js';
import {
  naiveApplies,
  naiveDecision,
  type NaivePolicy,
  type NaiveTenant,
} from '../../../test/support/naive-access.js';
import { runs } from '../../../test/support/property-runs.js';
import type { WhatIfResult } from '../model/results.js';
import { whatIf } from './what-if.js';

const RUNS = runs(500);
const cases = fc.tuple(tenantArbitrary, signInArbitrary, fc.nat({ max: 2 }));
type Case = readonly [NaiveTenant, Parameters<typeof toRequest>[1], number];

function ask(
  [tenant, signIn, index]: Case,
  change: (tenant: NaiveTenant) => NaiveTenant = (it) => it,
): WhatIfResult {
  const [first] = tenant.users;
  const user = tenant.users[index] ?? first;
  if (user === undefined) throw new Error('a tenant has users');
  return whatIf({ snapshot: toSnapshot(change(tenant)), request: toRequest(user, signIn) });
}

const withPolicies =
  (change: (policies: readonly NaivePolicy[]) => readonly NaivePolicy[]) =>
  (tenant: NaiveTenant): NaiveTenant => ({ ...tenant, policies: change(tenant.policies) });

const BADNESS: Readonly<Record<string, number>> = { allow: 0, controls_required: 1, block: 2 };
const badness = ({ decision }: WhatIfResult): number => BADNESS[decision] ?? -1;

/** The first policy that is on, changed. */
function changeFirst(change: (policy: NaivePolicy) => NaivePolicy) {
  return withPolicies((policies) => {
    const first = policies.find(({ state }) => state === 'enabled');
    return policies.map((policy) => (policy === first ? change(policy) : policy));
  });
}

describe('given any tenant and any sign-in of which everything is known', () => {
  it('decides as a slow and plain reading of the documentation does', () => {
    fc.assert(
      fc.property(cases, (input) => {
        const [tenant, signIn, index] = input;
        const user = tenant.users[index] ?? fail();
        const result = ask(input);
        const expected = tenant.policies.map(
          (policy) => policy.state !== 'disabled' && naiveApplies(tenant, policy, user, signIn),
        );
        expect(result.value.map(({ policyApplies }) => policyApplies)).toEqual(expected);
        expect(result.decision).toBe(naiveDecision(tenant, user, signIn));
        expect(result.indeterminate).toEqual([]);
      }),
      RUNS,
    );
  });

  it('gives a reason exactly where a policy does not apply', () => {
    fc.assert(
      fc.property(cases, (input) => {
        for (const { policyApplies, analysisReasons } of ask(input).value) {
          expect(analysisReasons === 'notSet').toBe(policyApplies);
          expect(analysisReasons).not.toContain('notEnoughInformation');
        }
      }),
      RUNS,
    );
  });
});

describe('given a change of the policies', () => {
  it('never gets weaker by one more policy that is on', () => {
    fc.assert(
      fc.property(cases, (input) => {
        const fewer = ask(
          input,
          withPolicies((policies) => policies.slice(1)),
        );
        const [first] = input[0].policies;
        if (first?.state === 'enabled') expect(badness(ask(input))).toBeGreaterThanOrEqual(badness(fewer));
      }),
      RUNS,
    );
  });

  it('decides alike with and without policies that only report or rest', () => {
    fc.assert(
      fc.property(cases, (input) => {
        const only = ask(
          input,
          withPolicies((policies) => policies.filter(({ state }) => state === 'enabled')),
        );
        const { decision, requiredControls, requirements, sessionControls } = ask(input);
        expect({ decision, requiredControls, requirements, sessionControls }).toEqual({
          decision: only.decision,
          requiredControls: only.requiredControls,
          requirements: only.requirements,
          sessionControls: only.sessionControls,
        });
      }),
      RUNS,
    );
  });

  it('decides alike whatever the order, and with every policy twice', () => {
    fc.assert(
      fc.property(cases, (input) => {
        const plain = ask(input);
        const reversed = ask(
          input,
          withPolicies((policies) => policies.toReversed()),
        );
        const twice = ask(
          input,
          withPolicies((policies) => [...policies, ...policies]),
        );
        for (const other of [reversed, twice]) {
          expect(other.decision).toBe(plain.decision);
          expect(new Set(other.requiredControls)).toEqual(new Set(plain.requiredControls));
        }
      }),
      RUNS,
    );
  });

  it.each<[string, (policy: NaivePolicy) => NaivePolicy]>([
    ['a user', (it) => ({ ...it, users: { ...it.users, excludeUsers: [...it.users.excludeUsers, 'u1'] } })],
    [
      'a group',
      (it) => ({ ...it, users: { ...it.users, excludeGroups: [...it.users.excludeGroups, 'g1'] } }),
    ],
    [
      'guests',
      (it) => ({
        ...it,
        users: { ...it.users, excludeUsers: ['GuestsOrExternalUsers', ...it.users.excludeUsers] },
      }),
    ],
    ['an application', (it) => ({ ...it, excludeApplications: [...it.excludeApplications, 'app-1'] })],
    ['a platform', (it) => ({ ...it, excludePlatforms: [...it.excludePlatforms, 'iOS'] })],
    ['trusted places', (it) => ({ ...it, excludeLocations: [...it.excludeLocations, 'AllTrusted'] })],
  ])('never gets stronger by excluding %s', (_, exclude) => {
    fc.assert(
      fc.property(cases, (input) => {
        expect(badness(ask(input, changeFirst(exclude)))).toBeLessThanOrEqual(badness(ask(input)));
      }),
      runs(150),
    );
  });
});

/** Changes that put something unknown into a policy or a request. */
const UNKNOWNS: readonly (readonly [string, (policy: JsonObject) => JsonObject])[] = [
  ['a condition', (policy) => withCondition(policy, 'weather', { include: ['rain'] })],
  ['a client app', (policy) => withCondition(policy, 'clientAppTypes', ['hologram'])],
  ['a risk level', (policy) => withCondition(policy, 'signInRiskLevels', ['extreme'])],
  ['a platform', (policy) => withCondition(policy, 'platforms', { includePlatforms: ['toaster'] })],
  ['a flow', (policy) => withCondition(policy, 'authenticationFlows', { transferMethods: 'carrierPigeon' })],
  ['a location', (policy) => withCondition(policy, 'locations', { includeLocations: ['nowhere'] })],
  [
    'a device rule',
    (policy) => withCondition(policy, 'devices', { deviceFilter: { mode: 'include', rule: '???' } }),
  ],
];

function withCondition(policy: JsonObject, name: string, value: JsonObject[string]): JsonObject {
  return { ...policy, conditions: { ...(policy['conditions'] as JsonObject), [name]: value } };
}

describe('given something unknown in a policy', () => {
  it.each(UNKNOWNS)('never says that the policy applies, nor that %s does not match', (_, spoil) => {
    fc.assert(
      fc.property(cases, ([tenant, signIn]) => {
        const user = tenant.users[0] ?? fail();
        const snapshot = toSnapshot(tenant);
        const policies = (snapshot['conditionalAccessPolicies'] as readonly JsonObject[]).map(spoil);
        const before = whatIf({ snapshot, request: toRequest(user, signIn) });
        const after = whatIf({
          snapshot: { ...snapshot, conditionalAccessPolicies: policies },
          request: toRequest(user, signIn),
        });
        after.value.forEach(({ policyApplies, analysisReasons }, index) => {
          expect(policyApplies).toBe(false);
          if (before.value[index]?.policyApplies === true)
            expect(analysisReasons).toBe('notEnoughInformation');
        });
      }),
      runs(100),
    );
  });
});

function fail(): never {
  throw new Error('a tenant has three users');
}
