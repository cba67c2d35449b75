import type { JsonObject } from '#kernel/json.js';
import { reasons, workload } from './question-builder.js';

describe('given the conditions of a policy', () => {
  it.each<[string, JsonObject, JsonObject, string]>([
    ['browsers, from a browser', { clientAppTypes: ['browser'] }, { clientAppType: 'browser' }, 'notSet'],
    [
      'browsers, from an old client',
      { clientAppTypes: ['browser'] },
      { clientAppType: 'other' },
      'clientApps',
    ],
    ['browsers, from who knows', { clientAppTypes: ['browser'] }, {}, 'notEnoughInformation'],
    ['no client types', { clientAppTypes: [] }, { clientAppType: 'other' }, 'notSet'],
    [
      'ActiveSync, from a client that supports it',
      { clientAppTypes: ['exchangeActiveSync'] },
      { clientAppType: 'easSupported' },
      'notSet',
    ],
    ['high sign-in risk, at high', { signInRiskLevels: ['high'] }, { signInRiskLevel: 'high' }, 'notSet'],
    ['high sign-in risk, at low', { signInRiskLevels: ['high'] }, { signInRiskLevel: 'low' }, 'signInRisk'],
    ['high sign-in risk, at none told', { signInRiskLevels: ['high'] }, {}, 'signInRisk'],
    [
      'user risk, at one of two levels',
      { userRiskLevels: ['high', 'low'] },
      { userRiskLevel: 'low' },
      'notSet',
    ],
    ['user risk, at another', { userRiskLevels: ['high'] }, { userRiskLevel: 'medium' }, 'userRisk'],
    [
      'insider risk as flags, at one of them',
      { insiderRiskLevels: 'minor,moderate' },
      { insiderRiskLevel: 'moderate' },
      'notSet',
    ],
    [
      'insider risk, at another',
      { insiderRiskLevels: 'elevated' },
      { insiderRiskLevel: 'minor' },
      'insiderRisk',
    ],
    [
      'flows as flags, by one of them',
      { authenticationFlows: { transferMethods: 'deviceCodeFlow,authenticationTransfer' } },
      { authenticationFlow: { transferMethod: 'authenticationTransfer' } },
      'notSet',
    ],
    [
      'device code, without it',
      { authenticationFlows: { transferMethods: 'deviceCodeFlow' } },
      {},
      'authenticationFlow',
    ],
    ['flows set to none', { authenticationFlows: { transferMethods: 'none' } }, {}, 'notSet'],
  ])('judges a policy on %s', (_, conditions, given, expected) => {
    expect(reasons({ policy: { conditions }, conditions: given })).toBe(expected);
  });

  it.each<[string, string[], string[], JsonObject, string]>([
    ['all, from any', ['all'], [], { devicePlatform: 'linux' }, 'notSet'],
    ['all, not told', ['all'], [], {}, 'notSet'],
    ['Windows, from Windows', ['windows'], [], { devicePlatform: 'windows' }, 'notSet'],
    ['iOS in any case', ['iOS'], [], { devicePlatform: 'iOS' }, 'notSet'],
    ['Windows, from Android', ['windows'], [], { devicePlatform: 'android' }, 'devicePlatform'],
    ['Windows, not told', ['windows'], [], {}, 'notEnoughInformation'],
    ['all but Android', ['all'], ['android'], { devicePlatform: 'android' }, 'devicePlatform'],
    ['all but Android, not told', ['all'], ['android'], { devicePlatform: 'all' }, 'notEnoughInformation'],
  ])('judges platforms: %s', (_, includePlatforms, excludePlatforms, given, expected) => {
    const conditions = { platforms: { includePlatforms, excludePlatforms } };
    expect(reasons({ policy: { conditions }, conditions: given })).toBe(expected);
  });

  it.each<[string, string[], string[], JsonObject, string]>([
    ['everywhere, from nowhere', ['All'], [], {}, 'notSet'],
    ['an office, from there', ['office'], [], { ipAddress: '198.51.100.7' }, 'notSet'],
    ['an office, from there by IPv6', ['office'], [], { ipAddress: '2001:db8:1::1' }, 'notSet'],
    ['an office, from elsewhere', ['office'], [], { ipAddress: '203.0.113.7' }, 'location'],
    ['an office, not told', ['office'], [], {}, 'notEnoughInformation'],
    ['trusted places, from one', ['AllTrusted'], [], { ipAddress: '198.51.100.7' }, 'notSet'],
    ['trusted places, from elsewhere', ['AllTrusted'], [], { ipAddress: '203.0.113.7' }, 'location'],
    ['everywhere but trusted places', ['All'], ['AllTrusted'], { ipAddress: '198.51.100.7' }, 'location'],
    [
      'everywhere but the VPN, which lies in the office',
      ['office'],
      ['vpn'],
      { ipAddress: '198.51.100.200' },
      'location',
    ],
    ['a country, from there', ['countries'], [], { country: 'kp' }, 'notSet'],
    ['a country, from another', ['countries'], [], { country: 'US' }, 'location'],
    ['a country, not told', ['countries'], [], { ipAddress: '198.51.100.7' }, 'notEnoughInformation'],
    ['a place that is gone', ['gone'], [], { ipAddress: '198.51.100.7' }, 'location'],
  ])('judges locations: %s', (_, includeLocations, excludeLocations, given, expected) => {
    const conditions = { locations: { includeLocations, excludeLocations } };
    expect(reasons({ policy: { conditions }, conditions: given })).toBe(expected);
  });

  it.each<[string, string, string, JsonObject | undefined, string]>([
    [
      'include, and the rule holds',
      'include',
      'device.isCompliant -eq True',
      { isCompliant: true },
      'notSet',
    ],
    ['include, and it does not', 'include', 'device.isCompliant -eq True', { deviceId: 'd' }, 'devices'],
    [
      'exclude, and the rule holds',
      'exclude',
      'device.isCompliant -eq True',
      { isCompliant: true },
      'devices',
    ],
    ['exclude, and it does not', 'exclude', 'device.isCompliant -eq True', {}, 'notSet'],
    [
      'a device that is not told',
      'include',
      'device.isCompliant -eq True',
      undefined,
      'notEnoughInformation',
    ],
    ['a rule that nobody understands', 'include', 'device.isCompliant ~ True', {}, 'invalidCondition'],
  ])('judges device filters: %s', (_, mode, rule, deviceInfo, expected) => {
    const conditions = { devices: { deviceFilter: { mode, rule } } };
    const given: JsonObject = deviceInfo === undefined ? {} : { deviceInfo };
    expect(reasons({ policy: { conditions }, conditions: given })).toBe(expected);
  });

  it('judges the risk of a workload', () => {
    const conditions = {
      clientApplications: { includeServicePrincipals: ['own'] },
      servicePrincipalRiskLevels: ['high'],
    };
    const policy = { users: { includeUsers: ['None'] }, conditions };
    const at = (servicePrincipalRiskLevel: string): string =>
      reasons({ policy, who: workload('own'), conditions: { servicePrincipalRiskLevel } });
    expect([at('high'), at('low')]).toEqual(['notSet', 'workloadIdentities']);
  });
});
