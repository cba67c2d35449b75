import { text, type JsonObject } from '#kernel/json.js';
import type { Random } from '#kernel/random.js';
import { guidFrom, guidOf } from '../guids.js';
import type { TenantStore } from '../tenant-store.js';
import type { Cast } from './cast.js';
import { PERMANENT } from './terms.js';

/** How somebody belongs to a group that PIM manages. */
export type GroupAccess = 'member' | 'owner';

const MANAGED_MAX = 12;
const ELIGIBLE_MAX = 4;

/** Lets PIM manage role-assignable groups and one other, with people who may join or own them. */
export function makeGroupPim(store: TenantStore, random: Random, cast: Cast): void {
  const groups = [...cast.roleGroups.slice(0, MANAGED_MAX), ...cast.groups.slice(0, 1)];
  for (const groupId of groups) {
    store.access.pimGroups.add(groupId);
    if (cast.staff.length === 0) continue;
    const count = random.integer(1, ELIGIBLE_MAX);
    for (let n = 0; n < count; n += 1) {
      const accessId = n === 3 ? 'owner' : 'member';
      addGroupEligibility(store, random, { groupId, accessId, principalId: random.pick(cast.staff) });
    }
    activateOne(store, random, groupId);
  }
}

/** Adds somebody who may join or own a managed group. */
export function addGroupEligibility(
  store: TenantStore,
  random: Random,
  order: { readonly groupId: string; readonly accessId: GroupAccess; readonly principalId: string },
): void {
  const { groupId, accessId, principalId } = order;
  const [id, schedule] = [guidFrom(random), guidFrom(random)].map((guid) => `${groupId}_${accessId}_${guid}`);
  store.access.pimGroups.add(groupId);
  store.access.groupEligibilities.set(id ?? '', {
    id: id ?? '',
    startDateTime: '2026-02-10T09:30:00Z',
    endDateTime: random.next() < 0.5 ? null : '2028-02-10T09:30:00Z',
    accessId,
    principalId,
    groupId,
    memberType: 'Direct',
    eligibilityScheduleId: schedule ?? '',
  });
}

function activateOne(store: TenantStore, random: Random, groupId: string): void {
  const [member] = [...(store.members.get(groupId) ?? [])].filter(([, type]) => type === 'user');
  if (member === undefined) return;
  store.access.groupTerms.set(groupTermsKey(groupId, 'member', member[0]), {
    assignmentType: 'Activated',
    memberType: 'Direct',
    startDateTime: '2026-06-01T08:00:00Z',
    endDateTime: '2026-06-01T16:00:00Z',
    scheduleId: `${groupId}_member_${guidFrom(random)}`,
  });
}

/** Key of the terms of one membership or ownership. */
export function groupTermsKey(groupId: string, accessId: GroupAccess, principalId: string): string {
  return `${groupId} ${accessId} ${principalId}`;
}

/** Who may join or own the groups that PIM manages. */
export function groupEligibilityInstances(store: TenantStore): readonly JsonObject[] {
  return [...store.access.groupEligibilities.values()].filter(
    (held) =>
      store.groups.has(text(held['groupId'])) && store.typeOf(text(held['principalId'])) !== undefined,
  );
}

/** Who is member or owner of the groups that PIM manages, for good, for a time, or by activation. */
export function groupAssignmentInstances(store: TenantStore): readonly JsonObject[] {
  return [...store.access.pimGroups].flatMap((groupId) => [
    ...instancesOf(store, groupId, 'member'),
    ...instancesOf(store, groupId, 'owner'),
  ]);
}

function instancesOf(store: TenantStore, groupId: string, accessId: GroupAccess): readonly JsonObject[] {
  if (!store.groups.has(groupId)) return [];
  const links = accessId === 'member' ? store.members : store.owners;
  return [...(links.get(groupId)?.keys() ?? [])].map((principalId) => {
    const terms = store.access.groupTerms.get(groupTermsKey(groupId, accessId, principalId)) ?? PERMANENT;
    const id = `${groupId}_${accessId}_${guidOf(`${groupId} ${accessId} ${principalId}`)}`;
    return {
      id,
      principalId,
      startDateTime: terms.startDateTime,
      endDateTime: terms.endDateTime,
      assignmentType: terms.assignmentType,
      accessId,
      groupId,
      memberType: terms.memberType,
      assignmentScheduleId: terms.scheduleId ?? id,
    };
  });
}
