import { decodeJwt } from 'jose';
import { text } from '#kernel/json.js';
import { identityWorld as world, ORIGIN } from '../testing/identity-world.js';

const REDIRECT = 'https://app.example/back';
const STATE = 'a=b&c/+"<é';

describe('given a person who signs in', () => {
  async function signIn(mode: string) {
    const built = world();
    const { simulator, client, tenant, send } = built;
    simulator.state.consent(tenant.tenantId, client.appId).delegated = new Set(['User.Read.All']);
    const query = new URLSearchParams({
      client_id: client.appId,
      response_type: 'code',
      response_mode: mode,
      redirect_uri: REDIRECT,
      scope: 'openid',
      state: STATE,
    });
    const path = `/${tenant.tenantId}/oauth2/v2.0/authorize?${query.toString()}`;
    return { ...built, answer: await send('POST', path, { step: 'sign-in', user: 'admin@contoso.example' }) };
  }

  it('is brought back by a form that holds the state as it was', async () => {
    const { answer } = await signIn('form_post');
    expect(answer.body).toContain(`<form method="post" action="${REDIRECT}">`);
    expect(answer.body).toContain('name="state" value="a=b&#38;c/+&#34;&#60;é"');
  });

  it('is named to whoever holds their token, under the subject of the id token', async () => {
    const { answer, client, token, send } = await signIn('query');
    const { json } = await token({
      grant_type: 'authorization_code',
      client_id: client.appId,
      client_secret: client.secrets[0] ?? '',
      redirect_uri: REDIRECT,
      code: new URL(answer.headers['location'] ?? '').searchParams.get('code') ?? '',
    });
    const authorization = `Bearer ${text(json['access_token'])}`;
    const known = await send('GET', '/oidc/userinfo', {}, { authorization });
    expect(known.json).toMatchObject({
      sub: decodeJwt(text(json['id_token'])).sub,
      name: 'Ada Admin',
      email: 'admin@contoso.example',
    });
    expect((await send('GET', '/oidc/userinfo')).status).toBe(401);
  });
});

describe('given discovery', () => {
  it('answers a domain with the addresses of the tenant', async () => {
    const { send, tenant } = world();
    const { json } = await send('GET', '/contoso.example/v2.0/.well-known/openid-configuration');
    expect(json).toMatchObject({
      issuer: `${ORIGIN}/${tenant.tenantId}/v2.0`,
      token_endpoint: `${ORIGIN}/${tenant.tenantId}/oauth2/v2.0/token`,
      jwks_uri: `${ORIGIN}/${tenant.tenantId}/discovery/v2.0/keys`,
    });
  });

  it('leaves the tenant open where the user decides it', async () => {
    const { send } = world();
    const { json } = await send('GET', '/common/v2.0/.well-known/openid-configuration');
    expect(json).toMatchObject({
      issuer: `${ORIGIN}/{tenantid}/v2.0`,
      jwks_uri: `${ORIGIN}/common/discovery/v2.0/keys`,
    });
    const keys = await send('GET', '/common/discovery/v2.0/keys');
    expect(keys.json['keys']).toEqual([expect.objectContaining({ issuer: `${ORIGIN}/{tenantid}/v2.0` })]);
  });

  it("names the first version's addresses", async () => {
    const { send, tenant } = world();
    const { json } = await send('GET', `/${tenant.tenantId}/.well-known/openid-configuration`);
    expect(json).toMatchObject({
      issuer: `${ORIGIN}/${tenant.tenantId}/`,
      authorization_endpoint: `${ORIGIN}/${tenant.tenantId}/oauth2/authorize`,
    });
  });

  it('refuses device codes, for the registrations are confidential', async () => {
    const { send, tenant } = world();
    const { status, json } = await send('POST', `/${tenant.tenantId}/oauth2/v2.0/devicecode`);
    expect([status, json['error'], json['error_codes']]).toEqual([401, 'invalid_client', [70002]]);
  });

  it('returns to the application after a sign-out, but to no other scheme', async () => {
    const { send } = world();
    const out = (address: string) =>
      send(
        'GET',
        `/common/oauth2/v2.0/logout?state=s&post_logout_redirect_uri=${encodeURIComponent(address)}`,
      );
    expect((await out('https://app.example/bye')).headers['location']).toBe(
      'https://app.example/bye?state=s',
    );
    expect((await out('javascript:alert(1)')).status).toBe(200);
  });

  it('answers an address that is not well formed', async () => {
    const { send } = world();
    expect((await send('GET', '/%zz/v2.0/.well-known/openid-configuration')).status).toBe(400);
  });
});
