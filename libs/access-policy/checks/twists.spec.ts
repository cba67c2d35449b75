import type { JsonObject } from '#kernel/json.js';
import { evidenceOf, statusOf } from '../../../test/support/check-verdicts.js';
import { grant, group, member, mfaPolicy, strength, tenant } from '../../../test/support/policy-builder.js';
import { PHISHING_RESISTANT, STRENGTHS } from './../model/well-known.js';

const only = (policy: JsonObject): JsonObject =>
  tenant([policy], {
    groups: [group('g1', ['u1'])],
    users: [member('u1', { displayName: 'u1' }), member('u2')],
    namedLocations: [{ id: 'office', isTrusted: true, ipRanges: [{ cidrAddress: '198.51.100.0/24' }] }],
  });

const conditions = (changes: JsonObject): JsonObject => only(mfaPolicy({ conditions: changes }));
const resistant = strength(STRENGTHS.phishingResistant, PHISHING_RESISTANT);

/** Twists on "all users, all apps, MFA" that public tools take for full protection. */
const WEAK: readonly [string, JsonObject][] = [
  ['MFA is asked in the office only', conditions({ locations: { includeLocations: ['AllTrusted'] } })],
  [
    'a compliant device will do instead',
    only(mfaPolicy({ grantControls: grant(['mfa', 'compliantDevice']) })),
  ],
  ['MFA is asked in browsers only', conditions({ clientAppTypes: ['browser'] })],
  ['MFA is asked at high sign-in risk only', conditions({ signInRiskLevels: ['high'] })],
  [
    'MFA is asked in the device code flow only',
    conditions({ authenticationFlows: { transferMethods: 'deviceCodeFlow' } }),
  ],
  ['MFA is asked on Windows only', conditions({ platforms: { includePlatforms: ['windows'] } })],
  ['a group is excluded', only(mfaPolicy({ users: { excludeGroups: ['g1'] } }))],
  ['Office 365 is excluded', only(mfaPolicy({ applications: { excludeApplications: ['Office365'] } }))],
  [
    'a password change is asked at high user risk only',
    only(
      mfaPolicy({
        conditions: { userRiskLevels: ['high'] },
        grantControls: grant(['passwordChange', 'mfa'], 'AND'),
      }),
    ),
  ],
];

describe('given a policy "all users, all apps, MFA" with a twist', () => {
  it.each(WEAK)('does not take it for MFA for all when %s', (_, snapshot) => {
    expect(statusOf('CA-01', snapshot)).toBe('fail');
    expect(statusOf('COV-02', snapshot)).toBe('fail');
  });

  it.each([
    ['the built-in MFA strength', strength(STRENGTHS.multifactor, ['password,sms', 'fido2'])],
    [
      'the MFA strength with combinations of certificates',
      strength(STRENGTHS.multifactor, [
        'password,x509CertificateSingleFactor',
        'password,x509CertificateMultiFactor',
      ]),
    ],
    ['a phishing-resistant strength', resistant],
  ])('raises no false alarm for %s', (_, grantControls) => {
    const snapshot = only(mfaPolicy({ grantControls }));
    expect(statusOf('CA-01', snapshot)).toBe('pass');
    expect(statusOf('COV-02', snapshot)).toBe('pass');
  });

  it('passes without a twist', () => {
    expect(statusOf('CA-01', only(mfaPolicy()))).toBe('pass');
    expect(statusOf('COV-02', only(mfaPolicy()))).toBe('pass');
  });

  it('names the twist in the evidence', () => {
    expect(evidenceOf('CA-01', conditions({ locations: { includeLocations: ['AllTrusted'] } }))).toMatch(
      /some locations only/,
    );
    expect(evidenceOf('CA-01', only(mfaPolicy({ users: { excludeGroups: ['g1'] } })))).toMatch(/group g1/);
  });

  it('says which control weakens MFA', () => {
    const snapshot = only(mfaPolicy({ grantControls: grant(['mfa', 'compliantDevice']) }));
    expect(statusOf('CA-22', snapshot)).toBe('fail');
  });
});

describe('given what public tools get wrong otherwise', () => {
  it('does not take a policy without roles for one on administrators', () => {
    const nobody = mfaPolicy({ users: { includeUsers: ['None'] }, grantControls: resistant });
    expect(statusOf('CA-03', only(nobody))).toBe('fail');
  });

  it('does not take a policy on Global Reader for one on all administrators', () => {
    const users = { includeUsers: [], includeRoles: ['f2ef992c-3afb-46b9-b7cf-a126ee74c451'] };
    expect(statusOf('CA-03', only(mfaPolicy({ users, grantControls: resistant })))).toBe('fail');
    expect(statusOf('CA-02', only(mfaPolicy({ users })))).toBe('fail');
  });

  it('knows that MFA for all clients stops legacy authentication, except for those who are excluded', () => {
    expect(statusOf('COV-06', only(mfaPolicy()))).toBe('pass');
    expect(statusOf('COV-06', only(mfaPolicy({ users: { excludeGroups: ['g1'] } })))).toBe('fail');
  });
});

describe('given a policy with something that is not known', () => {
  it.each([
    ['a condition', conditions({ moonPhase: ['full'] }), /moonPhase/],
    ['a list of users', only(mfaPolicy({ users: { excludeRobots: ['r1'] } })), /excludeRobots/],
    ['a state', only(mfaPolicy({ state: 'enabledOnMondays' })), /state/],
    ['an alternative to MFA', only(mfaPolicy({ grantControls: grant(['mfa', 'faceScan']) })), /faceScan/],
  ])('does not know whether MFA is for all, and names it, for %s', (_, snapshot, named) => {
    expect(statusOf('CA-01', snapshot)).toBe('unknown');
    expect(evidenceOf('CA-01', snapshot)).toMatch(named);
    expect(statusOf('COV-02', snapshot)).toBe('unknown');
  });

  it('still passes thanks to another policy', () => {
    const odd = mfaPolicy({ id: 'p2', conditions: { moonPhase: ['full'] } });
    expect(statusOf('CA-01', tenant([mfaPolicy(), odd]))).toBe('pass');
  });
});
