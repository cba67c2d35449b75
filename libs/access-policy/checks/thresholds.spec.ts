import type { JsonObject } from '#kernel/json.js';
import { statusOf } from '../../../test/support/check-verdicts.js';
import { POLICIES } from '../../../test/support/exemplary-policies.js';
import {
  appRestrictions,
  consentSettings,
  methodsPolicy,
  passwordSettings,
} from '../../../test/support/exemplary-settings.js';
import { exemplaryTenant, plus, withPolicies } from '../../../test/support/exemplary-tenant.js';
import { group, member, mfaPolicy, role } from '../../../test/support/policy-builder.js';
import { ROLES } from '../model/well-known.js';

const hours = (value: number, type = 'hours'): JsonObject =>
  withPolicies({
    admins: {
      ...POLICIES['admins'],
      sessionControls: {
        signInFrequency: { isEnabled: true, type, value, frequencyInterval: 'timeBased' },
        persistentBrowser: { isEnabled: true, mode: 'never' },
      },
    },
  });
const range = (cidrAddress: string): JsonObject =>
  plus('namedLocations', { id: 'l1', isTrusted: true, ipRanges: [{ cidrAddress }] });
const reporting = (modifiedDateTime: string): JsonObject =>
  withPolicies({
    old: { ...mfaPolicy({ id: 'old', state: 'enabledForReportingButNotEnforced' }), modifiedDateTime },
  });
const pass = (maximumLifetimeInMinutes: number): JsonObject => {
  const TemporaryAccessPass = {
    id: 'TemporaryAccessPass',
    state: 'enabled',
    isUsableOnce: true,
    maximumLifetimeInMinutes,
  };
  return exemplaryTenant({ authenticationMethodsPolicy: methodsPolicy({ TemporaryAccessPass }) });
};
const lockout = (changes: Readonly<Record<string, string>>): JsonObject =>
  exemplaryTenant({ groupSettings: [passwordSettings(changes)] });
const requests = (requestDurationInDays: number): JsonObject => {
  const base = exemplaryTenant()['adminConsentRequestPolicy'] as JsonObject;
  return exemplaryTenant({ adminConsentRequestPolicy: { ...base, requestDurationInDays } });
};
const lives = (kind: string, restrictionType: string, maxLifetime: string): JsonObject => {
  const scope = appRestrictions({ [kind]: [{ restrictionType, state: 'enabled', maxLifetime }] });
  const defaultAppManagementPolicy = {
    isEnabled: true,
    applicationRestrictions: scope,
    servicePrincipalRestrictions: scope,
  };
  return exemplaryTenant({ defaultAppManagementPolicy });
};
const globals = (count: number): JsonObject => {
  const ids = Array.from({ length: count }, (_, index) => `ga${index}`);
  return exemplaryTenant({
    users: ids.map((id) => member(id, { displayName: id, onPremisesImmutableId: null })),
    roleAssignments: ids.map((id) => role(id, ROLES.globalAdministrator)),
  });
};
const excluded = (count: number, users: number): JsonObject => {
  const ids = Array.from({ length: users }, (_, index) => `m${index}`);
  return {
    ...withPolicies({ everybody: mfaPolicy({ users: { excludeGroups: ['g1'] } }) }),
    users: ids.map((id) => member(id)),
    groups: [{ ...group('g1', ids.slice(0, count)), isAssignableToRole: true }],
  };
};

describe('given a value at a limit', () => {
  it.each([
    ['CA-16', '4 hours', hours(4), 'pass'],
    ['CA-16', '5 hours', hours(5), 'fail'],
    ['CA-16', 'a day', hours(1, 'days'), 'fail'],
    ['CA-20', 'a /16', range('203.0.0.0/16'), 'pass'],
    ['CA-20', 'a /15', range('203.0.0.0/15'), 'fail'],
    ['CA-20', 'a /48 of IPv6', range('2001:db8::/48'), 'pass'],
    ['CA-20', 'a /47 of IPv6', range('2001:db8::/47'), 'fail'],
    ['CA-20', 'private addresses', range('192.168.1.0/24'), 'fail'],
    ['CA-29', 'a change 60 days ago', reporting('2026-09-25T12:00:00Z'), 'pass'],
    ['CA-29', 'a change 61 days ago', reporting('2026-09-24T12:00:00Z'), 'fail'],
    ['AM-07', '480 minutes', pass(480), 'pass'],
    ['AM-07', '481 minutes', pass(481), 'fail'],
    ['PW-04', '10 failures', lockout({ LockoutThreshold: '10' }), 'pass'],
    ['PW-04', '11 failures', lockout({ LockoutThreshold: '11' }), 'fail'],
    ['PW-04', '59 seconds', lockout({ LockoutDurationInSeconds: '59' }), 'fail'],
    ['PW-04', 'service defaults', exemplaryTenant({ groupSettings: [] }), 'pass'],
    ['AZ-03', '30 days', requests(30), 'pass'],
    ['AZ-03', '31 days', requests(31), 'fail'],
    ['AC-02', '181 days', lives('passwordCredentials', 'passwordLifetime', 'P181D'), 'pass'],
    ['AC-02', '182 days', lives('passwordCredentials', 'passwordLifetime', 'P182D'), 'fail'],
    ['AC-02', 'six months', lives('passwordCredentials', 'passwordLifetime', 'P6M'), 'pass'],
    ['AC-03', '366 days', lives('keyCredentials', 'asymmetricKeyLifetime', 'P366D'), 'pass'],
    ['AC-03', '367 days', lives('keyCredentials', 'asymmetricKeyLifetime', 'P367D'), 'fail'],
    ['PR-01', '2', globals(2), 'pass'],
    ['PR-01', '4', globals(4), 'pass'],
    ['PR-01', '5', globals(5), 'fail'],
    ['MS.AAD.7.1v1', '8', globals(8), 'pass'],
    ['MS.AAD.7.1v1', '9', globals(9), 'fail'],
    ['COV-10', '2 of 10', excluded(2, 10), 'pass'],
    ['COV-10', '3 of 10', excluded(3, 10), 'fail'],
    ['COV-10', '3 of 300', excluded(3, 300), 'pass'],
  ])('judges %s by %s', (id, _, tenant, status) => {
    expect(statusOf(id, tenant)).toBe(status);
  });
});

describe('given the directory setting on admin consent', () => {
  it.each([
    ['True', 'pass'],
    ['False', 'fail'],
  ])('judges %s in any case', (value, status) => {
    expect(statusOf('MS.AAD.5.3v1', exemplaryTenant({ groupSettings: [consentSettings(value)] }))).toBe(
      status,
    );
  });

  it('is not met where the setting is missing', () => {
    expect(statusOf('MS.AAD.5.3v1', exemplaryTenant({ groupSettings: [passwordSettings()] }))).toBe('fail');
  });
});
