import { text, type JsonObject } from '#kernel/json.js';
import { EXTENDED_PERMISSIONS } from '../identity/registrations.js';
import { createSimulator } from '../simulator.js';
import { revokeRole, grantRole } from '../tenant/access/role-assignments.js';
import { GraphClient } from '../testing/graph-client.js';

const GROUP_PIM = [
  'PrivilegedEligibilitySchedule.Read.AzureADGroup',
  'PrivilegedAssignmentSchedule.Read.AzureADGroup',
];

describe('given the simulated directory roles and PIM', () => {
  const simulator = createSimulator({
    users: 120,
    groups: 30,
    grants: [...EXTENDED_PERMISSIONS, ...GROUP_PIM],
  });
  const graph = new GraphClient(simulator);
  const instances = '/roleManagement/directory/roleAssignmentScheduleInstances';
  const eligible = '/roleManagement/directory/roleEligibilityScheduleInstances';

  it('shows built-in roles with their template ids beside custom ones', async () => {
    const roles = await graph.all('/roleManagement/directory/roleDefinitions');
    const builtIn = roles.filter((role) => role['isBuiltIn'] === true);
    expect(builtIn.length).toBeGreaterThan(95);
    expect(builtIn.every((role) => role['id'] === role['templateId'])).toBe(true);
    expect(roles.filter((role) => role['isBuiltIn'] === false)).toHaveLength(2);
  });

  it('filters role assignments and expands their principals', async () => {
    const filter = "$filter=roleDefinitionId eq '62e90394-69f5-4237-9190-012177145e10'&$expand=principal";
    const { body } = await graph.get(`/roleManagement/directory/roleAssignments?${filter}`);
    const value = body['value'] as readonly { readonly principal: JsonObject }[];
    expect(value.length).toBeGreaterThan(2);
    expect(value.map((held) => held.principal['@odata.type'])).toContain('#microsoft.graph.user');
    expect(body['@odata.context']).toContain('roleManagement/directory/roleAssignments(principal())');
  });

  it('shows assignments that are permanent, time-bound, activated, scoped, and held through a group', async () => {
    const held = await graph.all(instances);
    const values = (name: string): ReadonlySet<unknown> => new Set(held.map((item) => item[name]));
    expect(values('memberType')).toEqual(new Set(['Direct', 'Group', 'Inherited']));
    expect(values('assignmentType')).toEqual(new Set(['Assigned', 'Activated']));
    expect(held.some((item) => text(item['directoryScopeId']).startsWith('/administrativeUnits/'))).toBe(
      true,
    );
    expect(held.some((item) => item['endDateTime'] !== null && item['assignmentType'] === 'Assigned')).toBe(
      true,
    );
    expect(new Set(held.map((item) => item['id'])).size).toBe(held.length);
  });

  it('shows schedules that begin later without an instance', async () => {
    const schedules = await graph.all('/roleManagement/directory/roleEligibilitySchedules');
    const shown = new Set((await graph.all(eligible)).map((item) => item['roleEligibilityScheduleId']));
    const missing = schedules.filter((schedule) => !shown.has(schedule['id'] ?? null));
    expect(missing.map((schedule) => schedule['scheduleInfo'])).toEqual([
      expect.objectContaining({ startDateTime: '2040-01-01T00:00:00Z' }),
    ]);
  });

  it('refuses PIM without P2 as Graph does, and leaves the assignments themselves readable', async () => {
    const plain = new GraphClient(createSimulator({ users: 30, licence: 'p1' }));
    for (const path of [
      instances,
      eligible,
      "/policies/roleManagementPolicyAssignments?$filter=scopeId eq '/'",
    ]) {
      const { status, body } = await plain.get(path);
      expect(status).toBe(400);
      expect(body['error']).toMatchObject({ code: 'AadPremiumLicenseRequired' });
    }
    expect((await plain.get('/roleManagement/directory/roleAssignments')).status).toBe(200);
  });

  it('refuses PIM without its scope by an error inside an error', async () => {
    const small = new GraphClient(createSimulator({ users: 30, grants: ['Directory.Read.All'] }));
    const { status, body } = await small.get(eligible);
    const error = body['error'] as { readonly code: string; readonly message: string };
    expect([status, error.code]).toEqual([403, 'UnknownError']);
    expect(JSON.parse(error.message)).toMatchObject({ errorCode: 'PermissionScopeNotGranted' });
  });

  it('demands a filter for PIM of groups, and answers with one', async () => {
    const path = '/identityGovernance/privilegedAccess/group/eligibilityScheduleInstances';
    expect((await graph.get(path)).status).toBe(400);
    const [groupId = ''] = simulator.tenant.access.pimGroups;
    const held = await graph.all(`${path}?$filter=groupId eq '${groupId}'&$expand=principal,group`);
    expect(held.length).toBeGreaterThan(0);
    expect(held[0]).toMatchObject({
      groupId,
      memberType: 'Direct',
      principal: { id: held[0]?.['principalId'] },
    });
    const actives = path.replace('eligibility', 'assignment');
    const active = await graph.all(`${actives}?$filter=groupId eq '${groupId}'`);
    expect(active.map((item) => item['principalId'])).toEqual(
      expect.arrayContaining([...(simulator.tenant.members.get(groupId)?.keys() ?? [])]),
    );
  });

  it('shows the settings of roles with 17 rules each, some of them careless', async () => {
    const filter = "$filter=scopeId eq '/' and scopeType eq 'DirectoryRole'";
    expect((await graph.get('/policies/roleManagementPolicyAssignments')).status).toBe(400);
    const plain = await graph.all(`/policies/roleManagementPolicyAssignments?${filter}`);
    expect(plain[0]).not.toHaveProperty('policy');
    const full = await graph.all(
      `/policies/roleManagementPolicyAssignments?${filter}&$expand=policy($expand=rules)`,
    );
    const rules = full.map((item) => (item['policy'] as JsonObject)['rules'] as readonly JsonObject[]);
    expect(rules.every((list) => list.length === 17)).toBe(true);
    const enabled = rules.map((list) => list.find((rule) => rule['id'] === 'Enablement_EndUser_Assignment'));
    expect(new Set(enabled.map((rule) => JSON.stringify(rule?.['enabledRules']))).size).toBeGreaterThan(2);
  });

  it('follows members of roles by delta, and shows who lost a role as removed', async () => {
    const { items, deltaLink } = await graph.delta('/directoryRoles/delta');
    expect(items.some((item) => Array.isArray(item['members@delta']))).toBe(true);
    const [principalId = ''] = [...simulator.tenant.users.keys()].slice(-1);
    const roleId = 'fdd7a751-b60b-444a-984c-02652fe8fa1c';
    const id = grantRole(simulator.tenant, { roleId, principalId });
    const after = await graph.delta(deltaLink);
    expect(after.items).toMatchObject([{ 'members@delta': [{ id: principalId }] }]);
    revokeRole(simulator.tenant, id);
    const last = await graph.delta(after.deltaLink);
    expect(last.items).toMatchObject([
      { 'members@delta': [{ id: principalId, '@removed': { reason: 'deleted' } }] },
    ]);
  });

  it('hides what a deleted person held until the person is restored', async () => {
    const [first] = await graph.all(eligible);
    const principalId = text(first?.['principalId']);
    const path = `${eligible}?$filter=principalId eq '${principalId}'`;
    simulator.tenant.softDelete('users', principalId);
    expect(await graph.all(path)).toEqual([]);
    simulator.tenant.restore('users', principalId);
    expect((await graph.all(path)).length).toBeGreaterThan(0);
  });

  it('shows administrative units, their members and who administers them', async () => {
    const units = await graph.all('/directory/administrativeUnits');
    expect(units.some((unit) => unit['isMemberManagementRestricted'] === true)).toBe(true);
    const id = text(units[1]?.['id']);
    const members = await graph.all(`/directory/administrativeUnits/${id}/members`);
    expect(members.length).toBeGreaterThan(0);
    const scoped = await graph.all(`/directory/administrativeUnits/${id}/scopedRoleMembers`);
    expect(scoped[0]).toMatchObject({ administrativeUnitId: id, roleMemberInfo: { id: expect.any(String) } });
    const delta = await graph.delta('/directory/administrativeUnits/delta');
    expect(delta.items).toHaveLength(units.length);
  });

  it('carries all of it in a batch', async () => {
    const answers = await graph.batch([instances, eligible, '/directory/administrativeUnits?$top=1']);
    expect(answers.map((answer) => answer['status'])).toEqual([200, 200, 200]);
  });
});
