import { createHash, randomUUID } from 'node:crypto';
import { createRandom } from '#kernel/random.js';
import type { SimulatedRequest, SimulatedResponse } from '../model.js';
import type { TenantStore } from '../tenant/tenant-store.js';
import { text } from '#kernel/json.js';
import { AadstsFault, identityHeaders, tokenError } from './aadsts.js';
import { proveClient } from './client-proof.js';
import { isAnyTenant, type Grant, type IdentityState } from './identity-state.js';
import { nextLifetimeSeconds, tokenErrorFor } from './switches.js';
import type { Registration } from './registrations.js';
import type { Signer } from './signer.js';

const GRAPH_APP_ID = '00000003-0000-0000-c000-000000000000';
const GRAPH_AUDIENCE = 'https://graph.microsoft.com';
const OIDC_SCOPES: ReadonlySet<string> = new Set(['openid', 'profile', 'email', 'offline_access']);

/** Issues tokens. */
export class TokenEndpoint {
  readonly #lifetimes = createRandom('lifetimes of access tokens');

  constructor(
    private readonly state: IdentityState,
    private readonly signer: Signer,
  ) {}

  /** Answers `POST /{tenant}/oauth2/v2.0/token`. */
  async handle(tenant: string, request: SimulatedRequest): Promise<SimulatedResponse> {
    try {
      const body = await this.grant(tenant, request);
      return { status: 200, headers: identityHeaders(randomUUID()), body: JSON.stringify(body) };
    } catch (error) {
      if (!(error instanceof AadstsFault)) throw error;
      return tokenError(error, request.headers['client-request-id'], this.state.clock);
    }
  }

  private async grant(tenant: string, request: SimulatedRequest): Promise<object> {
    const form = new URLSearchParams(request.body);
    const appId = form.get('client_id') ?? undefined;
    const general = tokenErrorFor(this.state.switches, { appId, tenants: [tenant] });
    if (general !== 0) throw new AadstsFault(general);
    if (!isAnyTenant(tenant)) {
      const tenants = [this.state.tenant(tenant).tenantId];
      const scoped = tokenErrorFor(this.state.switches, { appId, tenants });
      if (scoped !== 0) throw new AadstsFault(scoped);
    }
    const registration = await proveClient(this.state, this.signer, {
      form,
      authorization: request.headers['authorization'],
    });
    const origin = request.url.origin;
    switch (form.get('grant_type')) {
      case 'client_credentials':
        return this.clientCredentials(tenant, registration, form, origin);
      case 'authorization_code':
        return this.delegated(this.redeem(registration, form), form, origin);
      case 'refresh_token':
        return this.delegated(this.refresh(registration, form), form, origin);
      default:
        throw new AadstsFault(90014);
    }
  }

  private async clientCredentials(
    tenant: string,
    registration: Registration,
    form: URLSearchParams,
    origin: string,
  ): Promise<object> {
    if (isAnyTenant(tenant)) throw new AadstsFault(50059);
    if (!/^\S+\/\.default$/.test(form.get('scope') ?? '')) throw new AadstsFault(70011);
    const store = this.state.tenant(tenant);
    const roles = this.state.effectiveRoles(store.tenantId, registration.appId);
    const lifetime = nextLifetimeSeconds(this.state.switches, this.#lifetimes);
    const access = await this.accessToken(
      store,
      { appId: registration.appId, origin, lifetime },
      {
        ...(roles.length > 0 ? { roles } : {}),
        idtyp: 'app',
        oid: principalId(store, registration.appId),
        sub: principalId(store, registration.appId),
      },
    );
    return { token_type: 'Bearer', expires_in: lifetime, ext_expires_in: lifetime, access_token: access };
  }

  private redeem(registration: Registration, form: URLSearchParams): Grant {
    const grant = this.state.redeemCode(form.get('code') ?? '');
    if (grant.appId !== registration.appId) throw new AadstsFault(70000);
    if (grant.redirectUri !== (form.get('redirect_uri') ?? grant.redirectUri)) throw new AadstsFault(50011);
    if (!provesChallenge(grant, form.get('code_verifier'))) throw new AadstsFault(501481);
    return grant;
  }

  private refresh(registration: Registration, form: URLSearchParams): Grant {
    const grant = this.state.redeemRefreshToken(form.get('refresh_token') ?? '');
    if (grant.appId !== registration.appId) throw new AadstsFault(70000);
    return grant;
  }

  private async delegated(grant: Grant, form: URLSearchParams, origin: string): Promise<object> {
    const store = this.state.tenant(grant.tenantId);
    const permissions = [...this.state.consent(grant.tenantId, grant.appId).delegated];
    if (permissions.length === 0) throw new AadstsFault(65001);
    const scopes = ['openid', 'profile', 'email', ...permissions];
    const user = store.users.get(grant.userId);
    if (user === undefined) throw new AadstsFault(50034);
    const person = { name: text(user['displayName']), preferred_username: text(user['userPrincipalName']) };
    const lifetime = nextLifetimeSeconds(this.state.switches, this.#lifetimes);
    const access = await this.accessToken(
      store,
      { appId: grant.appId, origin, lifetime },
      {
        scp: scopes.join(' '),
        idtyp: 'user',
        oid: grant.userId,
        sub: pairwise(grant),
        ...person,
      },
    );
    const asked = new Set([...grant.scopes, ...(form.get('scope') ?? '').split(' ')]);
    const idToken = asked.has('openid') ? { id_token: await this.idToken(grant, person, origin) } : {};
    const refresh = asked.has('offline_access')
      ? { refresh_token: this.state.issueRefreshToken({ ...grant, nonce: undefined }) }
      : {};
    return {
      token_type: 'Bearer',
      scope: scopes
        .filter((scope) => !OIDC_SCOPES.has(scope))
        .map((scope) => `${GRAPH_AUDIENCE}/${scope}`)
        .join(' '),
      expires_in: lifetime,
      ext_expires_in: lifetime,
      access_token: access,
      ...refresh,
      ...idToken,
      ...(form.get('client_info') === '1' ? { client_info: clientInfo(grant) } : {}),
    };
  }

  private accessToken(
    store: TenantStore,
    to: { readonly appId: string; readonly origin: string; readonly lifetime: number },
    claims: Readonly<Record<string, unknown>>,
  ): Promise<string> {
    const seconds = Math.floor(this.state.clock.now().getTime() / 1_000);
    return this.signer.sign({
      aud: GRAPH_AUDIENCE,
      iss: `${to.origin}/${store.tenantId}/v2.0`,
      iat: seconds,
      nbf: seconds,
      exp: seconds + to.lifetime,
      appid: to.appId,
      azp: to.appId,
      app_displayname: this.state.registration(to.appId).displayName,
      tid: store.tenantId,
      ...claims,
    });
  }

  private idToken(grant: Grant, person: Readonly<Record<string, string>>, origin: string): Promise<string> {
    const seconds = Math.floor(this.state.clock.now().getTime() / 1_000);
    return this.signer.sign({
      aud: grant.appId,
      iss: `${origin}/${grant.tenantId}/v2.0`,
      iat: seconds,
      nbf: seconds,
      exp: seconds + 3_600,
      tid: grant.tenantId,
      oid: grant.userId,
      sub: pairwise(grant),
      ...(grant.nonce === undefined ? {} : { nonce: grant.nonce }),
      ...person,
    });
  }
}

/** App id of Microsoft Graph, as tokens of v1 name it. */
export { GRAPH_APP_ID, GRAPH_AUDIENCE };

function provesChallenge(grant: Grant, verifier: string | null): boolean {
  if (grant.challenge === undefined) return true;
  if (verifier === null) return false;
  const plain = grant.challengeMethod === 'plain';
  return grant.challenge === (plain ? verifier : createHash('sha256').update(verifier).digest('base64url'));
}

function principalId(store: TenantStore, appId: string): string {
  const hash = createHash('sha256').update(`${store.tenantId} ${appId}`).digest('hex');
  return `${hash.slice(0, 8)}-${hash.slice(8, 12)}-4${hash.slice(13, 16)}-8${hash.slice(17, 20)}-${hash.slice(20, 32)}`;
}

function pairwise(grant: Grant): string {
  return createHash('sha256').update(`${grant.appId} ${grant.userId}`).digest('base64url');
}

function clientInfo(grant: Grant): string {
  return Buffer.from(JSON.stringify({ uid: grant.userId, utid: grant.tenantId })).toString('base64url');
}
