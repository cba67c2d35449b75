import type { JsonObject } from '#kernel/json.js';
import { statusOf, verdicts } from '../../../test/support/check-verdicts.js';
import { appRestrictions, authorization, pimSettings } from '../../../test/support/exemplary-settings.js';
import { exemplaryTenant, withPolicies } from '../../../test/support/exemplary-tenant.js';
import { grant, mfaPolicy } from '../../../test/support/policy-builder.js';
import { ROLES } from '../model/well-known.js';

const GRAPH = '00000003-0000-0000-c000-000000000000';

describe('given a tenant that shows its roles in another language', () => {
  const translated = (rules: readonly JsonObject[]): JsonObject => {
    const base = exemplaryTenant();
    const definitions = base['roleDefinitions'] as readonly JsonObject[];
    return exemplaryTenant({
      roleDefinitions: definitions.map((each) =>
        each['id'] === ROLES.globalAdministrator ? { ...each, displayName: 'Globaler Administrator' } : each,
      ),
      roleManagementPolicyAssignments: [pimSettings(ROLES.globalAdministrator, rules)],
    });
  };
  const careless = [{ id: 'Approval_EndUser_Assignment', setting: { isApprovalRequired: false } }];

  it('knows the Global Administrator by the template, so that its approval is judged', () => {
    expect(statusOf('MS.AAD.7.6v1', translated(careless))).toBe('fail');
  });

  it('counts its Global Administrators', () => {
    expect(statusOf('MS.AAD.7.1v1', translated([]))).toBe('pass');
  });
});

describe('given flags that an export has as a list', () => {
  it('sees guests that a policy leaves out', () => {
    const excludeGuestsOrExternalUsers = { guestOrExternalUserTypes: ['internalGuest'] };
    const everybody = mfaPolicy({ users: { excludeGuestsOrExternalUsers } });
    expect(statusOf('MS.AAD.3.2v2', withPolicies({ everybody }))).toBe('fail');
  });

  it('sees a policy on device code flow', () => {
    const deviceCode = mfaPolicy({
      conditions: { authenticationFlows: { transferMethods: ['deviceCodeFlow'] } },
      grantControls: grant('block'),
    });
    expect(statusOf('MS.AAD.3.9v1', exemplaryTenant({ conditionalAccessPolicies: [deviceCode] }))).toBe(
      'pass',
    );
  });
});

describe('given a policy that blocks platforms', () => {
  const blocking = (excludePlatforms: readonly string[]): JsonObject =>
    withPolicies({
      platforms: mfaPolicy({
        conditions: { platforms: { includePlatforms: ['all'], excludePlatforms } },
        grantControls: grant('block'),
      }),
    });
  const known = ['android', 'iOS', 'windows', 'macOS', 'linux'];

  it.each([
    ['every known platform is excluded', known, 'pass'],
    ['an old platform is excluded too', [...known, 'windowsPhone'], 'pass'],
    ['a known platform is blocked as well', known.slice(1), 'fail'],
    ['nothing is excluded', [], 'fail'],
    ['everything is excluded', [...known, 'all'], 'fail'],
  ])('judges whether it is about unknown ones: %s', (_, excluded, status) => {
    expect(statusOf('CA-19', blocking(excluded))).toBe(status);
  });
});

describe('given a policy that names users who are gone', () => {
  const naming = (includeUsers: readonly string[]): JsonObject =>
    withPolicies({ everybody: mfaPolicy({ users: { includeUsers } }) });
  const severityOf = (tenant: JsonObject): string | undefined => verdicts(tenant).get('CA-27')?.severity;

  it('finds it worse when nobody is left whom it includes', () => {
    expect(severityOf(naming(['member1', 'gone']))).toBe('medium');
    expect(severityOf(naming(['gone']))).toBe('high');
  });
});

describe('given a cloud without agent identities', () => {
  it.each(['gcchigh', 'DoD'])('finds their check not applicable in %s', (environment) => {
    const tenant = { ...withPolicies({ agents: null }), environment };
    expect(statusOf('CA-32', tenant)).toBe('not_applicable');
    expect(statusOf('CA-32', { ...tenant, environment: 'gcc' })).toBe('fail');
  });
});

describe('given permissions that are classified low', () => {
  const consent = (servicePrincipals: JsonObject | readonly JsonObject[]): JsonObject =>
    exemplaryTenant({
      authorizationPolicy: authorization(
        {},
        {
          permissionGrantPoliciesAssigned: ['ManagePermissionGrantsForSelf.microsoft-user-default-low'],
        },
      ),
      servicePrincipals,
    });
  const graph = (classification: JsonObject): JsonObject => ({
    appId: GRAPH,
    delegatedPermissionClassifications: [{ classification: 'low', ...classification }],
  });

  it('reads them also where the list is an answer of Graph', () => {
    expect(statusOf('MS.AAD.5.2v1', consent({ value: [graph({ permissionName: 'Mail.Read' })] }))).toBe(
      'fail',
    );
  });

  it('leaves open what a permission is of which only the id is known', () => {
    expect(statusOf('MS.AAD.5.2v1', consent([graph({ permissionId: 'p' })]))).toBe('unknown');
  });
});

describe('given restrictions on applications of every age', () => {
  it.each([
    ['0001-01-01T00:00:00Z', 'pass'],
    ['0001-01-01T00:00:00.0000000Z', 'pass'],
    ['/Date(-62135596800000)/', 'pass'],
    ['2024-01-01T00:00:00Z', 'fail'],
  ])('reads the date %s', (restrictForAppsCreatedAfterDateTime, status) => {
    const passwordCredentials = [
      { restrictionType: 'passwordAddition', state: 'enabled', restrictForAppsCreatedAfterDateTime },
    ];
    const scope = appRestrictions({ passwordCredentials });
    const defaultAppManagementPolicy = {
      isEnabled: true,
      applicationRestrictions: scope,
      servicePrincipalRestrictions: scope,
    };
    const tenant = exemplaryTenant({ defaultAppManagementPolicy });
    expect(statusOf('MS.AAD.5.5v1', tenant)).toBe(status);
    expect(statusOf('AC-01', tenant)).toBe(status);
  });
});
