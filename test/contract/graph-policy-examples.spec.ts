import { isJsonObject, type Json, type JsonObject } from '#kernel/json.js';
import { InProcessClient } from '#simulator/in-process-client.js';
import { createSimulator } from '#simulator/simulator.js';
import { differencesOfShape } from '../support/shape.js';
import { readExample, describeWithExamples } from '../support/shared-examples.js';

/** Documented examples of policies, and the request by which the simulator gives the like. */
const EXAMPLES: readonly (readonly [example: string, request: string])[] = [
  ['conditionalaccessroot-list-policies', '/identity/conditionalAccess/policies'],
  ['conditionalaccessroot-list-namedlocations', '/identity/conditionalAccess/namedLocations'],
  ['authenticationstrengthroot-list-policies', '/policies/authenticationStrengthPolicies'],
  ['authenticationstrengthroot-list-policies', '/identity/conditionalAccess/authenticationStrength/policies'],
  ['authenticationmethodspolicy-get', '/policies/authenticationMethodsPolicy'],
  ['authorizationpolicy-get', '/policies/authorizationPolicy'],
  ['identitysecuritydefaultsenforcementpolicy-get', '/policies/identitySecurityDefaultsEnforcementPolicy'],
  ['adminconsentrequestpolicy-get', '/policies/adminConsentRequestPolicy'],
  ['domain-list', '/domains'],
];

describeWithExamples().each([1, 2, 3, 4])(
  'given the documented policies of Graph and the tenant of seed %i',
  (seed) => {
    const client = new InProcessClient(createSimulator({ users: 60, groups: 8, seed }));

    it.each(EXAMPLES)('%s has the shape of what the simulator answers to %s', async (name, request) => {
      const example = readExample(name);
      const { status, body } = await client.get(request);
      expect(status).toBe(example.status);
      expect(differencesOfShape(example.body, body)).toEqual([]);
    });
  },
);

describeWithExamples()('given the documented refusals of policies', () => {
  it('refuses Conditional Access without its scope in the documented words', async () => {
    const client = new InProcessClient(createSimulator({ users: 5, groups: 2 }));
    client.grant(['User.Read.All']);
    const { status, body } = await client.get('/identity/conditionalAccess/policies');
    const example = readExample('error-403-ca-missing-scope');
    expect(status).toBe(example.status);
    expect(errorOf(body)).toMatchObject(errorOf(example.body));
  });

  it('throttles Conditional Access in the documented words', async () => {
    const client = new InProcessClient(createSimulator({ users: 5, groups: 2, throttle: true }));
    await client.get('/identity/conditionalAccess/policies');
    const { status, body } = await client.get('/identity/conditionalAccess/policies');
    const example = readExample('error-429-conditionalaccess');
    const { code, message } = errorOf(example.body);
    expect(status).toBe(example.status);
    expect(errorOf(body)).toMatchObject({ code, message });
  });
});

function errorOf(body: Json): JsonObject {
  const error: Json | undefined = isJsonObject(body) ? body['error'] : undefined;
  return isJsonObject(error) ? error : {};
}
