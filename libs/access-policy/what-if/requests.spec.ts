import { grant, mfaPolicy } from '../../../test/support/policy-builder.js';
import { ask, reasonOf } from '../../../test/support/what-if-of.js';

describe('given a request that leaves something out', () => {
  const NOWHERE = { includeLocations: ['All'], excludeLocations: ['AllTrusted'] };
  it.each([
    ['the client', { clientAppTypes: ['browser'] }, { clientAppType: null }],
    ['the platform', { platforms: { includePlatforms: ['windows'] } }, { devicePlatform: null }],
    ['the risk', { signInRiskLevels: ['high'] }, { signInRiskLevel: null }],
    ['the user’s risk', { userRiskLevels: ['high'] }, { userRiskLevel: null }],
    ['the insider’s risk', { insiderRiskLevels: 'elevated' }, { insiderRiskLevel: null }],
    [
      'the flow',
      { authenticationFlows: { transferMethods: 'deviceCodeFlow' } },
      { authenticationFlow: null },
    ],
    ['the country', { locations: { includeLocations: ['se'] } }, { country: null }],
    ['the address', { locations: NOWHERE }, { ipAddress: null }],
  ])('lacks information about a policy that asks for %s', (_, conditions, missing) => {
    const namedLocations = [
      { id: 'se', countriesAndRegions: ['SE'] },
      { id: 'office', isTrusted: true, ipRanges: [{ cidrAddress: '198.51.100.0/24' }] },
    ];
    const policy = mfaPolicy({ conditions, grantControls: grant('block') });
    const result = ask([policy], { conditions: missing, tenant: { namedLocations } });
    expect(result).toMatchObject({
      decision: 'allow',
      value: [{ policyApplies: false, analysisReasons: 'notEnoughInformation' }],
    });
    expect(result.indeterminate).toMatchObject([{ id: 'p1' }]);
  });

  it.each([
    ['a client', { clientAppTypes: ['browser'] }, { clientAppType: 'hologram' }],
    ['a risk', { signInRiskLevels: ['high'] }, { signInRiskLevel: 'unknownFutureValue' }],
    [
      'a flow',
      { authenticationFlows: { transferMethods: 'deviceCodeFlow' } },
      { authenticationFlow: { transferMethod: 'pigeon' } },
    ],
  ])('takes %s of the future for unknown, not for another one', (_, conditions, said) => {
    expect(reasonOf(mfaPolicy({ conditions }), { conditions: said })).toBe('notEnoughInformation');
  });

  it('takes a user action and a kind of guest of the future for unknown too', () => {
    const context = { userAction: 'unknownFutureValue' };
    expect(reasonOf(mfaPolicy(), { context })).toBe('notEnoughInformation');
    const guests = mfaPolicy({ users: { includeUsers: ['GuestsOrExternalUsers'] } });
    const identity = { userId: 'u1', externalUserType: 'unknownFutureValue' };
    expect(reasonOf(guests, { identity })).toBe('notEnoughInformation');
    expect(reasonOf(guests, { identity: { userId: 'x', externalUserType: 'none' } })).toBe('users');
  });

  it('reads words in any case', () => {
    const policy = mfaPolicy({
      conditions: { platforms: { includePlatforms: ['iOS'] }, clientAppTypes: ['browser'] },
    });
    expect(reasonOf(policy, { conditions: { devicePlatform: 'ios', clientAppType: 'Browser' } })).toBe(
      'notSet',
    );
  });

  it('still knows that a policy for others does not apply', () => {
    const policy = mfaPolicy({ users: { includeUsers: ['u2'] }, conditions: { signInRiskLevels: ['high'] } });
    expect(reasonOf(policy, { conditions: { signInRiskLevel: null } })).toBe('users');
  });

  it('names what is unknown in a policy', () => {
    const policy = mfaPolicy({ conditions: { weather: { include: ['rain'] } } });
    expect(ask([policy]).indeterminate).toEqual([
      { id: 'p1', missing: ['other'], unknown: ['conditions.weather: {"include":["rain"]}'] },
    ]);
  });

  it('does not stumble over a policy that is nearly empty', () => {
    expect(ask([{ id: 'p1', state: 'enabled' }]).value[0]).toMatchObject({ policyApplies: false });
    expect(ask([{ id: 'p1', state: 'enabled', conditions: null, grantControls: null }]).decision).toBe(
      'allow',
    );
  });
});
