import { createRandom, hash32 } from '#kernel/random.js';
import type { DirectoryObject } from '../directory.js';
import { GENESIS } from '../people.js';
import type { Recipe } from './computed-map.js';

const DAY_MS = 86_400_000;
/** Odd, so that multiplying by it modulo 2^32 can be undone. */
const FACTOR = 0x9e3779b1;
const INVERSE = inverseOf(FACTOR);

/** Devices per hundred people. */
const DEVICES_PER_HUNDRED = 75;

/** How many devices a tenant has beside the few that groups contain. */
export function deviceCount(users: number): number {
  return Math.floor((users * DEVICES_PER_HUNDRED) / 100);
}

/** Place of the person among all people to whom a device belongs; every twentieth is shared and has no owner. */
export function ownerIndex(device: number): number | undefined {
  return device % 20 === 19 ? undefined : Math.floor((device * 100) / DEVICES_PER_HUNDRED);
}

/** Devices of a seed. Their ids hold their place, so that none needs to be remembered. */
export function deviceRecipe(seed: number, users: number): Recipe {
  const key = hash32(`devices ${seed}`);
  const count = deviceCount(users);
  const idOf = (index: number): string => guidAt(key, index, 'id');
  return {
    count,
    idOf,
    indexOf: (id) => {
      if (id.length !== 36) return undefined;
      const index = (Math.imul(Number.parseInt(id.slice(28), 16), INVERSE) ^ key) >>> 0;
      return index < count && idOf(index) === id ? index : undefined;
    },
    make: (index) => makeDevice(key, index),
  };
}

function guidAt(key: number, index: number, kind: string): string {
  const hex = (value: number, digits: number): string => value.toString(16).padStart(8, '0').slice(0, digits);
  const [a, b] = [hash32(`${kind} ${key} ${index}`), hash32(`${index} ${kind} ${key}`)];
  const place = Math.imul((index ^ key) >>> 0, FACTOR) >>> 0;
  const [left, right] = [hex(a, 8), hex(b, 8)];
  return `${left}-${right.slice(0, 4)}-4${right.slice(4, 7)}-8${left.slice(1, 4)}-${right.slice(4)}${hex(place, 8)}`;
}

const SYSTEMS: readonly (readonly [system: string, version: string, name: string])[] = [
  ['Windows', '10.0.26100.4061', 'LAPTOP'],
  ['Windows', '10.0.22631.3880', 'DESKTOP'],
  ['Windows', '10.0.19045.2965', 'OLDPC'],
  ['MacMDM', '15.4', 'MacBook'],
  ['iOS', '18.5', 'iPhone'],
  ['AndroidForWork', '15', 'Pixel'],
];

/** A device with every property that Graph shows; what is not given is not known. */
export function deviceShape(given: DirectoryObject): DirectoryObject {
  return {
    id: '',
    deletedDateTime: null,
    accountEnabled: true,
    approximateLastSignInDateTime: null,
    complianceExpirationDateTime: null,
    createdDateTime: null,
    deviceCategory: null,
    deviceId: '',
    deviceMetadata: null,
    deviceOwnership: null,
    deviceVersion: 2,
    displayName: null,
    enrollmentProfileName: null,
    enrollmentType: null,
    externalSourceName: null,
    isCompliant: null,
    isManaged: null,
    isManagementRestricted: null,
    isRooted: null,
    managementType: null,
    manufacturer: null,
    mdmAppId: null,
    model: null,
    onPremisesLastSyncDateTime: null,
    onPremisesSyncEnabled: null,
    operatingSystem: null,
    operatingSystemVersion: null,
    physicalIds: [],
    profileType: 'RegisteredDevice',
    registrationDateTime: null,
    sourceType: null,
    systemLabels: [],
    trustType: null,
    ...given,
  };
}

/** One device: compliant or not, joined in one of three ways, seen lately or not for long, some of them disabled. */
function makeDevice(key: number, index: number): DirectoryObject {
  const random = createRandom(key + index);
  const [operatingSystem, operatingSystemVersion, name] = random.pick(SYSTEMS);
  const isManaged = random.next() < 0.85;
  const stale = random.next() < 0.15;
  const lastSeen = GENESIS.getTime() - (stale ? 120 + random.next() * 400 : random.next() * 20) * DAY_MS;
  const trustType = trustOf(operatingSystem, random.next());
  const synced = trustType === 'ServerAd';
  return deviceShape({
    id: guidAt(key, index, 'id'),
    accountEnabled: random.next() >= 0.03,
    approximateLastSignInDateTime: second(lastSeen),
    createdDateTime: second(lastSeen - random.next() * 900 * DAY_MS),
    deviceId: guidAt(key, index, 'device'),
    deviceOwnership: trustType === 'Workplace' ? 'Personal' : 'Company',
    displayName: `${name}-${String(index).padStart(6, '0')}`,
    enrollmentType: isManaged ? 'AzureDomainJoined' : null,
    isCompliant: isManaged ? random.next() < 0.88 : null,
    isManaged,
    isRooted: operatingSystem === 'AndroidForWork' ? false : null,
    managementType: isManaged ? 'MDM' : null,
    mdmAppId: isManaged ? '0000000a-0000-0000-c000-000000000000' : null,
    onPremisesLastSyncDateTime: synced ? '2026-06-01T07:30:00Z' : null,
    onPremisesSyncEnabled: synced ? true : null,
    operatingSystem,
    operatingSystemVersion,
    registrationDateTime: second(lastSeen - 30 * DAY_MS),
    trustType,
  });
}

function trustOf(system: string, draw: number): string {
  if (system !== 'Windows') return 'Workplace';
  return draw < 0.65 ? 'AzureAd' : draw < 0.9 ? 'ServerAd' : 'Workplace';
}

function second(ms: number): string {
  return `${new Date(ms).toISOString().slice(0, 19)}Z`;
}

/** The number by which multiplying modulo 2^32 undoes multiplying by an odd one (Newton's iteration). */
function inverseOf(odd: number): number {
  let inverse = odd;
  for (let round = 0; round < 5; round += 1) inverse = Math.imul(inverse, 2 - Math.imul(odd, inverse));
  return inverse;
}
