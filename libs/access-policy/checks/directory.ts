import type { Group, RoleAssignment, User } from '../model/directory-shapes.js';
import type { Snapshot } from '../model/snapshot.js';
import { licenceOf } from './licence.js';

/** Levels of nested groups that are followed; Entra itself allows far fewer for roles. */
export const NESTING_MAX = 50;

/** Something found, and what could not be found out. */
export interface Found<T> {
  readonly value: T;
  /** Sentences; empty where nothing is missing. */
  readonly doubts: readonly string[];
}

/** Users who hold roles: template ids by user id. */
export type Holders = ReadonlyMap<string, ReadonlySet<string>>;

const INDEXES = new WeakMap<object, ReadonlyMap<string, unknown>>();

/** Users by id; empty where users were not collected. */
export function usersById({ users = [] }: Pick<Snapshot, 'users'>): ReadonlyMap<string, User> {
  return indexById(users);
}

/** A user by id, also one that is not on the page that is looked at. */
export function findUser(snapshot: Pick<Snapshot, 'users' | 'namedUsers'>, id: string): User | undefined {
  return usersById(snapshot).get(id) ?? snapshot.namedUsers?.get(id);
}

/** Objects by id; the index of a list is made once, as lists of a snapshot never change. */
function indexById<T extends { readonly id: string | undefined }>(
  list: readonly T[],
): ReadonlyMap<string, T> {
  const known = INDEXES.get(list) as ReadonlyMap<string, T> | undefined;
  if (known !== undefined) return known;
  const made = new Map(list.flatMap((each) => (each.id === undefined ? [] : [[each.id, each] as const])));
  INDEXES.set(list, made);
  return made;
}

/** A user by name, for people. */
export function userName(user: User | undefined, id: string): string {
  return user?.userPrincipalName ?? user?.displayName ?? id;
}

/** Ids of everything that is a member of a group through this number of levels; nested groups are among them. */
export function membersOf(
  groups: readonly Group[] | undefined,
  groupId: string,
  levelsMax = NESTING_MAX,
): Found<ReadonlySet<string>> {
  const known = indexById(groups ?? []);
  const members = new Set<string>();
  const doubts: string[] = [];
  let level = [groupId];
  for (let depth = 0; depth < levelsMax && level.length > 0; depth += 1) {
    const next: string[] = [];
    for (const id of level) {
      const group = known.get(id);
      if (group?.members === undefined) doubts.push(`The members of the group ${id} were not collected.`);
      next.push(...(group?.members ?? []).map((member) => member.id).filter((each) => !members.has(each)));
    }
    for (const id of next) members.add(id);
    level = next.filter((id) => known.has(id));
  }
  return { value: members, doubts };
}

/** Which assignments of roles count. */
export interface HolderOptions {
  readonly assignments: readonly RoleAssignment[];
  readonly roles: readonly string[];
  readonly levelsMax?: number;
}

/** Users who are assigned one of the roles, directly or through groups. Deleted principals and applications are left out. */
export function holdersOf(snapshot: Snapshot, options: HolderOptions): Found<Holders> {
  const users = usersById(snapshot);
  const holders = new Map<string, Set<string>>();
  const doubts = new Set<string>();
  for (const assignment of options.assignments) {
    const role = templateOf(snapshot, assignment.roleDefinitionId);
    const id = assignment.principalId;
    if (id === undefined || !options.roles.includes(role)) continue;
    const principals = expand(snapshot, assignment, options.levelsMax);
    for (const said of principals.doubts) doubts.add(said);
    for (const each of principals.value) {
      if (users.has(each)) holders.set(each, (holders.get(each) ?? new Set<string>()).add(role));
    }
  }
  return { value: holders, doubts: [...doubts] };
}

/** Active and eligible assignments; without P2 nothing can be eligible. */
export function allAssignments(snapshot: Snapshot): Found<readonly RoleAssignment[]> {
  const active = snapshot.roleAssignments ?? [];
  const eligible = snapshot.roleEligibilityScheduleInstances;
  const isMissing = eligible === undefined && licenceOf(snapshot, 'p2') !== 'absent';
  return {
    value: [...active, ...(eligible ?? [])],
    doubts: isMissing ? ['roleEligibilityScheduleInstances was not collected.'] : [],
  };
}

/** Users with an active or eligible assignment of one of the roles. */
export function privilegedUsers(snapshot: Snapshot, roles: readonly string[]): Found<Holders> {
  const assignments = allAssignments(snapshot);
  const holders = holdersOf(snapshot, { assignments: assignments.value, roles });
  return { value: holders.value, doubts: [...assignments.doubts, ...holders.doubts] };
}

/** Template id of a role; definitions of built-in roles have it as their id too. */
export function templateOf(
  { roleDefinitions }: Pick<Snapshot, 'roleDefinitions'>,
  roleDefinitionId: string | undefined,
): string {
  const definition = indexById(roleDefinitions ?? []).get(roleDefinitionId ?? '');
  return definition?.templateId ?? roleDefinitionId ?? '';
}

function expand(
  snapshot: Snapshot,
  assignment: RoleAssignment,
  levelsMax: number | undefined,
): Found<ReadonlySet<string>> {
  const id = assignment.principalId ?? '';
  const isGroup = indexById(snapshot.groups ?? []).has(id);
  if (isGroup) return membersOf(snapshot.groups, id, levelsMax);
  const isUser = findUser(snapshot, id) !== undefined;
  const type = assignment.principal?.['@odata.type'];
  const mayBeGroup =
    type === '#microsoft.graph.group' || (type === undefined && snapshot.groups === undefined);
  const isOpen = !isUser && mayBeGroup && !isServicePrincipal(snapshot, id);
  return {
    value: new Set([id]),
    doubts: isOpen ? [`The principal ${id} may be a group whose members were not collected.`] : [],
  };
}

function isServicePrincipal({ servicePrincipals }: Snapshot, id: string): boolean {
  return servicePrincipals?.some((each) => each.id === id) === true;
}
