import * as fc from 'fast-check';
import type { Json, JsonObject } from '#kernel/json.js';
import { readExample, describeWithExamples } from '../../../test/support/shared-examples.js';
import { mfaPolicy } from '../../../test/support/policy-builder.js';
import { coverSnapshot } from '../mfa-coverage/cover-snapshot.js';
import { whatIf } from '../what-if/what-if.js';
import { parsePolicy } from './parse-policy.js';
import { parseSnapshot } from './snapshot.js';

describe('given a policy of Graph', () => {
  it('takes absent, null and empty for the same', () => {
    const bare = { id: 'p1', displayName: 'Policy p1', state: 'enabled' };
    const empty = {
      ...bare,
      conditions: {
        users: { includeUsers: [], excludeGuestsOrExternalUsers: null },
        platforms: { includePlatforms: [] },
        locations: null,
        devices: {},
        clientAppTypes: null,
        insiderRiskLevels: '',
        authenticationFlows: { transferMethods: null },
      },
      grantControls: null,
    };
    const { source: _, ...one } = parsePolicy(bare);
    const { source: __, ...other } = parsePolicy(empty);
    expect(other).toEqual(one);
    expect(one.doubts).toEqual([]);
  });

  it('splits flags, in lists too, and writes GUIDs in lower case', () => {
    const { conditions } = parsePolicy(
      mfaPolicy({
        users: { includeGroups: ['AAAAAAAA-0000-0000-0000-000000000001'] },
        conditions: {
          insiderRiskLevels: 'minor, elevated',
          agentIdRiskLevels: ['high,medium'],
          authenticationFlows: { transferMethods: 'deviceCodeFlow,authenticationTransfer' },
        },
      }),
    );
    expect(conditions).toMatchObject({
      users: { includeGroups: ['aaaaaaaa-0000-0000-0000-000000000001'] },
      insiderRiskLevels: ['minor', 'elevated'],
      agentIdRiskLevels: ['high', 'medium'],
      transferMethods: ['deviceCodeFlow', 'authenticationTransfer'],
    });
  });

  it.each<[string, JsonObject, string]>([
    ['a field', { novelty: 1 }, 'policy.novelty'],
    ['a condition', mfaPolicy({ conditions: { times: { from: '8' } } }), 'conditions.times'],
    [
      'a field of people',
      mfaPolicy({ users: { includeDepartments: ['x'] } }),
      'conditions.users.includeDepartments',
    ],
    [
      'a kind of guest',
      mfaPolicy({ users: { includeGuestsOrExternalUsers: { guestOrExternalUserTypes: 'martian' } } }),
      'conditions.users.includeGuestsOrExternalUsers',
    ],
    [
      'a user action',
      mfaPolicy({ applications: { includeUserActions: ['urn:user:dance'] } }),
      'conditions.applications.includeUserActions',
    ],
    ['a text for a list', mfaPolicy({ users: { excludeUsers: 'u1' } }), 'conditions.users.excludeUsers'],
    ['a text for an object', mfaPolicy({ conditions: { locations: 'home' } }), 'conditions.locations'],
    [
      'an operator',
      mfaPolicy({ grantControls: { operator: 'XOR', builtInControls: ['mfa'] } }),
      'grantControls.operator',
    ],
    [
      'a session control',
      mfaPolicy({ sessionControls: { hypnosis: { isEnabled: true } } }),
      'sessionControls.hypnosis',
    ],
  ])('notes %s that it does not know', (_, policy, path) => {
    expect(parsePolicy({ state: 'enabled', ...policy }).doubts.map((doubt) => doubt.path)).toContain(path);
  });

  it('does not doubt annotations, what is off, and what has no content', () => {
    const policy = mfaPolicy({
      conditions: { times: null, 'users@odata.context': 'x', clients: { a: [] } },
      sessionControls: { novelty: false },
    });
    expect(parsePolicy({ ...policy, '@odata.type': '#x', partialEnablementStrategy: null }).doubts).toEqual(
      [],
    );
  });
});

describe('given a snapshot', () => {
  it('tells what was not collected from what is empty', () => {
    expect(parseSnapshot({ users: [], groups: null })).toMatchObject({
      users: [],
      groups: undefined,
      domains: undefined,
    });
  });

  it('takes Graph’s answers as they are', () => {
    const snapshot = parseSnapshot({
      users: { '@odata.context': 'x', value: [{ id: 'u1' }] },
      organization: { value: [{ id: 'o' }] },
      authorizationPolicy: [{ id: 'authorizationPolicy' }],
      groups: [{ id: 'g', members: ['u1', { '@odata.type': '#microsoft.graph.user', id: 'u2' }] }],
    });
    expect(snapshot.users).toMatchObject([{ id: 'u1' }]);
    expect(snapshot.organization).toMatchObject({ id: 'o' });
    expect(snapshot.authorizationPolicy).toEqual({ id: 'authorizationPolicy' });
    expect(snapshot.groups?.[0]?.members).toEqual([
      { id: 'u1', type: undefined },
      { id: 'u2', type: '#microsoft.graph.user' },
    ]);
  });

  it('never throws, whatever it is given', () => {
    const keys = [
      'users',
      'groups',
      'conditionalAccessPolicies',
      'namedLocations',
      'roleAssignments',
      'securityDefaults',
    ];
    const snapshots = fc.dictionary(fc.constantFrom(...keys), fc.jsonValue());
    const nested = fc.tuple(fc.constantFrom('conditions', 'grantControls', 'users', 'state'), fc.jsonValue());
    fc.assert(
      fc.property(snapshots, nested, (snapshot, [key, value]) => {
        const policy = {
          id: 'p',
          state: 'enabled',
          [key]: value,
          conditions: { [key]: value },
        } as JsonObject;
        const source = { ...(snapshot as JsonObject), conditionalAccessPolicies: [policy, snapshot as Json] };
        coverSnapshot(parseSnapshot(source));
        whatIf({ snapshot: source, request: { signInConditions: { [key]: value as Json } } });
      }),
    );
  });
});

describeWithExamples()('given the documented answers of Graph', () => {
  it('understands every policy and location', () => {
    const valueOf = (name: string): Json => (readExample(name).body as JsonObject)['value'] ?? null;
    const snapshot = parseSnapshot({
      conditionalAccessPolicies: valueOf('conditionalaccessroot-list-policies'),
      namedLocations: valueOf('conditionalaccessroot-list-namedlocations'),
      authenticationStrengthPolicies: valueOf('authenticationstrengthroot-list-policies'),
    });
    expect(snapshot.conditionalAccessPolicies?.flatMap(({ doubts }) => doubts)).toEqual([]);
    expect(snapshot.namedLocations?.map(({ kind }) => kind)).toEqual(['ip', 'country', 'ip']);
    expect(snapshot.authenticationStrengthPolicies).toHaveLength(3);
  });
});
