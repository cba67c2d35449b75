import { text, type JsonObject } from '#kernel/json.js';
import { effectivePrivileges, type GroupEntry, type RoleHolding } from '#access-graph/privileges.js';
import type { TenantDocument } from '#simulator/model.js';
import type { Objects } from './compare-objects.js';

/** Who has which role according to the truth, as far as the connection could read it. */
export function truePrivileges(document: TenantDocument, isRead: (resource: string) => boolean): Objects {
  const groups = new Set(document.groups.map((group) => text(group['id'])));
  const rows = effectivePrivileges(holdingsOf(document, isRead), entriesOf(document, groups, isRead), (id) =>
    groups.has(id),
  );
  return new Map(
    rows.map(({ principalId, holdingId, state, route, startAt, endAt }) => [
      [principalId, holdingId, state, route].join(' '),
      { startAt: instant(startAt ?? ''), endAt: instant(endAt ?? '') },
    ]),
  );
}

function holdingsOf(document: TenantDocument, isRead: (resource: string) => boolean): readonly RoleHolding[] {
  const instances = isRead('roleAssignmentScheduleInstances')
    ? document.roleAssignmentScheduleInstances.filter(({ memberType }) => memberType === 'Direct')
    : [];
  const timed = new Map(instances.map((instance) => [text(instance['roleAssignmentOriginId']), instance]));
  const eligible = isRead('roleEligibilityScheduleInstances')
    ? document.roleEligibilityScheduleInstances.filter(({ memberType }) => memberType === 'Direct')
    : [];
  return [
    ...document.roleAssignments.map((one) => holdingOf(one, timed.get(text(one['id'])) ?? {}, 'active')),
    ...eligible.map((one) => holdingOf(one, one, 'eligible')),
  ];
}

function holdingOf(held: JsonObject, timed: JsonObject, state: RoleHolding['state']): RoleHolding {
  return {
    id: text(held['id']),
    roleId: text(held['roleDefinitionId']),
    principalId: text(held['principalId']),
    scope: text(held['directoryScopeId']),
    state,
    ...timesOf(timed),
  };
}

function entriesOf(
  document: TenantDocument,
  groups: ReadonlySet<string>,
  isRead: (resource: string) => boolean,
): readonly GroupEntry[] {
  const byPim = [
    ...pimEntries(document.privilegedAccessGroupAssignmentScheduleInstances, groups, 'active').filter(() =>
      isRead('groupAssignmentScheduleInstances'),
    ),
    ...pimEntries(document.privilegedAccessGroupEligibilityScheduleInstances, groups, 'eligible').filter(() =>
      isRead('groupEligibilityScheduleInstances'),
    ),
  ];
  const managed = new Set(
    byPim.filter(({ state }) => state === 'active').map((entry) => `${entry.groupId} ${entry.memberId}`),
  );
  const plain = Object.entries(document.members).flatMap(([groupId, members]) =>
    members
      .filter((member) => /#microsoft\.graph\.(user|group|servicePrincipal)$/.test(member['@odata.type']))
      .filter((member) => !managed.has(`${groupId} ${member.id}`))
      .map((member) => ({
        groupId,
        memberId: member.id,
        memberIsGroup: groups.has(member.id),
        state: 'active' as const,
        pim: false,
        startAt: null,
        endAt: null,
      })),
  );
  return [...plain, ...byPim];
}

function pimEntries(
  instances: readonly JsonObject[],
  groups: ReadonlySet<string>,
  state: GroupEntry['state'],
): readonly GroupEntry[] {
  return instances
    .filter(({ accessId }) => accessId === 'member')
    .map((instance) => ({
      groupId: text(instance['groupId']),
      memberId: text(instance['principalId']),
      memberIsGroup: groups.has(text(instance['principalId'])),
      state,
      pim: true,
      ...timesOf(instance),
    }));
}

function timesOf(object: JsonObject): { readonly startAt: string | null; readonly endAt: string | null } {
  return {
    startAt: instant(text(object['startDateTime'])),
    endAt: instant(text(object['endDateTime'])),
  };
}

/** One way of writing an instant; Graph writes milliseconds only where there are any. */
export function instant(value: string): string | null {
  return value === '' ? null : new Date(value).toISOString();
}
