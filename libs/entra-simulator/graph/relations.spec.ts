import { text, type JsonObject } from '#kernel/json.js';
import { InProcessClient } from '../in-process-client.js';
import { createSimulator } from '../simulator.js';
import { GraphClient } from '../testing/graph-client.js';

const simulator = createSimulator({ users: 60, groups: 20 });
const { tenant } = simulator;
const graph = new GraphClient(simulator);
const idsOf = (items: readonly JsonObject[]) => items.map((item) => text(item['id'])).sort();
const valueOf = (body: JsonObject) => body['value'] as readonly JsonObject[];
const errorOf = (body: JsonObject) => body['error'] as JsonObject;
const directGroups = (id: string) => [...(tenant.memberOf.get(id) ?? [])].sort();

/** Someone who is in a group that is in a group, and the group. */
function nested(): { readonly user: string; readonly group: string } {
  for (const [group, members] of tenant.members) {
    const parents = tenant.memberOf.get(group);
    const user = [...members].find(([, type]) => type === 'user')?.[0];
    if (parents !== undefined && parents.size > 0 && user !== undefined) return { user, group };
  }
  throw new RangeError('no nested group');
}

describe('given relations of directory objects', () => {
  const { user, group } = nested();

  it.each(['microsoft.graph.group', 'graph.group'])(
    'lists and counts memberships cast to %s',
    async (cast) => {
      const groups = await graph.all(`/users/${user}/memberOf/${cast}?$select=id,displayName`);
      expect(idsOf(groups)).toEqual(directGroups(user));
      expect((await graph.get(`/users/${user}/memberOf/${cast}/$count`)).text).toBe(String(groups.length));
    },
  );

  it('does not care about the case of segments', async () => {
    const written = await graph.get(`/Groups/${group}/transitivemembers/graph.user/$count`);
    expect(written.text).toBe((await graph.get(`/groups/${group}/transitiveMembers/graph.user/$count`)).text);
  });

  it('lists what a group is in, directly and through others', async () => {
    expect(idsOf(await graph.all(`/groups/${group}/memberOf/microsoft.graph.group`))).toEqual(
      directGroups(group),
    );
    const transitive = idsOf(await graph.all(`/users/${user}/transitiveMemberOf/microsoft.graph.group`));
    expect(transitive).toEqual(expect.arrayContaining(directGroups(group)));
  });

  it('shows one end by its id, and refuses an object that is none', async () => {
    const one = await graph.get(`/users/${user}/memberOf/${group}`);
    expect(one.body).toMatchObject({ '@odata.type': '#microsoft.graph.group', id: group });
    expect((await graph.get(`/users/${user}/memberOf/${user}`)).status).toBe(404);
  });

  it('lists what somebody owns', async () => {
    const [owned, owners] = [...tenant.owners].find(([, ends]) => ends.size > 0) ?? [
      '',
      new Map<string, string>(),
    ];
    const [owner = ''] = owners.keys();
    expect(idsOf(await graph.all(`/users/${owner}/ownedObjects`))).toContain(owned);
  });

  it('answers questions about memberships, which are posted', async () => {
    const asked = await graph.post(`/users/${user}/getMemberGroups`, { securityEnabledOnly: false });
    const groups = asked.body['value'] as readonly string[];
    expect(asked.body['@odata.context']).toMatch(/\$metadata#Collection\(Edm\.String\)$/);
    expect(groups).toEqual(expect.arrayContaining(directGroups(group)));
    const check = await graph.post(`/users/${user}/checkMemberGroups`, { groupIds: [group, user] });
    expect(check.body['value']).toEqual([group]);
    const secure = await graph.post(`/users/${user}/getMemberGroups`, { securityEnabledOnly: true });
    for (const id of secure.body['value'] as readonly string[]) {
      expect(tenant.groups.get(id)?.['securityEnabled']).toBe(true);
    }
  });

  it('shows any directory object with its type', async () => {
    const { body } = await graph.get(`/directoryObjects/${group}?$select=id,displayName`);
    expect(Object.keys(body)).toEqual(['@odata.context', '@odata.type', 'id', 'displayName']);
  });

  it('filters by how many ends a relation has', async () => {
    const shown = await graph.all('/groups?$filter=owners/$count eq 0&$count=true&$select=id');
    const without = [...tenant.groups.keys()].filter((id) => (tenant.owners.get(id)?.size ?? 0) === 0);
    expect(idsOf(shown)).toEqual(without.sort());
    expect(without.length).toBeGreaterThan(0);
    expect((await graph.get('/groups?$filter=nonsense/$count eq 0&$count=true')).status).toBe(400);
  });

  it('names roles by their template and service principals by their application', async () => {
    const [role] = tenant.directoryRoles.values();
    const template = text(role?.['roleTemplateId']);
    const byTemplate = await graph.get(`/directoryRoles(roleTemplateId='${template}')`);
    expect(byTemplate.body['id']).toBe(role?.['id']);
    const [principal] = tenant.servicePrincipals.values();
    const appId = text(principal?.['appId']);
    expect((await graph.get(`/servicePrincipals(appId='${appId}')/owners`)).status).toBe(200);
    expect((await graph.get(`/servicePrincipals(appId='${appId}')`)).body['id']).toBe(principal?.['id']);
  });
});

describe('given $expand', () => {
  it('shows at most 20 ends with the selection inside', async () => {
    const { body } = await graph.get('/groups?$select=id&$expand=members($select=id,displayName)&$top=20');
    for (const shown of valueOf(body)) {
      const members = shown['members'] as readonly JsonObject[];
      const all = tenant.members.get(text(shown['id']))?.size ?? 0;
      if (tenant.groups.get(text(shown['id']))?.['visibility'] === 'HiddenMembership') continue;
      expect(members).toHaveLength(Math.min(20, all));
      for (const member of members) expect(Object.keys(member)).toEqual(['@odata.type', 'id', 'displayName']);
    }
  });

  it('shows memberships of users', async () => {
    const { body } = await graph.get('/users?$select=id&$expand=memberOf($select=id)');
    const [shown] = valueOf(body).filter(({ id }) => directGroups(text(id)).length > 0);
    expect(idsOf(shown?.['memberOf'] as readonly JsonObject[])).toEqual(
      expect.arrayContaining(directGroups(text(shown?.['id']))),
    );
  });

  it('does not show the members of a hidden group to whoever may not see them', async () => {
    const poor = createSimulator({
      users: 60,
      groups: 20,
      grants: ['GroupMember.Read.All', 'User.Read.All'],
    });
    const hidden = [...poor.tenant.groups.values()].filter(
      ({ visibility }) => visibility === 'HiddenMembership',
    );
    expect(hidden.length).toBeGreaterThan(0);
    const { body } = await new GraphClient(poor).get('/groups?$expand=members');
    for (const { id } of hidden) {
      expect(valueOf(body).find((shown) => shown['id'] === id)?.['members']).toEqual([]);
    }
  });
});

describe('given properties that are selected', () => {
  it('shows those without a value as null, and lists without items as empty', async () => {
    const { body } = await graph.get('/users?$select=id,faxNumber,imAddresses&$top=1');
    expect(valueOf(body)[0]).toEqual({ id: expect.any(String), faxNumber: null, imAddresses: [] });
  });

  it.each([
    ['/users?$select=id,nonsense', 'nonsense', 'user'],
    ['/users/delta?$select=nonsense', 'nonsense', 'user'],
    ['/groups?$expand=nonsense', 'nonsense', 'group'],
  ])('refuses %s', async (path, name, type) => {
    const { status, body } = await graph.get(path);
    expect(status).toBe(400);
    expect(errorOf(body)).toMatchObject({
      code: 'BadRequest',
      message: `Parsing OData Select and Expand failed: Could not find a property named '${name}' on type 'microsoft.graph.${type}'.`,
    });
  });
});

describe('given requests that Graph does not understand', () => {
  const plain = new InProcessClient(simulator);

  it.each([
    ['/nonsense', 'nonsense'],
    ['/users/x/nonsense', 'nonsense'],
  ])('names the segment of %s that is not there', async (path, segment) => {
    const { status, body } = await plain.get(path);
    expect([status, errorOf(body)['code']]).toEqual([400, 'BadRequest']);
    expect(errorOf(body)['message']).toBe(`Resource not found for the segment '${segment}'.`);
  });

  it.each([
    ["/users?$filter=endswith(mail,'x')", /^Operator 'endsWith' is not supported because/],
    ['/users?$search="displayName:a"', /^Request with \$search query parameter only works/],
  ])('says what %s needs', async (path, message) => {
    const { status, body } = await plain.get(path);
    expect([status, errorOf(body)['code']]).toEqual([400, 'Request_UnsupportedQuery']);
    expect(errorOf(body)['message']).toMatch(message);
  });

  it('refuses a subscription, which would be a change, and lists none', async () => {
    expect((await plain.post('/subscriptions', { changeType: 'updated' })).status).toBe(405);
    expect((await plain.get('/subscriptions')).body['value']).toEqual([]);
  });

  it('says so when a body is no JSON object', async () => {
    const { status, body } = await plain.post('/directoryObjects/getByIds', ['x']);
    expect([status, errorOf(body)['code']]).toEqual([400, 'BadRequest']);
  });
});

describe('given the user who signed in', () => {
  it('reads their own relations, and pages at the address that was asked', async () => {
    const { client, state } = simulator;
    const [admin = ''] = tenant.users.keys();
    state.consent(tenant.tenantId, client.appId).delegated = new Set(['User.Read']);
    const code = state.issueCode({
      appId: client.appId,
      tenantId: tenant.tenantId,
      userId: admin,
      scopes: ['openid'],
      redirectUri: 'https://app.example/back',
      nonce: undefined,
      challenge: undefined,
      challengeMethod: undefined,
    });
    const form = {
      grant_type: 'authorization_code',
      client_id: client.appId,
      client_secret: client.secrets[0] ?? '',
      code,
    };
    const url = new URL(`https://login.example/${tenant.tenantId}/oauth2/v2.0/token`);
    const body = new URLSearchParams(form).toString();
    const answer = JSON.parse(
      (await simulator.handle({ method: 'POST', url, headers: {}, body })).body,
    ) as JsonObject;
    const authorization = `Bearer ${text(answer['access_token'])}`;
    const own = new InProcessClient(simulator);
    expect((await own.get('/me?$select=id', { authorization })).body['id']).toBe(admin);
    const page = await own.get('/me/memberOf?$top=1', { authorization });
    expect(page.body['@odata.nextLink']).toContain('/v1.0/me/memberOf?');
    expect((await own.get('/users', { authorization })).status).toBe(403);
  });
});
