/** Whether a role can be used now, or only after somebody activates it. */
export type PrivilegeState = 'active' | 'eligible';

/**
 * How a role reaches its holder: assigned to them, through a group that holds it, or through Privileged Identity
 * Management for Groups (a time-bound or eligible membership of such a group).
 */
export type PrivilegeRoute = 'direct' | 'group' | 'pim-for-groups';

/** A role that a user, group or service principal holds, as an assignment or eligibility names it. */
export interface RoleHolding {
  readonly id: string;
  readonly roleId: string;
  readonly principalId: string;
  /** `/` for the tenant, `/administrativeUnits/{id}`, `/{object id}` of one application, or an app scope. */
  readonly scope: string;
  readonly state: PrivilegeState;
  /** RFC 3339; null when it was always so, or nobody says since when. */
  readonly startAt: string | null;
  /** RFC 3339; null when it does not end. */
  readonly endAt: string | null;
}

/** That somebody is in a group, for good or for a time, or may make themselves a member. */
export interface GroupEntry {
  readonly groupId: string;
  readonly memberId: string;
  readonly memberIsGroup: boolean;
  readonly state: PrivilegeState;
  /** Whether Privileged Identity Management for Groups grants it. */
  readonly pim: boolean;
  readonly startAt: string | null;
  readonly endAt: string | null;
}

/** One way in which a user or service principal has a role. */
export interface EffectivePrivilege {
  readonly principalId: string;
  readonly roleId: string;
  readonly scope: string;
  readonly state: PrivilegeState;
  readonly route: PrivilegeRoute;
  readonly holdingId: string;
  /** The group that holds the role; null when it is held directly. */
  readonly viaGroupId: string | null;
  /** The earliest moment at which any path of this kind began. */
  readonly startAt: string | null;
  /** The latest moment at which any path of this kind ends; null: at least one does not end. */
  readonly endAt: string | null;
}

/** What is known on the way from a group: the best times of all paths with the same marks. */
interface Reached {
  readonly id: string;
  readonly isGroup: boolean;
  readonly eligible: boolean;
  readonly pim: boolean;
  readonly startAt: string | null;
  readonly endAt: string | null;
}

/**
 * Who really has which role. A path is eligible when the role or any membership on it is; it lasts as long as its
 * shortest part, and a row stands for all paths of the same holding, state and route.
 * Groups themselves get no row: what they hold, their members have.
 */
export function effectivePrivileges(
  holdings: readonly RoleHolding[],
  entries: readonly GroupEntry[],
  isGroup: (id: string) => boolean,
): readonly EffectivePrivilege[] {
  const byGroup = Map.groupBy(entries, (entry) => entry.groupId);
  const reached = new Map<string, readonly Reached[]>();
  return holdings.flatMap((holding) => {
    if (!isGroup(holding.principalId)) return [directRow(holding)];
    const within = reached.get(holding.principalId) ?? reachFrom(holding.principalId, byGroup);
    reached.set(holding.principalId, within);
    return mergeRows(within.filter((end) => !end.isGroup).map((end) => rowOf(holding, end)));
  });
}

function directRow(holding: RoleHolding): EffectivePrivilege {
  const { id, principalId, roleId, scope, state, startAt, endAt } = holding;
  return {
    principalId,
    roleId,
    scope,
    state,
    route: 'direct',
    holdingId: id,
    viaGroupId: null,
    startAt,
    endAt,
  };
}

function rowOf(holding: RoleHolding, end: Reached): EffectivePrivilege {
  return {
    ...directRow(holding),
    principalId: end.id,
    state: end.eligible ? 'eligible' : holding.state,
    route: end.pim ? 'pim-for-groups' : 'group',
    viaGroupId: holding.principalId,
    startAt: laterStart(holding.startAt, end.startAt),
    endAt: earlierEnd(holding.endAt, end.endAt),
  };
}

/** Improves what is known of each end until nothing gets better; times only come from entries, so this ends. */
function reachFrom(start: string, byGroup: ReadonlyMap<string, readonly GroupEntry[]>): readonly Reached[] {
  const root = { id: start, isGroup: true, eligible: false, pim: false, startAt: null, endAt: null };
  const known = new Map<string, Reached>([[keyOf(root), root]]);
  const queue = [keyOf(root)];
  for (const key of queue) {
    const at = known.get(key);
    for (const entry of byGroup.get(at?.id ?? '') ?? []) {
      const next = at === undefined || entry.memberId === start ? undefined : stepInto(at, entry);
      const better = next === undefined ? undefined : improve(known.get(keyOf(next)), next);
      if (better === undefined) continue;
      known.set(keyOf(better), better);
      queue.push(keyOf(better));
    }
  }
  return [...known.values()];
}

function stepInto(at: Reached, entry: GroupEntry): Reached {
  return {
    id: entry.memberId,
    isGroup: entry.memberIsGroup,
    eligible: at.eligible || entry.state === 'eligible',
    pim: at.pim || entry.pim,
    startAt: laterStart(at.startAt, entry.startAt),
    endAt: earlierEnd(at.endAt, entry.endAt),
  };
}

/** The envelope of both, or undefined when nothing is new. */
function improve(before: Reached | undefined, after: Reached): Reached | undefined {
  if (before === undefined) return after;
  const startAt = earlierStart(before.startAt, after.startAt);
  const endAt = laterEnd(before.endAt, after.endAt);
  if (startAt === before.startAt && endAt === before.endAt) return undefined;
  return { ...before, startAt, endAt };
}

function mergeRows(rows: readonly EffectivePrivilege[]): readonly EffectivePrivilege[] {
  const merged = new Map<string, EffectivePrivilege>();
  for (const row of rows) {
    const key = `${row.principalId} ${row.state} ${row.route}`;
    const before = merged.get(key);
    const startAt = before === undefined ? row.startAt : earlierStart(before.startAt, row.startAt);
    const endAt = before === undefined ? row.endAt : laterEnd(before.endAt, row.endAt);
    merged.set(key, { ...row, startAt, endAt });
  }
  return [...merged.values()];
}

function keyOf({ id, eligible, pim }: Reached): string {
  return `${id} ${String(eligible)} ${String(pim)}`;
}

/** No start is earlier than every start. */
function laterStart(a: string | null, b: string | null): string | null {
  if (a === null || b === null) return a ?? b;
  return a > b ? a : b;
}

function earlierStart(a: string | null, b: string | null): string | null {
  if (a === null || b === null) return null;
  return a < b ? a : b;
}

/** No end is later than every end. */
function earlierEnd(a: string | null, b: string | null): string | null {
  if (a === null || b === null) return a ?? b;
  return a < b ? a : b;
}

function laterEnd(a: string | null, b: string | null): string | null {
  if (a === null || b === null) return null;
  return a > b ? a : b;
}
