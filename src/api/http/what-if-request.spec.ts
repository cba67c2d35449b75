import { assertKnownIdentity, whatIfRequest } from './what-if-request.js';

const USER = '11111111-1111-4111-8111-111111111111';
const OTHER = '22222222-2222-4222-8222-222222222222';
const PARTS = { signInIdentity: {}, signInContext: {}, signInConditions: {} };

const check = (signInIdentity: object, source: object = { users: [{ id: USER }], servicePrincipals: [] }) => {
  const request = whatIfRequest({ ...PARTS, signInIdentity });
  assertKnownIdentity(request, { source: { ...source }, notCollected: { servicePrincipals: 'refused' } });
};

/** The detail of the problem that something ends with. */
function refusalOf(act: () => unknown): unknown {
  try {
    act();
    return 'accepted';
  } catch (error) {
    return error;
  }
}

describe('given a question of what would happen to a sign-in', () => {
  it('takes one about an account of the snapshot, however its id is written', () => {
    expect(
      refusalOf(() => {
        check({ userId: USER.toUpperCase() });
      }),
    ).toBe('accepted');
  });

  it.each(['signInIdentity', 'signInContext', 'signInConditions'])('wants %s to be an object', (part) => {
    for (const value of [undefined, null, 'x', []])
      expect(refusalOf(() => whatIfRequest({ ...PARTS, [part]: value }))).toMatchObject({
        problem: { code: 'what-if-invalid' },
      });
  });

  it.each([
    ['names nobody', {}],
    ['names two', { userId: USER, servicePrincipalId: USER }],
    ['has an id that is no GUID', { userId: 'somebody' }],
    ['has an id that is no text', { userId: 7 }],
    ['names somebody whom the tenant does not have', { userId: OTHER }],
    ['names an application that the tenant does not have', { servicePrincipalId: USER }],
  ])('refuses an identity that %s', (_what, identity) => {
    expect(
      refusalOf(() => {
        check(identity);
      }),
    ).toMatchObject({ problem: { code: 'what-if-invalid' } });
  });

  it('says so where the identity could not be looked up', () => {
    const refusal = refusalOf(() => {
      check({ servicePrincipalId: USER }, { users: [] });
    });
    expect(String((refusal as { detail?: string }).detail)).toContain(
      'servicePrincipals were not collected (refused)',
    );
  });
});
