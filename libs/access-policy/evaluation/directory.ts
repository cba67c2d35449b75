import type { Group, RoleAssignment, User } from '../model/directory-shapes.js';
import type { Snapshot } from '../model/snapshot.js';
import { guestKindOf, ownIssuers } from './guest-kind.js';
import type { UserSubject } from './sign-in.js';
import { NO, UNKNOWN, YES, type Truth } from './truth.js';

/** Whether roles count as they are held now, or as they could be activated through PIM. */
export type PimState = 'active' | 'activated';

/** Who is in which group and holds which role, as far as a snapshot tells. */
export interface Directory {
  /** The user as policies see one. @param pim whether eligible roles count too */
  subjectOf(userId: string, pim?: PimState): UserSubject;
  /** Groups of a principal, nested membership included. */
  groupsOf(principalId: string): ReadonlySet<string>;
  /** Template ids of roles that a principal holds for the whole tenant, also through groups. */
  rolesOf(principalId: string, pim?: PimState): ReadonlySet<string>;
  /** Whether somebody may be in a group without our knowing, because its members or nested ones were not read. */
  isUnreadGroup(groupId: string): boolean;
  /** Whether somebody may hold a role now without our knowing. */
  isUnreadRole(templateId: string): boolean;
}

/**
 * Indexes a snapshot. Nested members count; roles count by template id, only for the whole tenant, only built-in ones, also
 * through groups (https://learn.microsoft.com/entra/identity/conditional-access/concept-conditional-access-users-groups).
 */
export function createDirectory(snapshot: Snapshot, roles: RoleIndexes = indexRolesOf(snapshot)): Directory {
  const memberships = indexMemberships(snapshot.groups);
  const { active, eligible } = roles;
  const users = new Map((snapshot.users ?? []).map((user) => [user.id ?? '', user]));
  const issuers = ownIssuers(snapshot);

  const groupsOf = (principalId: string): ReadonlySet<string> => closure(principalId, memberships.parents);
  const rolesOf = (principalId: string, pim: PimState = 'active'): ReadonlySet<string> => {
    const holders = [principalId, ...groupsOf(principalId)];
    const indexes = pim === 'active' ? [active] : [active, eligible];
    return new Set(
      indexes.flatMap((index) => holders.flatMap((id) => [...(index.byPrincipal.get(id) ?? [])])),
    );
  };
  return {
    groupsOf,
    rolesOf,
    isUnreadGroup: memberships.isUnread,
    isUnreadRole: (id) => !active.isKnown || active.viaUnreadGroups.has(id),
    subjectOf: (userId, pim = 'active') => {
      const groups = groupsOf(userId);
      const held = rolesOf(userId, pim);
      const rolesAreKnown = active.isKnown && (pim === 'active' || eligible.isKnown);
      const viaGroups = new Set([
        ...active.viaUnreadGroups,
        ...(pim === 'active' ? [] : eligible.viaUnreadGroups),
      ]);
      return {
        kind: 'user',
        id: userId,
        inGroup: (id) => (groups.has(id) ? YES : memberships.isUnread(id) ? UNKNOWN : NO),
        hasRole: (id) => (held.has(id) ? YES : truthOfAbsence(rolesAreKnown && !viaGroups.has(id))),
        isGuestOf: guestKindOf(users.get(userId) ?? UNREAD_USER, issuers),
        homeTenantId: undefined,
      };
    },
  };
}

const UNREAD_USER = {} as User;

const truthOfAbsence = (isKnown: boolean): Truth => (isKnown ? NO : UNKNOWN);

interface Memberships {
  readonly parents: ReadonlyMap<string, readonly string[]>;
  /** Whether somebody may be in a group whose members, or a nested group's, were not read. */
  readonly isUnread: (groupId: string) => boolean;
}

function indexMemberships(groups: readonly Group[] | undefined): Memberships {
  if (groups === undefined) return { parents: new Map(), isUnread: () => true };
  const parents = new Map<string, string[]>();
  const unread = new Set<string>();
  for (const { id = '', members } of groups) {
    if (members === undefined) unread.add(id);
    for (const member of members ?? []) {
      const known = parents.get(member.id);
      if (known === undefined) parents.set(member.id, [id]);
      else known.push(id);
    }
  }
  for (const id of [...unread]) for (const parent of closure(id, parents)) unread.add(parent);
  return { parents, isUnread: (id) => unread.has(id) };
}

/** Everything above a principal; each group is visited once, so cycles end. */
function closure(start: string, parents: ReadonlyMap<string, readonly string[]>): ReadonlySet<string> {
  const found = new Set<string>();
  const open = [...(parents.get(start) ?? [])];
  for (let id = open.pop(); id !== undefined; id = open.pop()) {
    if (found.has(id)) continue;
    found.add(id);
    open.push(...(parents.get(id) ?? []));
  }
  return found;
}

/** Who holds which role, by principal: the same for every page of a tenant's users. */
export interface RoleIndexes {
  readonly active: Roles;
  readonly eligible: Roles;
}

/** Indexes the assignments of a tenant. */
export function indexRolesOf(snapshot: Snapshot): RoleIndexes {
  return {
    active: indexRoles(snapshot, activeAssignments(snapshot)),
    eligible: indexRoles(snapshot, snapshot.roleEligibilityScheduleInstances),
  };
}

interface Roles {
  readonly isKnown: boolean;
  readonly byPrincipal: ReadonlyMap<string, ReadonlySet<string>>;
  /** Roles that somebody may hold through a group whose members were not read. */
  readonly viaUnreadGroups: ReadonlySet<string>;
}

/** Active assignments are listed with their activations; either list alone tells who holds a role now. */
function activeAssignments(snapshot: Snapshot): readonly RoleAssignment[] | undefined {
  const { roleAssignments, roleAssignmentScheduleInstances } = snapshot;
  if (roleAssignments === undefined) return roleAssignmentScheduleInstances;
  return [...roleAssignments, ...(roleAssignmentScheduleInstances ?? [])];
}

function indexRoles(snapshot: Snapshot, assignments: readonly RoleAssignment[] | undefined): Roles {
  const templates = new Map((snapshot.roleDefinitions ?? []).map((role) => [role.id ?? '', role]));
  const isUnreadGroup = unreadGroupTest(snapshot);
  const byPrincipal = new Map<string, Set<string>>();
  const viaUnreadGroups = new Set<string>();
  for (const assignment of assignments ?? []) {
    const { roleDefinitionId = '', principalId = '' } = assignment;
    const definition = templates.get(roleDefinitionId);
    if (!isTenantWide(assignment) || definition?.isBuiltIn === false) continue;
    const templateId = definition?.templateId ?? roleDefinitionId;
    const known = byPrincipal.get(principalId) ?? new Set();
    byPrincipal.set(principalId, known.add(templateId));
    if (isUnreadGroup(assignment)) viaUnreadGroups.add(templateId);
  }
  return { isKnown: assignments !== undefined, byPrincipal, viaUnreadGroups };
}

/** Scope of an administrative unit or an object does not count; without a scope an assignment is for the tenant. */
function isTenantWide({ directoryScopeId, appScopeId }: RoleAssignment): boolean {
  return (directoryScopeId ?? appScopeId ?? '/') === '/';
}

/** Whether the principal of an assignment is a group whose members were not read, or may be one. */
function unreadGroupTest(snapshot: Snapshot): (assignment: RoleAssignment) => boolean {
  const { groups, namedUsers } = snapshot;
  if (groups !== undefined) {
    const unread = new Set(groups.filter(({ members }) => members === undefined).map(({ id }) => id));
    return ({ principalId }) => unread.has(principalId);
  }
  const users = new Set(namedUsers?.keys() ?? (snapshot.users ?? []).map(({ id }) => id ?? ''));
  return ({ principalId = '', principal }) => {
    const type = principal?.['@odata.type'];
    return type === '#microsoft.graph.group' || (type === undefined && !users.has(principalId));
  };
}
