import { EMPTY_FORM, requestOf, type SignInForm } from './what-if-request.js';

const ID = '6a7f2ec6-f8bf-42e4-827f-82318c75e6d1';

const sent = (form: Partial<SignInForm>): unknown =>
  JSON.parse(JSON.stringify(requestOf({ ...EMPTY_FORM, userId: ID, ...form })));

describe('given a sign-in as the form describes it', () => {
  it('asks in the form of Graph’s own evaluate', () => {
    expect(
      sent({
        applicationId: 'app',
        clientAppType: 'other',
        devicePlatform: 'linux',
        country: 'DE',
        ipAddress: '192.0.2.1',
        signInRiskLevel: 'high',
        userRiskLevel: 'low',
      }),
    ).toEqual({
      signInIdentity: { '@odata.type': '#microsoft.graph.userSignIn', userId: ID },
      signInContext: { '@odata.type': '#microsoft.graph.applicationContext', includeApplications: ['app'] },
      signInConditions: {
        clientAppType: 'other',
        devicePlatform: 'linux',
        country: 'DE',
        ipAddress: '192.0.2.1',
        signInRiskLevel: 'high',
        userRiskLevel: 'low',
      },
      appliedPoliciesOnly: false,
    });
  });

  it('leaves out what is unknown, so that no policy is decided by a guess', () => {
    expect(
      sent({ clientAppType: undefined, signInRiskLevel: undefined, userRiskLevel: undefined }),
    ).toMatchObject({ signInContext: { includeApplications: [] }, signInConditions: {} });
    expect(sent({ clientAppType: undefined })).not.toHaveProperty('signInConditions.clientAppType');
    expect(sent({ country: '  ', ipAddress: ' ' })).not.toHaveProperty('signInConditions.country');
    expect(sent({ country: '  ', ipAddress: ' ' })).not.toHaveProperty('signInConditions.ipAddress');
  });

  it('takes a country in any case and an address with spaces around it', () => {
    expect(sent({ country: ' de ', ipAddress: ' 2001:db8::1 ' })).toMatchObject({
      signInConditions: { country: 'DE', ipAddress: '2001:db8::1' },
    });
  });

  it('always shows the policies that do not apply too', () => {
    expect(sent({})).toHaveProperty('appliedPoliciesOnly', false);
  });
});
