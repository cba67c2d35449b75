import { VirtualClock } from '#kernel/virtual-clock.js';
import { createSigner } from '#simulator/identity/signer.js';
import { Discovery } from './discovery.js';

const AUTHORITY = 'https://login.microsoftonline.com';
const TENANT = '28e53be9-e260-4f88-92f8-337a970d15b9';
const OTHER = '11111111-1111-4111-8111-111111111111';
const CLIENT = '5404442a-4fab-41df-871b-b0c6c9fbdf5a';
const EXPECTED = { audience: CLIENT, nonce: 'n-1' };

describe('given an id_token', () => {
  const clock = new VirtualClock();
  const [signer, forger] = [createSigner(), createSigner()];
  const asked: string[] = [];
  const discovery = new Discovery(
    AUTHORITY,
    async ({ url }) => {
      asked.push(url);
      return {
        status: 200,
        headers: {},
        body: JSON.stringify(await signer.jwks(`${AUTHORITY}/${TENANT}/v2.0`)),
      };
    },
    clock,
  );
  const seconds = Math.floor(clock.now().getTime() / 1_000);
  const claims = {
    aud: CLIENT,
    iss: `${AUTHORITY}/${TENANT}/v2.0`,
    tid: TENANT,
    oid: OTHER,
    nonce: 'n-1',
    iat: seconds,
    exp: seconds + 3_600,
  };

  it('names the tenant and the user when everything fits', async () => {
    const signedIn = await discovery.verify(await signer.sign(claims), EXPECTED);
    expect(signedIn).toEqual({ tenantId: TENANT, userId: OTHER });
    expect(asked).toEqual([`${AUTHORITY}/${TENANT}/discovery/v2.0/keys`]);
  });

  it.each([
    ['another nonce', { nonce: 'n-2' }],
    ['no nonce', { nonce: undefined }],
    ['another audience', { aud: OTHER }],
    ['the issuer of another tenant', { iss: `${AUTHORITY}/${OTHER}/v2.0` }],
    ['an issuer elsewhere', { iss: `https://evil.example/${TENANT}/v2.0` }],
    ['a tenant that is none', { tid: '../common' }],
    ['a time that is over', { iat: seconds - 9_000, exp: seconds - 3_600 }],
  ])('is refused with %s', async (_, change) => {
    const token = await signer.sign({ ...claims, ...change });
    await expect(discovery.verify(token, EXPECTED)).rejects.toThrow('sign-in-invalid');
  });

  it('is refused with a signature of another key, or with none', async () => {
    await expect(discovery.verify(await forger.sign(claims), EXPECTED)).rejects.toThrow('sign-in-invalid');
    const [header, payload] = (await signer.sign(claims)).split('.');
    const unsigned = `${Buffer.from('{"alg":"none"}').toString('base64url')}.${payload ?? ''}.`;
    await expect(discovery.verify(unsigned, EXPECTED)).rejects.toThrow('sign-in-invalid');
    await expect(discovery.verify(`${header ?? ''}.${payload ?? ''}.`, EXPECTED)).rejects.toThrow(
      'sign-in-invalid',
    );
  });
});
