import type { TimelineEntry } from '../../api/timeline-types.js';
import { leadOf, tailOf } from './timeline-words.js';

const entry = (of: Partial<TimelineEntry>): TimelineEntry => ({
  revision: 2,
  at: '2026-03-01T12:00:00Z',
  notBefore: null,
  category: 'identity',
  phase: 'mover',
  kind: 'account-disabled',
  subject: null,
  state: null,
  route: null,
  before: null,
  after: null,
  by: { kind: 'unknown', reason: 'not-reported' },
  ...of,
});

describe('given an entry of a timeline', () => {
  it('says what changed into what, and says that there was nothing before', () => {
    const kind = 'department-changed';
    expect(leadOf(entry({ kind, before: 'Sales', after: 'Finance' }))).toBe(
      'Department changed from “Sales” to “Finance”',
    );
    expect(leadOf(entry({ kind, after: 'Finance' }))).toBe('Department changed from none to “Finance”');
  });

  it('shows a kind that it does not know by its own name', () => {
    expect(leadOf(entry({ kind: 'something-new' }))).toBe('Something new');
  });

  it('says how a role is held', () => {
    const role = { category: 'role', kind: 'role-added', state: 'eligible', route: 'group' } as const;
    expect(tailOf(entry(role))).toBe('(eligible, through a group)');
    expect(tailOf(entry({ ...role, after: '2027-01-01T00:00:00Z' }))).toMatch(
      /through a group, until .*2027/,
    );
  });

  it('names the permissions of consent, the last ones where it is withdrawn', () => {
    expect(tailOf(entry({ category: 'consent', after: 'User.Read' }))).toBe('User.Read');
    expect(tailOf(entry({ category: 'consent', before: 'Mail.Read' }))).toBe('Mail.Read');
    expect(tailOf(entry({ category: 'membership' }))).toBe('');
  });
});
