import { createHash, randomUUID } from 'node:crypto';
import { createRandom } from '#kernel/random.js';
import type { SimulatedRequest, SimulatedResponse } from '../model.js';
import { AadstsFault, clientRequestIdOf, identityHeaders, tokenError } from './aadsts.js';
import { audienceOf, GRAPH_APP_ID, GRAPH_AUDIENCE, resourceOf } from './audience.js';
import { proveClient } from './client-proof.js';
import { isAnyTenant, type Grant, type IdentityState } from './identity-state.js';
import { firstVersion, type TokenAnswer } from './token-answer.js';
import { nextLifetimeSeconds, tokenErrorFor } from './switches.js';
import type { Registration } from './registrations.js';
import type { Signer } from './signer.js';
import { clientInfo, scopeText, TokenIssuer, type EndpointVersion, type Issue } from './token-issuer.js';

const OIDC = ['openid', 'profile', 'email'];

/** One request for tokens. */
interface Asked {
  readonly tenant: string;
  readonly form: URLSearchParams;
  readonly version: EndpointVersion;
  readonly origin: string;
}

/** Issues tokens. */
export class TokenEndpoint {
  readonly #lifetimes = createRandom('lifetimes of access tokens');
  readonly #issuer: TokenIssuer;

  constructor(
    private readonly state: IdentityState,
    private readonly signer: Signer,
  ) {
    this.#issuer = new TokenIssuer(state, signer);
  }

  /** Answers `POST /{tenant}/oauth2/v2.0/token`, and its first version without `v2.0`. */
  async handle(
    tenant: string,
    request: SimulatedRequest,
    version: EndpointVersion,
  ): Promise<SimulatedResponse> {
    const form = new URLSearchParams(request.body);
    const clientRequestId = clientRequestIdOf(request);
    try {
      if (request.method !== 'POST') throw new AadstsFault(900561, { method: request.method });
      const asked = { tenant, form, version, origin: request.url.origin };
      const body = await this.answer(asked, request.headers['authorization']);
      return {
        status: 200,
        headers: identityHeaders(randomUUID(), clientRequestId),
        body: JSON.stringify(body),
      };
    } catch (error) {
      if (!(error instanceof AadstsFault)) throw error;
      const details = this.state.details(tenant, form.get('client_id') ?? undefined);
      return tokenError(error, { clientRequestId, details, clock: this.state.clock });
    }
  }

  private async answer(asked: Asked, authorization: string | undefined): Promise<object> {
    const { form, version } = asked;
    this.refuseSwitched(asked);
    if (!form.has('grant_type')) throw new AadstsFault(900144, { parameter: 'grant_type' });
    const registration = await proveClient(this.state, this.signer, { form, authorization });
    const answer = await this.grant(asked, registration);
    if (version === 2) return answer;
    return firstVersion(answer, form.get('resource') ?? GRAPH_AUDIENCE, this.state.clock.now());
  }

  private refuseSwitched({ tenant, form }: Asked): void {
    const appId = form.get('client_id') ?? undefined;
    const general = tokenErrorFor(this.state.switches, { appId, tenants: [tenant] });
    if (general !== 0) throw new AadstsFault(general);
    if (isAnyTenant(tenant)) return;
    const tenants = [this.state.tenant(tenant).tenantId];
    const scoped = tokenErrorFor(this.state.switches, { appId, tenants });
    if (scoped !== 0) throw new AadstsFault(scoped);
  }

  private grant(asked: Asked, registration: Registration): Promise<TokenAnswer> {
    const grant = asked.form.get('grant_type') ?? '';
    switch (grant) {
      case 'client_credentials':
        return this.clientCredentials(asked, registration);
      case 'authorization_code':
        return this.delegated(this.redeem(registration, asked.form), registration, asked);
      case 'refresh_token':
        return this.delegated(this.refresh(registration, asked.form), registration, asked);
      default:
        throw new AadstsFault(70003, { grant });
    }
  }

  private async clientCredentials(asked: Asked, registration: Registration): Promise<TokenAnswer> {
    if (isAnyTenant(asked.tenant)) throw new AadstsFault(50059);
    const resource =
      asked.version === 1 ? namedResource(asked.form) : resourceOf(asked.form.get('scope') ?? '');
    const store = this.state.tenant(asked.tenant);
    const issue = this.issue(asked, audienceOf(resource, store, registration.appId));
    const roles = isGraph(issue.audience)
      ? this.state.effectiveRoles(store.tenantId, registration.appId)
      : [];
    const token = await this.#issuer.application(store, registration, roles, issue);
    return { token_type: 'Bearer', ...lifetimes(issue), access_token: token };
  }

  private redeem(registration: Registration, form: URLSearchParams): Grant {
    const grant = this.state.redeemCode(form.get('code') ?? '');
    if (grant.appId !== registration.appId) throw new AadstsFault(70000);
    const redirect = form.get('redirect_uri') ?? grant.redirectUri;
    if (grant.redirectUri !== redirect) throw new AadstsFault(50011, { redirect });
    if (!provesChallenge(grant, form.get('code_verifier'))) throw new AadstsFault(501481);
    return grant;
  }

  private refresh(registration: Registration, form: URLSearchParams): Grant {
    const grant = this.state.redeemRefreshToken(form.get('refresh_token') ?? '');
    if (grant.appId !== registration.appId) throw new AadstsFault(70000);
    return grant;
  }

  private async delegated(grant: Grant, registration: Registration, asked: Asked): Promise<TokenAnswer> {
    const store = this.state.tenant(grant.tenantId);
    const permissions = [...this.state.consent(grant.tenantId, grant.appId).delegated];
    if (permissions.length === 0) throw new AadstsFault(65001);
    if (!store.users.has(grant.userId)) throw new AadstsFault(50034);
    const issue = this.issue(asked, GRAPH_AUDIENCE);
    const scopes = [...OIDC, ...permissions];
    const access = await this.#issuer.delegated(store, registration, { grant, scopes }, issue);
    const wanted = asksFor(grant, asked);
    const refresh = wanted('offline_access')
      ? { refresh_token: this.state.issueRefreshToken({ ...grant, nonce: undefined }) }
      : {};
    const identity = wanted('openid') ? { id_token: await this.#issuer.identity(store, grant, issue) } : {};
    return {
      token_type: 'Bearer',
      scope: scopeText(permissions),
      ...lifetimes(issue),
      access_token: access,
      ...refresh,
      ...identity,
      ...(asked.form.get('client_info') === '1' ? { client_info: clientInfo(grant) } : {}),
    };
  }

  private issue({ origin, version }: Asked, audience: string): Issue {
    return { origin, version, audience, lifetime: nextLifetimeSeconds(this.state.switches, this.#lifetimes) };
  }
}

function lifetimes({ lifetime }: Issue): { readonly expires_in: number; readonly ext_expires_in: number } {
  return { expires_in: lifetime, ext_expires_in: lifetime };
}

function isGraph(audience: string): boolean {
  return audience === GRAPH_AUDIENCE || audience === GRAPH_APP_ID;
}

function namedResource(form: URLSearchParams): string {
  const resource = form.get('resource');
  if (resource === null) throw new AadstsFault(900144, { parameter: 'resource' });
  return resource;
}

/** The first version knows no scopes: it always gives an id token and a refresh token. */
function asksFor(grant: Grant, { form, version }: Asked): (scope: string) => boolean {
  const asked = new Set([...grant.scopes, ...(form.get('scope') ?? '').split(' ')]);
  return (scope) => version === 1 || asked.has(scope);
}

function provesChallenge(grant: Grant, verifier: string | null): boolean {
  if (grant.challenge === undefined) return true;
  if (verifier === null) return false;
  const plain = grant.challengeMethod === 'plain';
  return grant.challenge === (plain ? verifier : createHash('sha256').update(verifier).digest('base64url'));
}
