import { createHash } from 'node:crypto';
import { canonicalJson, isJsonObject, text, type Json, type JsonObject } from '#kernel/json.js';
import { VirtualClock } from '#kernel/virtual-clock.js';
import type { SimulatorOptions, TenantDocument } from '../../model.js';
import { createSimulator } from '../../simulator.js';
import { mutateTenant } from '../mutate.js';

function tenant(options: Partial<SimulatorOptions> = {}) {
  return createSimulator({ users: 80, groups: 12, ...options }, new VirtualClock()).tenant;
}

function parts(policy: JsonObject): { users: JsonObject; conditions: JsonObject } {
  const conditions = isJsonObject(policy['conditions']) ? policy['conditions'] : {};
  return { conditions, users: isJsonObject(conditions['users']) ? conditions['users'] : {} };
}

function everyonePolicy(document: TenantDocument): JsonObject {
  const found = document.conditionalAccessPolicies?.find(({ id }) => id === document.policyTwist?.policyId);
  return found ?? {};
}

describe('given the policies that a seed generates', () => {
  it('gives the same policies for the same seed', () => {
    expect(tenant().policies.document()).toEqual(tenant().policies.document());
  });

  it('leaves accounts, groups and memberships as they were without policies', () => {
    const { users, groups, members, owners, managers } = tenant({ seed: 1 }).document();
    const text = canonicalJson({
      users,
      groups,
      members,
      owners,
      managers,
    } as unknown as Json);
    expect(createHash('sha256').update(text).digest('hex')).toBe(DIRECTORY_OF_SEED_1);
  });

  it('leaves the changes of a seed to accounts, groups and memberships as they were without policies', () => {
    const store = tenant({ seed: 1 });
    mutateTenant(store, { seed: 3, changes: 60 });
    const { users, groups, members, owners, managers } = store.document();
    const text = canonicalJson({
      users,
      groups,
      members,
      owners,
      managers,
    } as unknown as Json);
    expect(createHash('sha256').update(text).digest('hex')).toBe(CHANGED_DIRECTORY_OF_SEED_1);
  });

  it('spares break-glass accounts that exist and work', () => {
    const document = tenant().document();
    const { excludeUsers } = parts(everyonePolicy(document)).users;
    const accounts = document.users.filter(({ id }) =>
      (excludeUsers as readonly Json[]).includes(id ?? null),
    );
    expect(accounts.length).toBe(2);
    expect(accounts.every(({ accountEnabled }) => accountEnabled === true)).toBe(true);
  });

  it.each([
    ['p2', 11],
    ['p1', 9],
  ] as const)('goes through every twist that %s allows in consecutive seeds', (licence, count) => {
    const twists = Array.from(
      { length: count },
      (_, seed) => tenant({ seed, licence, users: 30 }).document().policyTwist?.kind,
    );
    expect(new Set(twists).size).toBe(count);
  });

  it('leaves the guests of a trusted partner alone in some tenants', () => {
    const exclusions = [1, 2, 3, 4, 5, 6].map((seed) => {
      const policies = tenant({ seed, users: 30 }).document().conditionalAccessPolicies ?? [];
      const guests = policies.find(({ displayName }) => text(displayName).startsWith('CA004'));
      return parts(guests ?? {}).users['excludeGuestsOrExternalUsers'];
    });
    expect(exclusions).toContain(null);
    expect(exclusions).toContainEqual(
      expect.objectContaining({ guestOrExternalUserTypes: 'b2bCollaborationGuest' }),
    );
  });

  it('names no risk in a tenant that has no licence for it', () => {
    const policies = tenant({ licence: 'p1' }).document().conditionalAccessPolicies ?? [];
    const risks = policies.flatMap((policy) => {
      const { signInRiskLevels = [], userRiskLevels = [] } = parts(policy).conditions;
      return [...(signInRiskLevels as readonly Json[]), ...((userRiskLevels ?? []) as readonly Json[])];
    });
    expect(policies.length).toBeGreaterThan(8);
    expect(risks).toEqual([]);
  });

  it('has policies of every state, and one in the sparse shape in which members are absent', () => {
    const policies = tenant().document().conditionalAccessPolicies ?? [];
    const states = new Set(policies.map(({ state }) => state));
    expect(states).toEqual(new Set(['enabled', 'enabledForReportingButNotEnforced', 'disabled']));
    expect(policies.some((policy) => !('userRiskLevels' in parts(policy).conditions))).toBe(true);
  });

  it('serves the policies of a truth document again', () => {
    const document = JSON.parse(JSON.stringify(tenant().document())) as TenantDocument;
    expect(JSON.parse(JSON.stringify(tenant({ tenant: document }).document()))).toEqual(document);
  });

  it('serves a document that knows no policies with those that Microsoft delivers', () => {
    const { users, groups, members, owners, managers, ...rest } = tenant({ licence: 'free' }).document();
    const bare = { users, groups, members, owners, managers, ...without(rest) } as TenantDocument;
    const served = tenant({ tenant: bare }).document();
    expect(served.conditionalAccessPolicies).toEqual([]);
    expect(served.authorizationPolicy).toMatchObject({ id: 'authorizationPolicy' });
  });
});

const KNOWN_BEFORE = ['organization', 'domains', 'subscribedSkus', 'devices', 'orgContacts'];
const KNOWN_TOO = ['servicePrincipals', 'applications', 'deletedUsers', 'deletedGroups', 'directoryRoles'];
const ROLES = ['directoryRoleMembers', 'roleDefinitions', 'roleAssignments'];

function without(document: Partial<TenantDocument>): Partial<TenantDocument> {
  const names = [...KNOWN_BEFORE, ...KNOWN_TOO, ...ROLES];
  return Object.fromEntries(Object.entries(document).filter(([name]) => names.includes(name)));
}

describe('given changes to the policies of a tenant', () => {
  it('changes policies with a seed of their own, one to ten changes of the directory', () => {
    const store = tenant();
    const before = JSON.stringify(store.policies.document());
    const summary = mutateTenant(store, { seed: 5, changes: 40 });
    const changes = Object.entries(summary).filter(([name]) => POLICY_CHANGES.includes(name));
    expect(changes.reduce((sum, [, count]) => sum + count, 0)).toBe(4);
    expect(JSON.stringify(store.policies.document())).not.toBe(before);
  });

  it('makes every kind of change sooner or later, and never removes the policy for all users', () => {
    const store = tenant();
    const seen = new Set<string>();
    for (let seed = 0; seed < 12; seed += 1) {
      for (const name of Object.keys(mutateTenant(store, { seed, changes: 40 }))) seen.add(name);
    }
    expect(POLICY_CHANGES.filter((name) => !seen.has(name))).toEqual([]);
    expect(everyonePolicy(store.document())).toHaveProperty('displayName');
  });
});

const POLICY_CHANGES = [
  'policy switched',
  'policy exclusion added',
  'policy exclusions removed',
  'policy created',
  'policy deleted',
  'named location changed',
  'authentication method switched',
  'guest invitations changed',
];

/** Hashes of what seed 1 gave before tenants had policies. */
const DIRECTORY_OF_SEED_1 = '90a3205dc76fd73aa8ae33c94c5c5b8a5de7bed1442505b6f12294f09ce58f3c';
const CHANGED_DIRECTORY_OF_SEED_1 = 'abc9c3166ae0bcbd150e4c2efe9bb76c66ef5226eec532b5c2a0909df32020d5';
