import type { Json } from '#kernel/json.js';
import { coverageOf } from '../../../test/support/coverage-of.js';
import {
  grant,
  group,
  guest,
  member,
  mfaPolicy,
  role,
  strength,
  tenant,
} from '../../../test/support/policy-builder.js';
import { ROLES, STRENGTHS } from '../model/well-known.js';

const OFFICE: Json = {
  id: 'office',
  '@odata.type': '#microsoft.graph.ipNamedLocation',
  displayName: 'Office',
  isTrusted: true,
  ipRanges: [{ cidrAddress: '198.51.100.0/24' }],
};

const PHISHING_RESISTANT = strength(STRENGTHS.phishingResistant, [
  'windowsHelloForBusiness',
  'fido2',
  'x509CertificateMultiFactor',
]);

describe('given "all users, all apps, MFA"', () => {
  it('covers everybody fully, strictly too', () => {
    const found = coverageOf(tenant([mfaPolicy()]));
    expect(found).toMatchObject({ verdict: 'full', reasons: [], policyIds: ['p1'] });
    expect(found).not.toHaveProperty('escape');
  });

  it.each([
    [
      'asked only in the office',
      mfaPolicy({ conditions: { locations: { includeLocations: ['AllTrusted'] } } }),
      ['LOCATION'],
    ],
    [
      'waived in the office',
      mfaPolicy({
        conditions: { locations: { includeLocations: ['All'], excludeLocations: ['AllTrusted'] } },
      }),
      ['LOCATION'],
    ],
    ['or a compliant device', mfaPolicy({ grantControls: grant(['mfa', 'compliantDevice']) }), ['GRANT_OR']],
    ['asked in browsers only', mfaPolicy({ conditions: { clientAppTypes: ['browser'] } }), ['CLIENT']],
    ['asked at high risk only', mfaPolicy({ conditions: { signInRiskLevels: ['high'] } }), ['RISK_ONLY']],
    [
      'asked in the device code flow only',
      mfaPolicy({ conditions: { authenticationFlows: { transferMethods: 'deviceCodeFlow' } } }),
      ['FLOW_ONLY'],
    ],
    [
      'asked on Windows only',
      mfaPolicy({ conditions: { platforms: { includePlatforms: ['windows'] } } }),
      ['PLATFORM'],
    ],
    [
      'not asked for Office 365',
      mfaPolicy({ applications: { excludeApplications: ['Office365'] } }),
      ['APPS'],
    ],
    [
      'asked for Office 365 only',
      mfaPolicy({ applications: { includeApplications: ['Office365'] } }),
      ['APPS'],
    ],
    [
      'with a password change at high user risk',
      mfaPolicy({
        grantControls: grant(['passwordChange', 'mfa'], 'AND'),
        conditions: { userRiskLevels: ['high'] },
      }),
      ['RISK_ONLY'],
    ],
    [
      'asked on devices with a mark only',
      mfaPolicy({
        conditions: {
          devices: { deviceFilter: { mode: 'include', rule: 'device.extensionAttribute1 -eq "SAW"' } },
        },
      }),
      ['DEVICE'],
    ],
  ])('says partial and why when MFA is %s', (_, policy, reasons) => {
    const found = coverageOf(tenant([policy], { namedLocations: [OFFICE] }));
    expect(found).toMatchObject({ verdict: 'partial', reasons });
    expect(found?.escape).toMatch(/^from an unmanaged device, .*: no MFA$/);
  });

  it.each([
    ['unmanaged devices by a negative operator', { mode: 'include', rule: 'device.isCompliant -ne True' }],
    ['all but compliant devices', { mode: 'exclude', rule: 'device.isCompliant -eq True' }],
  ])('covers fully when MFA is asked on %s', (_, deviceFilter) => {
    const policy = mfaPolicy({ conditions: { devices: { deviceFilter } } });
    expect(coverageOf(tenant([policy]))).toMatchObject({ verdict: 'full' });
  });

  it('leaves the members of an excluded group uncovered, nested ones too, and others covered', () => {
    const snapshot = tenant([mfaPolicy({ users: { excludeGroups: ['g1'] } })], {
      users: [member('u1'), member('u2')],
      groups: [group('g1', ['g2']), group('g2', ['u1'])],
    });
    expect(coverageOf(snapshot)).toMatchObject({ verdict: 'none', reasons: ['EXCLUDED'], policyIds: [] });
    expect(coverageOf(snapshot, 'u2')).toMatchObject({ verdict: 'full' });
  });

  it.each([
    ['the MFA strength', strength(STRENGTHS.multifactor, ['fido2', 'password,sms'])],
    [
      'a strength with combinations that other tools do not list',
      strength('s', ['password,x509CertificateSingleFactor']),
    ],
    ['the phishing-resistant strength', PHISHING_RESISTANT],
    [
      'a strength that is known by its id only',
      { operator: 'OR', authenticationStrength: { id: STRENGTHS.multifactor } },
    ],
  ])('covers fully with %s instead of the built-in control', (_, grantControls) => {
    expect(coverageOf(tenant([mfaPolicy({ grantControls })]))).toMatchObject({ verdict: 'full' });
  });

  it('does not take a strength that Entra says is no MFA', () => {
    const policy = mfaPolicy({ grantControls: strength('s', ['password'], 'none') });
    expect(coverageOf(tenant([policy]))).toMatchObject({ verdict: 'none' });
  });

  it('does not count a policy that only reports, and says that it would help', () => {
    const policy = mfaPolicy({ state: 'enabledForReportingButNotEnforced' });
    expect(coverageOf(tenant([policy]))).toMatchObject({ verdict: 'report_only', policyIds: ['p1'] });
  });

  it('does not count a disabled policy', () => {
    expect(coverageOf(tenant([mfaPolicy({ state: 'disabled' })]))).toMatchObject({
      verdict: 'none',
      policyIds: [],
    });
  });

  it('leaves guests uncovered when they are excluded', () => {
    const policy = mfaPolicy({ users: { excludeUsers: ['GuestsOrExternalUsers'] } });
    const snapshot = tenant([policy], { users: [member('u1'), guest('u2')] });
    expect(coverageOf(snapshot, 'u2')).toMatchObject({ verdict: 'none', reasons: ['EXCLUDED'] });
    expect(coverageOf(snapshot)).toMatchObject({ verdict: 'full' });
  });
});

describe('given a role-only policy', () => {
  const policy = mfaPolicy({ users: { includeUsers: [], includeRoles: [ROLES.globalAdministrator] } });

  it('covers who holds the role now, also through a role-assignable group', () => {
    const snapshot = tenant([policy], {
      users: [member('u1'), member('u2')],
      groups: [group('admins', ['u2'])],
      roleAssignments: [role('u1', ROLES.globalAdministrator), role('admins', ROLES.globalAdministrator)],
    });
    expect(coverageOf(snapshot)).toMatchObject({ verdict: 'full' });
    expect(coverageOf(snapshot, 'u2')).toMatchObject({ verdict: 'full' });
  });

  it('does not cover who could only activate the role', () => {
    const snapshot = tenant([policy], {
      roleEligibilityScheduleInstances: [role('u1', ROLES.globalAdministrator)],
    });
    expect(coverageOf(snapshot)).toMatchObject({ verdict: 'none', reasons: ['ROLE_NOT_ACTIVE'] });
  });

  it('does not cover who holds the role in an administrative unit only', () => {
    const assignment = {
      ...role('u1', ROLES.globalAdministrator),
      directoryScopeId: '/administrativeUnits/a',
    };
    expect(coverageOf(tenant([policy], { roleAssignments: [assignment] }))).toMatchObject({
      verdict: 'none',
    });
  });
});

describe('given a policy that excludes a role', () => {
  it('takes the worse of both states for who could activate it', () => {
    const snapshot = tenant([mfaPolicy({ users: { excludeRoles: [ROLES.globalReader] } })], {
      roleEligibilityScheduleInstances: [role('u1', ROLES.globalReader)],
    });
    expect(coverageOf(snapshot)).toMatchObject({ verdict: 'none', reasons: ['ROLE_ACTIVE', 'EXCLUDED'] });
  });
});

describe('given other ways to protect a sign-in', () => {
  const block = mfaPolicy({ grantControls: grant('block') });

  it('says blocked where every sign-in is', () => {
    expect(coverageOf(tenant([block]))).toMatchObject({ verdict: 'blocked', policyIds: ['p1'] });
  });

  it('joins policies that cover each other’s gaps', () => {
    const inside = mfaPolicy({ id: 'in', conditions: { locations: { includeLocations: ['AllTrusted'] } } });
    const outside = mfaPolicy({
      id: 'out',
      grantControls: grant('block'),
      conditions: { locations: { includeLocations: ['All'], excludeLocations: ['AllTrusted'] } },
    });
    expect(coverageOf(tenant([inside, outside], { namedLocations: [OFFICE] }))).toMatchObject({
      verdict: 'full',
    });
  });

  it('says third party where only a custom control asks', () => {
    const policy = mfaPolicy({ grantControls: { operator: 'OR', customAuthenticationFactors: ['duo'] } });
    expect(coverageOf(tenant([policy]))).toMatchObject({ verdict: 'third_party', policyIds: ['p1'] });
  });

  it('says security defaults, and full for administrators, none for the account that synchronises', () => {
    const snapshot = tenant([], {
      securityDefaults: { isEnabled: true },
      users: [member('u1'), member('u2'), member('u3')],
      roleAssignments: [
        role('u2', ROLES.globalAdministrator),
        role('u3', ROLES.directorySynchronizationAccounts),
      ],
    });
    expect(coverageOf(snapshot)).toMatchObject({ verdict: 'security_defaults' });
    expect(coverageOf(snapshot, 'u2')).toMatchObject({ verdict: 'full' });
    expect(coverageOf(snapshot, 'u3')).toMatchObject({ verdict: 'none' });
  });

  it('says per-user MFA where it is on', () => {
    const snapshot = tenant([], { users: [member('u1', { perUserMfaState: 'enforced' })] });
    expect(coverageOf(snapshot)).toMatchObject({ verdict: 'per_user_mfa' });
  });
});

describe('given the registration report', () => {
  it('says who could answer, and null for who is not in it', () => {
    const snapshot = tenant([mfaPolicy()], {
      users: [member('u1'), member('u2')],
      userRegistrationDetails: [{ id: 'u1', isMfaCapable: true }],
    });
    expect(coverageOf(snapshot)?.mfaCapable).toBe(true);
    expect(coverageOf(snapshot, 'u2')?.mfaCapable).toBeNull();
  });
});
