import type { GraphCaller, SimulatedRequest, SimulatedResponse } from '../model.js';
import { AadstsFault, clientRequestIdOf, tokenError } from './aadsts.js';
import { GRAPH_APP_ID, GRAPH_AUDIENCE } from './audience.js';
import { AuthorizePages } from './authorize.js';
import { discovered, instances, issuerFor, metadata } from './discovery.js';
import { isAnyTenant, type IdentityState } from './identity-state.js';
import { signOut } from './sign-out.js';
import type { Signer } from './signer.js';
import { TokenEndpoint } from './token-endpoint.js';
import type { EndpointVersion } from './token-issuer.js';
import { userInfo } from './user-info.js';

/** What Graph says of a token that is none. Source: recorded answers of 2024 and 2021. */
const MALFORMED = {
  idx14100:
    'IDX14100: JWT is not well formed, there are no dots (.).\nThe token needs to be in JWS or JWE Compact Serialization Format.',
  'compact-token': 'CompactToken parsing failed with error code: 80049217',
} as const;

/** The Microsoft identity platform. */
export class IdentityService {
  readonly #pages: AuthorizePages;
  readonly #tokens: TokenEndpoint;

  constructor(
    private readonly state: IdentityState,
    private readonly signer: Signer,
  ) {
    this.#pages = new AuthorizePages(state);
    this.#tokens = new TokenEndpoint(state, signer);
  }

  /** Answers a request of the identity platform; undefined when the path is none of its own. */
  async handle(request: SimulatedRequest): Promise<SimulatedResponse | undefined> {
    const [, tenant = '', ...rest] = request.url.pathname.split('/').map(decodeURIComponent);
    const version: EndpointVersion = rest.includes('v2.0') ? 2 : 1;
    switch (rest.filter((segment) => segment !== 'v2.0').join('/')) {
      case 'oauth2/authorize':
        return this.#pages.authorize(tenant, request);
      case 'adminconsent':
        return this.#pages.adminConsent(tenant, request, version);
      case 'oauth2/token':
        return this.#tokens.handle(tenant, request, version);
      case 'oauth2/devicecode':
        return this.guard(tenant, request, () => {
          throw new AadstsFault(70002);
        });
      case 'oauth2/logout':
        return signOut(request);
      case '.well-known/openid-configuration':
        return this.guard(tenant, request, () => this.openIdConfiguration(tenant, request, version));
      case 'discovery/keys':
        return this.keys(tenant, request);
      case 'discovery/instance':
        return discovered(instances(request));
      case 'userinfo':
        return this.userInfo(request);
      default:
        return undefined;
    }
  }

  /** Who calls Graph with a token, or what is wrong with it. */
  async check(token: string): Promise<GraphCaller | string> {
    if (!/^[^.]+\.[^.]+\.[^.]+$/.test(token)) {
      return MALFORMED[this.state.switches.malformedToken];
    }
    const claims = await this.signer.verify(token, this.state.clock.now());
    if (claims === undefined) return 'Lifetime validation failed, the token is expired.';
    if (claims.aud !== GRAPH_AUDIENCE && claims.aud !== GRAPH_APP_ID)
      return 'Access token validation failure. Invalid audience.';
    const scopes = typeof claims['scp'] === 'string' ? claims['scp'].split(' ') : undefined;
    const roles = Array.isArray(claims['roles']) ? claims['roles'].map(String) : [];
    return {
      kind: scopes === undefined ? 'application' : 'delegated',
      appId: String(claims['appid']),
      tenantId: String(claims['tid']),
      permissions: new Set(scopes ?? roles),
      userId: scopes === undefined ? undefined : String(claims['oid']),
    };
  }

  /** A tenant asked by its domain is answered by its id. */
  private openIdConfiguration(
    tenant: string,
    request: SimulatedRequest,
    version: EndpointVersion,
  ): SimulatedResponse {
    const { origin } = request.url;
    const id = isAnyTenant(tenant) ? undefined : this.state.tenant(tenant).tenantId;
    return discovered(metadata(origin, id ?? tenant, issuerFor(origin, id, version), version));
  }

  private async keys(tenant: string, request: SimulatedRequest): Promise<SimulatedResponse> {
    const id = this.state.details(tenant, undefined)['tenant'];
    const known = id !== undefined && this.state.tenants.has(id) ? id : undefined;
    return discovered(await this.signer.jwks(issuerFor(request.url.origin, known, 2)));
  }

  private async userInfo(request: SimulatedRequest): Promise<SimulatedResponse> {
    const token = /^Bearer (?<token>.+)$/i.exec(request.headers['authorization'] ?? '')?.groups?.['token'];
    const claims = token === undefined ? undefined : await this.signer.verify(token, this.state.clock.now());
    return userInfo(this.state, claims, request.url.origin);
  }

  private guard(
    tenant: string,
    request: SimulatedRequest,
    answer: () => SimulatedResponse,
  ): SimulatedResponse {
    try {
      return answer();
    } catch (error) {
      if (!(error instanceof AadstsFault)) throw error;
      const details = this.state.details(tenant, undefined);
      return tokenError(error, {
        clientRequestId: clientRequestIdOf(request),
        details,
        clock: this.state.clock,
      });
    }
  }
}
