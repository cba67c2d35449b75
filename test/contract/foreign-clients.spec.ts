import { generateKeyPairSync, randomUUID, X509Certificate } from 'node:crypto';
import { ConfidentialClientApplication, CryptoProvider, type Configuration } from '@azure/msal-node';
import {
  BatchRequestContent,
  BatchResponseContent,
  Client,
  GraphError,
  PageIterator,
  type PageCollection,
} from '@microsoft/microsoft-graph-client';
import { createRemoteJWKSet, importPKCS8, jwtVerify } from 'jose';
import * as oidc from 'openid-client';
import { generate } from 'selfsigned';
import { SIGN_IN_USERS } from '#simulator/tenant/generate.js';
import { serveTenant, type ServedTenant } from '../support/served-tenant.js';

const DEFAULT = 'https://graph.microsoft.com/.default';
const REDIRECT = 'https://app.example/back';
const STATE = 'a=b&c/+"<é';
const ADMIN = { user: SIGN_IN_USERS.globalAdministrator, consent: 'accept' } as const;

let world: ServedTenant;

beforeAll(async () => {
  world = await serveTenant();
});

afterAll(async () => {
  await world.close();
});

/** Registers a key of the client's own, as an administrator uploads a certificate. */
async function register(publicKey: string): Promise<void> {
  const body = JSON.stringify({ certificates: [publicKey] });
  await fetch(`${world.served.https}/__control/identity`, { method: 'POST', body });
}

describe('given openid-client', () => {
  const metadata = (authentication?: oidc.ClientAuth) =>
    oidc.discovery(
      new URL(`${world.authority}/v2.0`),
      world.simulator.client.appId,
      world.secret,
      authentication,
    );

  async function signIn(config: oidc.Configuration, mode: 'query' | 'form_post') {
    const verifier = oidc.randomPKCECodeVerifier();
    const nonce = oidc.randomNonce();
    const start = oidc.buildAuthorizationUrl(config, {
      redirect_uri: REDIRECT,
      response_mode: mode,
      scope: `openid offline_access ${DEFAULT}`,
      code_challenge: await oidc.calculatePKCECodeChallenge(verifier),
      code_challenge_method: 'S256',
      state: STATE,
      nonce,
    });
    const ended = await world.person.follow(start.href, ADMIN, (url) => url.startsWith(REDIRECT));
    const checks = { pkceCodeVerifier: verifier, expectedState: STATE, expectedNonce: nonce };
    return { ended, checks };
  }

  it('signs a person in with PKCE, refreshes with rotation and reads who it is', async () => {
    const config = await metadata();
    const { ended, checks } = await signIn(config, 'query');
    const tokens = await oidc.authorizationCodeGrant(config, new URL(ended.url), checks);
    const claims = tokens.claims();
    expect(claims?.['tid']).toBe(world.simulator.tenant.tenantId);
    const first = tokens.refresh_token ?? '';
    const second = await oidc.refreshTokenGrant(config, first);
    expect(second.refresh_token).not.toBe(first);
    expect((await oidc.refreshTokenGrant(config, first)).access_token).toBeDefined();
    const known = await oidc.fetchUserInfo(config, second.access_token, claims?.sub ?? '');
    expect(known.email).toBe(ADMIN.user);
  });

  it('takes the answer that a form brings', async () => {
    const config = await metadata();
    const { ended, checks } = await signIn(config, 'form_post');
    const fields = new URLSearchParams();
    for (const [, name = '', value = ''] of ended.body.matchAll(/name="(\w+)" value="([^"]*)"/g)) {
      fields.set(
        name,
        value.replace(/&#(\d+);/g, (_, code: string) => String.fromCharCode(Number(code))),
      );
    }
    const request = new Request(REDIRECT, { method: 'POST', body: fields });
    const tokens = await oidc.authorizationCodeGrant(config, request, checks);
    expect(tokens.id_token).toBeDefined();
  });

  it('authenticates by post, by basic and by a key', async () => {
    const { privateKey, publicKey } = generateKeyPairSync('rsa', {
      modulusLength: 2048,
      privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
      publicKeyEncoding: { type: 'spki', format: 'pem' },
    });
    await register(publicKey);
    const key = await importPKCS8(privateKey, 'PS256');
    for (const proof of [
      oidc.ClientSecretPost(world.secret),
      oidc.ClientSecretBasic(world.secret),
      oidc.PrivateKeyJwt(key),
    ]) {
      const tokens = await oidc.clientCredentialsGrant(await metadata(proof), { scope: DEFAULT });
      expect(tokens.token_type).toBe('bearer');
    }
  });

  it('reads why it is refused', async () => {
    const config = await metadata(oidc.ClientSecretPost('wrong'));
    const refused = oidc.clientCredentialsGrant(config, { scope: DEFAULT });
    await expect(refused).rejects.toMatchObject({
      error: 'invalid_client',
      status: 401,
      error_description: expect.stringMatching(/^AADSTS7000215: /),
    });
  });
});

describe('given msal-node', () => {
  const application = (auth: Partial<Configuration['auth']>) =>
    new ConfidentialClientApplication({
      auth: {
        clientId: world.simulator.client.appId,
        authority: world.authority,
        knownAuthorities: [new URL(world.served.https).host],
        ...auth,
      },
    });

  it('gets a token by secret whose signature the published keys prove', async () => {
    const answer = await application({ clientSecret: world.secret }).acquireTokenByClientCredential({
      scopes: [DEFAULT],
    });
    const discovered = await fetch(`${world.authority}/v2.0/.well-known/openid-configuration`);
    const { jwks_uri: keys, issuer } = (await discovered.json()) as { jwks_uri: string; issuer: string };
    const proved = await jwtVerify(answer?.accessToken ?? '', createRemoteJWKSet(new URL(keys)), {
      issuer,
      audience: 'https://graph.microsoft.com',
    });
    expect(proved.payload['tid']).toBe(world.simulator.tenant.tenantId);
  });

  it('gets a token by a certificate', async () => {
    const made = await generate([{ name: 'commonName', value: 'foreign' }], {
      keySize: 2048,
      algorithm: 'sha256',
    });
    await register(made.cert);
    const { fingerprint256 } = new X509Certificate(made.cert);
    const clientCertificate = {
      thumbprintSha256: fingerprint256.replaceAll(':', ''),
      privateKey: made.private,
      x5c: made.cert,
    };
    const answer = await application({ clientCertificate }).acquireTokenByClientCredential({
      scopes: [DEFAULT],
    });
    expect(answer?.accessToken).toBeDefined();
  });

  it('signs a person in and refreshes in silence', async () => {
    const msal = application({ clientSecret: world.secret });
    const { verifier, challenge } = await new CryptoProvider().generatePkceCodes();
    const about = { scopes: [DEFAULT], redirectUri: REDIRECT };
    const start = await msal.getAuthCodeUrl({
      ...about,
      codeChallenge: challenge,
      codeChallengeMethod: 'S256',
    });
    const { url } = await world.person.follow(start, ADMIN, (at) => at.startsWith(REDIRECT));
    const code = new URL(url).searchParams.get('code') ?? '';
    const { account } = await msal.acquireTokenByCode({ ...about, code, codeVerifier: verifier });
    if (account === null) throw new TypeError('no account');
    expect([account.username, account.tenantId]).toEqual([ADMIN.user, world.simulator.tenant.tenantId]);
    const again = await msal.acquireTokenSilent({ account, scopes: [DEFAULT], forceRefresh: true });
    expect(again.fromCache).toBe(false);
  });
});

describe('given microsoft-graph-client', () => {
  const eventual = { headers: { ConsistencyLevel: 'eventual' } };

  async function client(): Promise<Client> {
    const form = { grant_type: 'client_credentials', client_id: world.simulator.client.appId };
    const body = new URLSearchParams({ ...form, client_secret: world.secret, scope: DEFAULT });
    const answer = await fetch(`${world.authority}/oauth2/v2.0/token`, { method: 'POST', body });
    const { access_token: token } = (await answer.json()) as { access_token: string };
    return Client.initWithMiddleware({
      authProvider: { getAccessToken: () => Promise.resolve(token) },
      baseUrl: `${world.served.https}/`,
      defaultVersion: 'v1.0',
      customHosts: new Set(['localhost']),
    });
  }

  async function count(graph: Client, page: PageCollection): Promise<{ items: number; deltaLink: string }> {
    let items = 0;
    const pages = new PageIterator(
      graph,
      page,
      () => {
        items += 1;
        return true;
      },
      eventual,
    );
    await pages.iterate();
    return { items, deltaLink: pages.getDeltaLink() ?? '' };
  }

  it('walks the pages of lists, searches and counts', async () => {
    const graph = await client();
    const all = (await graph.api('/users').top(7).select('id').get()) as PageCollection;
    expect((await count(graph, all)).items).toBe(world.simulator.tenant.users.size);
    const found = (await graph
      .api('/users')
      .headers(eventual.headers)
      .count(true)
      .search('"displayName:a"')
      .orderby('displayName')
      .top(2)
      .get()) as PageCollection & { '@odata.count': number };
    expect((await count(graph, found)).items).toBe(found['@odata.count']);
  });

  it('follows a delta link to what changed', async () => {
    const graph = await client();
    const { deltaLink } = await count(graph, (await graph.api('/groups/delta').get()) as PageCollection);
    expect(((await graph.api(deltaLink).get()) as PageCollection).value).toEqual([]);
    const body = JSON.stringify({ seed: 1, changes: 20 });
    await fetch(`${world.served.https}/__control/mutate`, { method: 'POST', body });
    expect(((await graph.api(deltaLink).get()) as PageCollection).value.length).toBeGreaterThan(0);
  });

  it('sends a batch and reads the answers of its items', async () => {
    const graph = await client();
    const step = (id: string, path: string) => ({
      id,
      // Addresses of items have no version: the client takes away the host and nothing else.
      request: new Request(`${world.served.https}${path}`, { method: 'GET' }),
    });
    const content = new BatchRequestContent([
      step('a', '/organization'),
      step('b', `/users/${randomUUID()}`),
    ]);
    const answered: unknown = await graph.api('/$batch').post(await content.getContent());
    const responses = new BatchResponseContent(
      answered as ConstructorParameters<typeof BatchResponseContent>[0],
    );
    expect([responses.getResponseById('a').status, responses.getResponseById('b').status]).toEqual([
      200, 404,
    ]);
  });

  it('raises the errors of Graph with code and request id', async () => {
    const graph = await client();
    const raised: unknown = await graph
      .api(`/users/${randomUUID()}`)
      .get()
      .catch((error: unknown) => error);
    expect(raised).toBeInstanceOf(GraphError);
    expect(raised).toMatchObject({
      statusCode: 404,
      code: 'Request_ResourceNotFound',
      requestId: expect.stringMatching(/^[0-9a-f-]{36}$/),
    });
  });
});
