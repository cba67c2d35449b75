import type { TenantStore } from '../tenant/tenant-store.js';
import { seesHiddenMembers } from './permissions.js';
import type { GraphRead } from './request.js';
import { membershipsOf, transitiveMembers } from './links.js';

/** Ends of links, by id, with their types. */
export type Ends = ReadonlyMap<string, string>;

type Relation = (read: GraphRead, id: string) => Ends;

const NONE: Ends = new Map();
const none: Relation = () => NONE;
const memberOf: Relation = ({ store }, id) => membershipsOf(store, id, false);
const transitiveMemberOf: Relation = ({ store }, id) => membershipsOf(store, id, true);
const ownDevices: Relation = ({ store }, id) => {
  const owned = [...store.devices.keys()].filter((device) => store.access.deviceOwners.get(device)?.has(id));
  return new Map(owned.map((device) => [device, 'device']));
};
const MEMBERSHIPS = { memberOf, transitiveMemberOf };

/** Relations between directory objects, by the type that has them. Source: the metadata of Graph v1.0. */
const RELATIONS: Readonly<Record<string, Readonly<Record<string, Relation>>>> = {
  user: {
    ...MEMBERSHIPS,
    createdObjects: none,
    directReports: ({ store }, id) => new Map([...(store.reports.get(id) ?? [])].map((one) => [one, 'user'])),
    manager: ({ store }, id) => {
      const manager = store.managers.get(id);
      return manager === undefined ? NONE : new Map([[manager, 'user']]);
    },
    ownedDevices: ownDevices,
    ownedObjects: ({ store }, id) => ownedBy(store, id),
    registeredDevices: ownDevices,
    sponsors: ({ store }, id) => store.access.sponsors.get(id) ?? NONE,
  },
  group: {
    ...MEMBERSHIPS,
    members: (read, id) => (hides(read, id) ? NONE : (read.store.members.get(id) ?? NONE)),
    owners: ({ store }, id) => store.owners.get(id) ?? NONE,
    transitiveMembers: (read, id) => (hides(read, id) ? NONE : transitiveMembers(read.store, id)),
  },
  device: {
    ...MEMBERSHIPS,
    registeredOwners: ({ store }, id) => store.access.deviceOwners.get(id) ?? NONE,
    registeredUsers: ({ store }, id) => store.access.deviceOwners.get(id) ?? NONE,
  },
  servicePrincipal: {
    ...MEMBERSHIPS,
    createdObjects: none,
    ownedObjects: ({ store }, id) => ownedBy(store, id),
    owners: ({ store }, id) => store.access.servicePrincipalOwners.get(id) ?? NONE,
  },
  application: { owners: ({ store }, id) => store.access.applicationOwners.get(id) ?? NONE },
  orgContact: { ...MEMBERSHIPS, directReports: none },
  administrativeUnit: {
    members: (read, id) => (hidesUnit(read, id) ? NONE : (read.store.access.unitMembers.get(id) ?? NONE)),
  },
  directoryRole: { members: ({ store }, id) => store.directoryRoleMembers.get(id) ?? NONE },
};

/** Relations that lead to one object at most. */
const SINGULAR: ReadonlySet<string> = new Set(['manager']);

/** What a type's objects are related to; undefined when the type has no such relation. */
export function relationOf(type: string, name: string): Relation | undefined {
  return RELATIONS[type]?.[name];
}

/** Relations of a type that lead to lists. */
export function relationsOf(type: string): readonly string[] {
  return Object.keys(RELATIONS[type] ?? {}).filter((name) => !SINGULAR.has(name));
}

/** Whether a relation leads to one object at most. */
export function isSingular(name: string): boolean {
  return SINGULAR.has(name);
}

/** The members of a group with hidden membership look like none to whoever may not see them. */
function hides(read: GraphRead, groupId: string): boolean {
  const group = read.store.groups.get(groupId);
  return group?.['visibility'] === 'HiddenMembership' && !seesHiddenMembers(read.caller);
}

function hidesUnit(read: GraphRead, unitId: string): boolean {
  const unit = read.store.access.administrativeUnits.get(unitId);
  return unit?.['visibility'] === 'HiddenMembership' && !seesHiddenMembers(read.caller);
}

/** Groups, applications and service principals that somebody owns. */
function ownedBy(store: TenantStore, id: string): Ends {
  const owning = [
    [store.owners, 'group'],
    [store.access.applicationOwners, 'application'],
    [store.access.servicePrincipalOwners, 'servicePrincipal'],
  ] as const;
  return new Map(
    owning.flatMap(([links, type]) =>
      [...links].filter(([, owners]) => owners.has(id)).map(([owned]) => [owned, type] as const),
    ),
  );
}
