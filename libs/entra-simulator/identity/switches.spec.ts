import { X509Certificate } from 'node:crypto';
import { decodeJwt } from 'jose';
import { createSimulator } from '../simulator.js';
import { AADSTS_ROWS } from './aadsts-table.js';

const ORIGIN = 'https://login.example';

function world() {
  const simulator = createSimulator({ users: 5, groups: 2 });
  const token = async (tenant = simulator.tenant.tenantId, registration = simulator.client) => {
    const body = new URLSearchParams({
      grant_type: 'client_credentials',
      client_id: registration.appId,
      client_secret: registration.secrets[0] ?? '',
      scope: 'https://graph.microsoft.com/.default',
    }).toString();
    const url = new URL(`${ORIGIN}/${tenant}/oauth2/v2.0/token`);
    const answer = await simulator.handle({ method: 'POST', url, headers: {}, body });
    return { ...answer, json: JSON.parse(answer.body) as Record<string, unknown> };
  };
  const control = (body: object) =>
    simulator.handle({
      method: 'POST',
      url: new URL(`${ORIGIN}/__control/identity`),
      headers: {},
      body: JSON.stringify(body),
    });
  return { simulator, token, control };
}

describe('given AADSTS errors that are switched on', () => {
  it('hits only the client that is named', async () => {
    const { simulator, token, control } = world();
    await control({ tokenErrors: [{ code: 7000222, appId: simulator.client.appId }] });
    expect((await token()).json['error_codes']).toEqual([7000222]);
    expect((await token(undefined, simulator.ownClient)).status).toBe(200);
  });

  it('hits only the tenant that is named, by id or by domain', async () => {
    const { simulator, token, control } = world();
    const { tenant, otherTenant } = simulator;
    await control({ tokenErrors: [{ code: 90033, tenantId: tenant.tenantId }] });
    expect((await token()).status).toBe(503);
    expect((await token('contoso.example')).status).toBe(503);
    expect((await token(otherTenant.tenantId)).status).toBe(200);
  });

  it.each(Object.keys(AADSTS_ROWS).map(Number))('answers %i with a whole error body', async (code) => {
    const { token, control } = world();
    await control({ tokenError: code });
    const { status, json, headers } = await token();
    expect(status).toBe(AADSTS_ROWS[code]?.status);
    expect(json).toMatchObject({ error: AADSTS_ROWS[code]?.error, error_codes: [code] });
    expect(json['error'] === 'invalid_client' && code > 7_000_000 ? status : 401).toBe(401);
    expect(headers['x-ms-request-id']).toBe(json['trace_id']);
  });
});

describe('given lifetimes of access tokens', () => {
  it('gives 3599 seconds unless it is told otherwise', async () => {
    expect((await world().token()).json['expires_in']).toBe(3599);
  });

  it('gives 60 to 90 minutes in the random mode, and the token says the same as the answer', async () => {
    const { token, control } = world();
    await control({ tokenLifetime: 'random' });
    const lifetimes: number[] = [];
    for (let n = 0; n < 8; n += 1) {
      const { json } = await token();
      const { exp = 0, iat = 0 } = decodeJwt(String(json['access_token']));
      expect(exp - iat).toBe(json['expires_in']);
      lifetimes.push(exp - iat);
    }
    expect(Math.min(...lifetimes)).toBeGreaterThanOrEqual(3_600);
    expect(Math.max(...lifetimes)).toBeLessThanOrEqual(5_400);
    expect(new Set(lifetimes).size).toBeGreaterThan(4);
  });
});

describe('given a token that is none', () => {
  const ask = async (simulator: ReturnType<typeof world>['simulator']) => {
    const url = new URL('https://graph.microsoft.com/v1.0/users');
    return simulator.handle({ method: 'GET', url, headers: { authorization: 'Bearer x' }, body: '' });
  };

  it.each([
    ['idx14100', 'IDX14100: JWT is not well formed'],
    ['compact-token', 'CompactToken parsing failed with error code: 80049217'],
  ])('says so in the words of %s', async (malformedToken, words) => {
    const { simulator, control } = world();
    await control({ malformedToken });
    const { status, body } = await ask(simulator);
    expect(status).toBe(401);
    expect(body).toContain(words);
  });

  it('challenges for a bearer token and for proof of possession with a nonce', async () => {
    const { headers } = await ask(world().simulator);
    const challenge = String(headers['www-authenticate']);
    expect(challenge).toMatch(/^Bearer realm="", authorization_uri="[^"]+", client_id="[^"]+", PoP realm=""/);
    const nonce = /nonce="([^"]+)"/.exec(challenge)?.[1] ?? '';
    expect(Number(decodeJwt(nonce)['ts'])).toBeGreaterThan(0);
  });
});

describe('given an admin consent whose redirect is forged', () => {
  const consent = async (simulator: ReturnType<typeof world>['simulator']): Promise<URL> => {
    const query = new URLSearchParams({
      client_id: simulator.client.appId,
      redirect_uri: 'https://app.example/callback',
      scope: 'https://graph.microsoft.com/.default',
    });
    const answer = await simulator.handle({
      method: 'POST',
      url: new URL(`${ORIGIN}/organizations/v2.0/adminconsent?${query.toString()}`),
      headers: {},
      body: new URLSearchParams({
        step: 'consent',
        choice: 'accept',
        user: 'admin@contoso.example',
      }).toString(),
    });
    return new URL(String(answer.headers['location']));
  };

  it('names the tenant that consented, or the one that the forger wants', async () => {
    const { simulator, control } = world();
    expect((await consent(simulator)).searchParams.get('tenant')).toBe(simulator.tenant.tenantId);
    await control({ consentTenant: 'victim' });
    const forged = (await consent(simulator)).searchParams;
    expect([forged.get('tenant'), forged.get('admin_consent')]).toEqual(['victim', 'True']);
  });
});

describe('given the key set of the platform', () => {
  it('shows a certificate of the key that signs', async () => {
    const { simulator } = world();
    const url = new URL(`${ORIGIN}/common/discovery/v2.0/keys`);
    const { body } = await simulator.handle({ method: 'GET', url, headers: {}, body: '' });
    const [key] = (JSON.parse(body) as { keys: { x5c: string[]; n: string }[] }).keys;
    const certificate = new X509Certificate(Buffer.from(key?.x5c[0] ?? '', 'base64'));
    expect(certificate.publicKey.export({ format: 'jwk' }).n).toBe(key?.n);
  });
});
