import { text } from '#kernel/json.js';
import { createRandom, type Random } from '#kernel/random.js';
import { accessChanges, mutateAccess } from './access/mutations.js';
import { assignRole } from './generate.js';
import { makeGroup } from './groups.js';
import { DEPARTMENTS } from './names.js';
import { makePerson } from './people.js';
import { mutatePolicies } from './policy/mutate-policies.js';
import { BUILT_IN_ROLES } from './roles.js';
import { instant, type TenantStore } from './tenant-store.js';

/** Which changes a tenant is to go through. */
export interface MutationOrder {
  readonly seed: number;
  readonly changes: number;
  /** Further changes of roles, apps, devices and the like; a quarter of `changes` unless given. */
  readonly access?: number;
}

/** How many changes of each kind were made. */
export type MutationSummary = Readonly<Record<string, number>>;

type Mutation = readonly [
  name: string,
  weight: number,
  apply: (store: TenantStore, random: Random) => boolean,
];

const MUTATIONS: readonly Mutation[] = [
  ['joiner', 12, joiner],
  ['mover', 14, mover],
  ['leaver disabled', 8, disableLeaver],
  ['soft delete', 6, softDeleteUser],
  ['restore', 4, restoreUser],
  ['purge', 2, purgeUser],
  ['membership added', 20, addMember],
  ['membership removed', 16, removeMember],
  ['owner added', 4, addOwner],
  ['owner removed', 3, removeOwner],
  ['group created', 4, createGroup],
  ['group renamed', 3, renameGroup],
  ['group deleted', 3, deleteGroup],
  ['group restored', 2, restoreGroup],
  ['manager changed', 6, changeManager],
  ['property cleared', 3, clearProperty],
  ['role assigned', 2, assignSomeRole],
  ['application renamed', 1, renameApplication],
];

/** Puts the tenant through a seeded mix of changes; a change that cannot happen gives way to another. */
export function mutateTenant(store: TenantStore, order: MutationOrder): MutationSummary {
  const random = createRandom(`mutation ${order.seed}`);
  const bag = MUTATIONS.flatMap((mutation) => Array.from({ length: mutation[1] }, () => mutation));
  const summary: Record<string, number> = {};
  for (let done = 0, tried = 0; done < order.changes && tried < order.changes * 20; tried += 1) {
    const [name, , apply] = random.pick(bag);
    if (!apply(store, random)) continue;
    summary[name] = (summary[name] ?? 0) + 1;
    done += 1;
  }
  const access = mutateAccess(store, {
    seed: order.seed,
    changes: order.access ?? accessChanges(order.changes),
  });
  return { ...summary, ...access, ...mutatePolicies(store, order) };
}

/** People who sign in are left alone, so that a tenant can be connected after any change. */
const PROTECTED_USERS = 3;

function someUser(store: TenantStore, random: Random): string | undefined {
  return someKey(store.users, random, PROTECTED_USERS);
}

/** A key near a random place; insertion order makes the same seed give the same key. */
function someKey(map: ReadonlyMap<string, unknown>, random: Random, skip = 0): string | undefined {
  if (map.size <= skip) return undefined;
  const wanted = random.integer(skip, map.size - 1);
  let index = 0;
  for (const key of map.keys()) {
    if (index === wanted) return key;
    index += 1;
  }
  return undefined;
}

function joiner(store: TenantStore, random: Random): boolean {
  const n = store.users.size + store.deletedUsers.size + store.log.changesOfPeople;
  const person = makePerson(random, n, []);
  const at = instant(store.clock);
  store.add('users', { ...person, createdDateTime: at, lastPasswordChangeDateTime: at });
  const group = someKey(store.groups, random);
  if (group !== undefined) store.link('members', group, text(person['id']), 'user');
  return true;
}

function mover(store: TenantStore, random: Random): boolean {
  const id = someUser(store, random);
  if (id === undefined) return false;
  const department = random.pick(Object.keys(DEPARTMENTS));
  store.change('users', id, { department, jobTitle: random.pick(DEPARTMENTS[department] ?? ['Analyst']) });
  return true;
}

function disableLeaver(store: TenantStore, random: Random): boolean {
  const id = someUser(store, random);
  if (id === undefined) return false;
  store.change('users', id, { accountEnabled: false });
  return true;
}

function softDeleteUser(store: TenantStore, random: Random): boolean {
  const id = someUser(store, random);
  if (id === undefined) return false;
  store.softDelete('users', id);
  return true;
}

function restoreUser(store: TenantStore, random: Random): boolean {
  const id = someKey(store.deletedUsers, random);
  if (id === undefined) return false;
  store.restore('users', id);
  return true;
}

function purgeUser(store: TenantStore, random: Random): boolean {
  const id = someKey(store.deletedUsers, random);
  if (id === undefined) return false;
  store.purge('users', id);
  return true;
}

function addMember(store: TenantStore, random: Random): boolean {
  const [group, user] = [someKey(store.groups, random), someUser(store, random)];
  if (group === undefined || user === undefined || store.members.get(group)?.has(user) === true) return false;
  store.link('members', group, user, 'user');
  return true;
}

function removeMember(store: TenantStore, random: Random): boolean {
  return removeLink(store, random, 'members');
}

function addOwner(store: TenantStore, random: Random): boolean {
  const [group, user] = [someKey(store.groups, random), someUser(store, random)];
  if (group === undefined || user === undefined || store.owners.get(group)?.has(user) === true) return false;
  store.link('owners', group, user, 'user');
  return true;
}

function removeOwner(store: TenantStore, random: Random): boolean {
  return removeLink(store, random, 'owners');
}

function removeLink(store: TenantStore, random: Random, relation: 'members' | 'owners'): boolean {
  const group = someKey(store.groups, random);
  const targets = group === undefined ? undefined : store[relation].get(group);
  if (group === undefined || targets === undefined) return false;
  const target = someKey(targets, random);
  if (target === undefined) return false;
  store.unlink(relation, group, target);
  return true;
}

function createGroup(store: TenantStore, random: Random): boolean {
  const group = makeGroup(
    random,
    store.groups.size + store.log.changesOfPeople,
    random.pick(['security', 'unified']),
  );
  store.add('groups', group);
  const user = someUser(store, random);
  if (user !== undefined) store.link('members', text(group['id']), user, 'user');
  return true;
}

function renameGroup(store: TenantStore, random: Random): boolean {
  const id = someKey(store.groups, random);
  if (id === undefined) return false;
  store.change('groups', id, { displayName: `Renamed group ${store.log.changesOfPeople}` });
  return true;
}

function deleteGroup(store: TenantStore, random: Random): boolean {
  const id = someKey(store.groups, random);
  if (id === undefined) return false;
  store.softDelete('groups', id);
  return true;
}

function restoreGroup(store: TenantStore, random: Random): boolean {
  const id = someKey(store.deletedGroups, random);
  if (id === undefined) return false;
  store.restore('groups', id);
  return true;
}

function changeManager(store: TenantStore, random: Random): boolean {
  const [user, manager] = [someUser(store, random), someUser(store, random)];
  if (user === undefined || manager === undefined || user === manager) return false;
  store.setManager(user, random.next() < 0.2 ? undefined : manager);
  return true;
}

function clearProperty(store: TenantStore, random: Random): boolean {
  const id = someUser(store, random);
  if (id === undefined) return false;
  store.change('users', id, { mobilePhone: null, businessPhones: [], officeLocation: null });
  return true;
}

function assignSomeRole(store: TenantStore, random: Random): boolean {
  const [roleId] = random.pick(BUILT_IN_ROLES.slice(1));
  assignRole(store, roleId, someUser(store, random));
  return true;
}

function renameApplication(store: TenantStore, random: Random): boolean {
  const id = someKey(store.applications, random);
  if (id === undefined) return false;
  store.change('applications', id, { displayName: `Renamed application ${store.log.changesOfPeople}` });
  return true;
}
