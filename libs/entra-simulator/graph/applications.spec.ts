import { text, type Json, type JsonObject } from '#kernel/json.js';
import { createSimulator } from '../simulator.js';
import { restoreApp, softDeleteApp } from '../tenant/access/app-lifecycle.js';
import { GraphClient } from '../testing/graph-client.js';

describe('given the simulated applications', () => {
  const simulator = createSimulator({ users: 300, groups: 30 });
  const { tenant } = simulator;
  const graph = new GraphClient(simulator);
  const principalNamed = async (name: string): Promise<JsonObject> => {
    const found = await graph.all(`/servicePrincipals?$filter=displayName eq '${name}'`);
    return found[0] ?? {};
  };

  it('lists service principals a hundred at a time, and a full last page is followed by an empty one', async () => {
    const { body } = await graph.get('/servicePrincipals');
    const shown = body['value'] as readonly JsonObject[];
    expect(shown.length).toBe(Math.min(100, tenant.servicePrincipals.size));
    const top = tenant.servicePrincipals.size;
    const whole = await graph.get(`/servicePrincipals?$top=${top}`);
    expect(whole.body['value']).toHaveLength(top);
    const last = await graph.get(text(whole.body['@odata.nextLink']));
    expect(last.body['value']).toEqual([]);
    expect(last.body).not.toHaveProperty('@odata.nextLink');
    expect(new URL(text(whole.body['@odata.nextLink'])).searchParams.get('$skiptoken')).toMatch(/^RFNwdA/);
  });

  it('shows principals of Microsoft, of other companies, of the tenant and of resources', async () => {
    const all = await graph.all('/servicePrincipals');
    const values = (name: string): ReadonlySet<Json> => new Set(all.map((item) => item[name] ?? null));
    expect(values('servicePrincipalType')).toEqual(new Set(['Application', 'ManagedIdentity']));
    expect(values('accountEnabled')).toEqual(new Set([true, false]));
    expect(values('appOwnerOrganizationId').size).toBeGreaterThan(5);
    const microsoft = await graph.get("/servicePrincipals(appId='00000003-0000-0000-c000-000000000000')");
    expect(microsoft.body['appRoles']).toContainEqual(
      expect.objectContaining({
        value: 'RoleManagement.ReadWrite.Directory',
        id: '9e3f62cf-ca93-4989-b6ce-bf83c28f9fe8',
      }),
    );
  });

  it('shows the same assignment from the resource, from the principal and in the truth', async () => {
    const hub = await principalNamed('Tailspin Automation Hub');
    const mine = await graph.all(`/servicePrincipals/${text(hub['id'])}/appRoleAssignments`);
    expect(mine.map((held) => held['appRoleId'])).toContain('9e3f62cf-ca93-4989-b6ce-bf83c28f9fe8');
    const [first] = mine;
    const theirs = await graph.all(`/servicePrincipals/${text(first?.['resourceId'])}/appRoleAssignedTo`);
    expect(theirs).toContainEqual(first);
    expect(tenant.document().appRoleAssignments).toContainEqual(first);
    expect(text(first?.['id'])).toMatch(/^[\w-]{43}$/);
  });

  it('shows who is assigned to an app by person and by group', async () => {
    const held = tenant.document().appRoleAssignments;
    for (const type of ['User', 'Group']) {
      const one = held.find((item) => item['principalType'] === type);
      const path = type === 'User' ? 'users' : 'groups';
      expect(await graph.all(`/${path}/${text(one?.['principalId'])}/appRoleAssignments`)).toContainEqual(
        one,
      );
    }
  });

  it('shows expired, expiring and lasting secrets, but never a secret', async () => {
    const all = await graph.all('/applications');
    const secrets = all.flatMap((item) => item['passwordCredentials'] as readonly JsonObject[]);
    const ends = secrets.map((secret) => text(secret['endDateTime']));
    expect(ends.some((end) => end < '2026-06-01')).toBe(true);
    expect(ends.some((end) => end > '2026-06-01' && end < '2026-07-01')).toBe(true);
    expect(ends.some((end) => end > '2100')).toBe(true);
    expect(secrets.every((secret) => secret['secretText'] === null)).toBe(true);
    expect(all.some((item) => (item['keyCredentials'] as readonly Json[]).length > 0)).toBe(true);
  });

  it('follows consents by delta, also those of somebody who is deleted and restored', async () => {
    const { items, deltaLink } = await graph.delta('/oauth2PermissionGrants/delta');
    const personal = items.find((grant) => grant['consentType'] === 'Principal');
    const id = text(personal?.['id']);
    const principalId = text(personal?.['principalId']);
    tenant.softDelete('users', principalId);
    const gone = await graph.delta(deltaLink);
    expect(gone.items).toContainEqual({ id, '@removed': { reason: 'deleted' } });
    expect((await graph.get(`/oauth2PermissionGrants/${id}`)).status).toBe(404);
    tenant.restore('users', principalId);
    const back = await graph.delta(gone.deltaLink);
    expect(back.items).toContainEqual(expect.objectContaining({ id, principalId }));
  });

  it('moves deleted principals to the deleted items with all they hold, and brings them back', async () => {
    const id = text((await principalNamed('Litware Mail Archiver'))['id']);
    const path = '/directory/deletedItems/microsoft.graph.servicePrincipal';
    const { deltaLink } = await graph.delta('/servicePrincipals/delta?$deltatoken=latest');
    softDeleteApp(tenant, 'servicePrincipals', id);
    expect((await graph.all(path)).map((item) => item['id'])).toEqual([id]);
    expect((await graph.get(`/servicePrincipals/${id}/appRoleAssignments`)).status).toBe(404);
    expect((await graph.delta(deltaLink)).items).toEqual([{ id, '@removed': { reason: 'changed' } }]);
    restoreApp(tenant, 'servicePrincipals', id);
    expect(await graph.all(path)).toEqual([]);
    expect((await graph.all(`/servicePrincipals/${id}/appRoleAssignments`)).length).toBeGreaterThan(0);
  });

  it('shows owners, among them people who left and guests, and a service principal', async () => {
    const owners = new Set<Json>();
    for (const id of tenant.applications.keys()) {
      for (const owner of await graph.all(`/applications/${id}/owners`))
        owners.add(owner['@odata.type'] ?? null);
    }
    expect(owners).toEqual(new Set(['#microsoft.graph.user', '#microsoft.graph.servicePrincipal']));
  });

  it('counts, and finds any object by its id', async () => {
    for (const name of ['servicePrincipals', 'applications', 'devices', 'users', 'groups'] as const) {
      expect((await graph.get(`/${name}/$count`)).text).toBe(String(tenant[name].size));
    }
    const [applicationId = ''] = tenant.applications.keys();
    const [unitId = ''] = tenant.access.administrativeUnits.keys();
    const { body } = await graph.post('/directoryObjects/getByIds', { ids: [applicationId, unitId] });
    const found = body['value'] as readonly JsonObject[];
    expect(found.map((item) => item['@odata.type'])).toEqual([
      '#microsoft.graph.application',
      '#microsoft.graph.administrativeUnit',
    ]);
  });

  it('refuses whoever lacks the permission', async () => {
    const poor = new GraphClient(createSimulator({ users: 10, grants: ['User.Read.All'] }));
    for (const path of ['/servicePrincipals', '/applications', '/oauth2PermissionGrants', '/devices']) {
      const { status, body } = await poor.get(path);
      expect([path, status]).toEqual([path, 403]);
      expect(body['error']).toMatchObject({ code: 'Authorization_RequestDenied' });
    }
  });
});
