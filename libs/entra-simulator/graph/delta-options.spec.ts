import { text, type JsonObject } from '#kernel/json.js';
import { InProcessClient, type ReadAnswer } from '../in-process-client.js';
import { createSimulator } from '../simulator.js';

const MINIMAL = { prefer: 'return=minimal' };

function world() {
  const simulator = createSimulator({ users: 60, groups: 6 });
  const [, , , first = '', second = ''] = simulator.tenant.users.keys();
  const [group = ''] = simulator.tenant.groups.keys();
  return {
    simulator,
    tenant: simulator.tenant,
    client: new InProcessClient(simulator),
    first,
    second,
    group,
  };
}

const link = (answer: ReadAnswer): string => text(answer.body['@odata.deltaLink']);
const value = (answer: ReadAnswer): readonly JsonObject[] =>
  answer.body['value'] as unknown as readonly JsonObject[];

describe('given a delta link and Prefer: return=minimal', () => {
  it('shows only the properties that changed, with the id, and says that it honoured the wish', async () => {
    const { client, tenant, first } = world();
    const select = '/users/delta?$select=displayName,jobTitle,department&$deltatoken=latest';
    const taken = link(await client.get(select));
    tenant.change('users', first, { jobTitle: 'Auditor' });
    const minimal = await client.get(taken, MINIMAL);
    expect(value(minimal)).toEqual([{ id: first, jobTitle: 'Auditor' }]);
    expect(minimal.headers['preference-applied']).toBe('return=minimal');
    const whole = await client.get(taken);
    expect(Object.keys(value(whole)[0] ?? {}).sort()).toEqual([
      'department',
      'displayName',
      'id',
      'jobTitle',
    ]);
    expect(whole.headers).not.toHaveProperty('preference-applied');
  });

  it('shows an object as a whole that is new or was restored', async () => {
    const { client, tenant, first } = world();
    const taken = link(await client.get('/users/delta?$select=displayName&$deltatoken=latest'));
    tenant.softDelete('users', first);
    tenant.restore('users', first);
    expect(value(await client.get(taken, MINIMAL))).toContainEqual({
      id: first,
      displayName: expect.any(String),
    });
  });

  it('shows the members of a group that came and went, and no property beside them', async () => {
    const { client, tenant, first, group } = world();
    const taken = link(await client.get('/groups/delta?$deltatoken=latest'));
    tenant.link('members', group, first, 'user');
    expect(value(await client.get(taken, MINIMAL))).toEqual([
      { id: group, 'members@delta': [{ '@odata.type': '#microsoft.graph.user', id: first }] },
    ]);
  });

  it('shows a null that was set, which is not the same as nothing', async () => {
    const { client, tenant, first } = world();
    const taken = link(await client.get('/users/delta?$select=jobTitle,displayName&$deltatoken=latest'));
    tenant.change('users', first, { jobTitle: null });
    expect(value(await client.get(taken, MINIMAL))).toEqual([{ id: first, jobTitle: null }]);
  });

  it('shows whole objects in the first round all the same', async () => {
    const { client } = world();
    const first = await client.get('/users/delta?$select=displayName', MINIMAL);
    expect(first.headers).not.toHaveProperty('preference-applied');
    expect(Object.keys(value(first)[0] ?? {}).sort()).toEqual(['displayName', 'id']);
  });

  it('follows the manager where it was asked for', async () => {
    const { client, tenant, first, second } = world();
    const taken = link(await client.get('/users/delta?$select=displayName,manager&$deltatoken=latest'));
    tenant.setManager(first, second);
    expect(value(await client.get(taken, MINIMAL))).toEqual([
      { id: first, 'manager@delta': [{ '@odata.type': '#microsoft.graph.user', id: second }] },
    ]);
  });
});

describe('given a delta query that is filtered by ids', () => {
  it.each(['users', 'groups'] as const)('shows only those %s, in the first round', async (collection) => {
    const { client, tenant } = world();
    const [a = '', b = ''] = tenant[collection].keys();
    const answer = await client.get(`/${collection}/delta?$filter=id eq '${a}' or id eq '${b}'`);
    expect(value(answer).map(({ id }) => id)).toEqual([a, b]);
  });

  it('follows only those from then on, for the delta link remembers them', async () => {
    const { client, tenant, first, second } = world();
    const taken = link(await client.get(`/users/delta?$filter=id eq '${first}'`));
    tenant.change('users', first, { jobTitle: 'A' });
    tenant.change('users', second, { jobTitle: 'B' });
    expect(value(await client.get(taken)).map(({ id }) => id)).toEqual([first]);
  });

  it.each([
    [50, 200],
    [51, 400],
  ])('answers a filter of %i ids with %i', async (count, status) => {
    const { client } = world();
    const clauses = Array.from({ length: count }, (_, n) => `id eq '${n}'`).join(' or ');
    const answer = await client.get(`/users/delta?$filter=${encodeURIComponent(clauses)}`);
    expect(answer.status).toBe(status);
    if (status === 400) expect(answer.body['error']).toMatchObject({ code: 'Request_UnsupportedQuery' });
  });

  it('refuses every other filter', async () => {
    const { client } = world();
    expect((await client.get("/users/delta?$filter=startswith(displayName,'a')")).status).toBe(400);
  });
});

describe('given properties that are not in the directory', () => {
  it('answers 501 where a list or a delta query selects them', async () => {
    const { client } = world();
    for (const path of ['/users?$select=id,skills', '/users/delta?$select=skills']) {
      const { status, body } = await client.get(path);
      expect(status).toBe(501);
      expect(body['error']).toMatchObject({ code: 'NotImplemented' });
    }
  });
});
