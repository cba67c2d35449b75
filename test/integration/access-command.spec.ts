import { isJsonObject, text, type Json, type JsonObject } from '#kernel/json.js';
import { FAKE_CALLER_HEADER } from '#plugin-host/fake-host.js';
import { Person } from '#simulator/person.js';
import { UsageError } from '#kernel/usage-error.js';
import { askAccess } from '../../libs/commands/access.js';
import { describeAccess } from '../../libs/commands/describe-access.js';
import { HostClient } from '../../libs/commands/host-client.js';
import { connect, runToEnd, startBareHost, type BareHost } from '../support/bare-host.js';

const rows = (value: Json | undefined): readonly JsonObject[] =>
  Array.isArray(value) ? (value as readonly Json[]).filter(isJsonObject) : [];

describe('given somebody who asks about access on the command line', () => {
  let host: BareHost;
  let person: Person;
  let ask: (values: Readonly<Record<string, string>>) => Promise<JsonObject>;

  beforeAll(async () => {
    host = await startBareHost({ simulator: { users: 120, groups: 30 } });
    const id = (await connect(host)).get('connection') ?? '';
    await runToEnd(host, id, 'full');
    person = new Person(undefined);
    const client = new HostClient(person, host.url, { [FAKE_CALLER_HEADER]: 'auditor' });
    ask = (values) => askAccess(client, id, values);
  }, 60_000);
  afterAll(async () => {
    await person.close();
    await host.close();
  });

  it('says what an account can reach, found by its id or its sign-in name in any case', async () => {
    const { tenant } = host.simulator;
    const held = [...tenant.roleAssignments.values()].find((one) =>
      tenant.users.has(text(one['principalId'])),
    );
    const id = text(held?.['principalId']);
    const upn = text(tenant.users.get(id)?.['userPrincipalName']);
    const answer = await ask({ account: id });
    expect(await ask({ account: upn.toUpperCase() })).toEqual(answer);
    expect(rows(answer['roles']).map((row) => row['roleId'])).toContain(held?.['roleDefinitionId']);
    expect(answer).toMatchObject({
      question: { account: id },
      account: { id },
      revision: 1,
      completeness: 'complete',
    });
    const lines = describeAccess(answer);
    expect(lines).toContain(`<${upn}>`);
    expect(lines).toMatch(/Roles \(\d+\)/);
  });

  it('says who has a role, by its name, with the path through each group', async () => {
    const answer = await ask({ role: 'Global Administrator' });
    const byId = await ask({ role: text(rows(answer['items'])[0]?.['roleId']) });
    expect(byId['items']).toEqual(answer['items']);
    const { tenant } = host.simulator;
    const held = [...tenant.roleAssignments.values()].filter((one) =>
      tenant.groups.has(text(one['principalId'])),
    );
    expect(held.length).toBeGreaterThan(0);
    let paths = 0;
    for (const { roleDefinitionId, principalId } of held) {
      const members = tenant.members.get(text(principalId));
      const holders = rows((await ask({ role: text(roleDefinitionId) }))['items']);
      const inGroup = holders.filter((row) => row['viaGroupId'] === principalId);
      for (const row of inGroup.filter((one) => members?.has(text(one['principalId'])) === true)) {
        expect(row['paths']).toContainEqual([principalId]);
        paths += 1;
      }
    }
    expect(paths).toBeGreaterThan(0);
  });

  it('says who is in a group, also through others, and who can use an application', async () => {
    const { tenant } = host.simulator;
    const [group = ''] = [...tenant.groups.keys()].filter((id) => (tenant.members.get(id)?.size ?? 0) > 0);
    const members = rows((await ask({ group }))['items']);
    expect(members.length).toBeGreaterThanOrEqual(tenant.members.get(group)?.size ?? 0);
    const [assignment] = tenant
      .document()
      .appRoleAssignments.filter((one) => one['principalType'] === 'User');
    const answer = await ask({ resource: text(assignment?.['resourceId']) });
    expect(rows(answer['items']).map((row) => row['principalId'])).toContain(assignment?.['principalId']);
    expect(answer['openTo']).toEqual(expect.any(String));
  });

  it('answers as of an earlier revision', async () => {
    const { tenant } = host.simulator;
    const [group = ''] = [...tenant.groups.keys()];
    const now = await ask({ group });
    expect(await ask({ group, 'as-of': '1' })).toEqual(now);
    await expect(ask({ group, 'as-of': '77' })).rejects.toThrow('revision-unknown');
  });

  it('refuses no question, two questions, and names that nobody has', async () => {
    await expect(ask({})).rejects.toThrow(UsageError);
    await expect(ask({ group: 'x', role: 'y' })).rejects.toThrow(UsageError);
    await expect(ask({ group: 'Finance' })).rejects.toThrow(UsageError);
    await expect(ask({ account: 'nobody@contoso.example' })).rejects.toThrow('There is no account');
    await expect(ask({ role: 'User' })).rejects.toThrow('Several roles begin with User');
  });
});
