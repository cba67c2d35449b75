import { text, type JsonObject } from '#kernel/json.js';
import type { Random } from '#kernel/random.js';
import type { DirectoryObject } from '../directory.js';
import { guidFrom } from '../guids.js';
import { GENESIS } from '../people.js';
import type { TenantStore } from '../tenant-store.js';
import type { Cast } from './cast.js';

const HOUR_MS = 3_600_000;
const SIGN_INS_MAX = 300;
const RISKY_MAX = 30;

const STATES = [
  ['high', 'atRisk', 'none'],
  ['medium', 'atRisk', 'none'],
  ['low', 'atRisk', 'none'],
  ['none', 'remediated', 'userPerformedSecuredPasswordReset'],
  ['none', 'dismissed', 'adminDismissedAllRiskForUser'],
  ['high', 'confirmedCompromised', 'adminConfirmedUserCompromised'],
] as const;

/** Adds people whom Identity Protection holds for risky, and some sign-ins of the last days. */
export function makeReports(store: TenantStore, random: Random, cast: Cast): void {
  if (cast.staff.length === 0) return;
  const risky = Math.min(RISKY_MAX, 1 + Math.floor(cast.staff.length / 25));
  for (let n = 0; n < risky; n += 1) {
    const user = store.users.get(random.pick(cast.staff));
    if (user !== undefined) store.access.riskyUsers.set(text(user['id']), riskyUser(user, n, random));
  }
  const signIns = Math.min(SIGN_INS_MAX, cast.staff.length * 2);
  let at = GENESIS.getTime();
  for (let n = 0; n < signIns; n += 1) {
    at -= random.integer(1, 3) * HOUR_MS;
    const user = store.users.get(random.pick(cast.staff));
    if (user !== undefined) store.access.signIns.push(signIn(user, random, new Date(at)));
  }
}

function riskyUser(user: DirectoryObject, n: number, random: Random): DirectoryObject {
  const [riskLevel, riskState, riskDetail] = STATES[n % STATES.length] ?? STATES[0];
  const at = new Date(GENESIS.getTime() - random.integer(1, 500) * HOUR_MS);
  return { ...riskOf(user, at), riskLevel, riskState, riskDetail };
}

/** What Identity Protection says of somebody at high risk since a moment. */
export function riskOf(user: DirectoryObject, at: Date): DirectoryObject {
  return {
    id: text(user['id']),
    isDeleted: false,
    isProcessing: false,
    riskLevel: 'high',
    riskState: 'atRisk',
    riskDetail: 'none',
    riskLastUpdatedDateTime: ticks(at),
    userDisplayName: text(user['displayName']),
    userPrincipalName: text(user['userPrincipalName']),
  };
}

/** Risky people as Identity Protection lists them, deleted ones among them. */
export function riskyUsersOf(store: TenantStore): readonly DirectoryObject[] {
  return [...store.access.riskyUsers].map(([id, user]) => ({ ...user, isDeleted: !store.users.has(id) }));
}

/** An instant as reports write it, to a ten-millionth of a second. */
export function ticks(at: Date): string {
  return at.toISOString().replace('Z', '0000Z');
}

const CLIENTS = ['Browser', 'Mobile Apps and Desktop clients', 'Exchange ActiveSync', 'IMAP4'] as const;

function signIn(user: DirectoryObject, random: Random, at: Date): DirectoryObject {
  const failed = random.next() < 0.1;
  return {
    id: guidFrom(random),
    createdDateTime: `${at.toISOString().slice(0, 19)}Z`,
    userDisplayName: text(user['displayName']),
    userPrincipalName: text(user['userPrincipalName']),
    userId: text(user['id']),
    appId: '4765445b-32c6-49b0-83e6-1d93765276ca',
    appDisplayName: 'OfficeHome',
    ipAddress: `203.0.113.${random.integer(1, 254)}`,
    clientAppUsed: CLIENTS[random.next() < 0.9 ? 0 : random.integer(1, 3)] ?? 'Browser',
    correlationId: guidFrom(random),
    conditionalAccessStatus: failed ? 'failure' : random.next() < 0.8 ? 'success' : 'notApplied',
    isInteractive: true,
    riskDetail: 'none',
    riskLevelAggregated: 'none',
    riskLevelDuringSignIn: 'none',
    riskState: 'none',
    riskEventTypes: [],
    resourceDisplayName: 'Microsoft Graph',
    resourceId: '00000003-0000-0000-c000-000000000000',
    status: failed
      ? { errorCode: 53003, failureReason: 'Blocked by Conditional Access.', additionalDetails: null }
      : { errorCode: 0, failureReason: null, additionalDetails: null },
    deviceDetail: device(),
    location: { city: 'Oslo', state: 'Oslo', countryOrRegion: 'NO', geoCoordinates: geo() },
    appliedConditionalAccessPolicies: [],
  };
}

function device(): JsonObject {
  return {
    deviceId: '',
    displayName: null,
    operatingSystem: 'Windows 10',
    browser: 'Edge 137.0.0',
    isCompliant: null,
    isManaged: null,
    trustType: null,
  };
}

function geo(): JsonObject {
  return { altitude: null, latitude: 59.91, longitude: 10.75 };
}
