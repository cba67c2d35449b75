import { isJsonObject, text, type JsonObject } from '#kernel/json.js';
import { effectivePrivileges, type GroupEntry, type RoleHolding } from '#access-graph/privileges.js';
import type { TenantDocument } from '#simulator/model.js';
import { byId, compareObjects, readObjects, type Difference, type Objects } from './compare-objects.js';
import type { HostClient } from './host-client.js';

/** One kind of object about access, where it is published and where the truth holds it. */
interface Compared {
  /** Key in `counts` and `truth`. */
  readonly key: string;
  /** Resource whose completeness decides whether it is compared. */
  readonly resource: string;
  readonly route: string;
  readonly truth: (document: TenantDocument) => readonly JsonObject[];
  /** Properties that are kept; all when absent. */
  readonly kept?: readonly string[];
}

const COMPARED: readonly Compared[] = [
  {
    key: 'roleAssignments',
    resource: 'roleAssignments',
    route: 'role-assignments',
    truth: (document) => document.roleAssignments,
  },
  {
    key: 'roleEligibilities',
    resource: 'roleEligibilityScheduleInstances',
    route: 'role-eligibilities',
    truth: (document) => document.roleEligibilityScheduleInstances,
  },
  {
    key: 'roleAssignmentInstances',
    resource: 'roleAssignmentScheduleInstances',
    route: 'role-assignment-instances',
    truth: (document) => document.roleAssignmentScheduleInstances,
  },
  {
    key: 'groupPrivilegedAssignments',
    resource: 'groupAssignmentScheduleInstances',
    route: 'group-privileged-assignments',
    truth: (document) => ofRoleGroups(document, document.privilegedAccessGroupAssignmentScheduleInstances),
  },
  {
    key: 'groupPrivilegedEligibilities',
    resource: 'groupEligibilityScheduleInstances',
    route: 'group-privileged-eligibilities',
    truth: (document) => ofRoleGroups(document, document.privilegedAccessGroupEligibilityScheduleInstances),
  },
  {
    key: 'roleSettings',
    resource: 'roleManagementPolicyAssignments',
    route: 'role-settings',
    truth: (document) =>
      document.roleManagementPolicyAssignments.filter(({ scopeType }) => scopeType === 'DirectoryRole'),
  },
  {
    key: 'servicePrincipals',
    resource: 'servicePrincipals',
    route: 'service-principals',
    truth: (document) => document.servicePrincipals,
    kept: [
      ...['id', 'accountEnabled', 'appDisplayName', 'appId', 'appOwnerOrganizationId', 'createdDateTime'],
      ...['appRoleAssignmentRequired', 'appRoles', 'displayName', 'homepage', 'keyCredentials', 'tags'],
      ...['oauth2PermissionScopes', 'passwordCredentials', 'preferredSingleSignOnMode', 'signInAudience'],
      ...['servicePrincipalNames', 'servicePrincipalType'],
    ],
  },
  {
    key: 'applications',
    resource: 'applications',
    route: 'applications',
    truth: (document) => document.applications,
    kept: [
      ...['id', 'appId', 'createdDateTime', 'displayName', 'identifierUris', 'keyCredentials', 'web'],
      ...['passwordCredentials', 'publisherDomain', 'requiredResourceAccess', 'signInAudience', 'tags'],
    ],
  },
];

/** What a comparison of access found, in the form of the other comparisons. */
export interface AccessComparison {
  readonly counts: Readonly<Record<string, number>>;
  readonly truth: Readonly<Record<string, number>>;
  readonly differences: readonly Difference[];
}

/** Compares everything about access that was read completely with the truth, and what is derived from it. */
export async function compareAccess(
  client: HostClient,
  base: string,
  document: TenantDocument,
  completeness: JsonObject,
): Promise<AccessComparison> {
  const isRead = (resource: string): boolean => completeness[resource] === 'complete';
  const pairs = new Map<string, readonly [Objects, Objects]>();
  for (const { key, route, truth, kept } of COMPARED.filter((one) => isRead(one.resource))) {
    const real = truth(document).map((object) => pick(object, kept));
    pairs.set(key, [await readObjects(client, `${base}/${route}`), byId(real)]);
  }
  if (isRead('roleAssignments')) {
    const published = await readPrivileges(client, base);
    pairs.set('effectivePrivileges', [published, truePrivileges(document, isRead)]);
  }
  const count = (side: 0 | 1) => Object.fromEntries([...pairs].map(([key, pair]) => [key, pair[side].size]));
  const differences = [...pairs].flatMap(([key, [mine, real]]) => compareObjects(key, mine, real));
  return { counts: count(0), truth: count(1), differences };
}

function pick(object: JsonObject, names: readonly string[] | undefined): JsonObject {
  if (names === undefined) return object;
  return Object.fromEntries(Object.entries(object).filter(([name]) => names.includes(name)));
}

/** PIM for Groups is read for groups that can hold roles. */
function ofRoleGroups(document: TenantDocument, instances: readonly JsonObject[]): readonly JsonObject[] {
  const groups = document.groups.filter((group) => group['isAssignableToRole'] === true);
  const ids = new Set(groups.map((group) => text(group['id'])));
  return instances.filter((instance) => ids.has(text(instance['groupId'])));
}

async function readPrivileges(client: HostClient, base: string): Promise<Objects> {
  const rows = new Map<string, JsonObject>();
  for await (const row of client.items(`${base}/effective-privileges`)) {
    const id = ['principalId', 'holdingId', 'state', 'route'].map((name) => text(row[name])).join(' ');
    rows.set(id, { startAt: instant(text(row['startAt'])), endAt: instant(text(row['endAt'])) });
  }
  return rows;
}

/** Who has which role according to the truth, as far as the connection could read it. */
function truePrivileges(document: TenantDocument, isRead: (resource: string) => boolean): Objects {
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
function instant(value: string): string | null {
  return value === '' ? null : new Date(value).toISOString();
}

/** The completeness of each resource as the tenant's answer gives it. */
export function completenessOf(tenant: JsonObject): JsonObject {
  const completeness = tenant['completenessOf'];
  return isJsonObject(completeness) ? completeness : {};
}
