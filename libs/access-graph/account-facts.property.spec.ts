import fc from 'fast-check';
import {
  describeAccount,
  STALE_AFTER_DAYS,
  type AccountToDescribe,
  type FactContext,
} from './account-facts.js';
import { known, unknown, type Known } from './known.js';

const NOW = '2026-07-01T00:00:00Z';
const instants = fc.constantFrom(
  null,
  '0001-01-01T00:00:00Z',
  '2025-01-01T00:00:00Z',
  '2026-06-30T12:00:00Z',
);
const reasons = fc.constantFrom('permission-not-granted', 'licence-missing', 'not-synced-yet' as const);
const facts = <Value>(values: fc.Arbitrary<Value>): fc.Arbitrary<Known<Value>> =>
  fc.oneof(values.map(known), reasons.map(unknown));
const reports = fc.oneof(
  fc.constant({ kind: 'read' as const }),
  reasons.map((reason) => ({ kind: 'missing' as const, reason })),
);
const maybe = fc.constantFrom(true, false, null);

const accounts: fc.Arbitrary<AccountToDescribe> = fc.record({
  userType: fc.constantFrom('Member', 'Guest', null),
  accountEnabled: maybe,
  createdAt: fc.constantFrom(null, '2026-05-02T00:00:00Z'),
  userPrincipalName: fc.constantFrom(null, 'ann@contoso.example', 'bob_Home.Example#EXT#@contoso.example'),
  mail: fc.constantFrom(null, 'bob@mail.example'),
  passwordPolicies: fc.constantFrom(null, 'None', 'DisablePasswordExpiration, DisableStrongPassword'),
  onPremisesSyncEnabled: maybe,
  employeeHireAt: fc.constantFrom(null, '2024-01-01T00:00:00Z'),
  employeeLeaveAt: facts(fc.constantFrom(null, '2026-06-01T00:00:00Z', '2027-01-01T00:00:00Z')),
  managerId: fc.constantFrom(null, 'm'),
  groupCount: facts(fc.integer({ min: 0, max: 3 })),
  sponsorIds: facts(fc.constant([] as readonly string[])),
  signIn: fc.option(
    fc.record({
      lastSuccessfulSignInAt: instants,
      lastSignInAt: instants,
      lastNonInteractiveSignInAt: instants,
    }),
    { nil: undefined },
  ),
  registration: fc.option(
    fc.record({
      isMfaRegistered: maybe,
      isMfaCapable: maybe,
      methods: fc.subarray(['microsoftAuthenticatorPush', 'fido2SecurityKey', 'email']),
    }),
    { nil: undefined },
  ),
});
const contexts: fc.Arbitrary<FactContext> = fc.record({
  now: fc.constant(NOW),
  signInReport: reports,
  registrationReport: reports,
  staleAfterDays: fc.constant(STALE_AFTER_DAYS),
});

const happened = (at: string | null | undefined): at is string =>
  typeof at === 'string' && !at.startsWith('0001');

/** The facts again, each by a question of its own. */
function naive(account: AccountToDescribe, context: FactContext) {
  const { signIn, registration } = account;
  const signs = [signIn?.lastSuccessfulSignInAt, signIn?.lastSignInAt, signIn?.lastNonInteractiveSignInAt];
  const last =
    context.signInReport.kind === 'missing'
      ? unknown(context.signInReport.reason)
      : signIn === undefined
        ? unknown('report-lag')
        : happened(signs[0])
          ? known(signs[0])
          : signs.some(happened)
            ? unknown('not-reported')
            : known(null);
  const mfa = (value: boolean | null | undefined) =>
    context.registrationReport.kind === 'missing'
      ? unknown(context.registrationReport.reason)
      : registration === undefined
        ? unknown('report-lag')
        : value === null || value === undefined
          ? unknown('not-reported')
          : known(value);
  return {
    last,
    never: last.kind === 'unknown' ? last : known(last.value === null),
    registered: mfa(registration?.isMfaRegistered),
    capable: mfa(registration?.isMfaCapable),
    phishingResistant: mfa(registration?.methods.includes('fido2SecurityKey')),
  };
}

describe('given 500 accounts of which more or less is known', () => {
  it('derives each fact as asking for it alone does, and never says false for what is unknown', () => {
    fc.assert(
      fc.property(accounts, contexts, (account, context) => {
        const found = describeAccount(account, context);
        const expected = naive(account, context);
        expect(found.lastSuccessfulSignInAt).toEqual(expected.last);
        expect(found.neverSignedIn).toEqual(expected.never);
        expect(found.mfaRegistered).toEqual(expected.registered);
        expect(found.mfaCapable).toEqual(expected.capable);
        expect(found.phishingResistant).toEqual(expected.phishingResistant);
        const { accountEnabled, groupCount, employeeLeaveAt } = account;
        if (accountEnabled === null) expect(found.disabledInGroups.kind).toBe('unknown');
        if (accountEnabled === false && groupCount.kind === 'unknown')
          expect(found.disabledInGroups).toEqual(groupCount);
        if (accountEnabled === true && employeeLeaveAt.kind === 'unknown')
          expect(found.leaverStillEnabled).toEqual(employeeLeaveAt);
      }),
      { numRuns: 500 },
    );
  });
});

describe('given single accounts', () => {
  const account: AccountToDescribe = {
    userType: 'Guest',
    accountEnabled: true,
    createdAt: '2026-01-01T00:00:00Z',
    userPrincipalName: 'bob_Home.Example#EXT#@contoso.example',
    mail: 'bob@mail.example',
    passwordPolicies: 'DisablePasswordExpiration',
    onPremisesSyncEnabled: null,
    employeeHireAt: '2024-01-01T00:00:00Z',
    employeeLeaveAt: known('2026-06-01T00:00:00Z'),
    managerId: null,
    groupCount: known(2),
    sponsorIds: known(['s']),
    signIn: { lastSuccessfulSignInAt: null, lastSignInAt: null, lastNonInteractiveSignInAt: null },
    registration: { isMfaRegistered: true, isMfaCapable: true, methods: ['windowsHelloForBusiness'] },
  };
  const read = { kind: 'read' } as const;
  const context: FactContext = { now: NOW, signInReport: read, registrationReport: read, staleAfterDays: 90 };

  it('counts the days of a guest who never came from the invitation on', () => {
    expect(describeAccount(account, context)).toMatchObject({
      neverSignedIn: known(true),
      daysInactive: known(181),
      staleGuest: known(true),
      homeDomain: 'home.example',
      passwordNeverExpires: true,
      source: 'cloud',
      leaverStillEnabled: known(true),
      phishingResistant: known(true),
      disabledInGroups: known(false),
    });
  });

  it('does not call a member a stale guest, and a disabled one with groups by its name', () => {
    const member = { ...account, userType: 'Member', accountEnabled: false };
    expect(describeAccount(member, context)).toMatchObject({
      staleGuest: known(false),
      homeDomain: null,
      disabledInGroups: known(true),
      leaverStillEnabled: known(false),
    });
  });
});
