import { text, type Json, type JsonObject } from '#kernel/json.js';
import { InProcessClient, type ReadAnswer } from '../../in-process-client.js';
import { createSimulator } from '../../simulator.js';

const PATH = '/identity/conditionalAccess/evaluate';
const SHAREPOINT = '00000003-0000-0ff1-ce00-000000000000';

function world(seed = 9) {
  const simulator = createSimulator({ users: 80, groups: 8, seed });
  const client = new InProcessClient(simulator);
  client.grant(['Policy.Read.ConditionalAccess']);
  return { simulator, tenant: simulator.tenant, client };
}

function request(userId: string, conditions: JsonObject = {}): Readonly<Record<string, Json>> {
  return {
    signInIdentity: { '@odata.type': '#microsoft.graph.userSignIn', userId },
    signInContext: {
      '@odata.type': '#microsoft.graph.applicationContext',
      includeApplications: [SHAREPOINT],
    },
    signInConditions: conditions,
  };
}

const value = (answer: ReadAnswer): readonly JsonObject[] =>
  answer.body['value'] as unknown as readonly JsonObject[];

describe('given a question to What-If', () => {
  it('answers for every policy with the whole policy, whether it applies and why not', async () => {
    const { client, tenant } = world();
    const [employee = ''] = [...tenant.users.keys()].slice(2);
    const answer = await client.post(PATH, request(employee, { clientAppType: 'browser' }));
    expect(answer.status).toBe(200);
    expect(answer.body['@odata.context']).toMatch(/#Collection\(microsoft\.graph\.whatIfAnalysisResult\)$/);
    const policies = tenant.document().conditionalAccessPolicies ?? [];
    expect(value(answer).map(({ id }) => id)).toEqual(policies.map(({ id }) => id));
    for (const result of value(answer)) {
      expect(result).toMatchObject({
        policyApplies: expect.any(Boolean),
        analysisReasons: expect.any(String),
        conditions: expect.any(Object),
      });
    }
    const everyone = value(answer).find(({ id }) => id === tenant.policies.twist?.policyId);
    expect(everyone).toMatchObject({ policyApplies: true, analysisReasons: 'notSet' });
  });

  it('spares break-glass accounts, and shows only what applies where that is asked for', async () => {
    const { client, tenant } = world();
    const everyone = tenant.policies
      .collection('conditionalAccessPolicies')
      .get(tenant.policies.twist?.policyId ?? '');
    const conditions = everyone?.['conditions'] as unknown as { users: { excludeUsers: string[] } };
    const [account = ''] = conditions.users.excludeUsers;
    const question = { ...request(account, { clientAppType: 'browser' }), appliedPoliciesOnly: true };
    const ids = value(await client.post(PATH, question)).map(({ id }) => text(id));
    expect(ids).not.toContain(tenant.policies.twist?.policyId);
  });

  it('finds administrators by the roles that they hold', async () => {
    const { client, tenant } = world();
    const [admin = '', , employee = ''] = tenant.users.keys();
    const strong = async (userId: string): Promise<unknown> => {
      const results = value(await client.post(PATH, request(userId)));
      return results.find(({ displayName }) => text(displayName).startsWith('CA002'))?.['analysisReasons'];
    };
    expect([await strong(admin), await strong(employee)]).toEqual(['notSet', 'users']);
  });

  it('answers for workloads', async () => {
    const { client, tenant } = world();
    const [servicePrincipalId = ''] = tenant.servicePrincipals.keys();
    const answer = await client.post(PATH, {
      ...request(''),
      signInIdentity: { '@odata.type': '#microsoft.graph.servicePrincipalSignIn', servicePrincipalId },
      signInConditions: { ipAddress: '192.0.2.1', country: 'CA', servicePrincipalRiskLevel: 'high' },
      appliedPoliciesOnly: true,
    });
    expect(value(answer).map(({ displayName }) => text(displayName).slice(0, 5))).toEqual(['CA011']);
  });

  it('is answered to Policy.Read.ConditionalAccess and to Policy.Read.All, and to nobody else', async () => {
    const { client, tenant } = world();
    const [userId = ''] = tenant.users.keys();
    for (const [permission, status] of [
      ['Policy.Read.ConditionalAccess', 200],
      ['Policy.Read.All', 200],
      ['Directory.Read.All', 403],
    ] as const) {
      client.grant([permission]);
      expect((await client.post(PATH, request(userId))).status).toBe(status);
    }
  });

  it('knows no GET of it, and answers 404 for somebody who does not exist', async () => {
    const { client } = world();
    expect((await client.get(PATH)).status).toBe(400);
    expect((await client.post(PATH, request('11111111-1111-4111-8111-111111111111'))).status).toBe(404);
  });

  it.each<[string, Json]>([
    ['no identity', { signInContext: {}, signInConditions: {} }],
    ['no conditions', { ...request('x'), signInConditions: null }],
    ['an identity of no kind', { ...request('x'), signInIdentity: { userId: 'x' } }],
    [
      'an identity of nobody',
      { ...request('x'), signInIdentity: { '@odata.type': '#microsoft.graph.userSignIn' } },
    ],
    ['a context of no kind', { ...request('x'), signInContext: {} }],
    [
      'an action that nobody knows',
      {
        ...request('x'),
        signInContext: { '@odata.type': '#microsoft.graph.userActionContext', userAction: 'jump' },
      },
    ],
    ['no object', 'text'],
  ])('answers 400 to a body with %s', async (_, body) => {
    expect((await world().client.post(PATH, body)).status).toBe(400);
  });
});
