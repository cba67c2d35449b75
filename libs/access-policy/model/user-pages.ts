import type { JsonObject } from '#kernel/json.js';
import { readRegistration, readUser, type Group } from './directory-shapes.js';
import { parseSnapshot, type Snapshot } from './snapshot.js';

/** Some users of a tenant, with what only concerns them. */
export interface UserPage {
  readonly users: readonly JsonObject[];
  /** Ids of users of this page by the group that they are direct members of; groups that nobody names may be left out. */
  readonly membersByGroup: ReadonlyMap<string, readonly string[]>;
  /** Rows of the registration report on these users; undefined where the report was not collected. */
  readonly registrations: readonly JsonObject[] | undefined;
}

/**
 * A tenant whose users are read in pages. @param source a snapshot without users, in whose groups only nested groups are members
 * @param named users that policies, roles and methods name; undefined where users were not collected
 */
export function tenantOf(source: JsonObject, named: readonly JsonObject[] | undefined): Snapshot {
  const snapshot = parseSnapshot(source);
  if (named === undefined) return { ...snapshot, users: undefined, namedUsers: undefined };
  const users = named.flatMap((user) => readUser(user) ?? []);
  return {
    ...snapshot,
    users: [],
    namedUsers: new Map(users.flatMap((user) => (user.id === undefined ? [] : [[user.id, user] as const]))),
  };
}

/** The tenant with the users of one page. */
export function withUsers(tenant: Snapshot, page: UserPage): Snapshot {
  return {
    ...tenant,
    users: page.users.flatMap((user) => readUser(user) ?? []),
    groups: tenant.groups?.map((group) => withMembers(group, page.membersByGroup)),
    userRegistrationDetails:
      tenant.userRegistrationDetails && page.registrations?.flatMap((row) => readRegistration(row) ?? []),
  };
}

/** A group whose members were not read stays unread. */
function withMembers(group: Group, membersByGroup: UserPage['membersByGroup']): Group {
  const ids = membersByGroup.get(group.id ?? '');
  if (ids === undefined || group.members === undefined) return group;
  const more = ids.map((id) => ({ id, type: '#microsoft.graph.user' }));
  return { ...group, members: [...group.members, ...more] };
}
