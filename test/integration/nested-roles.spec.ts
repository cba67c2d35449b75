import { text, type JsonObject } from '#kernel/json.js';
import { createRandom } from '#kernel/random.js';
import { addGroupEligibility } from '#simulator/tenant/access/group-pim.js';
import { connect, runToEnd, startBareHost, type BareHost } from '../support/bare-host.js';

describe('given a group that PIM manages, nested in a group that holds a role', () => {
  let host: BareHost;
  let id: string;
  let inner: string;
  let somebody: string;

  beforeAll(async () => {
    host = await startBareHost({ simulator: { users: 120, groups: 30 } });
    const { tenant } = host.simulator;
    const outer = [...tenant.roleAssignments.values()]
      .map((held) => text(held['principalId']))
      .find((holder) => tenant.groups.has(holder));
    const plain = [...tenant.groups.values()].filter((group) => group['isAssignableToRole'] !== true);
    inner = text(plain.find((group) => group['id'] !== outer)?.['id']);
    tenant.link('members', outer ?? '', inner, 'group');
    const members = tenant.members.get(inner);
    somebody = [...tenant.users.keys()].find((user) => members?.has(user) !== true) ?? '';
    const order = { groupId: inner, accessId: 'member', principalId: somebody } as const;
    addGroupEligibility(tenant, createRandom(1), order);
    id = (await connect(host)).get('connection') ?? '';
    await runToEnd(host, id, 'full');
  }, 60_000);
  afterAll(() => host.close());

  const items = async (path: string): Promise<readonly JsonObject[]> =>
    (await host.call('auditor', 'GET', `/connections/${id}${path}`)).body.items;

  it('knows who may activate membership of it, although no role can be assigned to the group itself', async () => {
    const eligible = await items(`/group-privileged-eligibilities?groupId=${inner}`);
    expect(eligible.map(({ principalId }) => principalId)).toContain(somebody);
  });

  it('shows the role to which that leads', async () => {
    const privileges = await items(`/effective-privileges?principalId=${somebody}&route=pim-for-groups`);
    expect(privileges.some((row) => row['state'] === 'eligible')).toBe(true);
  });
});
