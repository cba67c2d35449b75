import * as fc from 'fast-check';
import { policyArbitrary, tenantArbitrary, toSnapshot } from '../../../test/support/access-arbitraries.js';
import { naiveVerdict, type NaivePolicy, type NaiveTenant } from '../../../test/support/naive-access.js';
import { runs } from '../../../test/support/property-runs.js';
import { compilePolicy } from '../evaluation/compile-policy.js';
import { createDirectory } from '../evaluation/directory.js';
import { UNKNOWN, YES } from '../evaluation/truth.js';
import { parseSnapshot } from '../model/snapshot.js';
import { coverSnapshot, personOf } from './cover-snapshot.js';
import { createSubjectIndex, indexesOf } from './subject-index.js';

const RUNS = runs(200);

const verdicts = (tenant: NaiveTenant): readonly string[] =>
  coverSnapshot(parseSnapshot(toSnapshot(tenant))).users.map(({ verdict }) => verdict);

const ORDER = ['none', 'partial', 'report_only', 'full', 'blocked'];
/** How much is protected now; report-only protects no more than its enabled part. */
const strengthOf = (verdict: string): number =>
  ORDER.indexOf(verdict === 'report_only' ? 'partial' : verdict);

const isFull = (verdict: string): boolean => verdict === 'full' || verdict === 'blocked';

/** A change may not take full coverage from anybody. */
function expectNotWeaker(before: NaiveTenant, after: NaiveTenant): void {
  const changed = verdicts(after);
  verdicts(before).forEach((verdict, index) => {
    if (isFull(verdict)) expect(isFull(changed[index] ?? '')).toBe(true);
    if (verdict !== 'report_only') {
      expect(strengthOf(changed[index] ?? '')).toBeGreaterThanOrEqual(strengthOf(verdict));
    }
  });
}

const change = (
  tenant: NaiveTenant,
  index: number,
  edit: (policy: NaivePolicy) => NaivePolicy,
): NaiveTenant => ({
  ...tenant,
  policies: tenant.policies.map((policy, at) => (at === index ? edit(policy) : policy)),
});

describe('given any tenant', () => {
  it('judges as trying every sign-in does', () => {
    fc.assert(
      fc.property(tenantArbitrary, (tenant) => {
        expect(verdicts(tenant)).toEqual(tenant.users.map((user) => naiveVerdict(tenant, user)));
      }),
      runs(50),
    );
  });

  it('judges everybody as it judges each alone', () => {
    fc.assert(
      fc.property(tenantArbitrary, (tenant) => {
        const together = coverSnapshot(parseSnapshot(toSnapshot(tenant))).users;
        const alone = tenant.users.map((user) => {
          const snapshot = parseSnapshot(toSnapshot({ ...tenant, users: [user] }));
          return coverSnapshot(snapshot).users[0];
        });
        expect(together).toEqual(alone);
      }),
      RUNS,
    );
  });

  it('matches people by bits as it matches them one policy at a time, unread groups included', () => {
    fc.assert(
      fc.property(tenantArbitrary, fc.boolean(), (tenant, isUnread) => {
        const source = toSnapshot(tenant);
        const groups = isUnread ? [{ id: 'g1' }, { id: 'g2', members: [{ id: 'u1' }] }] : source['groups'];
        const snapshot = parseSnapshot({ ...source, groups: groups ?? [] });
        const directory = createDirectory(snapshot);
        const policies = snapshot.conditionalAccessPolicies ?? [];
        const index = createSubjectIndex(policies, {
          group: (id) => directory.isUnreadGroup(id),
          role: (id) => directory.isUnreadRole(id),
        });
        for (const user of snapshot.users ?? []) {
          const person = personOf(user, directory);
          const masks = index.matches(index.addRoles(index.person(person), person.activeRoleIds));
          const truths = policies.map((policy) =>
            compilePolicy(policy, () => UNKNOWN).matchesSubject(directory.subjectOf(person.id)),
          );
          const atLeast = (least: number): number[] =>
            truths.flatMap((truth, at) => (truth >= least ? at : []));
          expect(indexesOf(masks.certain)).toEqual(atLeast(YES));
          expect(indexesOf(masks.possible)).toEqual(atLeast(UNKNOWN));
        }
      }),
      RUNS,
    );
  });

  it('is never weakened by one more policy, nor by turning one on', () => {
    fc.assert(
      fc.property(tenantArbitrary, policyArbitrary, (tenant, policy) => {
        const added = { ...policy, id: 'new', state: 'enabled' };
        expectNotWeaker(tenant, { ...tenant, policies: [...tenant.policies, added] });
        const off = { ...tenant, policies: [...tenant.policies, { ...added, state: 'disabled' }] };
        expectNotWeaker(off, { ...tenant, policies: [...tenant.policies, added] });
      }),
      RUNS,
    );
  });

  it.each<[string, (policy: NaivePolicy) => NaivePolicy]>([
    [
      'excluding a group',
      (it) => ({ ...it, users: { ...it.users, excludeGroups: [...it.users.excludeGroups, 'g2'] } }),
    ],
    [
      'excluding an application',
      (it) => ({ ...it, excludeApplications: [...it.excludeApplications, 'app-2'] }),
    ],
    [
      'excluding trusted places',
      (it) => ({ ...it, excludeLocations: [...it.excludeLocations, 'AllTrusted'] }),
    ],
    ['excluding a platform', (it) => ({ ...it, excludePlatforms: [...it.excludePlatforms, 'iOS'] })],
    ['asking for a risk', (it) => ({ ...it, signInRiskLevels: ['high'] })],
    ['asking for a flow', (it) => ({ ...it, transferMethods: ['deviceCodeFlow'] })],
  ])('is never strengthened by %s', (_, narrow) => {
    fc.assert(
      fc.property(tenantArbitrary, fc.nat({ max: 3 }), (tenant, index) => {
        expectNotWeaker(change(tenant, index, narrow), tenant);
      }),
      runs(100),
    );
  });

  it('is never weakened by removing every condition of a policy', () => {
    fc.assert(
      fc.property(tenantArbitrary, fc.nat({ max: 3 }), (tenant, index) => {
        const plain = (policy: NaivePolicy): NaivePolicy => ({
          ...policy,
          clientAppTypes: [],
          includePlatforms: [],
          excludePlatforms: [],
          includeLocations: [],
          excludeLocations: [],
          deviceFilter: null,
          signInRiskLevels: [],
          transferMethods: [],
        });
        expectNotWeaker(tenant, change(tenant, index, plain));
      }),
      RUNS,
    );
  });

  it('does not depend on policies that only report, where it is full, nor on those that rest', () => {
    fc.assert(
      fc.property(tenantArbitrary, (tenant) => {
        const enforced = { ...tenant, policies: tenant.policies.filter(({ state }) => state === 'enabled') };
        expect(verdicts(enforced).map(isFull)).toEqual(verdicts(tenant).map(isFull));
        const awake = { ...tenant, policies: tenant.policies.filter(({ state }) => state !== 'disabled') };
        expect(verdicts(awake)).toEqual(verdicts(tenant));
      }),
      RUNS,
    );
  });

  it('depends neither on order nor on repetition', () => {
    fc.assert(
      fc.property(tenantArbitrary, (tenant) => {
        const plain = verdicts(tenant);
        expect(verdicts({ ...tenant, policies: tenant.policies.toReversed() })).toEqual(plain);
        expect(verdicts({ ...tenant, policies: [...tenant.policies, ...tenant.policies] })).toEqual(plain);
        expect(verdicts({ ...tenant, users: tenant.users.toReversed() }).toReversed()).toEqual(plain);
        const lists = Object.entries(tenant.groups).map(
          ([id, members]) => [id, members.toReversed()] as const,
        );
        expect(verdicts({ ...tenant, groups: Object.fromEntries(lists) })).toEqual(plain);
      }),
      RUNS,
    );
  });

  it('does not change when a group is nested one level deeper', () => {
    fc.assert(
      fc.property(tenantArbitrary, (tenant) => {
        const { g1 = [] } = tenant.groups;
        const deeper = { ...tenant, groups: { ...tenant.groups, g1: ['inner'], inner: g1 } };
        expect(verdicts(deeper)).toEqual(verdicts(tenant));
      }),
      RUNS,
    );
  });

  it('does not change when the built-in control is replaced by the MFA strength', () => {
    fc.assert(
      fc.property(tenantArbitrary, (tenant) => {
        const source = toSnapshot(tenant);
        const text = JSON.stringify(source).replaceAll(
          '"builtInControls":["mfa"]',
          '"builtInControls":[],"authenticationStrength":{"id":"00000000-0000-0000-0000-000000000002","requirementsSatisfied":"mfa"}',
        );
        const replaced = coverSnapshot(parseSnapshot(JSON.parse(text) as typeof source));
        expect(replaced.users.map(({ verdict }) => verdict)).toEqual(verdicts(tenant));
      }),
      RUNS,
    );
  });
});
