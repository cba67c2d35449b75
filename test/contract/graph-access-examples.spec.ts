import { text, type JsonObject } from '#kernel/json.js';
import { EXTENDED_PERMISSIONS } from '#simulator/identity/registrations.js';
import { createSimulator } from '#simulator/simulator.js';
import { GraphClient } from '#simulator/testing/graph-client.js';
import { differencesOfShape } from '../support/shape.js';
import { readExample, describeWithExamples } from '../support/shared-examples.js';

const ROLES = '/roleManagement/directory';
const GLOBAL_ADMINISTRATOR = '62e90394-69f5-4237-9190-012177145e10';

type Example = readonly [example: string, request: string, left: readonly string[]];

const AS_DOCUMENTED: readonly string[] = [];

/** Documented examples, the request by which the simulator gives the like, and what of the example traffic does not show. */
const EXAMPLES: readonly Example[] = [
  ['directoryrole-list', '/directoryRoles', AS_DOCUMENTED],
  ['directoryrole-list-members', '/directoryRoles/{role}/members', AS_DOCUMENTED],
  ['directoryrole-delta', '/directoryRoles/delta', ['.value[].members@delta[].@removed']],
  ['rbacapplication-list-roledefinitions', `${ROLES}/roleDefinitions`, AS_DOCUMENTED],
  [
    'rbacapplication-list-roleassignments-by-principal',
    `${ROLES}/roleAssignments?$filter=principalId eq '{administrator}'`,
    ['.value[].resourceScope'],
  ],
  [
    'rbacapplication-list-roleassignments-expand-principal',
    `${ROLES}/roleAssignments?$filter=roleDefinitionId eq '${GLOBAL_ADMINISTRATOR}'&$expand=principal`,
    ['.value[].resourceScope', '.value[].principal.imAddresses', '.value[].principal.mailNickname'],
  ],
  [
    'rbacapplication-list-roleassignmentscheduleinstances',
    `${ROLES}/roleAssignmentScheduleInstances`,
    AS_DOCUMENTED,
  ],
  [
    'rbacapplication-list-roleeligibilityscheduleinstances',
    `${ROLES}/roleEligibilityScheduleInstances`,
    AS_DOCUMENTED,
  ],
  ['serviceprincipal-list', '/servicePrincipals', AS_DOCUMENTED],
  ['serviceprincipal-delta', '/servicePrincipals/delta', AS_DOCUMENTED],
  [
    'serviceprincipal-list-approleassignedto',
    '/servicePrincipals/{resource}/appRoleAssignedTo',
    AS_DOCUMENTED,
  ],
  ['application-list', '/applications', AS_DOCUMENTED],
  ['application-get', '/applications/{application}', AS_DOCUMENTED],
  [
    'application-get-by-appid-select',
    "/applications(appId='{appId}')?$select=id,appId,displayName,requiredResourceAccess",
    AS_DOCUMENTED,
  ],
  [
    'application-list-search-count',
    '/applications?$search="displayName:Contoso"&$count=true&$select=appId,identifierUris,displayName,publisherDomain,signInAudience',
    AS_DOCUMENTED,
  ],
  ['oauth2permissiongrant-list', '/oauth2PermissionGrants', ['.value[].@odata.id']],
  ['oauth2permissiongrant-delta', '/oauth2PermissionGrants/delta', AS_DOCUMENTED],
  ['user-list-signinactivity', '/users?$select=displayName,userPrincipalName,signInActivity', AS_DOCUMENTED],
  ['user-list-licensedetails', '/users/{licensed}/licenseDetails', AS_DOCUMENTED],
  [
    'authenticationmethodsroot-list-userregistrationdetails',
    '/reports/authenticationMethods/userRegistrationDetails',
    AS_DOCUMENTED,
  ],
  ['directoryaudit-list', '/auditLogs/directoryAudits', ['.value[].targetResources[].Type']],
  [
    'directoryaudit-list-filter',
    "/auditLogs/directoryAudits?$filter=initiatedBy/user/id eq '{administrator}'",
    ['.@microsoft.graph.tips'],
  ],
  ['signin-list', '/auditLogs/signIns', AS_DOCUMENTED],
  ['directory-list-administrativeunits', '/directory/administrativeUnits', AS_DOCUMENTED],
  [
    'administrativeunit-list-scopedrolemembers',
    '/directory/administrativeUnits/{unit}/scopedRoleMembers',
    AS_DOCUMENTED,
  ],
];

describeWithExamples()('given the documented answers of Graph about access', () => {
  const grants = [...EXTENDED_PERMISSIONS, 'IdentityRiskyUser.Read.All'];
  const simulator = createSimulator({ users: 120, groups: 30, grants });
  const graph = new GraphClient(simulator);

  function fill(path: string): string {
    const { tenant } = simulator;
    const [unit = ''] = tenant.access.administrativeUnits.keys();
    const [role = ''] = tenant.directoryRoleMembers.keys();
    const [administrator = ''] = tenant.users.keys();
    const [application = ''] = [...tenant.applications.keys()].slice(-1);
    const ids: Readonly<Record<string, string>> = {
      unit,
      role,
      administrator,
      application,
      appId: text(tenant.applications.get(application)?.['appId']),
      resource: text(
        tenant.document().appRoleAssignments.find(({ principalType }) => principalType === 'User')?.[
          'resourceId'
        ],
      ),
      licensed: text(
        [...tenant.users.values()].find((user) => JSON.stringify(user['assignedLicenses']) !== '[]')?.['id'],
      ),
    };
    return path.replace(/\{(\w+)\}/, (_, name: string) => ids[name] ?? '');
  }

  it.each(EXAMPLES)('%s has the shape of what the simulator answers to %s', async (name, request, left) => {
    const example = readExample(name);
    const { status, body } = await graph.get(fill(request));
    expect(status).toBe(example.status);
    const differences = differencesOfShape(example.body, body);
    expect(differences.filter((found) => !left.some((path) => found === `${path} is missing`))).toEqual([]);
  });

  it.each([
    ['error-400-aadpremiumlicenserequired', 'free', `${ROLES}/roleEligibilityScheduleInstances`],
    ['error-403-idp-not-licensed', 'p1', '/identityProtection/riskyUsers'],
  ] as const)('%s is what the simulator answers', async (name, licence, request) => {
    const example = readExample(name);
    const other = new GraphClient(createSimulator({ users: 10, licence, grants }));
    const { status, body } = await other.get(request);
    expect(status).toBe(example.status);
    const { code, message } = (example.body as { readonly error: JsonObject }).error;
    expect(body['error']).toMatchObject({ code, message });
  });

  it('wraps the refusal of PIM in the documented error', async () => {
    const example = readExample('error-403-pim-permissionscopenotgranted');
    const poor = new GraphClient(createSimulator({ users: 10, grants: ['User.Read.All'] }));
    const { status, body } = await poor.get(`${ROLES}/roleEligibilityScheduleInstances`);
    const [documented, answered] = [example.body, body].map(
      (answer) => (answer as { readonly error: JsonObject }).error,
    );
    expect([status, answered?.['code']]).toEqual([example.status, documented?.['code']]);
    const [inner, own] = [documented, answered].map(
      (error) => JSON.parse(text(error?.['message'])) as JsonObject,
    );
    expect({ ...own, message: '' }).toEqual({ ...inner, message: '' });
  });

  it('lists risky people with the documented properties', async () => {
    const [example] = (readExample('riskyuser-list').body as { readonly value: readonly JsonObject[] }).value;
    const [first] = await graph.all('/identityProtection/riskyUsers');
    const names = Object.keys(example ?? {}).filter((name) => name !== '@odata.type');
    expect(Object.keys(first ?? {})).toEqual(expect.arrayContaining(names));
  });
});
