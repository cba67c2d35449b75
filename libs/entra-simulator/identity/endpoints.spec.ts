import { generateKeyPairSync } from 'node:crypto';
import { decodeJwt, importPKCS8, SignJWT } from 'jose';
import { text, type JsonObject } from '#kernel/json.js';
import { CLIENT_REQUEST, identityWorld as world, ORIGIN } from '../testing/identity-world.js';

const DEFAULT = 'https://graph.microsoft.com/.default';
const claimsOf = (json: JsonObject) => decodeJwt(text(json['access_token']));

describe('given the first version of the token endpoint', () => {
  it('names the resource, writes numbers as text and instants as seconds', async () => {
    const { token, credentials } = world();
    const { status, json } = await token(
      { ...credentials, resource: 'https://graph.microsoft.com' },
      'oauth2/token',
    );
    expect(status).toBe(200);
    expect(Object.keys(json)).toEqual([
      'token_type',
      'expires_in',
      'ext_expires_in',
      'expires_on',
      'not_before',
      'resource',
      'access_token',
    ]);
    expect(json).toMatchObject({ expires_in: '3599', resource: 'https://graph.microsoft.com' });
    expect(Number(json['expires_on']) - Number(json['not_before'])).toBe(3599);
    expect(claimsOf(json)).toMatchObject({ ver: '1.0', aud: 'https://graph.microsoft.com' });
  });

  it('asks for the resource', async () => {
    const { token, credentials } = world();
    const { json } = await token(credentials, 'oauth2/token');
    expect(json['error_description']).toContain(
      "AADSTS900144: The request body must contain the following parameter: 'resource'.",
    );
  });
});

describe('given the audience of a token', () => {
  it.each([
    ['Graph', DEFAULT, 'https://graph.microsoft.com'],
    ['Graph with a slash', 'https://graph.microsoft.com//.default', 'https://graph.microsoft.com'],
    [
      'Graph by its app id',
      '00000003-0000-0000-c000-000000000000/.default',
      '00000003-0000-0000-c000-000000000000',
    ],
    [
      'the address at which Graph is simulated',
      'https://localhost:8443/.default',
      'https://graph.microsoft.com',
    ],
  ])('is %s', async (_, scope, audience) => {
    const { token, credentials } = world();
    expect(claimsOf((await token({ ...credentials, scope })).json)).toMatchObject({
      aud: audience,
      roles: expect.arrayContaining(['User.Read.All']),
    });
  });

  it('is the application itself, without permissions on Graph', async () => {
    const { token, credentials, client, send } = world();
    const { json } = await token({ ...credentials, scope: `api://${client.appId}/.default` });
    expect(claimsOf(json)).toMatchObject({ aud: client.appId });
    expect(claimsOf(json)).not.toHaveProperty('roles');
    const authorization = `Bearer ${text(json['access_token'])}`;
    expect((await send('GET', '/v1.0/users', {}, { authorization })).status).toBe(401);
  });

  it('is refused for a resource that the tenant does not have', async () => {
    const { token, credentials } = world();
    const { status, json } = await token({ ...credentials, scope: 'https://vault.example/.default' });
    expect([status, json['error']]).toEqual([400, 'invalid_resource']);
    expect(json['error_description']).toMatch(
      /^AADSTS500011: The resource principal named https:\/\/vault\.example was not found in the tenant named Contoso\./,
    );
  });
});

describe('given requests for tokens that fail', () => {
  it.each([
    ['no grant', { grant_type: '' }, 400, 'invalid_request', "AADSTS900144: .*'grant_type'"],
    ['no client', { client_id: '' }, 400, 'invalid_request', "AADSTS900144: .*'client_id'"],
    ['another grant', { grant_type: 'password' }, 400, 'unsupported_grant_type', "AADSTS70003: .*'password'"],
    [
      'a wrong secret',
      { client_secret: 'x' },
      401,
      'invalid_client',
      "AADSTS7000215: .* app '[0-9a-f-]{36}'\\.",
    ],
    [
      'another app',
      { client_id: 'nobody' },
      400,
      'unauthorized_client',
      "AADSTS700016: .*'nobody' .*'Contoso'",
    ],
    [
      'no .default',
      { scope: 'User.Read' },
      400,
      'invalid_scope',
      "AADSTS70011: .* scope User.Read isn't valid",
    ],
  ])('names what is wrong with %s', async (_, change, status, error, text) => {
    const { token, credentials } = world();
    const form = Object.entries({ ...credentials, scope: DEFAULT, ...change }).filter(
      ([, value]) => value !== '',
    );
    const answer = await token(Object.fromEntries(form));
    expect([answer.status, answer.json['error']]).toEqual([status, error]);
    expect(answer.json['error_description']).toMatch(new RegExp(`^${text}`));
  });

  it.each([
    [
      '00000000-0000-4000-8000-000000000000',
      "AADSTS90002: Tenant '00000000-0000-4000-8000-000000000000' not found.",
    ],
    ['nowhere', "AADSTS900023: Specified tenant identifier 'nowhere' is neither a valid DNS name, nor"],
  ])('names the tenant %s', async (at, message) => {
    const { token, credentials } = world();
    const { json } = await token({ ...credentials, scope: DEFAULT }, undefined, at);
    expect(text(json['error_description'])).toContain(message);
  });

  it("echoes the client's id of its request, in the header and as the correlation", async () => {
    const { token } = world();
    const { headers, json } = await token({});
    expect(headers['client-request-id']).toBe(CLIENT_REQUEST);
    expect(json['correlation_id']).toBe(CLIENT_REQUEST);
  });

  it('takes POST only', async () => {
    const { send, tenant } = world();
    const { json } = await send('GET', `/${tenant.tenantId}/oauth2/v2.0/token`);
    expect(json['error_codes']).toEqual([900561]);
  });
});

describe('given a certificate that is registered from outside', () => {
  it('takes assertions that it signs from then on', async () => {
    const { simulator, token, client, tenant } = world();
    const { privateKey, publicKey } = generateKeyPairSync('rsa', {
      modulusLength: 2048,
      privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
      publicKeyEncoding: { type: 'spki', format: 'pem' },
    });
    const assertion = await new SignJWT({})
      .setProtectedHeader({ alg: 'PS256' })
      .setIssuer(client.appId)
      .setSubject(client.appId)
      .setAudience(`${ORIGIN}/${tenant.tenantId}/oauth2/v2.0/token`)
      .setNotBefore('1 second from now')
      .setExpirationTime('5m')
      .sign(await importPKCS8(privateKey, 'PS256'));
    const form = {
      grant_type: 'client_credentials',
      client_id: client.appId,
      scope: DEFAULT,
      client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
      client_assertion: assertion,
    };
    expect((await token(form)).json['error_codes']).toEqual([700027]);
    const url = new URL(`${ORIGIN}/__control/identity`);
    const body = JSON.stringify({ certificates: [publicKey] });
    await simulator.handle({ method: 'POST', url, headers: {}, body });
    expect((await token(form)).status).toBe(200);
  });
});
