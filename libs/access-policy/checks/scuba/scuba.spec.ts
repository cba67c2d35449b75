import type { JsonObject } from '#kernel/json.js';
import { statusOf, verdicts } from '../../../../test/support/check-verdicts.js';
import { SCUBA_CASES } from '../../../../test/support/cases-scuba.js';
import { describeChecks } from '../../../../test/support/describe-checks.js';
import {
  appRestrictions,
  authorization,
  METHODS,
  methodsPolicy,
  pimSettings,
} from '../../../../test/support/exemplary-settings.js';
import { exemplaryTenant, licence, withPolicies } from '../../../../test/support/exemplary-tenant.js';
import { grant, group, member, mfaPolicy, role, strength } from '../../../../test/support/policy-builder.js';
import { ROLES } from '../../model/well-known.js';
import { SCUBA_CATALOGUE } from './catalogue.js';
import { RISKY_PERMISSIONS } from './risky-permissions.js';

const MANUAL = ['MS.AAD.2.2v1', 'MS.AAD.4.1v1', 'MS.AAD.8.3v1'];
const result = (id: string, tenant: JsonObject) => verdicts(tenant, 'scuba').get(id);
const GRAPH = '00000003-0000-0000-c000-000000000000';

describeChecks(SCUBA_CASES);

it('has a case for every policy that is checked', () => {
  const ids = SCUBA_CATALOGUE.map(({ id }) => id).filter((id) => !MANUAL.includes(id));
  expect(SCUBA_CASES.map(({ id }) => id)).toEqual(ids);
});

it.each(MANUAL)('asks for evidence by hand of %s', (id) => {
  expect(result(id, exemplaryTenant())).toMatchObject({ status: 'manual', reason: 'not_checked' });
});

it('says whether a policy is required or recommended', () => {
  expect(result('MS.AAD.1.1v1', exemplaryTenant())).toMatchObject({ level: 'SHALL' });
  expect(result('MS.AAD.3.7v1', exemplaryTenant())).toMatchObject({ level: 'SHOULD' });
});

describe('given conditions that a rule does not name', () => {
  it.each([
    ['locations', { locations: { includeLocations: ['AllTrusted'] } }],
    ['platforms', { platforms: { includePlatforms: ['windows'] } }],
    ['client apps', { clientAppTypes: ['browser'] }],
    ['something unknown', { moonPhase: ['full'] }],
  ])('ignores %s, which the semantic profile does not', (_, conditions) => {
    const tenant = withPolicies({ everybody: mfaPolicy({ conditions }), admins: null });
    expect(statusOf('MS.AAD.3.2v2', tenant)).toBe('pass');
    expect(statusOf('CA-01', tenant)).not.toBe('pass');
  });

  it('ignores the operator of MFA', () => {
    const everybody = mfaPolicy({ grantControls: grant(['mfa', 'compliantDevice'], 'OR') });
    expect(statusOf('MS.AAD.3.2v2', withPolicies({ everybody }))).toBe('pass');
  });
});

describe('given an authentication strength for all', () => {
  const withStrength = (...combinations: readonly string[]): JsonObject =>
    withPolicies({ everybody: mfaPolicy({ grantControls: strength('s1', combinations) }) });

  it.each([
    ['general MFA', ['password,sms', 'fido2'], 'pass'],
    [
      'a combination that ScubaGear does not know',
      ['password,sms', 'password,x509CertificateSingleFactor'],
      'fail',
    ],
    ['phishing-resistant methods only', ['fido2'], 'fail'],
    ['no combination', [], 'fail'],
  ])('judges %s', (_, combinations, status) => {
    expect(statusOf('MS.AAD.3.2v2', withStrength(...combinations))).toBe(status);
  });
});

describe('given Microsoft Authenticator', () => {
  const weak = withPolicies({ everybody: mfaPolicy() });

  it.each([
    ['it is not enabled', { ...METHODS['MicrosoftAuthenticator'], state: 'disabled' }],
    ['it is absent', { id: 'Other' }],
  ])('is met as not applicable when %s', (_, MicrosoftAuthenticator) => {
    const authenticationMethodsPolicy = methodsPolicy({ MicrosoftAuthenticator });
    expect(result('MS.AAD.3.3v2', { ...weak, authenticationMethodsPolicy })).toMatchObject({
      status: 'pass',
      reason: 'not_applicable',
    });
  });

  it('ignores whom the settings exclude', () => {
    const shown = { state: 'enabled', includeTarget: { id: 'all_users' }, excludeTarget: { id: 'g1' } };
    const MicrosoftAuthenticator = {
      ...METHODS['MicrosoftAuthenticator'],
      featureSettings: {
        displayAppInformationRequiredState: shown,
        displayLocationInformationRequiredState: shown,
      },
    };
    const tenant = { ...weak, authenticationMethodsPolicy: methodsPolicy({ MicrosoftAuthenticator }) };
    expect(statusOf('MS.AAD.3.3v2', tenant)).toBe('pass');
    expect(statusOf('AM-04', tenant)).toBe('fail');
  });

  it('does not mind methods that are missing', () => {
    const authenticationMethodsPolicy = { authenticationMethodConfigurations: [] };
    expect(statusOf('MS.AAD.3.5v2', exemplaryTenant({ authenticationMethodsPolicy }))).toBe('pass');
    expect(statusOf('AM-02', exemplaryTenant({ authenticationMethodsPolicy }))).toBe('unknown');
  });
});

describe('given a tenant without licences', () => {
  it.each(['2.1v1', '2.3v1', '7.4v1', '7.5v1', '7.6v1', '7.7v1', '7.8v1', '7.9v1', '9.1v1'])(
    'does not meet %s without P2, and says why',
    (number) => {
      const tenant = exemplaryTenant({ subscribedSkus: [licence('AAD_PREMIUM')] });
      expect(result(`MS.AAD.${number}`, tenant)).toMatchObject({ status: 'fail', reason: 'license_missing' });
    },
  );

  it.each(['7.1v1', '7.3v1', '7.4v1', '7.9v1'])('does not know %s without any plan', (number) => {
    expect(statusOf(`MS.AAD.${number}`, exemplaryTenant({ subscribedSkus: [] }))).toBe('unknown');
  });

  it('does not look at the state of the subscription', () => {
    const suspended = { ...licence('AAD_PREMIUM_P2'), capabilityStatus: 'Suspended' };
    expect(statusOf('MS.AAD.2.1v1', exemplaryTenant({ subscribedSkus: [suspended] }))).toBe('pass');
  });

  it('finds agents not applicable in government clouds only where nothing blocks them', () => {
    const tenant = withPolicies({ agents: null }, { environment: 'gcchigh' });
    expect(statusOf('MS.AAD.9.1v1', tenant)).toBe('not_applicable');
    expect(statusOf('MS.AAD.9.1v1', exemplaryTenant({ environment: 'dod' }))).toBe('pass');
  });
});

describe('given consent policies', () => {
  const consent = (id: string, classifications?: readonly JsonObject[]): JsonObject =>
    exemplaryTenant({
      authorizationPolicy: authorization(
        {},
        { permissionGrantPoliciesAssigned: [`ManagePermissionGrantsForSelf.${id}`] },
      ),
      ...(classifications !== undefined && {
        servicePrincipals: [{ id: 'sp', appId: GRAPH, delegatedPermissionClassifications: classifications }],
      }),
    });

  it.each([
    ['a harmless permission', 'User.Read', 'low', 'pass'],
    ['a risky permission', 'Mail.Read', 'low', 'fail'],
    ['a risky permission of another class', 'Mail.Read', 'medium', 'pass'],
  ])('judges %s that is classified', (_, permissionName, classification, status) => {
    const tenant = consent('microsoft-user-default-low', [{ permissionName, classification }]);
    expect(statusOf('MS.AAD.5.2v1', tenant)).toBe(status);
    expect(statusOf('AZ-02', tenant)).toBe('fail');
  });

  it('does not know without classifications', () => {
    expect(statusOf('MS.AAD.5.2v1', consent('microsoft-user-default-low'))).toBe('unknown');
  });

  it('does not reject the legacy policy', () => {
    expect(statusOf('MS.AAD.5.2v1', consent('microsoft-user-default-legacy'))).toBe('pass');
    expect(statusOf('AZ-02', consent('microsoft-user-default-legacy'))).toBe('fail');
  });

  it('knows the published permissions', () => {
    expect([...RISKY_PERMISSIONS.values()].map(({ size }) => size)).toEqual([94, 31, 10, 28, 1, 1, 6, 0]);
  });
});

describe('given credentials of applications', () => {
  const apps = (changes: JsonObject, more: JsonObject = {}): JsonObject =>
    exemplaryTenant({
      defaultAppManagementPolicy: {
        isEnabled: false,
        applicationRestrictions: appRestrictions(changes),
        servicePrincipalRestrictions: appRestrictions(changes),
      },
      ...more,
    });
  const custom = {
    id: 'c1',
    displayName: 'Legacy apps',
    isEnabled: true,
    appliesTo: [{ id: 'a1' }],
    restrictions: { passwordCredentials: [{ restrictionType: 'passwordAddition', state: 'disabled' }] },
  };

  it('does not mind entries that are missing, nor that the policy is off', () => {
    expect(statusOf('MS.AAD.5.5v1', apps({ passwordCredentials: [] }))).toBe('pass');
    expect(statusOf('AC-01', apps({ passwordCredentials: [] }))).toBe('fail');
  });

  it('asks for no lifetime where adding passwords is fully blocked', () => {
    expect(result('MS.AAD.5.6v1', apps({}))).toMatchObject({ status: 'pass', reason: 'not_applicable' });
  });

  it('fails when a custom policy in use lifts the restriction', () => {
    expect(statusOf('MS.AAD.5.5v1', apps({}, { appManagementPolicies: [custom] }))).toBe('fail');
    const unused = { ...custom, appliesTo: [] };
    expect(statusOf('MS.AAD.5.5v1', apps({}, { appManagementPolicies: [unused] }))).toBe('pass');
  });

  it.each([
    ['P181D', 'pass'],
    ['P182D', 'fail'],
    ['P1Y', 'pass'],
  ])('compares whole days only: %s', (maxLifetime, status) => {
    const entries = [
      { restrictionType: 'passwordAddition', state: 'enabled' },
      { restrictionType: 'passwordLifetime', state: 'enabled', maxLifetime },
    ];
    expect(statusOf('MS.AAD.5.6v1', apps({ passwordCredentials: entries }))).toBe(status);
  });
});

describe('given domains', () => {
  const domain = (id: string, changes: JsonObject = {}): JsonObject => ({
    id,
    authenticationType: 'Managed',
    isVerified: true,
    isRoot: true,
    passwordValidityPeriodInDays: null,
    ...changes,
  });

  it.each([
    [
      'a sub-domain of a root that never expires',
      [domain('a.com'), domain('b.a.com', { isRoot: false })],
      'pass',
    ],
    ['a sub-domain without a root', [domain('a.com'), domain('b.org', { isRoot: false })], 'fail'],
    [
      'a sub-domain whose longest root expires',
      [
        domain('com'),
        domain('a.com', { passwordValidityPeriodInDays: 90 }),
        domain('b.a.com', { isRoot: false }),
      ],
      'fail',
    ],
    ['a name that only ends like a root', [domain('a.com'), domain('xa.com', { isRoot: false })], 'pass'],
    [
      'an unverified domain',
      [domain('a.com'), domain('c.org', { isVerified: false, passwordValidityPeriodInDays: 1 })],
      'pass',
    ],
  ])('judges %s', (_, domains, status) => {
    expect(statusOf('MS.AAD.6.1v1', exemplaryTenant({ domains }))).toBe(status);
  });
});

describe('given privileged users', () => {
  const named = (id: string, displayName: string): JsonObject =>
    member(id, { displayName, onPremisesImmutableId: null });

  it('counts display names', () => {
    const users = [named('global1', 'Ann'), named('global2', 'Ann')];
    expect(statusOf('MS.AAD.7.1v1', exemplaryTenant({ users }))).toBe('fail');
  });

  it('reads direct members of groups, and no deeper', () => {
    const users = [named('a', 'A'), named('b', 'B'), named('c', 'C')];
    const groups = [group('outer', ['a', 'inner']), group('inner', ['b'])];
    const roleAssignments = [role('outer', ROLES.globalAdministrator), role('c', ROLES.globalAdministrator)];
    const tenant = exemplaryTenant({ users, groups, roleAssignments });
    expect(result('MS.AAD.7.1v1', tenant)?.evidence[0]?.statement).toMatch(/^2 Global/);
  });

  it('judges the member rules of groups that are assigned to the role', () => {
    const rules = [{ id: 'Approval_EndUser_Assignment', setting: { isApprovalRequired: false } }];
    const settings = { scopeType: 'Group', scopeId: 'admins', roleDefinitionId: 'member', policy: { rules } };
    const tenant = exemplaryTenant({
      groups: [group('admins', ['global1'])],
      roleManagementPolicyAssignments: [pimSettings(ROLES.globalAdministrator), settings],
    });
    expect(statusOf('MS.AAD.7.6v1', tenant)).toBe('pass');
    const assigned = { roleAssignments: [role('admins', ROLES.globalAdministrator)] };
    expect(statusOf('MS.AAD.7.6v1', { ...tenant, ...assigned })).toBe('fail');
  });

  it('does not mind rules that are missing', () => {
    const tenant = exemplaryTenant({ roleManagementPolicyAssignments: [] });
    for (const number of ['7.6v1', '7.7v1', '7.8v1', '7.9v1']) {
      expect(statusOf(`MS.AAD.${number}`, tenant)).toBe('pass');
    }
    expect(statusOf('PR-06', tenant)).toBe('unknown');
  });
});
