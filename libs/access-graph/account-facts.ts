import { conclude, known, unknown, type Known, type UnknownReason } from './known.js';

const DAY_MS = 86_400_000;
/** Days without a sign-in after which a guest is called stale, where nobody says otherwise. */
export const STALE_AFTER_DAYS = 90;

/** Whether a report was read, and if not, why. */
export type ReportState =
  { readonly kind: 'read' } | { readonly kind: 'missing'; readonly reason: UnknownReason };

/** When an account signed in, as Graph's `signInActivity` says; null: no such sign-in is known to Microsoft. */
export interface SignInActivity {
  readonly lastSuccessfulSignInAt: string | null;
  readonly lastSignInAt: string | null;
  readonly lastNonInteractiveSignInAt: string | null;
}

/** What an account has registered, as `userRegistrationDetails` says. */
export interface Registration {
  readonly isMfaRegistered: boolean | null;
  readonly isMfaCapable: boolean | null;
  readonly methods: readonly string[];
}

/** An account as far as reviewers ask about it. */
export interface AccountToDescribe {
  readonly userType: string | null;
  readonly accountEnabled: boolean | null;
  readonly createdAt: string | null;
  readonly userPrincipalName: string | null;
  readonly mail: string | null;
  readonly passwordPolicies: string | null;
  readonly onPremisesSyncEnabled: boolean | null;
  readonly employeeHireAt: string | null;
  readonly employeeLeaveAt: Known<string | null>;
  readonly managerId: string | null;
  readonly groupCount: Known<number>;
  readonly sponsorIds: Known<readonly string[]>;
  readonly signIn: SignInActivity | undefined;
  readonly registration: Registration | undefined;
}

/** When and how facts were read. */
export interface FactContext {
  readonly now: string;
  readonly signInReport: ReportState;
  readonly registrationReport: ReportState;
  readonly staleAfterDays: number;
}

/** What a reviewer must know of an account. */
export interface AccountFacts {
  readonly lastSuccessfulSignInAt: Known<string | null>;
  /** Whole days since the last successful sign-in, or since creation when it never signed in. */
  readonly daysInactive: Known<number>;
  readonly neverSignedIn: Known<boolean>;
  readonly mfaRegistered: Known<boolean>;
  readonly mfaCapable: Known<boolean>;
  readonly mfaMethods: Known<readonly string[]>;
  readonly phishingResistant: Known<boolean>;
  readonly guest: boolean;
  readonly homeDomain: string | null;
  /** Begin of employment as Entra holds it; never a date of membership. */
  readonly employeeHireAt: string | null;
  /** End of employment, which may lie ahead; null: none is set. */
  readonly employeeLeaveAt: Known<string | null>;
  /** Users and groups that answer for a guest. */
  readonly sponsorIds: Known<readonly string[]>;
  readonly managerId: string | null;
  readonly disabledInGroups: Known<boolean>;
  readonly leaverStillEnabled: Known<boolean>;
  readonly staleGuest: Known<boolean>;
  readonly passwordNeverExpires: boolean;
  readonly source: 'cloud' | 'synced';
}

/**
 * Registered methods that cannot be phished.
 * Source: https://learn.microsoft.com/graph/api/resources/userregistrationdetails
 */
const PHISHING_RESISTANT: ReadonlySet<string> = new Set([
  'fido2SecurityKey',
  'fido2',
  'passKeyDeviceBound',
  'passKeyDeviceBoundAuthenticator',
  'passKeyDeviceBoundWindowsHello',
  'windowsHelloForBusiness',
  'x509CertificateMultiFactor',
  'x509Certificate',
  'macOsSecureEnclaveKey',
]);

/** Microsoft's way of writing that there was no sign-in. */
const NO_INSTANT = '0001-01-01';

/** Puts together what is known of an account, each missing fact with its reason. */
export function describeAccount(account: AccountToDescribe, context: FactContext): AccountFacts {
  const last = lastSuccess(account, context.signInReport);
  const inactive = inactivity(account, last, context.now);
  const guest = account.userType === 'Guest';
  const registration = registrationOf(account, context.registrationReport);
  return {
    lastSuccessfulSignInAt: last,
    daysInactive: inactive,
    neverSignedIn: conclude(last, (at) => at === null),
    ...mfaFacts(registration),
    guest,
    homeDomain: homeDomain(account),
    employeeHireAt: account.employeeHireAt,
    employeeLeaveAt: account.employeeLeaveAt,
    sponsorIds: guest ? account.sponsorIds : known([]),
    managerId: account.managerId,
    disabledInGroups: disabledInGroups(account),
    leaverStillEnabled: leaverStillEnabled(account, context.now),
    staleGuest: guest ? conclude(inactive, (days) => days >= context.staleAfterDays) : known(false),
    passwordNeverExpires: (account.passwordPolicies ?? '').includes('DisablePasswordExpiration'),
    source: account.onPremisesSyncEnabled === true ? 'synced' : 'cloud',
  };
}

/** Graph leaves `signInActivity` out for who never signed in, and lists no account that is younger than its report. */
function lastSuccess(account: AccountToDescribe, report: ReportState): Known<string | null> {
  if (report.kind === 'missing') return unknown(report.reason);
  if (account.signIn === undefined) return unknown('report-lag');
  const { lastSuccessfulSignInAt, lastSignInAt, lastNonInteractiveSignInAt } = account.signIn;
  const success = instant(lastSuccessfulSignInAt);
  if (success !== null) return known(success);
  const attempted = instant(lastSignInAt) ?? instant(lastNonInteractiveSignInAt);
  return attempted === null ? known(null) : unknown('not-reported');
}

function instant(text: string | null): string | null {
  return text === null || text.startsWith(NO_INSTANT) ? null : text;
}

function inactivity(account: AccountToDescribe, last: Known<string | null>, now: string): Known<number> {
  if (last.kind === 'unknown') return last;
  const since = last.value ?? account.createdAt;
  if (since === null) return unknown('not-reported');
  return known(Math.max(0, Math.floor((Date.parse(now) - Date.parse(since)) / DAY_MS)));
}

function registrationOf(account: AccountToDescribe, report: ReportState): Known<Registration> {
  if (report.kind === 'missing') return unknown(report.reason);
  return account.registration === undefined ? unknown('report-lag') : known(account.registration);
}

function mfaFacts(
  registration: Known<Registration>,
): Pick<AccountFacts, 'mfaRegistered' | 'mfaCapable' | 'mfaMethods' | 'phishingResistant'> {
  const methods = conclude(registration, (found) => found.methods);
  return {
    mfaRegistered: reported(conclude(registration, (found) => found.isMfaRegistered)),
    mfaCapable: reported(conclude(registration, (found) => found.isMfaCapable)),
    mfaMethods: methods,
    phishingResistant: conclude(methods, (names) => names.some((name) => PHISHING_RESISTANT.has(name))),
  };
}

function reported<Value>(fact: Known<Value | null>): Known<Value> {
  if (fact.kind === 'unknown') return fact;
  return fact.value === null ? unknown('not-reported') : known(fact.value);
}

/**
 * Where a guest signs in: the domain in the name that Entra gives to guests (`user_home.example#EXT#@tenant`), else of
 * the mail address. Null for members, and where neither says.
 * Source: https://learn.microsoft.com/entra/external-id/user-properties
 */
function homeDomain(account: AccountToDescribe): string | null {
  if (account.userType !== 'Guest') return null;
  const invited = /_([^_@]+)#EXT#@/i.exec(account.userPrincipalName ?? '')?.[1];
  const mailed = /@([^@]+)$/.exec(account.mail ?? '')?.[1];
  return (invited ?? mailed)?.toLowerCase() ?? null;
}

function disabledInGroups(account: AccountToDescribe): Known<boolean> {
  if (account.accountEnabled === null) return unknown('not-reported');
  if (account.accountEnabled) return known(false);
  return conclude(account.groupCount, (count) => count > 0);
}

function leaverStillEnabled(account: AccountToDescribe, now: string): Known<boolean> {
  if (account.accountEnabled === null) return unknown('not-reported');
  if (!account.accountEnabled) return known(false);
  return conclude(account.employeeLeaveAt, (at) => at !== null && Date.parse(at) <= Date.parse(now));
}
