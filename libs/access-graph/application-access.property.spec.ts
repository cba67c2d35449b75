import fc from 'fast-check';
import { seededAccess } from '../../test/support/seeded-access.js';
import {
  applicationAccess,
  delegatedPermissions,
  heldPermissions,
  openTo,
  type DelegatedGrant,
  type EnterpriseApplication,
} from './application-access.js';
import { MICROSOFT_GRAPH_APP_ID } from './graph-permissions.js';

const seeds = fc.integer({ min: 0, max: 1_000_000 });

describe('given 500 seeded tenants with applications', () => {
  it('finds the same access as trying every account against every assignment', () => {
    let rows = 0;
    fc.assert(
      fc.property(seeds, (seed) => {
        const { applications, grants, links, users, principals } = seededAccess(seed);
        const membersOf = (groupId: string) =>
          links
            .filter((link) => link.groupId === groupId)
            .map(({ memberId, memberType }) => ({ id: memberId, type: memberType }));
        for (const application of applications) {
          const found = applicationAccess(application, grants, membersOf);
          const naive = [...users, ...principals].flatMap((principalId) =>
            grants
              .filter((grant) => grant.resourceId === application.id)
              .flatMap((grant) => {
                const direct = grant.principalType !== 'Group' && grant.principalId === principalId;
                const inGroup = links.some(
                  (link) =>
                    grant.principalType === 'Group' &&
                    link.groupId === grant.principalId &&
                    link.memberId === principalId,
                );
                const via = inGroup ? grant.principalId : 'direct';
                return direct || inGroup ? [`${principalId} ${grant.id} ${via}`] : [];
              }),
          );
          const lines = found.map(
            (row) => `${row.principalId} ${row.assignmentId} ${row.viaGroupId ?? 'direct'}`,
          );
          expect(lines.sort()).toEqual(naive.sort());
          rows += lines.length;
        }
      }),
      { numRuns: 500 },
    );
    expect(rows).toBeGreaterThan(1_000);
  });
});

describe('given applications that hold permissions', () => {
  const graph: EnterpriseApplication = {
    id: 'graph',
    appId: MICROSOFT_GRAPH_APP_ID,
    accountEnabled: true,
    assignmentRequired: false,
    appRoles: [
      { id: 'r1', value: 'RoleManagement.ReadWrite.Directory' },
      { id: 'r2', value: 'User.Read.All' },
      { id: 'r3', value: 'Mail.Send' },
    ],
  };
  const other: EnterpriseApplication = {
    ...graph,
    id: 'other',
    appId: 'x',
    appRoles: [{ id: 'r1', value: 'Do' }],
  };
  const grant = (resourceId: string, appRoleId: string) => ({
    id: `${resourceId}-${appRoleId}`,
    principalId: 'app',
    principalType: 'ServicePrincipal' as const,
    resourceId,
    appRoleId,
  });

  it('marks those of Microsoft Graph by what they allow, and leaves others unjudged', () => {
    const grants = ['r1', 'r2', 'r3', 'gone'].map((role) => grant('graph', role));
    const held = heldPermissions('app', [...grants, grant('other', 'r1'), grant('unread', 'r1')], (id) =>
      [graph, other].find((one) => one.id === id),
    );
    expect(held.map(({ level }) => level?.highRisk ?? null)).toEqual([true, false, true, null, null, null]);
    expect(held.map(({ permission, level }) => [permission, level?.level ?? null])).toEqual([
      ['RoleManagement.ReadWrite.Directory', 'takes-over-tenant'],
      ['User.Read.All', 'reads'],
      ['Mail.Send', 'writes'],
      [null, null],
      ['Do', null],
      [null, null],
    ]);
  });

  it('says for whom an application is open, and does not guess', () => {
    expect(openTo(graph)).toBe('everyone');
    expect(openTo({ ...graph, assignmentRequired: true })).toBe('assigned-only');
    expect(openTo({ ...graph, accountEnabled: false })).toBe('nobody');
    expect(openTo({ ...graph, assignmentRequired: null })).toBe('unknown');
  });

  it('takes consent apart by permission, for one user or for the whole tenant', () => {
    const common = { id: 'c', clientId: 'app', resourceId: 'graph' };
    const consent: readonly DelegatedGrant[] = [
      {
        ...common,
        consentType: 'AllPrincipals',
        principalId: null,
        scope: ' User.Read  Mail.Send User.Read ',
      },
      { ...common, consentType: 'Principal', principalId: 'u', scope: 'Files.Read' },
    ];
    const all = delegatedPermissions(consent, () => graph);
    expect(all.map(({ permission, userId, level }) => [permission, userId, level?.highRisk])).toEqual([
      ['User.Read', null, false],
      ['Mail.Send', null, true],
      ['Files.Read', 'u', true],
    ]);
    expect(delegatedPermissions(consent, () => other).map(({ level }) => level)).toEqual([null, null, null]);
  });
});
