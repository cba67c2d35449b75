import fc from 'fast-check';
import { seededAccess, type SeededAccess } from '../../test/support/seeded-access.js';
import { effectivePrivileges, type GroupEntry, type RoleHolding } from './privileges.js';

const seeds = fc.integer({ min: 0, max: 1_000_000 });
const FIRST = '0000';
const LAST = '9999';

interface Label {
  readonly id: string;
  readonly isGroup: boolean;
  readonly eligible: boolean;
  readonly pim: boolean;
  readonly from: string;
  readonly to: string;
}

/** Every label that any way from a group gives to anybody, kept one by one and never compared. */
function labelsFrom(root: string, entries: readonly GroupEntry[]): readonly Label[] {
  const start: Label = { id: root, isGroup: true, eligible: false, pim: false, from: FIRST, to: LAST };
  const seen = new Map([[JSON.stringify(start), start]]);
  for (const label of seen.values()) {
    for (const entry of entries.filter(
      ({ groupId, memberId }) => groupId === label.id && memberId !== root,
    )) {
      const next: Label = {
        id: entry.memberId,
        isGroup: entry.memberIsGroup,
        eligible: label.eligible || entry.state === 'eligible',
        pim: label.pim || entry.pim,
        from: [label.from, entry.startAt ?? FIRST].sort()[1] ?? FIRST,
        to: [label.to, entry.endAt ?? LAST].sort()[0] ?? LAST,
      };
      seen.set(JSON.stringify(next), next);
    }
  }
  return [...seen.values()].filter(({ isGroup }) => !isGroup);
}

function rowsOf(holding: RoleHolding, tenant: SeededAccess): readonly string[] {
  const { startAt, endAt, principalId } = holding;
  const direct = !tenant.groups.includes(principalId);
  if (direct) return [line(holding, principalId, holding.state, 'direct', startAt, endAt)];
  const ends = labelsFrom(principalId, tenant.entries).map((label) => ({
    id: label.id,
    state: label.eligible ? 'eligible' : holding.state,
    route: label.pim ? 'pim-for-groups' : 'group',
    from: [label.from, startAt ?? FIRST].sort()[1] ?? FIRST,
    to: [label.to, endAt ?? LAST].sort()[0] ?? LAST,
  }));
  const grouped = Map.groupBy(ends, ({ id, state, route }) => `${id}|${state}|${route}`);
  return [...grouped.values()].map((same) => {
    const [first] = same;
    const from = same.map((one) => one.from).sort()[0] ?? FIRST;
    const to =
      same
        .map((one) => one.to)
        .sort()
        .at(-1) ?? LAST;
    const [start, end] = [from === FIRST ? null : from, to === LAST ? null : to];
    return line(holding, first?.id ?? '', first?.state ?? '', first?.route ?? '', start, end);
  });
}

function line(...[holding, ...rest]: readonly [RoleHolding, ...(string | null)[]]): string {
  return [holding.id, holding.roleId, holding.scope, ...rest.map(String)].join(' | ');
}

describe('given 500 seeded tenants with roles held by people, groups and through PIM for Groups', () => {
  it('finds the same privileges as following every way one by one', () => {
    let rows = 0;
    fc.assert(
      fc.property(seeds, (seed) => {
        const tenant = seededAccess(seed);
        const found = effectivePrivileges(tenant.holdings, tenant.entries, (id) =>
          tenant.groups.includes(id),
        );
        const asLines = found.map(({ holdingId, roleId, scope, principalId, state, route, startAt, endAt }) =>
          [holdingId, roleId, scope, principalId, state, route, String(startAt), String(endAt)].join(' | '),
        );
        expect(asLines.sort()).toEqual(tenant.holdings.flatMap((one) => rowsOf(one, tenant)).sort());
        rows += found.length;
      }),
      { numRuns: 500 },
    );
    expect(rows).toBeGreaterThan(1_000);
  });
});

describe('given a role that a group holds', () => {
  const holding: RoleHolding = {
    id: 'h',
    roleId: 'r',
    principalId: 'group',
    scope: '/',
    state: 'active',
    startAt: null,
    endAt: null,
  };
  const entry: GroupEntry = {
    groupId: 'group',
    memberId: 'person',
    memberIsGroup: false,
    state: 'eligible',
    pim: true,
    startAt: '2026-01-01T00:00:00Z',
    endAt: '2026-02-01T00:00:00Z',
  };
  const derive = (entries: readonly GroupEntry[]) =>
    effectivePrivileges([holding], entries, (id) => id === 'group');

  it('calls who may make themselves a member eligible, for as long as that lasts', () => {
    expect(derive([entry])).toEqual([
      {
        principalId: 'person',
        roleId: 'r',
        scope: '/',
        state: 'eligible',
        route: 'pim-for-groups',
        holdingId: 'h',
        viaGroupId: 'group',
        startAt: '2026-01-01T00:00:00Z',
        endAt: '2026-02-01T00:00:00Z',
      },
    ]);
  });

  it('keeps an active membership apart from an eligible one of the same person', () => {
    const active: GroupEntry = { ...entry, state: 'active', pim: false, startAt: null, endAt: null };
    expect(
      derive([entry, active])
        .map(({ state, route }) => `${state} ${route}`)
        .sort(),
    ).toEqual(['active group', 'eligible pim-for-groups']);
  });

  it('gives the role to nobody while the group is empty', () => {
    expect(derive([])).toEqual([]);
  });
});
