import { authorOf, type AuditedEvent, type NotedChange } from './change-author.js';

const [ANN, GROUP, ROLE] = ['ann', 'group-1', 'role-1'] as const;

const change: NotedChange = {
  kind: 'membership-added',
  accountId: ANN,
  subjectId: GROUP,
  subjectName: 'Finance',
  viaGroupId: null,
  notBefore: '2026-03-01T10:00:00Z',
  at: '2026-03-01T12:00:00Z',
};

const event = (of: Partial<AuditedEvent>): AuditedEvent => ({
  id: 'event-1',
  at: '2026-03-01T11:00:00Z',
  activity: 'Add member to group',
  targetIds: [ANN, GROUP],
  targets: '[]',
  ...of,
});

describe('who brought a change about', () => {
  it('is whoever did it to the same account and subject between the two readings', () => {
    expect(authorOf(change, [event({})])?.id).toBe('event-1');
    expect(authorOf(change, [event({ targetIds: [ANN, 'group-2'] })])).toBeUndefined();
    expect(authorOf(change, [event({ activity: 'Remove member from group' })])).toBeUndefined();
    expect(authorOf(change, [event({ at: '2026-03-01T09:59:59Z' })])).toBeUndefined();
    expect(authorOf(change, [event({ at: '2026-03-01T12:00:01Z' })])).toBeUndefined();
  });

  it('is nobody where nothing says since when it can have been', () => {
    expect(authorOf({ ...change, notBefore: null }, [event({})])).toBeUndefined();
  });

  it('is the last one of several, because a reading shows the last state', () => {
    const later = event({ id: 'event-2', at: '2026-03-01T11:30:00Z' });
    expect(authorOf(change, [later, event({})])?.id).toBe('event-2');
  });

  it('is found by the name of a role that the log does not name by its id', () => {
    const noted = {
      ...change,
      kind: 'role-added',
      subjectId: ROLE,
      subjectName: 'User Administrator',
    } as const;
    const added = { activity: 'Add member to role in PIM completed (permanent)', targetIds: [ANN] };
    const named = event({ ...added, targets: '[{"displayName":"User Administrator"}]' });
    expect(authorOf(noted, [named])?.id).toBe('event-1');
    expect(authorOf(noted, [event({ ...added, targets: '[{"displayName":"Reader"}]' })])).toBeUndefined();
  });

  it('is whoever added to the group, or gave the group the role, where the role comes through a group', () => {
    const noted = { ...change, kind: 'role-added', subjectId: ROLE, viaGroupId: GROUP } as const;
    expect(authorOf(noted, [event({})])?.id).toBe('event-1');
    const given = event({ activity: 'Add member to role', targetIds: [GROUP, ROLE] });
    expect(authorOf(noted, [given])?.id).toBe('event-1');
    expect(authorOf(noted, [event({ activity: 'Add member to role', targetIds: [ANN] })])).toBeUndefined();
  });

  it('is no update that does not name the property', () => {
    const noted = { ...change, kind: 'department-changed', subjectId: null, subjectName: null } as const;
    const update = { activity: 'Update user', targetIds: [ANN] };
    const named = event({ ...update, targets: '[{"modifiedProperties":[{"displayName":"Department"}]}]' });
    expect(authorOf(noted, [named])?.id).toBe('event-1');
    expect(authorOf(noted, [event(update)])).toBeUndefined();
  });

  it('is whoever deleted the account or the group when a membership ends with it', () => {
    const noted = { ...change, kind: 'membership-removed' } as const;
    for (const [activity, id] of [
      ['Delete user', ANN],
      ['Delete group', GROUP],
    ] as const) {
      expect(authorOf(noted, [event({ activity, targetIds: [id] })])?.id).toBe('event-1');
    }
    expect(authorOf(change, [event({ activity: 'Delete user', targetIds: [ANN] })])).toBeUndefined();
  });
});
