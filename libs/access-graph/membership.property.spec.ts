import fc from 'fast-check';
import { seededAccess, type SeededAccess } from '../../test/support/seeded-access.js';
import { effectiveGroups, effectiveMembers, MembershipGraph } from './membership-graph.js';
import { COUNT_MAX, membershipPaths, PATHS_MAX } from './membership-paths.js';

const seeds = fc.integer({ min: 0, max: 1_000_000 });
const RUNS = { numRuns: 500 };

/** Joins memberships with themselves until nothing is added. */
function closure(tenant: SeededAccess): ReadonlySet<string> {
  let pairs = new Set(tenant.links.map(({ groupId, memberId }) => `${groupId} ${memberId}`));
  for (;;) {
    const joined = [...pairs].flatMap((pair) => {
      const [outer = '', inner = ''] = pair.split(' ');
      return tenant.links
        .filter(({ groupId }) => groupId === inner)
        .map(({ memberId }) => `${outer} ${memberId}`);
    });
    const next = new Set([...pairs, ...joined]);
    if (next.size === pairs.size) return pairs;
    pairs = next;
  }
}

/** Walks everywhere, entering no group twice. */
function allPaths(tenant: SeededAccess, groupId: string, memberId: string): readonly (readonly string[])[] {
  const walk = (path: readonly string[]): readonly (readonly string[])[] =>
    tenant.links
      .filter((link) => link.groupId === path.at(-1))
      .flatMap((link) => {
        if (link.memberId === memberId) return [path];
        return link.memberType !== 'group' || path.includes(link.memberId)
          ? []
          : walk([...path, link.memberId]);
      });
  return groupId === memberId
    ? []
    : walk([groupId]).toSorted((a, b) => a.length - b.length || (a.join(' ') < b.join(' ') ? -1 : 1));
}

describe('given 500 seeded tenants, half of them with groups in cycles', () => {
  it('finds the same effective members and groups as joining until nothing is added', () => {
    fc.assert(
      fc.property(seeds, (seed) => {
        const tenant = seededAccess(seed);
        const graph = new MembershipGraph(tenant.links);
        const pairs = closure(tenant);
        const everybody = [...tenant.users, ...tenant.groups, ...tenant.principals];
        for (const group of tenant.groups) {
          const members = everybody.filter((id) => id !== group && pairs.has(`${group} ${id}`));
          expect([...effectiveMembers(graph, group)].sort()).toEqual(members.sort());
        }
        for (const member of everybody) {
          const groups = tenant.groups.filter((id) => id !== member && pairs.has(`${id} ${member}`));
          expect([...effectiveGroups(graph, member)].sort()).toEqual([...groups].sort());
        }
      }),
      RUNS,
    );
  });

  it('lists the shortest paths as walking everywhere does, and never counts more than there are', () => {
    fc.assert(
      fc.property(seeds, (seed) => {
        const tenant = seededAccess(seed);
        const graph = new MembershipGraph(tenant.links);
        for (const group of tenant.groups) {
          for (const member of [...tenant.users, ...tenant.groups]) {
            const all = allPaths(tenant, group, member);
            const answer = membershipPaths(graph, group, member);
            expect(answer.paths).toEqual(all.slice(0, PATHS_MAX));
            expect(answer.listedAll).toBe(true);
            if (answer.counting === 'exact') expect(answer.count).toBe(all.length);
            else expect(answer.count).toBeLessThanOrEqual(all.length);
            expect(answer.count).toBeGreaterThanOrEqual(answer.paths.length);
            if (seed % 2 === 0) expect(answer.counting).toBe('exact');
          }
        }
      }),
      RUNS,
    );
  });
});

describe('given groups that are nested so that paths double at every level', () => {
  const levels = 60;
  const links = Array.from({ length: levels }, (_, level) => [
    { groupId: `g${level}`, memberId: `a${level}`, memberType: 'group' },
    { groupId: `g${level}`, memberId: `b${level}`, memberType: 'group' },
    { groupId: `a${level}`, memberId: `g${level + 1}`, memberType: 'group' },
    { groupId: `b${level}`, memberId: `g${level + 1}`, memberType: 'group' },
  ]).flat();
  const person = { groupId: `g${levels}`, memberId: 'person', memberType: 'user' };

  it('counts them without walking them, and says that there are at least as many as it counts up to', () => {
    const answer = membershipPaths(new MembershipGraph([...links, person]), 'g0', 'person');
    expect(answer).toMatchObject({ count: COUNT_MAX, counting: 'at-least', listedAll: true });
    expect(answer.paths).toHaveLength(PATHS_MAX);
    expect(answer.paths[0]).toHaveLength(2 * levels + 1);
  });

  it('counts exactly below the limit', () => {
    const few = links.slice(0, 4 * 12);
    const last = { groupId: 'g12', memberId: 'person', memberType: 'user' };
    const answer = membershipPaths(new MembershipGraph([...few, last]), 'g0', 'person');
    expect(answer).toMatchObject({ count: 4_096, counting: 'exact' });
  });
});
