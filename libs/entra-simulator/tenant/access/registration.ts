import { text, type JsonObject } from '#kernel/json.js';
import { hash32 } from '#kernel/random.js';
import { numbered, numberOf } from '../numbers.js';
import type { DirectoryObject } from '../directory.js';
import type { TenantStore } from '../tenant-store.js';
import { visibleAssignments } from './role-views.js';

const HUNDRED = 100;

/** Ways in which people have registered, from nothing to a passkey, with how many of a hundred members did so. */
const WAYS: readonly (readonly [share: number, methods: readonly string[], preferred: string])[] = [
  [15, [], ''],
  [45, ['microsoftAuthenticatorPush', 'softwareOneTimePasscode'], 'push'],
  [20, ['mobilePhone', 'microsoftAuthenticatorPush', 'softwareOneTimePasscode'], 'push'],
  [10, ['mobilePhone'], 'sms'],
  [6, ['microsoftAuthenticatorPush', 'softwareOneTimePasscode', 'windowsHelloForBusiness'], 'push'],
  [4, ['passKeyDeviceBound', 'windowsHelloForBusiness'], ''],
];

const PASSWORDLESS: ReadonlySet<string> = new Set(['passKeyDeviceBound', 'windowsHelloForBusiness']);
const GUESTS_WITHOUT = 70;

/** What the registration report says of everybody after a number, made one by one. */
export function* registrationDetails(store: TenantStore, after = 0): Generator<JsonObject> {
  const admins = new Set(visibleAssignments(store).map((held) => text(held['principalId'])));
  for (const user of store.users.values()) {
    const number = numberOf(user);
    if (number > after) yield numbered({ ...detailsOf(store, user, admins) }, number);
  }
}

function detailsOf(store: TenantStore, user: DirectoryObject, admins: ReadonlySet<string>): JsonObject {
  const id = text(user['id']);
  const guest = user['userType'] === 'Guest';
  const facts = store.access.registrations.get(id) ?? registered(id, guest);
  return {
    id,
    userPrincipalName: text(user['userPrincipalName']),
    userDisplayName: text(user['displayName']),
    userType: guest ? 'guest' : 'member',
    isAdmin: admins.has(id),
    ...facts,
  };
}

function registered(id: string, guest: boolean): JsonObject {
  const draw = hash32(`registration ${id}`) % HUNDRED;
  const none = guest && draw < GUESTS_WITHOUT;
  const [, methods, preferred] = none ? NOTHING : wayAt(draw);
  return registrationFacts(methods, preferred);
}

const NOTHING = [0, [] as readonly string[], ''] as const;

function wayAt(draw: number): (typeof WAYS)[number] {
  let upTo = 0;
  for (const way of WAYS) {
    upTo += way[0];
    if (draw < upTo) return way;
  }
  return NOTHING;
}

/** The facts of the report that follow from what somebody has registered. */
export function registrationFacts(methods: readonly string[], preferred: string): JsonObject {
  const isRegistered = methods.length > 0;
  return {
    isSsprRegistered: methods.length > 1,
    isSsprEnabled: true,
    isSsprCapable: methods.length > 1,
    isMfaRegistered: isRegistered,
    isMfaCapable: isRegistered,
    isPasswordlessCapable: methods.some((method) => PASSWORDLESS.has(method)),
    lastUpdatedDateTime: '2026-05-31T22:14:07.4412085Z',
    methodsRegistered: methods,
    isSystemPreferredAuthenticationMethodEnabled: true,
    systemPreferredAuthenticationMethods: preferred === '' ? [] : [preferred],
    userPreferredMethodForSecondaryAuthentication: preferred === '' ? 'none' : preferred,
  };
}
