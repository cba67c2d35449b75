import { EXTENDED_PERMISSIONS } from '#simulator/identity/registrations.js';
import { connect, runToEnd, startBareHost, type ApiAnswer, type BareHost } from '../support/bare-host.js';

const WITHOUT = EXTENDED_PERMISSIONS.filter((name) => name !== 'Member.Read.Hidden');

describe('given a tenant whose hidden members may not be read', () => {
  let host: BareHost;
  let id: string;
  let hidden: string;

  const get = async (path: string): Promise<ApiAnswer['body']> =>
    (await host.call('auditor', 'GET', `/connections/${id}${path}`)).body;
  const kindsOf = async (account: string): Promise<readonly string[]> =>
    (await get(`/accounts/${account}/timeline`)).items.map(
      ({ kind, revision }: { kind: string; revision: number }) => `${revision} ${kind}`,
    );

  beforeAll(async () => {
    host = await startBareHost({ simulator: { grants: WITHOUT } });
    const { tenant } = host.simulator;
    hidden = [...tenant.groups.keys()].find((group) => (tenant.members.get(group)?.size ?? 0) > 1) ?? '';
    tenant.change('groups', hidden, { visibility: 'HiddenMembership' });
    id = (await connect(host)).get('connection') ?? '';
    host.simulator.state.grantApplication(tenant.tenantId, host.simulator.client.appId, WITHOUT, false);
    await host.call('admin', 'POST', `/connections/${id}/health`);
    await runToEnd(host, id, 'full');
  }, 60_000);
  afterAll(() => host.close());

  it('notes who joined other groups all the same', async () => {
    const { tenant } = host.simulator;
    expect((await get('/tenant')).completenessOf).toMatchObject({ memberships: 'partial' });
    const open = [...tenant.groups].find(
      ([key, group]) => key !== hidden && group['visibility'] !== 'HiddenMembership',
    );
    const members = tenant.members.get(open?.[0] ?? '');
    const joiner = [...tenant.users.keys()].find((user) => members?.has(user) !== true) ?? '';
    tenant.link('members', open?.[0] ?? '', joiner, 'user');
    await runToEnd(host, id, 'incremental');
    expect(await kindsOf(joiner)).toEqual(['2 membership-added', '1 first-read']);
  });

  it('takes nobody for a joiner who is seen in the group once its members may be read', async () => {
    const { tenant, state, client } = host.simulator;
    state.grantApplication(tenant.tenantId, client.appId, EXTENDED_PERMISSIONS, false);
    await host.call('admin', 'POST', `/connections/${id}/health`);
    const run = await runToEnd(host, id, 'incremental');
    const { items } = await get(`/groups/${hidden}/members`);
    expect(items).toHaveLength(tenant.members.get(hidden)?.size ?? -1);
    expect((await get(`/changes?revision=${run.revision as number}`)).items).toEqual([]);
  });
});
