import { grant, mfaPolicy, strength, tenant } from '../../../test/support/policy-builder.js';
import { ask, ORDINARY, reasonOf } from '../../../test/support/what-if-of.js';
import { STRENGTHS } from '../model/well-known.js';
import { whatIf } from './what-if.js';

describe('given an ordinary sign-in', () => {
  it('allows it where no policy applies', () => {
    expect(ask([])).toMatchObject({ decision: 'allow', requiredControls: [], value: [] });
  });

  it('asks for MFA and echoes the policy with Graph’s two fields', () => {
    const policy = mfaPolicy();
    const result = ask([policy]);
    expect(result).toMatchObject({ decision: 'controls_required', requiredControls: ['mfa'] });
    expect(result.value).toEqual([{ ...policy, policyApplies: true, analysisReasons: 'notSet' }]);
  });

  it('lets a block win over everything', () => {
    const result = ask([mfaPolicy(), mfaPolicy({ id: 'p2', grantControls: grant('block') })], {
      satisfied: ['mfa'],
    });
    expect(result).toMatchObject({ decision: 'block', requiredControls: [] });
  });

  it('analyses report-only policies and lets only enabled ones decide', () => {
    const report = mfaPolicy({ state: 'enabledForReportingButNotEnforced', grantControls: grant('block') });
    const result = ask([report]);
    expect(result.decision).toBe('allow');
    expect(result.value[0]).toMatchObject({ policyApplies: true, analysisReasons: 'notSet' });
  });

  it('says of a disabled policy that it is not enabled', () => {
    expect(reasonOf(mfaPolicy({ state: 'disabled' }))).toBe('policyNotEnabled');
  });

  it('names every part that does not match', () => {
    const policy = mfaPolicy({
      users: { includeUsers: ['u9'] },
      applications: { includeApplications: ['app-9'] },
    });
    expect(reasonOf(policy)).toBe('users,application');
  });

  it('leaves policies that do not apply out when only applied ones are asked for', () => {
    const answer = whatIf({
      snapshot: tenant([mfaPolicy(), mfaPolicy({ id: 'p2', users: { includeUsers: ['None'] } })]),
      request: {
        signInIdentity: { userId: 'u1' },
        signInContext: { includeApplications: ['app-1'] },
        signInConditions: ORDINARY,
        appliedPoliciesOnly: true,
      },
    });
    expect(answer.value.map((policy) => policy['id'])).toEqual(['p1']);
  });
});

describe('given what a session has satisfied', () => {
  it.each([
    ['MFA', grant('mfa'), ['mfa'], 'allow', []],
    [
      'nothing of two',
      grant(['mfa', 'compliantDevice'], 'AND'),
      [],
      'controls_required',
      ['mfa', 'compliantDevice'],
    ],
    [
      'one of two',
      grant(['mfa', 'compliantDevice'], 'AND'),
      ['mfa'],
      'controls_required',
      ['compliantDevice'],
    ],
    ['one of either', grant(['mfa', 'compliantDevice']), ['compliantDevice'], 'allow', []],
    [
      'none of either',
      grant(['mfa', 'compliantDevice']),
      [],
      'controls_required',
      ['mfa', 'compliantDevice'],
    ],
    ['a method that is MFA', grant('mfa'), ['windowsHelloForBusiness'], 'allow', []],
    ['a method that is none', grant('mfa'), ['password'], 'controls_required', ['mfa']],
    ['MFA where any MFA will do', strength(STRENGTHS.multifactor, ['fido2']), ['mfa'], 'allow', []],
    [
      'MFA where it must resist phishing',
      strength(STRENGTHS.phishingResistant, ['fido2']),
      ['mfa'],
      'controls_required',
      [`authenticationStrength:${STRENGTHS.phishingResistant}`],
    ],
    ['a method of the strength', strength(STRENGTHS.phishingResistant, ['fido2']), ['fido2'], 'allow', []],
    ['no terms of use', { operator: 'OR', termsOfUse: ['t1'] }, [], 'controls_required', ['termsOfUse:t1']],
    ['the terms of use', { operator: 'OR', termsOfUse: ['t1'] }, ['termsOfUse:t1'], 'allow', []],
    [
      'no custom control',
      { operator: 'OR', customAuthenticationFactors: ['duo'] },
      ['mfa'],
      'controls_required',
      ['customAuthenticationFactor:duo'],
    ],
    ['the custom control', { operator: 'OR', customAuthenticationFactors: ['duo'] }, ['duo'], 'allow', []],
    ['the terms of use, whichever', { operator: 'OR', termsOfUse: ['t1'] }, ['termsOfUse'], 'allow', []],
    ['a strength as MFA', grant('mfa'), [`authenticationStrength:${STRENGTHS.passwordless}`], 'allow', []],
    ['one method of several that the strength allows', strength('s', ['fido2', 'sms']), ['sms'], 'allow', []],
    ['nothing where no control is named', grant([]), [], 'allow', []],
    [
      'nothing for a control that nobody knows',
      grant('faceScan'),
      ['mfa'],
      'controls_required',
      ['faceScan'],
    ],
    [
      'nothing for a demand that nobody knows',
      { ...grant('mfa', 'AND'), oracle: { yes: true } },
      ['mfa'],
      'controls_required',
      ['grantControls.oracle'],
    ],
  ])('counts %s', (_, grantControls, satisfied, decision, requiredControls) => {
    expect(ask([mfaPolicy({ grantControls })], { satisfied })).toMatchObject({ decision, requiredControls });
  });

  it('counts what the device itself proves', () => {
    const policy = mfaPolicy({ grantControls: grant(['compliantDevice', 'domainJoinedDevice'], 'AND') });
    const deviceInfo = { isCompliant: true, trustType: 'ServerAD' };
    expect(ask([policy], { conditions: { deviceInfo } }).decision).toBe('allow');
  });

  it('does not take one proof of a device for another', () => {
    const joined = mfaPolicy({ grantControls: grant('domainJoinedDevice') });
    const compliant = mfaPolicy({ grantControls: grant('compliantDevice') });
    const other = { conditions: { deviceInfo: { isCompliant: true, trustType: 'AzureAD' } } };
    expect(ask([joined], other)).toMatchObject({ requiredControls: ['domainJoinedDevice'] });
    expect(ask([joined])).toMatchObject({ requiredControls: ['domainJoinedDevice'] });
    const hybrid = { conditions: { deviceInfo: { isCompliant: false, trustType: 'ServerAD' } } };
    expect(ask([compliant], hybrid)).toMatchObject({ requiredControls: ['compliantDevice'] });
  });

  it('demands what every policy demands, each once', () => {
    const both = [
      mfaPolicy(),
      mfaPolicy({ id: 'p2', grantControls: grant(['mfa', 'compliantDevice'], 'AND') }),
      mfaPolicy({
        id: 'p3',
        grantControls: null,
        sessionControls: { persistentBrowser: { isEnabled: true, mode: 'never' } },
      }),
    ];
    expect(ask(both)).toMatchObject({
      requiredControls: ['mfa', 'compliantDevice'],
      requirements: [{ policyId: 'p1' }, { policyId: 'p2', operator: 'AND' }],
      sessionControls: { persistentBrowser: 'never' },
    });
  });
});

describe('given a client that speaks a legacy protocol', () => {
  const conditions = { clientAppType: 'other' };

  it.each([['mfa'], ['compliantDevice'], ['domainJoinedDevice']])(
    'stops it where %s is demanded',
    (control) => {
      expect(
        ask([mfaPolicy({ grantControls: grant(control) })], { conditions, satisfied: ['mfa'] }).decision,
      ).toBe('block');
    },
  );

  it('does not stop it where a third party is asked', () => {
    const policy = mfaPolicy({ grantControls: { operator: 'OR', customAuthenticationFactors: ['duo'] } });
    expect(ask([policy], { conditions }).decision).toBe('controls_required');
  });

  it('does not reach it with a policy for browsers', () => {
    const policy = mfaPolicy({ conditions: { clientAppTypes: ['browser'] } });
    expect(ask([policy], { conditions })).toMatchObject({
      decision: 'allow',
      value: [{ analysisReasons: 'clientApps' }],
    });
  });

  it('reaches Exchange ActiveSync in both of its names', () => {
    const policy = mfaPolicy({ conditions: { clientAppTypes: ['exchangeActiveSync'] } });
    expect(reasonOf(policy, { conditions: { clientAppType: 'easSupported' } })).toBe('notSet');
  });
});

describe('given what a sign-in is for', () => {
  const context = (userAction: string) => ({ context: { userAction } });
  const action = mfaPolicy({
    applications: { includeApplications: [], includeUserActions: ['urn:user:registersecurityinfo'] },
  });

  it('matches a user action under Graph’s name of it', () => {
    expect(reasonOf(action, context('registerSecurityInformation'))).toBe('notSet');
    expect(reasonOf(action, context('registerOrJoinDevices'))).toBe('userActions');
    expect(reasonOf(action)).toBe('application');
  });

  it('does not evaluate user actions in report-only mode', () => {
    const report = { ...action, state: 'enabledForReportingButNotEnforced' };
    expect(reasonOf(report, context('registerSecurityInformation'))).toBe('userActions');
  });

  it('matches an authentication context', () => {
    const policy = mfaPolicy({
      applications: { includeApplications: [], includeAuthenticationContextClassReferences: ['c1'] },
    });
    expect(reasonOf(policy, { context: { authenticationContextValue: 'c1' } })).toBe('notSet');
    expect(reasonOf(policy, { context: { authenticationContextValue: 'c2' } })).toBe('authenticationContext');
    expect(reasonOf(mfaPolicy(), { context: { authenticationContextValue: 'c1' } })).toBe(
      'authenticationContext',
    );
  });

  it('lacks information where it is not said', () => {
    expect(reasonOf(mfaPolicy(), { context: {} })).toBe('notEnoughInformation');
  });
});
