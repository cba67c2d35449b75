import { grant, mfaPolicy, strength } from '../../../test/support/policy-builder.js';
import { NO, UNKNOWN, YES } from '../evaluation/truth.js';
import { parsePolicy } from '../model/parse-policy.js';
import { STRENGTHS } from '../model/well-known.js';
import {
  blocks,
  createStrengthFinder,
  forcesMfa,
  forcesPhishingResistance,
  mentionsMfa,
  stopsLegacyClients,
} from './atoms.js';
import { mergeSessions } from './session-controls.js';

const RESISTANT = ['fido2', 'windowsHelloForBusiness', 'x509CertificateMultiFactor'];
const find = createStrengthFinder([
  {
    id: 'mine',
    displayName: 'Mine',
    policyType: 'custom',
    requirementsSatisfied: 'mfa',
    allowedCombinations: ['fido2'],
  },
]);
const policyWith = (grantControls: ReturnType<typeof grant> | null) =>
  parsePolicy(mfaPolicy({ grantControls }));
const byId = (id: string) => ({ operator: 'OR', authenticationStrength: { id } });

describe('given what a policy grants for', () => {
  it.each([
    ['MFA', grant('mfa'), YES, NO],
    ['MFA and a device', grant(['mfa', 'compliantDevice'], 'AND'), YES, NO],
    ['MFA or a device', grant(['mfa', 'compliantDevice']), NO, YES],
    ['a device', grant('compliantDevice'), NO, NO],
    ['a password change, before which MFA is demanded', grant('passwordChange'), YES, NO],
    ['a remedy of risk', grant('riskRemediation'), NO, NO],
    ['a block', grant('block'), NO, NO],
    ['nothing', null, NO, NO],
    ['no control', grant([]), NO, NO],
    ['a strength that is MFA', strength('x', ['password'], 'mfa'), YES, NO],
    ['a strength that is none', strength('x', ['fido2'], 'none'), NO, NO],
    [
      'a strength of multifactor methods',
      strength('x', ['fido2', 'password,sms', 'temporaryAccessPassOneTime'], null),
      YES,
      NO,
    ],
    ['a strength with a single factor', strength('x', ['fido2', 'sms'], null), NO, NO],
    ['a built-in strength by id', byId(STRENGTHS.passwordless), YES, NO],
    ['a strength of the tenant by id', byId('mine'), YES, NO],
    ['a strength that nobody knows', byId('foreign'), UNKNOWN, UNKNOWN],
    ['an unknown control', grant('faceScan'), UNKNOWN, UNKNOWN],
    ['an unknown control and MFA', grant(['faceScan', 'mfa'], 'AND'), YES, NO],
    ['an unknown control or MFA', grant(['faceScan', 'mfa']), UNKNOWN, UNKNOWN],
    ['two controls without operator', { builtInControls: ['mfa', 'compliantDevice'] }, UNKNOWN, UNKNOWN],
    ['one control without operator', { builtInControls: ['mfa'] }, YES, NO],
    ['an unknown field or MFA', { ...grant('mfa'), oracle: { yes: true } }, UNKNOWN, UNKNOWN],
    ['terms of use or MFA', { ...grant('mfa'), termsOfUse: ['t'] }, NO, YES],
    ['a custom control and MFA', { ...grant('mfa', 'AND'), customAuthenticationFactors: ['duo'] }, YES, NO],
  ])('%s', (_, grantControls, forced, mentioned) => {
    const policy = policyWith(grantControls);
    expect(forcesMfa(policy, find)).toBe(forced);
    expect(mentionsMfa(policy, find)).toBe(mentioned);
    expect(blocks(policy)).toBe(policy.grantControls?.builtInControls[0] === 'block');
  });

  it.each([
    ['the built-in one', strength(STRENGTHS.phishingResistant, RESISTANT), YES],
    ['the built-in one by id', byId(STRENGTHS.phishingResistant), YES],
    ['a part of its methods', strength('x', ['fido2']), YES],
    ['one of the tenant by id', byId('mine'), YES],
    ['more methods', strength('x', [...RESISTANT, 'deviceBasedPush']), NO],
    ['the passwordless one by id', byId(STRENGTHS.passwordless), NO],
    ['the built-in control', grant('mfa'), NO],
    ['one that nobody knows', byId('foreign'), UNKNOWN],
  ])('resists phishing with %s or not', (_, grantControls, expected) => {
    expect(forcesPhishingResistance(policyWith(grantControls), find)).toBe(expected);
  });

  it.each([
    ['a block', grant('block'), YES],
    ['MFA', grant('mfa'), YES],
    ['MFA or a device', grant(['mfa', 'compliantDevice']), YES],
    ['a strength', strength('x', ['fido2']), YES],
    ['terms of use', { operator: 'OR', termsOfUse: ['t'] }, YES],
    ['nothing', null, NO],
    ['an unknown control', grant('faceScan'), UNKNOWN],
  ])('stops legacy clients by %s or not', (_, grantControls, expected) => {
    expect(stopsLegacyClients(policyWith(grantControls))).toBe(expected);
  });
});

describe('given session controls of several policies', () => {
  const merged = (...sessionControls: Parameters<typeof mfaPolicy>[0][]) =>
    mergeSessions(sessionControls.map((changes) => parsePolicy(mfaPolicy(changes))));
  const frequency = (value: number, type: string, isEnabled = true) => ({
    sessionControls: { signInFrequency: { isEnabled, type, value, frequencyInterval: 'timeBased' } },
  });

  it('takes the shortest sign-in frequency', () => {
    expect(merged(frequency(1, 'days'), frequency(12, 'hours'))).toEqual({
      signInFrequency: { everyTime: false, hours: 12 },
    });
    const every = {
      sessionControls: { signInFrequency: { isEnabled: true, frequencyInterval: 'everyTime' } },
    };
    expect(merged(frequency(1, 'hours'), every)).toEqual({
      signInFrequency: { everyTime: true, hours: null },
    });
    expect(merged(frequency(1, 'hours', false))).toEqual({});
  });

  it('takes "never" before "always" and the strictest of cloud app security', () => {
    const browser = (mode: string) => ({ sessionControls: { persistentBrowser: { isEnabled: true, mode } } });
    expect(merged(browser('always'), browser('never'))).toEqual({ persistentBrowser: 'never' });
    expect(merged(browser('always'))).toEqual({ persistentBrowser: 'always' });
    const cloud = (cloudAppSecurityType: string) => ({
      sessionControls: { cloudAppSecurity: { isEnabled: true, cloudAppSecurityType } },
    });
    expect(merged(cloud('monitorOnly'), cloud('blockDownloads'))).toEqual({
      cloudAppSecurity: 'blockDownloads',
    });
  });

  it('keeps every switch that one of them has on', () => {
    const sessionControls = {
      applicationEnforcedRestrictions: { isEnabled: true },
      secureSignInSession: { isEnabled: true },
      disableResilienceDefaults: true,
    };
    expect(merged({}, { sessionControls })).toEqual({
      applicationEnforcedRestrictions: true,
      secureSignInSession: true,
      disableResilienceDefaults: true,
    });
  });
});
