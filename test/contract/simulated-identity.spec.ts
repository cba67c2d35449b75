import { generateKeyPairSync, randomUUID } from 'node:crypto';
import { decodeJwt, importPKCS8, SignJWT } from 'jose';
import { isJsonObject, type Json, type JsonObject } from '#kernel/json.js';
import { FEDERATED_SUBJECT } from '#simulator/identity/client-proof.js';
import { createSimulator } from '#simulator/simulator.js';

const ORIGIN = 'https://login.example';

describe('given the simulated identity platform', () => {
  const simulator = createSimulator({ users: 5, groups: 2 });
  const { client, tenant } = simulator;
  const secret = client.secrets[0] ?? '';

  async function send(
    method: string,
    path: string,
    form?: Record<string, string>,
    headers: Record<string, string> = {},
  ) {
    const body = form === undefined ? '' : new URLSearchParams(form).toString();
    const answer = await simulator.handle({ method, url: new URL(`${ORIGIN}${path}`), headers, body });
    return { ...answer, json: parse(answer.body) };
  }
  const token = (
    form: Record<string, string>,
    at: string = tenant.tenantId,
    headers: Record<string, string> = {},
  ) => send('POST', `/${at}/oauth2/v2.0/token`, form, headers);
  const credentials = {
    grant_type: 'client_credentials',
    client_id: client.appId,
    scope: 'https://graph.microsoft.com/.default',
  };

  it('issues a token for a secret in the form or by basic authentication, with real claims', async () => {
    const byForm = await token({ ...credentials, client_secret: secret });
    const basic = Buffer.from(`${client.appId}:${secret}`).toString('base64');
    const byBasic = await token(
      { grant_type: credentials.grant_type, scope: credentials.scope },
      tenant.tenantId,
      {
        authorization: `Basic ${basic}`,
      },
    );
    for (const answer of [byForm, byBasic]) {
      expect(answer.status).toBe(200);
      expect(answer.json).not.toHaveProperty('refresh_token');
      expect(decodeJwt(answer.json['access_token'] as string)).toMatchObject({
        tid: tenant.tenantId,
        appid: client.appId,
        aud: 'https://graph.microsoft.com',
        iss: `${ORIGIN}/${tenant.tenantId}/v2.0`,
        roles: expect.arrayContaining(['User.Read.All']),
        exp: expect.any(Number),
        oid: expect.any(String),
      });
    }
  });

  it('takes a certificate assertion, and refuses one of another key', async () => {
    const [own, other] = [0, 1].map(() =>
      generateKeyPairSync('rsa', {
        modulusLength: 2048,
        privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
        publicKeyEncoding: { type: 'spki', format: 'pem' },
      }),
    );
    client.certificates.push(own?.publicKey ?? '');
    const assertion = async (privateKey: string): Promise<Record<string, string>> => ({
      ...credentials,
      client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
      client_assertion: await new SignJWT({ jti: randomUUID() })
        .setProtectedHeader({ alg: 'PS256' })
        .setIssuer(client.appId)
        .setSubject(client.appId)
        .setAudience(`${ORIGIN}/${tenant.tenantId}/oauth2/v2.0/token`)
        .setExpirationTime('5m')
        .sign(await importPKCS8(privateKey, 'PS256')),
    });
    expect((await token(await assertion(own?.privateKey ?? ''))).status).toBe(200);
    expect((await token(await assertion(other?.privateKey ?? ''))).json['error_codes']).toEqual([700027]);
  });

  it('takes a federated assertion of the issuer that it trusts', async () => {
    const { json } = await send('GET', '/__control/federated-assertion');
    expect(decodeJwt(json['assertion'] as string).sub).toBe(FEDERATED_SUBJECT);
    const form = {
      ...credentials,
      client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
      client_assertion: json['assertion'] as string,
    };
    expect((await token(form)).status).toBe(200);
    expect((await token({ ...form, client_assertion: 'a.b.c' })).json['error']).toBe('invalid_client');
  });

  it.each([
    ['a wrong secret', { ...credentials, client_secret: 'x' }, undefined, 401, 7000215],
    ['no secret', credentials, undefined, 401, 7000218],
    [
      'an unknown app',
      { ...credentials, client_id: '11111111-1111-4111-8111-111111111111', client_secret: 'x' },
      undefined,
      400,
      700016,
    ],
    ['a tenant that is none', { ...credentials, client_secret: 'x' }, 'nowhere.example', 400, 90002],
    ['a tenant that is malformed', { ...credentials, client_secret: 'x' }, 'no-tenant', 400, 900023],
    ['no tenant', { ...credentials, client_secret: secret }, 'common', 400, 50059],
    [
      'a scope that is no .default',
      { ...credentials, client_secret: secret, scope: 'User.Read' },
      undefined,
      400,
      70011,
    ],
  ])('answers %s as Microsoft does', async (_, form, at, status, code) => {
    const answer = await token(form, at);
    expect(answer.status).toBe(status);
    expect(answer.json['error_codes']).toEqual([code]);
    expect(answer.json['error_description']).toMatch(
      new RegExp(`^AADSTS${code}: .* Trace ID: .* Correlation ID: .* Timestamp: .*Z$`),
    );
    expect(answer.headers['x-ms-request-id']).toBe(answer.json['trace_id']);
  });

  it('redeems a code once, with its verifier, and rotates refresh tokens', async () => {
    const code = (): string => {
      simulator.state.consent(tenant.tenantId, client.appId).delegated = new Set(['User.Read.All']);
      return simulator.state.issueCode({
        appId: client.appId,
        tenantId: tenant.tenantId,
        userId: [...tenant.users.keys()][0] ?? '',
        scopes: ['openid', 'offline_access'],
        redirectUri: 'https://app.example/back',
        nonce: 'n',
        challenge: 'verifier-of-this-test',
        challengeMethod: 'plain',
      });
    };
    const form = {
      grant_type: 'authorization_code',
      client_id: client.appId,
      client_secret: secret,
      redirect_uri: 'https://app.example/back',
    };
    const issued = code();
    const first = await token({ ...form, code: issued, code_verifier: 'verifier-of-this-test' });
    expect(first.status).toBe(200);
    expect(decodeJwt(first.json['id_token'] as string)).toMatchObject({
      nonce: 'n',
      aud: client.appId,
      tid: tenant.tenantId,
    });
    expect(
      (await token({ ...form, code: issued, code_verifier: 'verifier-of-this-test' })).json['error_codes'],
    ).toEqual([54005]);
    expect((await token({ ...form, code: code(), code_verifier: 'another' })).json['error_codes']).toEqual([
      501481,
    ]);
    const refresh = { grant_type: 'refresh_token', client_id: client.appId, client_secret: secret };
    const second = await token({
      ...refresh,
      refresh_token: first.json['refresh_token'] as string,
      scope: 'offline_access',
    });
    expect(second.json['refresh_token']).not.toBe(first.json['refresh_token']);
    expect((await token({ ...refresh, refresh_token: first.json['refresh_token'] as string })).status).toBe(
      200,
    );
  });

  it('shows keys and discovery documents', async () => {
    const keys = await send('GET', `/${tenant.tenantId}/discovery/v2.0/keys`);
    expect((keys.json['keys'] as readonly Json[])[0]).toMatchObject({
      kty: 'RSA',
      use: 'sig',
      kid: expect.any(String),
    });
    const metadata = await send('GET', '/contoso.example/v2.0/.well-known/openid-configuration');
    expect(metadata.json['issuer']).toBe(`${ORIGIN}/${tenant.tenantId}/v2.0`);
    const instance = await send('GET', '/common/discovery/instance?api-version=1.1');
    expect((instance.json['metadata'] as readonly Json[]).length).toBeGreaterThan(4);
  });

  it('is the same tenant for the same options', () => {
    const again = createSimulator({ users: 5, groups: 2 });
    expect(JSON.stringify(again.tenant.document())).toBe(JSON.stringify(tenant.document()));
    expect(createSimulator({ users: 5, groups: 2, seed: 2 }).tenant.tenantId).not.toBe(tenant.tenantId);
  });
});

function parse(text: string): JsonObject {
  try {
    const answer = JSON.parse(text) as Json;
    return isJsonObject(answer) ? answer : {};
  } catch {
    return {};
  }
}
