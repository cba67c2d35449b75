import { text, type JsonObject } from '#kernel/json.js';
import { createSimulator } from '#simulator/simulator.js';
import { GraphClient } from '#simulator/testing/graph-client.js';
import { differencesOfShape } from '../support/shape.js';
import { describeWithExamples, readExample } from '../support/shared-examples.js';

const AS_DOCUMENTED: readonly string[] = [];

/** Documented examples, a request of the like, and what of the example traffic does not show. */
const EXAMPLES: readonly (readonly [example: string, request: string, left: readonly string[]])[] = [
  [
    'user-list-filter-identities',
    "/users?$select=displayName,id&$filter=identities/any(c:c/issuerAssignedId eq '{name}' and c/issuer eq '{issuer}')",
    AS_DOCUMENTED,
  ],
  [
    'user-list-b2b-identities',
    "/users?$select=id,displayName,mail,identities&$filter=endsWith(userPrincipalName,'contoso.example')&$count=true",
    AS_DOCUMENTED,
  ],
  [
    'user-list-startswith-count-top1',
    "/users?$filter=startswith(displayName,'a')&$orderby=displayName&$count=true&$top=1",
    // Traffic shows mailNickname only where it is selected.
    ['.value[].mailNickname'],
  ],
  [
    'user-list-memberof-cast-approleassignments',
    '/users/{assigned}/memberOf/microsoft.graph.group?$filter=appRoleAssignments/$count gt 0&$count=true&$select=id,displayName',
    AS_DOCUMENTED,
  ],
  [
    'group-list-transitivemembers-cast-group',
    '/groups/{outer}/transitivemembers/microsoft.graph.group?$count=true',
    // No traffic and no metadata has them.
    ['.value[].@odata.id', '.value[].organizationId'],
  ],
];

describeWithExamples()('given the documented queries of Graph', () => {
  const simulator = createSimulator({ users: 120, groups: 30 });
  const graph = new GraphClient(simulator);
  const { tenant } = simulator;

  function fill(request: string): string {
    const [user] = tenant.users.values();
    const [identity] = (user?.['identities'] ?? []) as readonly JsonObject[];
    const byGroup = tenant
      .document()
      .appRoleAssignments.find(({ principalType }) => principalType === 'Group');
    const assigned = [...(tenant.members.get(text(byGroup?.['principalId'])) ?? [])];
    const outer = [...tenant.members].find(([, ends]) => [...ends.values()].includes('group'));
    const values: Readonly<Record<string, string>> = {
      name: text(identity?.['issuerAssignedId']),
      issuer: text(identity?.['issuer']),
      assigned: assigned.find(([, type]) => type === 'user')?.[0] ?? '',
      outer: outer?.[0] ?? '',
    };
    return request.replace(/\{(\w+)\}/g, (_, name: string) => values[name] ?? '');
  }

  it.each(EXAMPLES)('%s has the shape of what the simulator answers to %s', async (name, request, left) => {
    const example = readExample(name);
    const { status, body } = await graph.get(fill(request));
    expect(status).toBe(example.status);
    expect(body['value']).not.toHaveLength(0);
    const differences = differencesOfShape(example.body, body);
    expect(differences.filter((found) => !left.some((path) => found === `${path} is missing`))).toEqual([]);
  });

  it('refuses the selection of what another store holds, as documented', async () => {
    const example = readExample('error-501-unsupported-select');
    const { status, body } = await graph.get('/users?$select=skills');
    expect(status).toBe(example.status);
    const { code, message } = (example.body as { readonly error: JsonObject }).error;
    expect(body['error']).toMatchObject({ code, message });
  });
});
