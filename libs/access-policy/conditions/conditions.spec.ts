import type { JsonObject } from '#kernel/json.js';
import { mfaPolicy } from '../../../test/support/policy-builder.js';
import { reasonOf } from '../../../test/support/what-if-of.js';
import { APPS } from '../model/well-known.js';

const at = (
  conditions: JsonObject,
  conditionsOfSignIn: JsonObject = {},
  world: JsonObject = {},
): string | undefined =>
  reasonOf(mfaPolicy({ conditions }), { conditions: conditionsOfSignIn, tenant: world });

describe('given applications', () => {
  const office = { includeApplications: ['Office365'] };
  const on = (applications: JsonObject, ids: readonly string[]): string | undefined =>
    reasonOf(mfaPolicy({ applications }), { context: { includeApplications: ids } });

  it.each([
    ['all', {}, ['x'], 'notSet'],
    ['none', { includeApplications: ['None'] }, ['x'], 'application'],
    ['this one', { includeApplications: ['x'] }, ['x'], 'notSet'],
    ['another one', { includeApplications: ['y'] }, ['x'], 'application'],
    ['all but this one', { excludeApplications: ['x'] }, ['x'], 'application'],
    ['a bundle, one of it', office, [APPS.exchangeOnline], 'notSet'],
    ['a bundle, one outside it', office, [APPS.azureManagement], 'application'],
    [
      'all but a bundle, one of it',
      { excludeApplications: ['Office365'] },
      [APPS.sharePointOnline],
      'application',
    ],
    [
      'the admin portals',
      { includeApplications: ['MicrosoftAdminPortals'] },
      ['c44b4083-3bb0-49c1-b47d-974e53cbdf3c'],
      'notSet',
    ],
    [
      'Azure management, asked for DevOps',
      { includeApplications: [APPS.azureManagement] },
      [APPS.azureDevOps],
      'application',
    ],
    ['one of two', { includeApplications: ['x'] }, ['x', 'y'], 'application'],
    ['both of two', { includeApplications: ['x', 'y'] }, ['x', 'y'], 'notSet'],
  ])('protects %s', (_, applications, ids, reason) => {
    expect(on(applications, ids)).toBe(reason);
  });

  it('takes "all" in a request for each of them, never for one', () => {
    expect(on({}, ['All'])).toBe('notSet');
    expect(on(office, ['All'])).toBe('application');
    expect(on({ excludeApplications: ['x'] }, ['All'])).toBe('application');
  });

  it('takes a bundle in a request for each of it', () => {
    expect(on(office, ['Office365'])).toBe('notSet');
    expect(on({ includeApplications: [APPS.exchangeOnline] }, ['Office365'])).toBe('application');
    expect(on({ excludeApplications: [APPS.exchangeOnline] }, ['Office365'])).toBe('application');
    expect(on({ excludeApplications: ['x'] }, ['Office365'])).toBe('notSet');
  });

  it('cannot tell what a filter on attributes holds', () => {
    const filter = (mode: string) => ({
      applicationFilter: { mode, rule: 'CustomSecurityAttribute.a.b -eq "c"' },
    });
    expect(on({ includeApplications: [], ...filter('include') }, ['x'])).toBe('notEnoughInformation');
    expect(on(filter('exclude'), ['x'])).toBe('notEnoughInformation');
    expect(on({ ...filter('exclude'), excludeApplications: ['x'] }, ['x'])).toBe('application');
  });
});

describe('given client apps', () => {
  it.each([
    [['all'], 'notSet'],
    [[], 'notSet'],
    [['browser'], 'notSet'],
    [['mobileAppsAndDesktopClients', 'other'], 'clientApps'],
  ])('matches a browser with %j or not', (clientAppTypes, reason) => {
    expect(at({ clientAppTypes })).toBe(reason);
  });
});

describe('given an unknown word beside a known one', () => {
  it('does not doubt what the known word decides', () => {
    expect(at({ clientAppTypes: ['browser', 'hologram'] })).toBe('notSet');
    expect(at({ platforms: { includePlatforms: ['toaster', 'all'] } })).toBe('notSet');
    expect(at({ platforms: { excludePlatforms: ['toaster', 'windows'] } })).toBe('devicePlatform');
    expect(at({ platforms: { includePlatforms: ['windows'], excludePlatforms: ['toaster'] } })).toBe(
      'notEnoughInformation',
    );
  });
});

describe('given platforms', () => {
  it.each([
    [{ includePlatforms: ['all'] }, 'windows', 'notSet'],
    [{ includePlatforms: ['windows'] }, 'windows', 'notSet'],
    [{ includePlatforms: ['macOS', 'iOS'] }, 'windows', 'devicePlatform'],
    [{ includePlatforms: ['all'], excludePlatforms: ['windows'] }, 'windows', 'devicePlatform'],
    [{ excludePlatforms: ['iOS'] }, 'windows', 'notSet'],
    [{ includePlatforms: ['all'], excludePlatforms: ['windows', 'iOS'] }, 'unknownFutureValue', 'notSet'],
    [{ includePlatforms: ['windows'] }, 'unknownFutureValue', 'devicePlatform'],
    [{ includePlatforms: ['all'], excludePlatforms: ['windows'] }, null, 'notSet'],
    [{ includePlatforms: [], excludePlatforms: [] }, null, 'notSet'],
  ])('%j on %s', (platforms, devicePlatform, reason) => {
    expect(at({ platforms }, { devicePlatform })).toBe(reason);
  });
});

describe('given locations', () => {
  const namedLocations = [
    {
      id: 'office',
      isTrusted: true,
      ipRanges: [{ cidrAddress: '198.51.100.0/24' }, { cidrAddress: '2001:db8::/32' }],
    },
    { id: 'lab', isTrusted: false, ipRanges: [{ cidrAddress: '198.51.100.128/25' }] },
    { id: 'nordic', countriesAndRegions: ['SE', 'no'], includeUnknownCountriesAndRegions: true },
    { id: 'broken', ipRanges: [{ cidrAddress: 'somewhere' }] },
  ];
  const from = (
    locations: JsonObject,
    ipAddress: string | null,
    country: string | null = 'DE',
  ): string | undefined => at({ locations }, { ipAddress, country }, { namedLocations });
  const outside = { includeLocations: ['All'], excludeLocations: ['AllTrusted'] };

  it.each([
    ['everywhere', { includeLocations: ['All'] }, '192.0.2.1', 'notSet'],
    ['outside trusted networks', outside, '192.0.2.1', 'notSet'],
    ['outside trusted networks', outside, '198.51.100.1', 'location'],
    ['outside trusted networks', outside, '2001:db8:1::1', 'location'],
    ['outside trusted networks', outside, '2001:db9::1', 'notSet'],
    ['outside trusted networks', outside, '::ffff:198.51.100.1', 'location'],
    ['in the lab', { includeLocations: ['lab'] }, '198.51.100.200', 'notSet'],
    ['in the lab', { includeLocations: ['lab'] }, '198.51.100.1', 'location'],
    [
      'in the office but not the lab, which overlaps',
      { includeLocations: ['office'], excludeLocations: ['lab'] },
      '198.51.100.200',
      'location',
    ],
    ['in a location that is gone', { includeLocations: ['gone'] }, '192.0.2.1', 'notEnoughInformation'],
    [
      'in a location whose ranges cannot be read',
      { includeLocations: ['broken'] },
      '192.0.2.1',
      'notEnoughInformation',
    ],
    [
      'outside the MFA trusted IPs',
      { includeLocations: ['All'], excludeLocations: ['00000000-0000-0000-0000-000000000000'] },
      '192.0.2.1',
      'notEnoughInformation',
    ],
    ['outside trusted networks, from nowhere', outside, 'nonsense', 'notEnoughInformation'],
  ])('asks %s (%#)', (_, locations, address, reason) => {
    expect(from(locations, address)).toBe(reason);
  });

  it.each([
    ['SE', 'notSet'],
    ['NO', 'notSet'],
    ['DE', 'location'],
    ['ZZ', 'notSet'], // Entra cannot tell, and the location takes such
    [null, 'notEnoughInformation'],
  ])('finds country %s in the north or not', (country, reason) => {
    expect(from({ includeLocations: ['nordic'] }, '192.0.2.1', country)).toBe(reason);
  });

  it('never trusts a country', () => {
    const trusted = [{ id: 'se', isTrusted: true, countriesAndRegions: ['SE'] }];
    expect(at({ locations: outside }, {}, { namedLocations: trusted })).toBe('notSet');
  });

  it('lacks information where locations were not collected', () => {
    expect(at({ locations: outside }, {}, { namedLocations: null })).toBe('notEnoughInformation');
  });
});

describe('given risks and flows', () => {
  it.each([
    [{ signInRiskLevels: ['high', 'medium'] }, { signInRiskLevel: 'medium' }, 'notSet'],
    [{ signInRiskLevels: ['high'] }, { signInRiskLevel: 'medium' }, 'signInRisk'],
    [{ userRiskLevels: ['high'] }, { userRiskLevel: 'low' }, 'userRisk'],
    [{ signInRiskLevels: ['high'], userRiskLevels: ['high'] }, { signInRiskLevel: 'high' }, 'userRisk'],
    [{ insiderRiskLevels: 'moderate,elevated' }, { insiderRiskLevel: 'elevated' }, 'notSet'],
    [{ insiderRiskLevels: 'moderate' }, { insiderRiskLevel: 'minor' }, 'insiderRisk'],
    [{ signInRiskLevels: ['high'] }, { signInRiskLevel: 'hidden' }, 'notEnoughInformation'],
    [{ servicePrincipalRiskLevels: ['high'] }, {}, 'invalidCondition'],
  ])('%j at %j', (conditions, signIn, reason) => {
    expect(at(conditions, signIn)).toBe(reason);
  });

  it.each([
    ['deviceCodeFlow,authenticationTransfer', 'authenticationTransfer', 'notSet'],
    ['deviceCodeFlow', 'deviceCodeFlow', 'notSet'],
    ['deviceCodeFlow', 'none', 'authenticationFlow'],
    ['none', 'none', 'notSet'],
    [null, 'none', 'notSet'],
  ])('flows "%s" in %s', (transferMethods, transferMethod, reason) => {
    const conditions = { authenticationFlows: { transferMethods } };
    expect(at(conditions, { authenticationFlow: { transferMethod } })).toBe(reason);
  });
});
