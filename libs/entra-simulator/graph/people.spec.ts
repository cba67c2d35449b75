import { text, type JsonObject } from '#kernel/json.js';
import { parseFaults } from '../faults.js';
import { EXTENDED_PERMISSIONS } from '../identity/registrations.js';
import { createSimulator } from '../simulator.js';
import { GraphClient } from '../testing/graph-client.js';

const LIFECYCLE = 'User-LifeCycleInfo.Read.All';

describe('given what the simulated Graph shows of people on request', () => {
  const simulator = createSimulator({ users: 600, groups: 10 });
  const { tenant } = simulator;
  const graph = new GraphClient(simulator);
  const activity = '/users?$select=userPrincipalName,signInActivity';
  const codeOf = (body: JsonObject): unknown => (body['error'] as JsonObject | undefined)?.['code'];

  it('shows sign-in activity only when it is selected, and leaves out who never signed in', async () => {
    const people = await graph.all(`${activity}&$top=500`);
    expect(people).toHaveLength(600);
    expect(people.every((person) => typeof person['id'] === 'string')).toBe(true);
    const never = people.filter((person) => person['signInActivity'] === undefined);
    expect(never.length).toBeGreaterThan(5);
    expect(never.length).toBeLessThan(100);
    const [first] = await graph.all('/users?$top=1&$select=id');
    expect(first).not.toHaveProperty('signInActivity');
    const values = people.map((person) => person['signInActivity'] as JsonObject | undefined);
    expect(
      values.some((value) => value?.['lastNonInteractiveSignInDateTime'] === '0001-01-01T00:00:00Z'),
    ).toBe(true);
  });

  it('filters by sign-in activity', async () => {
    const stale = await graph.all(
      '/users?$select=id,signInActivity&$filter=signInActivity/lastSignInDateTime le 2026-01-01T00:00:00Z',
    );
    const expected = Object.entries(tenant.document().signInActivity)
      .filter(([, value]) => text(value['lastSignInDateTime']) <= '2026-01-01T00:00:00Z')
      .map(([id]) => id);
    expect(expected.length).toBeGreaterThan(10);
    expect(stale.map((person) => person['id']).sort()).toEqual(expected.sort());
  });

  it('refuses the whole request for larger pages, by a sign-in name, without permission and without licence', async () => {
    expect((await graph.get(`${activity}&$top=501`)).status).toBe(400);
    const [upn] = [...tenant.users.values()].map((user) => text(user['userPrincipalName']));
    expect((await graph.get(`/users/${upn ?? ''}?$select=signInActivity`)).status).toBe(400);
    const plain = new GraphClient(createSimulator({ users: 10, grants: ['User.Read.All'] }));
    const refused = await plain.get(activity);
    expect([refused.status, codeOf(refused.body)]).toEqual([403, 'Authentication_MSGraphPermissionMissing']);
    const free = new GraphClient(createSimulator({ users: 10, licence: 'free' }));
    const unlicensed = await free.get(activity);
    expect([unlicensed.status, codeOf(unlicensed.body)]).toEqual([
      403,
      'Authentication_RequestFromNonPremiumTenantOrB2CTenant',
    ]);
  });

  it('refuses a licensed tenant at times when told to, and narrows pages as in 2023', async () => {
    simulator.throttle.use(parseFaults({ signInActivityRefusals: 0.5, signInActivityPageMax: 120 }));
    const statuses = new Set<number>();
    for (let n = 0; n < 20; n += 1) statuses.add((await graph.get(`${activity}&$top=120`)).status);
    expect(statuses).toEqual(new Set([200, 403]));
    simulator.throttle.use(parseFaults({ signInActivityPageMax: 120 }));
    const { status, body } = await graph.get(`${activity}&$top=121`);
    simulator.throttle.use(undefined);
    expect(status).toBe(400);
    expect((body['error'] as JsonObject)['message']).toBe(
      'Cannot query data for more than 120 users at a time.',
    );
  });

  it('shows when people left to whoever may see it, some of them with an enabled account', async () => {
    const people = await graph.all('/users?$select=id,accountEnabled,employeeLeaveDateTime');
    const left = people.filter((person) => person['employeeLeaveDateTime'] !== null);
    expect(left.some((person) => person['accountEnabled'] === true)).toBe(true);
    const grants = EXTENDED_PERMISSIONS.filter((name) => name !== LIFECYCLE);
    const plain = new GraphClient(createSimulator({ users: 10, grants }));
    expect((await plain.get('/users?$select=id,employeeLeaveDateTime')).status).toBe(403);
  });

  it('shows sponsors of guests, by themselves and expanded', async () => {
    const [[guest, links] = ['', []]] = Object.entries(tenant.document().sponsors);
    const sponsors = await graph.all(`/users/${guest}/sponsors`);
    expect(sponsors.map((sponsor) => sponsor['id'])).toEqual(links.map((link) => link.id));
    const { body } = await graph.get(`/users/${guest}?$select=id&$expand=sponsors($select=id)`);
    expect(body['sponsors']).toEqual(links);
  });

  it('shows licences with their plans', async () => {
    const licensed = [...tenant.users.values()].find(
      (user) => JSON.stringify(user['assignedLicenses']) !== '[]',
    );
    const details = await graph.all(`/users/${text(licensed?.['id'])}/licenseDetails`);
    expect(details[0]).toMatchObject({
      skuPartNumber: 'AAD_PREMIUM_P2',
      servicePlans: [{ appliesTo: 'User' }],
    });
  });

  it('pages through as many devices as the truth knows, and shows their owners', async () => {
    const devices = await graph.all('/devices?$top=100&$expand=registeredOwners($select=id)');
    const truth = tenant.document();
    expect(devices.map((device) => device['id'])).toEqual(truth.devices.map((device) => device['id']));
    expect(devices.length).toBeGreaterThan(450);
    const owned = devices.filter((device) => (device['registeredOwners'] as readonly unknown[]).length > 0);
    expect(owned).toHaveLength(Object.keys(truth.deviceOwners).length);
    const [first] = owned;
    const owners = await graph.all(`/devices/${text(first?.['id'])}/registeredOwners`);
    expect(owners.map((owner) => owner['id'])).toEqual(
      (first?.['registeredOwners'] as readonly JsonObject[]).map((owner) => owner['id']),
    );
  });

  it('keeps a changed device in its place, and shows it and a deleted one by delta', async () => {
    const ids = [...tenant.devices.keys()];
    const [changed = '', gone = ''] = [ids[100], ids[200]];
    const { deltaLink } = await graph.delta('/devices/delta?$deltatoken=latest');
    tenant.change('devices', changed, { isCompliant: false, displayName: 'CHANGED' });
    tenant.devices.delete(gone);
    tenant.log.noteObject('devices', gone, 'deleted');
    const { items } = await graph.delta(deltaLink);
    expect(items).toEqual([
      expect.objectContaining({ id: changed, displayName: 'CHANGED' }),
      { id: gone, '@removed': { reason: 'deleted' } },
    ]);
    const after = (await graph.all('/devices?$top=77')).map((device) => device['id']);
    expect(after).toEqual(ids.filter((id) => id !== gone));
  });
});
