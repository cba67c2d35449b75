import { createRandom, type Random } from '#kernel/random.js';
import type { AppRoleGrant, EnterpriseApplication } from '#access-graph/application-access.js';
import type { MemberLink } from '#access-graph/membership-graph.js';
import type { GroupEntry, RoleHolding } from '#access-graph/privileges.js';

/** Everything about access in a small tenant that is a pure function of its seed. */
export interface SeededAccess {
  readonly users: readonly string[];
  readonly groups: readonly string[];
  readonly principals: readonly string[];
  readonly links: readonly MemberLink[];
  /** The direct memberships and what Privileged Identity Management for Groups adds to them. */
  readonly entries: readonly GroupEntry[];
  readonly holdings: readonly RoleHolding[];
  readonly applications: readonly EnterpriseApplication[];
  readonly grants: readonly AppRoleGrant[];
}

const INSTANTS = [
  null,
  '2026-01-01T00:00:00.000Z',
  '2026-03-01T00:00:00.000Z',
  '2026-06-01T00:00:00.000Z',
] as const;

/** A GUID that can be read: kind and number. */
export function seededId(kind: number, n: number): string {
  return `00000000-0000-4000-80${String(kind).padStart(2, '0')}-${String(n).padStart(12, '0')}`;
}

/** Makes a tenant of up to six users and six groups; every other one may have groups in cycles. */
export function seededAccess(seed: number): SeededAccess {
  const random = createRandom(seed);
  const users = ids(1, random.integer(1, 6));
  const groups = ids(2, random.integer(1, 6));
  const principals = ids(3, random.integer(1, 3));
  const links = makeLinks(random, { users, groups, principals, cycles: seed % 2 === 1 });
  const entries = [...links.map(plainEntry), ...pimEntries(random, users, groups)];
  const holdings = makeHoldings(random, [...users, ...groups, ...principals]);
  const applications = principals.map((id, n) => makeApplication(random, id, n));
  const grants = makeGrants(random, [users, groups, principals], applications);
  return { users, groups, principals, links, entries, holdings, applications, grants };
}

function ids(kind: number, count: number): readonly string[] {
  return Array.from({ length: count }, (_, n) => seededId(kind, n));
}

function makeLinks(
  random: Random,
  of: Pick<SeededAccess, 'users' | 'groups' | 'principals'> & { readonly cycles: boolean },
): readonly MemberLink[] {
  const candidates = of.groups.flatMap((groupId, at) => [
    ...of.users.map((memberId) => ({ groupId, memberId, memberType: 'user' })),
    ...of.principals.map((memberId) => ({ groupId, memberId, memberType: 'servicePrincipal' })),
    ...of.groups
      .filter((_, n) => (of.cycles ? n !== at : n > at))
      .map((memberId) => ({ groupId, memberId, memberType: 'group' })),
  ]);
  return candidates.filter(() => random.next() < 0.35);
}

function plainEntry({ groupId, memberId, memberType }: MemberLink): GroupEntry {
  const memberIsGroup = memberType === 'group';
  return { groupId, memberId, memberIsGroup, state: 'active', pim: false, startAt: null, endAt: null };
}

function pimEntries(
  random: Random,
  users: readonly string[],
  groups: readonly string[],
): readonly GroupEntry[] {
  return Array.from({ length: random.integer(0, 4) }, () => {
    const memberIsGroup = random.next() < 0.25;
    return {
      groupId: random.pick(groups),
      memberId: random.pick(memberIsGroup ? groups : users),
      memberIsGroup,
      state: random.pick(['active', 'eligible'] as const),
      pim: true,
      startAt: random.pick(INSTANTS),
      endAt: random.pick(INSTANTS),
    };
  });
}

function makeHoldings(random: Random, holders: readonly string[]): readonly RoleHolding[] {
  return Array.from({ length: random.integer(0, 6) }, (_, n) => ({
    id: `holding-${n}`,
    roleId: seededId(4, random.integer(0, 2)),
    principalId: random.pick(holders),
    scope: random.pick(['/', `/administrativeUnits/${seededId(5, 1)}`, `/${seededId(3, 0)}`]),
    state: random.pick(['active', 'eligible'] as const),
    startAt: random.pick(INSTANTS),
    endAt: random.pick(INSTANTS),
  }));
}

function makeApplication(random: Random, id: string, n: number): EnterpriseApplication {
  return {
    id,
    appId: seededId(6, n),
    accountEnabled: random.pick([true, true, false, null]),
    assignmentRequired: random.pick([true, false, null]),
    appRoles: [{ id: seededId(7, n), value: 'Reader' }],
  };
}

function makeGrants(
  random: Random,
  [users, groups, principals]: readonly [readonly string[], readonly string[], readonly string[]],
  applications: readonly EnterpriseApplication[],
): readonly AppRoleGrant[] {
  return Array.from({ length: random.integer(0, 8) }, (_, n) => {
    const principalType = random.pick(['User', 'Group', 'ServicePrincipal'] as const);
    const from = { User: users, Group: groups, ServicePrincipal: principals }[principalType];
    const resource = random.pick(applications);
    const appRoleId = random.pick([seededId(0, 0), resource.appRoles[0]?.id ?? '']);
    return {
      id: `grant-${n}`,
      principalId: random.pick(from),
      principalType,
      resourceId: resource.id,
      appRoleId,
    };
  });
}
