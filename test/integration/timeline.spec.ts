import { FAKE_CALLER_HEADER } from '#plugin-host/fake-host.js';
import { grantRole, revokeRole } from '#simulator/tenant/access/role-assignments.js';
import { ROLE } from '#simulator/tenant/access/builtin-roles.js';
import { DATABASE, type Database } from '../../src/database/database.port.js';
import { connect, runToEnd, startBareHost, type ApiAnswer, type BareHost } from '../support/bare-host.js';

describe('given an account that joins, moves and leaves', () => {
  let host: BareHost;
  let id: string;
  let mover: string;
  let group: string;

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
    await runToEnd(host, id, 'incremental');
    const [held = ''] =
      [...tenant.roleAssignments].find(([, assignment]) => assignment['principalId'] === mover) ?? [];
    revokeRole(tenant, held);
    tenant.unlink('members', group, mover);
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
