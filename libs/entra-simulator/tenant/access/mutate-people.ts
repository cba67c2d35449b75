import type { Random } from '#kernel/random.js';
import { guidFrom } from '../guids.js';
import type { TenantStore } from '../tenant-store.js';
import { signedInAt } from './activity.js';
import { deviceShape } from './device-recipe.js';
import { hoursFromNow, someKey, someUser, type AccessMutation } from './mutation.js';
import { registrationFacts } from './registration.js';
import { riskOf } from './reports.js';

/** Changes of what people do and use: sign-ins, registered methods, risk, employment, devices, sponsors. */
export const MUTATE_PEOPLE: readonly AccessMutation[] = [
  ['signed in', 10, signIn],
  ['method registered', 5, register],
  ['methods removed', 2, unregister],
  ['risk found', 2, findRisk],
  ['employment ended', 2, leave],
  ['sponsor set', 2, setSponsor],
  ['device enrolled', 3, enrol],
  ['device not compliant', 3, breakCompliance],
  ['device deleted', 2, removeDevice],
];

function signIn(store: TenantStore, random: Random): boolean {
  const id = someUser(store, random);
  if (id === undefined) return false;
  store.access.activity.set(id, signedInAt(id, store.clock.now().getTime(), random.next() < 0.2));
  return true;
}

function register(store: TenantStore, random: Random): boolean {
  const id = someUser(store, random);
  if (id === undefined) return false;
  const methods = ['microsoftAuthenticatorPush', 'softwareOneTimePasscode'];
  const facts = registrationFacts(methods, 'push');
  store.access.registrations.set(id, { ...facts, lastUpdatedDateTime: hoursFromNow(store, 0) });
  return true;
}

function unregister(store: TenantStore, random: Random): boolean {
  const id = someUser(store, random);
  if (id === undefined) return false;
  const facts = registrationFacts([], '');
  store.access.registrations.set(id, { ...facts, lastUpdatedDateTime: hoursFromNow(store, 0) });
  return true;
}

function findRisk(store: TenantStore, random: Random): boolean {
  const id = someUser(store, random);
  const user = store.users.get(id ?? '');
  if (id === undefined || user === undefined) return false;
  store.access.riskyUsers.set(id, riskOf(user, store.clock.now()));
  return true;
}

function leave(store: TenantStore, random: Random): boolean {
  const id = someUser(store, random);
  if (id === undefined) return false;
  store.access.leaveDates.set(id, `${hoursFromNow(store, 0).slice(0, 10)}T00:00:00Z`);
  return true;
}

function setSponsor(store: TenantStore, random: Random): boolean {
  const [id, sponsor] = [someUser(store, random), someUser(store, random)];
  if (id === undefined || sponsor === undefined || id === sponsor) return false;
  if (store.users.get(id)?.['userType'] !== 'Guest') return false;
  store.access.sponsors.set(id, new Map([[sponsor, 'user']]));
  return true;
}

function enrol(store: TenantStore, random: Random): boolean {
  const owner = someUser(store, random);
  if (owner === undefined) return false;
  const id = guidFrom(random);
  const device = {
    id,
    deviceId: guidFrom(random),
    displayName: `NEW-${String(random.integer(0, 999_999)).padStart(6, '0')}`,
    isCompliant: true,
    isManaged: true,
    operatingSystem: 'Windows',
    operatingSystemVersion: '10.0.26100.4061',
    registrationDateTime: hoursFromNow(store, 0),
    trustType: 'AzureAd',
  };
  store.access.deviceOwners.set(id, new Map([[owner, 'user']]));
  store.add('devices', deviceShape(device));
  return true;
}

function breakCompliance(store: TenantStore, random: Random): boolean {
  const id = someKey(store.devices, random);
  if (id === undefined) return false;
  store.change('devices', id, { isCompliant: false, approximateLastSignInDateTime: hoursFromNow(store, 0) });
  return true;
}

/** Devices cannot be restored: they are gone at once. */
function removeDevice(store: TenantStore, random: Random): boolean {
  const id = someKey(store.devices, random);
  if (id === undefined || store.memberOf.has(id)) return false;
  store.devices.delete(id);
  store.log.noteObject('devices', id, 'deleted');
  return true;
}
