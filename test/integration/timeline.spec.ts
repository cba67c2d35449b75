import { FAKE_CALLER_HEADER } from '#plugin-host/fake-host.js';
import { assignApp, consentScopes } from '#simulator/tenant/access/consents.js';
import { grantRole, revokeRole } from '#simulator/tenant/access/role-assignments.js';
import { ROLE } from '#simulator/tenant/access/builtin-roles.js';
import { DATABASE, type Database } from '../../src/database/database.port.js';
import { connect, runToEnd, startBareHost, type ApiAnswer, type BareHost } from '../support/bare-host.js';

/** Access to an application without a particular role. */
const NO_ROLE = '00000000-0000-0000-0000-000000000000';

describe('given an account that joins, moves and leaves', () => {
  let host: BareHost;
  let id: string;
  let mover: string;
  let group: string;
  let application: string;
  let resource: string;

  const timeline = async (query = '', account = mover): Promise<ApiAnswer['body']> =>
    (await host.call('auditor', 'GET', `/connections/${id}/accounts/${account}/timeline${query}`)).body;
  const kinds = (body: ApiAnswer['body']): readonly string[] =>
    body.items.map(({ kind, revision }: { kind: string; revision: number }) => `${revision} ${kind}`);

  beforeAll(async () => {
    host = await startBareHost();
    id = (await connect(host)).get('connection') ?? '';
    await runToEnd(host, id, 'full');
    const { tenant } = host.simulator;
    const holders = new Set([...tenant.roleAssignments.values()].map((held) => held['principalId']));
    mover = [...tenant.users.keys()].slice(10).find((user) => !holders.has(user)) ?? '';
    group = [...tenant.groups.keys()].find((one) => tenant.members.get(one)?.has(mover) !== true) ?? '';
    tenant.change('users', mover, { department: 'Moon' });
    tenant.link('members', group, mover, 'user');
    grantRole(tenant, { roleId: ROLE.helpdeskAdministrator, principalId: mover, scope: '/' });
    tenant.link('owners', group, mover, 'user');
    [application = '', resource = ''] = [...tenant.servicePrincipals.keys()];
    const assignment = { resourceId: application, principalId: mover, appRoleId: NO_ROLE };
    const assigned = assignApp(tenant, assignment);
    const consent = { clientId: application, resourceId: resource, principalId: mover };
    consentScopes(tenant, { ...consent, scope: 'User.Read' });
    await runToEnd(host, id, 'incremental');
    const [held = ''] =
      [...tenant.roleAssignments].find(([, assignment]) => assignment['principalId'] === mover) ?? [];
    revokeRole(tenant, held);
    tenant.unlink('members', group, mover);
    tenant.access.appRoleAssignments.delete(assigned);
    consentScopes(tenant, { ...consent, scope: 'User.Read Mail.Read' });
    await runToEnd(host, id, 'incremental');
    tenant.softDelete('users', mover);
    await runToEnd(host, id, 'incremental');
  }, 120_000);
  afterAll(() => host.close());

  it('tells what happened to it, newest first, also when it is gone', async () => {
    const body = await timeline();
    const told = kinds(body);
    expect(told.filter((kind) => kind.startsWith('2 '))).toEqual(
      expect.arrayContaining(['2 department-changed', '2 membership-added', '2 role-added']),
    );
    expect(told).toEqual(expect.arrayContaining(['3 membership-removed', '3 role-ended']));
    expect(told).toContain('4 account-removed');
    expect(told.at(-1)).toBe('1 first-read');
    const revisions = body.items.map(({ revision }: { revision: number }) => revision);
    expect(revisions).toEqual(revisions.toSorted((a: number, b: number) => b - a));
    expect(body).toMatchObject({ revision: 4, completeness: 'complete' });
  });

  it('takes nothing for a change that the first reading showed', async () => {
    expect(kinds(await timeline('?asOf=1'))).toEqual(['1 first-read']);
    const everybody = await host.call('auditor', 'GET', `/connections/${id}/accounts?asOf=1&limit=1000`);
    for (const account of everybody.body.items as readonly { id: string }[]) {
      expect(kinds(await timeline('?asOf=1', account.id))).toEqual(['1 first-read']);
    }
  });

  it('names who did it and when, and otherwise says why that is not known', async () => {
    const { items } = await timeline('?asOf=2');
    const of = (kind: string) => items.find((entry: { kind: string }) => entry.kind === kind);
    expect(of('membership-added')).toMatchObject({
      category: 'membership',
      subject: {
        type: 'group',
        id: group,
        displayName: host.simulator.tenant.groups.get(group)?.['displayName'],
      },
      by: { kind: 'known', value: { activity: 'Add member to group', type: 'user' } },
    });
    expect(of('role-added')).toMatchObject({
      subject: { type: 'role', id: ROLE.helpdeskAdministrator },
      state: 'active',
      route: 'direct',
      scope: '/',
      by: { kind: 'known', value: { activity: 'Add member to role' } },
    });
    expect(of('department-changed')).toMatchObject({ after: 'Moon', by: { kind: 'known' } });
    const done = of('role-added');
    expect(done.by.value.at >= done.notBefore && done.by.value.at <= done.at).toBe(true);
    expect(of('first-read').by).toMatchObject({ kind: 'unknown' });
  });

  it('tells which applications and groups came and went, and what consent changed', async () => {
    const { items } = await timeline();
    const of = (kind: string, revision: number) =>
      items.filter(
        (entry: { kind: string; revision: number }) => entry.kind === kind && entry.revision === revision,
      );
    const app = { type: 'servicePrincipal', id: application };
    expect(of('application-assigned', 2)).toMatchObject([{ subject: app, before: null, after: NO_ROLE }]);
    expect(of('application-unassigned', 3)).toMatchObject([{ subject: app, before: NO_ROLE, after: null }]);
    expect(of('consent-given', 2)).toMatchObject([{ subject: app, before: null, after: 'User.Read' }]);
    expect(of('consent-changed', 3)).toMatchObject([{ before: 'User.Read', after: 'User.Read Mail.Read' }]);
    expect(of('ownership-added', 2)).toMatchObject([
      { subject: { type: 'group', id: group }, by: { kind: 'known' } },
    ]);
    expect(of('ownership-removed', 4)).toMatchObject([{ by: { value: { activity: 'Delete user' } } }]);
    expect(of('application-assigned', 2)[0].by).toMatchObject({ kind: 'unknown' });
  });

  it('gives the same entries page by page, narrowed, and as CSV', async () => {
    const all = await timeline();
    const seen: unknown[] = [];
    for (let cursor = ''; ;) {
      const page = await timeline(`?limit=2${cursor}`);
      seen.push(...page.items);
      if (page.next === undefined) break;
      cursor = `&cursor=${page.next as string}`;
    }
    expect(seen).toEqual(all.items);
    const roles = await timeline('?category=role');
    expect(roles.items).toEqual(all.items.filter((entry: { category: string }) => entry.category === 'role'));
    expect(kinds(await timeline('?kind=role-ended'))).toEqual(['3 role-ended']);
    const url = `${host.url}/integrations/azure-entra-id/connections/${id}/accounts/${mover}/timeline`;
    const csv = await fetch(url, { headers: { accept: 'text/csv', [FAKE_CALLER_HEADER]: 'auditor' } });
    expect((await csv.text()).trim().split('\r\n')).toHaveLength(seen.length + 1);
  });

  it('knows nobody who was never there, and refuses kinds that do not exist', async () => {
    const unknown = '11111111-1111-4111-8111-111111111111';
    expect(await timeline('', unknown)).toMatchObject({ code: 'object-not-in-revision' });
    expect(await timeline('?category=weather')).toMatchObject({ code: 'request-invalid' });
  });

  it('begins where retention has left off', async () => {
    const database = host.app.get<Database>(DATABASE, { strict: false });
    await database.execute('update entra_id.connection set retained_from = 3 where id = $1', [id]);
    const told = kinds(await timeline());
    expect(told.every((kind) => kind.startsWith('4 '))).toBe(true);
    expect(told).toContain('4 account-removed');
    expect(await timeline('?asOf=2')).toMatchObject({ code: 'revision-gone' });
  });
});
