/** One direct membership: the group comes first, as in Graph's member lists. */
export interface MemberLink {
  readonly groupId: string;
  readonly memberId: string;
  /** Type of the member as Graph names it: `user`, `group`, `device`, `servicePrincipal`, ... */
  readonly memberType: string;
}

const NONE: ReadonlySet<string> = new Set();

/** Direct memberships, readable from both ends. A group is whatever is a group's member as one, or has members. */
export class MembershipGraph {
  readonly #members = new Map<string, Set<string>>();
  readonly #groups = new Map<string, Set<string>>();
  readonly #types = new Map<string, string>();

  constructor(links: Iterable<MemberLink>) {
    for (const { groupId, memberId, memberType } of links) {
      addTo(this.#members, groupId, memberId);
      addTo(this.#groups, memberId, groupId);
      this.#types.set(memberId, memberType);
    }
  }

  /** Direct members of a group, of every type. */
  membersOf(groupId: string): ReadonlySet<string> {
    return this.#members.get(groupId) ?? NONE;
  }

  /** Groups of which an object is a direct member. */
  groupsOf(memberId: string): ReadonlySet<string> {
    return this.#groups.get(memberId) ?? NONE;
  }

  isGroup(id: string): boolean {
    return this.#types.get(id) === 'group' || this.#members.has(id);
  }

  /** Type of an object; `group` for one that only has members, undefined for one that occurs in no link. */
  typeOf(id: string): string | undefined {
    return this.#types.get(id) ?? (this.#members.has(id) ? 'group' : undefined);
  }
}

/**
 * Everything that is in a group, at any depth and of every type, each once. A group that contains itself through a
 * cycle is not its own member.
 */
export function effectiveMembers(graph: MembershipGraph, groupId: string): ReadonlySet<string> {
  return reach(groupId, (id) => graph.membersOf(id));
}

/** Every group that an object is in, at any depth, each once; a group that is in itself through a cycle is left out. */
export function effectiveGroups(graph: MembershipGraph, memberId: string): ReadonlySet<string> {
  return reach(memberId, (id) => graph.groupsOf(id));
}

/** What can be reached from a start, the start left out. Ends because each object is looked at once. */
export function reach(start: string, next: (id: string) => ReadonlySet<string>): ReadonlySet<string> {
  const seen = new Set([start]);
  for (const id of seen) for (const other of next(id)) seen.add(other);
  seen.delete(start);
  return seen;
}

function addTo(map: Map<string, Set<string>>, key: string, value: string): void {
  const values = map.get(key);
  if (values === undefined) map.set(key, new Set([value]));
  else values.add(value);
}
