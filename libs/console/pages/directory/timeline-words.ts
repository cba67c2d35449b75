import type { TimelineEntry } from '../../api/timeline-types.js';
import { dateTime, words } from '../../design/format.js';

/** What happened, before the name of what it is about; `{before}` and `{after}` stand for values. */
const LEADS: Readonly<Record<string, string>> = {
  'first-read': 'Read for the first time',
  'account-appeared': 'Account appeared',
  'account-enabled': 'Account enabled',
  'account-disabled': 'Account disabled',
  'account-removed': 'Account removed',
  'department-changed': 'Department changed from {before} to {after}',
  'title-changed': 'Job title changed from {before} to {after}',
  'manager-changed': 'Manager changed',
  'membership-added': 'Joined the group',
  'membership-removed': 'Left the group',
  'ownership-added': 'Became an owner of',
  'ownership-removed': 'No longer an owner of',
  'role-added': 'Was given the role',
  'role-changed': 'Term of a role changed:',
  'role-ended': 'Lost the role',
  'application-assigned': 'Assigned to',
  'application-unassigned': 'No longer assigned to',
  'consent-given': 'Consented to',
  'consent-changed': 'Changed the consent to',
  'consent-withdrawn': 'Withdrew the consent to',
};

/** What happened, in words that end before the name of its subject. */
export function leadOf({ kind, before, after }: TimelineEntry): string {
  const lead = LEADS[kind] ?? words(kind);
  return lead.replace('{before}', quoted(before)).replace('{after}', quoted(after));
}

function quoted(value: string | null): string {
  return value === null ? 'none' : `“${value}”`;
}

/** What is added behind the name of the subject: how a role is held and until when, or which permissions count. */
export function tailOf({ category, state, route, before, after }: TimelineEntry): string {
  if (category === 'role') return roleTail({ state, route, after });
  if (category === 'consent') return [after ?? before].flatMap((scopes) => scopes ?? []).join('');
  return '';
}

function roleTail({ state, route, after }: Pick<TimelineEntry, 'state' | 'route' | 'after'>): string {
  const ways = { direct: 'directly', group: 'through a group', 'pim-for-groups': 'through PIM for Groups' };
  const parts = [
    state ?? undefined,
    route === null ? undefined : ways[route],
    after === null || Number.isNaN(Date.parse(after)) ? undefined : `until ${dateTime(after)}`,
  ].filter((part) => part !== undefined);
  return parts.length === 0 ? '' : `(${parts.join(', ')})`;
}
