import fc from 'fast-check';
import type { Json, JsonObject } from '#kernel/json.js';
import type { TenantDocument } from './model.js';
import { createSimulator } from './simulator.js';
import { mutateTenant } from './tenant/mutate.js';
import { GraphClient } from './testing/graph-client.js';

const GRANTS = [
  'Directory.Read.All',
  'RoleManagement.Read.Directory',
  'AuditLog.Read.All',
  'Member.Read.Hidden',
  'IdentityRiskyUser.Read.All',
  'PrivilegedEligibilitySchedule.Read.AzureADGroup',
  'PrivilegedAssignmentSchedule.Read.AzureADGroup',
];
const ROLES = '/roleManagement/directory';

/** Lists of the truth, and where a client reads each. */
const LISTS: readonly (readonly [keyof TenantDocument, string])[] = [
  ['roleDefinitions', `${ROLES}/roleDefinitions?`],
  ['roleAssignments', `${ROLES}/roleAssignments?`],
  ['roleAssignmentSchedules', `${ROLES}/roleAssignmentSchedules?`],
  ['roleAssignmentScheduleInstances', `${ROLES}/roleAssignmentScheduleInstances?`],
  ['roleEligibilitySchedules', `${ROLES}/roleEligibilitySchedules?`],
  ['roleEligibilityScheduleInstances', `${ROLES}/roleEligibilityScheduleInstances?`],
  ['administrativeUnits', '/directory/administrativeUnits?'],
  ['servicePrincipals', '/servicePrincipals?'],
  ['applications', '/applications?'],
  ['devices', '/devices?'],
  ['oauth2PermissionGrants', '/oauth2PermissionGrants?'],
  ['deletedApplications', '/directory/deletedItems/microsoft.graph.application?'],
  ['deletedServicePrincipals', '/directory/deletedItems/microsoft.graph.servicePrincipal?'],
  ['userRegistrationDetails', '/reports/authenticationMethods/userRegistrationDetails?'],
  ['directoryAudits', '/auditLogs/directoryAudits?'],
  ['signIns', '/auditLogs/signIns?'],
  ['riskyUsers', '/identityProtection/riskyUsers?'],
];

/** Collections that a delta query follows, with the lists of the truth that they must amount to. */
const DELTAS: readonly (readonly [keyof TenantDocument, string])[] = [
  ['servicePrincipals', '/servicePrincipals/delta'],
  ['applications', '/applications/delta'],
  ['devices', '/devices/delta'],
  ['administrativeUnits', '/directory/administrativeUnits/delta'],
  ['oauth2PermissionGrants', '/oauth2PermissionGrants/delta'],
];

const RUNS = 8;
const TIMEOUT_MS = 120_000;

const order = fc.record({
  seed: fc.integer({ min: 1, max: 10_000 }),
  users: fc.integer({ min: 3, max: 60 }),
  groups: fc.integer({ min: 0, max: 20 }),
  top: fc.integer({ min: 7, max: 60 }),
  changes: fc.integer({ min: 0, max: 60 }),
});

describe('given any generated tenant after any changes', () => {
  it(
    'shows a paging client exactly the truth',
    async () => {
      await fc.assert(
        fc.asyncProperty(order, async ({ seed, users, groups, top, changes }) => {
          const simulator = createSimulator({ seed, users, groups, grants: GRANTS });
          mutateTenant(simulator.tenant, { seed, changes, access: changes });
          const graph = new GraphClient(simulator);
          const truth = simulator.tenant.document();
          for (const [name, path] of LISTS) {
            const read = await graph.all(`${path}$top=${top}`);
            expect([name, sorted(read)]).toEqual([name, sorted(truth[name] as readonly JsonObject[])]);
          }
          const assigned: JsonObject[] = [];
          for (const id of simulator.tenant.servicePrincipals.keys()) {
            assigned.push(...(await graph.all(`/servicePrincipals/${id}/appRoleAssignedTo?$top=${top}`)));
          }
          expect(sorted(assigned)).toEqual(sorted(truth.appRoleAssignments));
        }),
        { numRuns: RUNS },
      );
    },
    TIMEOUT_MS,
  );

  it(
    'leads a delta client from the first round to the truth',
    async () => {
      await fc.assert(
        fc.asyncProperty(order, async ({ seed, users, groups, changes }) => {
          const simulator = createSimulator({ seed, users, groups, grants: GRANTS });
          const graph = new GraphClient(simulator);
          const known = new Map(DELTAS.map(([name]) => [name, new Map<Json, JsonObject>()]));
          const links = new Map(DELTAS.map(([name, path]) => [name, path]));
          for (let round = 0; round < 3; round += 1) {
            for (const [name] of DELTAS) {
              const { items, deltaLink } = await graph.delta(links.get(name) ?? '');
              links.set(name, deltaLink);
              const objects = known.get(name) ?? new Map<Json, JsonObject>();
              for (const { 'members@delta': _links, ...item } of items) {
                if (item['@removed'] === undefined) objects.set(item['id'] ?? null, item);
                else objects.delete(item['id'] ?? null);
              }
              const truth = simulator.tenant.document()[name] as readonly JsonObject[];
              expect([name, sorted([...objects.values()])]).toEqual([name, sorted(truth)]);
            }
            mutateTenant(simulator.tenant, { seed: seed + round, changes, access: changes });
          }
        }),
        { numRuns: RUNS },
      );
    },
    TIMEOUT_MS,
  );

  it(
    'is served again from its own truth',
    () => {
      fc.assert(
        fc.property(order, ({ seed, users, groups, changes }) => {
          const simulator = createSimulator({ seed, users, groups });
          mutateTenant(simulator.tenant, { seed, changes, access: changes });
          const truth = JSON.parse(JSON.stringify(simulator.tenant.document())) as TenantDocument;
          const again = createSimulator({ seed, users, groups, tenant: truth });
          expect(again.tenant.document()).toEqual({ ...truth, deletedUsers: [], deletedGroups: [] });
        }),
        { numRuns: RUNS },
      );
    },
    TIMEOUT_MS,
  );
});

function sorted(objects: readonly JsonObject[]): readonly string[] {
  return objects.map((object) => JSON.stringify(object)).sort();
}
