/** A change of one account as two readings of the tenant showed it. */
export interface NotedChange {
  readonly kind: TimelineKind;
  readonly accountId: string;
  /** Group, role or application that the change is about; null where it is the account itself. */
  readonly subjectId: string | null;
  readonly subjectName: string | null;
  /** Group through which a role is held; null when directly. */
  readonly viaGroupId: string | null;
  /** RFC 3339; when the reading began that did not show the change yet, null when nobody knows. */
  readonly notBefore: string | null;
  /** RFC 3339; when the reading ended that showed it. */
  readonly at: string;
}

/** What can happen to an account, as a timeline names it. */
export type TimelineKind = (typeof TIMELINE_KINDS)[number];

/** Every kind of entry, in the order in which people are shown them. */
export const TIMELINE_KINDS = [
  'first-read',
  'account-appeared',
  'account-enabled',
  'account-disabled',
  'account-removed',
  'department-changed',
  'title-changed',
  'manager-changed',
  'membership-added',
  'membership-removed',
  'ownership-added',
  'ownership-removed',
  'role-added',
  'role-changed',
  'role-ended',
  'application-assigned',
  'application-unassigned',
  'consent-given',
  'consent-changed',
  'consent-withdrawn',
] as const;

/** An event of Graph's audit log, as far as it tells who did what. */
export interface AuditedEvent {
  readonly id: string;
  /** RFC 3339. */
  readonly at: string;
  readonly activity: string;
  /** Ids of the objects that it names as targets, in lower case. */
  readonly targetIds: readonly string[];
  /** Everything that it says of its targets, as text: some activities name a role by its name only. */
  readonly targets: string;
}

/** One way in which an event can be the cause: what was done, which objects it must name, and which property. */
interface Way {
  readonly activity: RegExp;
  readonly names: readonly (string | null)[];
  readonly property?: string;
}

/**
 * Activities by what they lead to.
 * Source: https://learn.microsoft.com/entra/identity/monitoring-health/reference-audit-activities
 */
const ACTIVITIES: Readonly<Record<TimelineKind, RegExp>> = {
  'first-read': /^$/,
  'account-appeared': /^(Add user|Create user|Invite external user|Restore user)/,
  'account-enabled': /^Enable account/,
  'account-disabled': /^Disable account/,
  'account-removed': /^(Hard )?Delete user/,
  'department-changed': /^$/,
  'title-changed': /^$/,
  'manager-changed': /^(Set|Remove) user manager/,
  'membership-added': /^Add (eligible )?member to group/,
  'membership-removed': /^Remove (eligible )?member from group/,
  'ownership-added': /^Add owner to group/,
  'ownership-removed': /^Remove owner from group/,
  'role-added': /^Add (eligible |scoped )?member to role/,
  'role-changed': /^(Add|Update) (eligible |scoped )?member (to|in) role/,
  'role-ended': /^Remove (eligible |scoped )?member from role/,
  'application-assigned': /^Add app role assignment/,
  'application-unassigned': /^Remove app role assignment/,
  'consent-given': /^(Consent to application|Add delegated permission grant)/,
  'consent-changed': /^(Consent to application|(Add|Update|Remove) delegated permission grant)/,
  'consent-withdrawn': /^(Remove delegated permission grant|Revoke consent)/,
};

/** Properties whose change an update of the account must name, so that no other update is taken for it. */
const PROPERTIES: Readonly<Partial<Record<TimelineKind, string>>> = {
  'account-enabled': 'accountenabled',
  'account-disabled': 'accountenabled',
  'department-changed': 'department',
  'title-changed': 'jobtitle',
  'manager-changed': 'manager',
};

const JOINS: Readonly<Partial<Record<TimelineKind, TimelineKind>>> = {
  'role-added': 'membership-added',
  'role-ended': 'membership-removed',
};

const DELETED = /^((Hard )?Delete|Remove) (user|group|service principal)$/;
const RESTORED = /^Restore (user|group|service principal)$/;

/**
 * The event that brought a change about: the newest one between the two readings that did such a thing to the same
 * account and subject. Undefined when the log has none; the newest is taken because a reading shows the last state.
 */
export function authorOf(change: NotedChange, events: readonly AuditedEvent[]): AuditedEvent | undefined {
  const ways = waysOf(change);
  const [from, to] = [Date.parse(change.notBefore ?? ''), Date.parse(change.at)];
  if (Number.isNaN(from)) return undefined;
  return events
    .filter((event) => Date.parse(event.at) >= from && Date.parse(event.at) <= to)
    .filter((event) => ways.some((way) => fits(way, change, event)))
    .toSorted((a, b) => Date.parse(b.at) - Date.parse(a.at) || (a.id < b.id ? -1 : 1))[0];
}

function waysOf(change: NotedChange): readonly Way[] {
  const { kind, accountId, subjectId, viaGroupId } = change;
  const activity = ACTIVITIES[kind];
  const property = PROPERTIES[kind];
  if (subjectId === null) {
    const own: Way = { activity, names: [accountId] };
    return property === undefined ? [own] : [own, { activity: /^Update user/, names: [accountId], property }];
  }
  if (viaGroupId === null)
    return [{ activity, names: [accountId, subjectId] }, ...endsOf(kind, [accountId, subjectId])];
  const joined = ACTIVITIES[JOINS[kind] ?? kind];
  return [
    { activity: joined, names: [accountId, viaGroupId] },
    { activity, names: [viaGroupId, subjectId] },
    ...endsOf(kind, [accountId, viaGroupId]),
  ];
}

/** Links also go when one of their ends is deleted, and come back when it is restored. */
function endsOf(kind: TimelineKind, ids: readonly string[]): readonly Way[] {
  const activity = /-(removed|ended|unassigned|withdrawn)$/.test(kind) ? DELETED : RESTORED;
  return ids.map((id) => ({ activity, names: [id] }));
}

function fits({ activity, names, property }: Way, change: NotedChange, event: AuditedEvent): boolean {
  if (!activity.test(event.activity)) return false;
  if (property !== undefined && !event.targets.toLowerCase().includes(property)) return false;
  return names.every((id) => id === null || isNamed(id, change, event));
}

/** Some activities name the subject among the changed properties, and roles by their names only. */
function isNamed(id: string, { subjectId, subjectName }: NotedChange, event: AuditedEvent): boolean {
  if (event.targetIds.includes(id) || event.targets.includes(id)) return true;
  return id === subjectId && subjectName !== null && event.targets.includes(JSON.stringify(subjectName));
}
