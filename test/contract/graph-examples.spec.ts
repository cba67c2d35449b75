import { isJsonObject, type Json, type JsonObject } from '#kernel/json.js';
import { createSimulator } from '#simulator/simulator.js';
import { differencesOfShape } from '../support/shape.js';
import { readExample, describeWithExamples } from '../support/shared-examples.js';

/** Documented examples, and the request by which the simulator gives the like. `{name}` is an id of its tenant. */
const EXAMPLES: readonly (readonly [example: string, request: string])[] = [
  ['user-list', '/users'],
  ['user-list-assignedlicenses', '/users?$select=id,mail,assignedLicenses'],
  ['user-list-memberof', '/users/{user}/memberOf'],
  ['group-list', '/groups'],
  ['group-list-count-select', '/groups?$count=true&$select=id,displayName'],
  ['group-list-startswith-top1', "/groups?$filter=startswith(displayName, 'a')&$count=true&$top=1"],
  ['group-list-members', '/groups/{group}/members'],
  ['group-list-transitivemembers', '/groups/{group}/transitiveMembers'],
  ['organization-list', '/organization'],
  ['domain-list', '/domains'],
  ['subscribedsku-list', '/subscribedSkus'],
  ['directoryrole-list', '/directoryRoles'],
  ['directoryrole-list-members', '/directoryRoles/{role}/members'],
  ['rbacapplication-list-roledefinitions', '/roleManagement/directory/roleDefinitions'],
  ['application-list', '/applications'],
  ['serviceprincipal-list', '/servicePrincipals'],
  ['user-delta', '/users/delta'],
  ['user-delta-select', '/users/delta?$select=displayName,jobTitle,mobilePhone'],
  ['group-delta', '/groups/delta'],
  ['group-delta-select', '/groups/delta?$select=displayName,description,mailNickname'],
];

describeWithExamples()('given the documented answers of Graph', () => {
  const simulator = createSimulator({ users: 80, groups: 12 });

  async function token(): Promise<string> {
    const form = new URLSearchParams({
      grant_type: 'client_credentials',
      client_id: simulator.client.appId,
      client_secret: simulator.client.secrets[0] ?? '',
      scope: 'https://graph.microsoft.com/.default',
    });
    const url = new URL(`https://login.example/${simulator.tenant.tenantId}/oauth2/v2.0/token`);
    const answer = await simulator.handle({ method: 'POST', url, headers: {}, body: form.toString() });
    return (JSON.parse(answer.body) as { access_token: string }).access_token;
  }

  async function get(
    path: string,
  ): Promise<{ status: number; body: JsonObject; headers: Readonly<Record<string, string>> }> {
    const headers = { authorization: `Bearer ${await token()}`, consistencylevel: 'eventual' };
    const url = new URL(`https://graph.microsoft.com/v1.0${path}`);
    const answer = await simulator.handle({ method: 'GET', url, headers, body: '' });
    return { status: answer.status, headers: answer.headers, body: JSON.parse(answer.body) as JsonObject };
  }

  function fill(path: string): string {
    const [group = ''] = [...simulator.tenant.members]
      .filter(([, members]) => members.size > 3)
      .map(([id]) => id);
    const [user = ''] = simulator.tenant.members.get(group)?.keys() ?? [];
    const [role = ''] = simulator.tenant.directoryRoleMembers.keys();
    return path.replace('{group}', group).replace('{user}', user).replace('{role}', role);
  }

  it.each(EXAMPLES)('%s has the shape of what the simulator answers to %s', async (name, request) => {
    const example = readExample(name);
    const { status, body } = await get(fill(request));
    expect(status).toBe(example.status);
    expect(differencesOfShape(example.body, body)).toEqual([]);
  });

  it('fails a token request as documented', async () => {
    const example = readExample('oauth-token-error-7000222').body as JsonObject;
    simulator.state.switches.tokenError = 7000222;
    const url = new URL(`https://login.example/${simulator.tenant.tenantId}/oauth2/v2.0/token`);
    const answer = await simulator.handle({
      method: 'POST',
      url,
      headers: {},
      body: 'grant_type=client_credentials',
    });
    simulator.state.switches.tokenError = 0;
    const body = JSON.parse(answer.body) as JsonObject;
    expect(Object.keys(body).sort()).toEqual(Object.keys(example).sort());
    expect(body['error']).toBe(example['error']);
    expect(body['error_codes']).toEqual(example['error_codes']);
    expect(answer.headers['x-ms-request-id']).toBe(body['trace_id']);
  });

  it('issues a client-credentials token as documented', async () => {
    const example = readExample('oauth-token-clientcredentials').body as JsonObject;
    const form = new URLSearchParams({
      grant_type: 'client_credentials',
      client_id: simulator.client.appId,
      client_secret: simulator.client.secrets[0] ?? '',
      scope: 'https://graph.microsoft.com/.default',
    });
    const url = new URL(`https://login.example/${simulator.tenant.tenantId}/oauth2/v2.0/token`);
    const answer = await simulator.handle({ method: 'POST', url, headers: {}, body: form.toString() });
    // Traffic also shows ext_expires_in, which the documentation leaves out.
    expect(JSON.parse(answer.body)).toMatchObject(
      Object.fromEntries(Object.keys(example).map((key) => [key, expect.anything()])),
    );
  });

  it('answers errors in the documented shape', async () => {
    const example = readExample('error-generic').body as JsonObject;
    const { body } = await get('/users/11111111-1111-4111-8111-111111111111');
    const [documented, simulated] = [errorOf(example), errorOf(body)];
    for (const key of ['code', 'message', 'innerError']) {
      expect(key in documented || key === 'innerError').toBe(true);
      expect(simulated).toHaveProperty(key);
    }
  });
});

function errorOf(body: JsonObject): JsonObject {
  const error: Json | undefined = body['error'];
  return isJsonObject(error) ? error : {};
}
