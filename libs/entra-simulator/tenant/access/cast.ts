import { text } from '#kernel/json.js';
import type { DirectoryObject } from '../directory.js';
import { SIGN_IN_USERS } from '../sign-in-users.js';
import type { TenantStore } from '../tenant-store.js';

/** Who the generated access is about; bounded, whatever the size of the tenant. */
export interface Cast {
  /** Accounts for emergencies: cloud-only, and permanent Global Administrators. */
  readonly emergency: readonly string[];
  /** Enabled members. */
  readonly staff: readonly string[];
  /** Members whose account is disabled. */
  readonly disabled: readonly string[];
  readonly guests: readonly string[];
  readonly roleGroups: readonly string[];
  /** Security groups that cannot hold roles. */
  readonly groups: readonly string[];
  readonly devices: readonly string[];
}

const STAFF_MAX = 4_000;
const OTHERS_MAX = 500;
const EMERGENCY_ACCOUNTS = 2;

/** Chooses the cast of a tenant by what its people and groups are like. */
export function castOf(store: TenantStore): Cast {
  const named = new Set(Object.values(SIGN_IN_USERS).map((upn) => store.userByUpn(upn)));
  const people = select(store.users, STAFF_MAX * 2, (user) => !named.has(text(user['id'])));
  const members = people.filter((user) => user['userType'] === 'Member');
  const cloudOnly = members.filter(
    (user) => user['onPremisesSyncEnabled'] !== true && user['accountEnabled'] === true,
  );
  const emergency = idsOf(cloudOnly).slice(0, members.length > 8 ? EMERGENCY_ACCOUNTS : 0);
  const staff = idsOf(members.filter((user) => user['accountEnabled'] === true));
  return {
    emergency,
    staff: staff.filter((id) => !emergency.includes(id)).slice(0, STAFF_MAX),
    disabled: idsOf(members.filter((user) => user['accountEnabled'] !== true)).slice(0, OTHERS_MAX),
    guests: idsOf(people.filter((user) => user['userType'] === 'Guest')).slice(0, OTHERS_MAX),
    roleGroups: idsOf(select(store.groups, OTHERS_MAX, (group) => group['isAssignableToRole'] === true)),
    groups: idsOf(select(store.groups, OTHERS_MAX, isPlainSecurity)),
    devices: idsOf(select(store.devices, OTHERS_MAX / 10, () => true)),
  };
}

function isPlainSecurity(group: DirectoryObject): boolean {
  return group['securityEnabled'] === true && group['isAssignableToRole'] !== true;
}

function select(
  objects: ReadonlyMap<string, DirectoryObject>,
  max: number,
  fits: (object: DirectoryObject) => boolean,
): readonly DirectoryObject[] {
  const found: DirectoryObject[] = [];
  for (const object of objects.values()) {
    if (found.length >= max) break;
    if (fits(object)) found.push(object);
  }
  return found;
}

function idsOf(objects: readonly DirectoryObject[]): readonly string[] {
  return objects.map((object) => text(object['id']));
}
