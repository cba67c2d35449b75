import { text, type JsonObject } from '#kernel/json.js';
import { EXTENDED_PERMISSIONS } from '../identity/registrations.js';
import { createSimulator } from '../simulator.js';
import { mutateTenant } from '../tenant/mutate.js';
import { GraphClient } from '../testing/graph-client.js';

const GRANTS = [...EXTENDED_PERMISSIONS, 'IdentityRiskyUser.Read.All'];
const REGISTRATION = '/reports/authenticationMethods/userRegistrationDetails';

describe('given the simulated reports and logs', () => {
  const simulator = createSimulator({ users: 150, groups: 20, grants: GRANTS });
  const graph = new GraphClient(simulator);

  it('reports what everybody has registered, page by page', async () => {
    const details = await graph.all(`${REGISTRATION}?$top=40`);
    expect(details.map((item) => item['id'])).toEqual([...simulator.tenant.users.keys()]);
    expect(details).toEqual(simulator.tenant.document().userRegistrationDetails);
    const capable = details.filter((item) => item['isMfaCapable'] === true);
    expect(capable.length).toBeGreaterThan(50);
    expect(capable.length).toBeLessThan(150);
    const admins = await graph.all(`${REGISTRATION}?$filter=isAdmin eq true`);
    expect(admins.length).toBeGreaterThan(3);
  });

  it('has the refusals of each report', async () => {
    const free = new GraphClient(createSimulator({ users: 10, licence: 'free', grants: GRANTS }));
    const p1 = new GraphClient(createSimulator({ users: 10, licence: 'p1', grants: GRANTS }));
    const poor = new GraphClient(createSimulator({ users: 10, grants: ['User.Read.All'] }));
    const outcome = async (client: GraphClient, path: string): Promise<readonly unknown[]> => {
      const { status, body } = await client.get(path);
      return [status, (body['error'] as JsonObject | undefined)?.['code']];
    };
    const unlicensed = [403, 'Authentication_RequestFromNonPremiumTenantOrB2CTenant'];
    expect(await outcome(free, REGISTRATION)).toEqual(unlicensed);
    expect(await outcome(free, '/auditLogs/signIns')).toEqual(unlicensed);
    expect(await outcome(free, '/auditLogs/directoryAudits')).toEqual([200, undefined]);
    expect(await outcome(p1, '/identityProtection/riskyUsers')).toEqual([403, 'Forbidden']);
    expect(await outcome(poor, REGISTRATION)).toEqual([403, 'Authentication_MSGraphPermissionMissing']);
    expect(await outcome(poor, '/identityProtection/riskyUsers')).toEqual([403, 'Forbidden']);
  });

  it('logs who did what when, newest first, as mutations make it', async () => {
    const before = await graph.all('/auditLogs/directoryAudits');
    const from = new Date(Date.now() - 60_000).toISOString();
    mutateTenant(simulator.tenant, { seed: 3, changes: 80 });
    const filter = `$filter=activityDateTime ge ${from}`;
    const recent = await graph.all(`/auditLogs/directoryAudits?${filter}`);
    expect(recent.length).toBeGreaterThan(40);
    expect((await graph.all('/auditLogs/directoryAudits')).length).toBe(before.length + recent.length);
    const categories = new Set(recent.map((entry) => entry['category']));
    expect([...categories]).toEqual(
      expect.arrayContaining(['UserManagement', 'GroupManagement', 'RoleManagement', 'Policy']),
    );
    const times = recent.map((entry) => text(entry['activityDateTime']));
    expect([...times].sort().reverse()).toEqual(times);
    const roles = await graph.all(`/auditLogs/directoryAudits?${filter} and category eq 'RoleManagement'`);
    expect(new Set(roles.map((entry) => entry['category']))).toEqual(new Set(['RoleManagement']));
    const actor = (roles[0]?.['initiatedBy'] as JsonObject)['user'] as JsonObject;
    const mine = await graph.all(
      `/auditLogs/directoryAudits?$filter=initiatedBy/user/id eq '${text(actor['id'])}'`,
    );
    expect(mine.length).toBeGreaterThan(1);
  });

  it('refuses a start before what is kept', async () => {
    const path = '/auditLogs/directoryAudits?$filter=activityDateTime ge 2020-01-01T00:00:00Z';
    expect((await graph.get(path)).status).toBe(400);
  });

  it('shows risky people, and sign-ins with tokens of their own form', async () => {
    const risky = await graph.all('/identityProtection/riskyUsers');
    expect(new Set(risky.map((user) => user['riskState'])).size).toBeGreaterThan(2);
    expect((await graph.get('/identityProtection/riskyUsers?$top=501')).status).toBe(400);
    const { body } = await graph.get('/auditLogs/signIns?$top=10');
    expect(new URL(text(body['@odata.nextLink'])).searchParams.get('$skiptoken')).toMatch(/^[0-9a-f]{32}_1$/);
    expect(await graph.all('/auditLogs/signIns?$top=10')).toEqual(simulator.tenant.document().signIns);
  });
});
