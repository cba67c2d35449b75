import type { JsonObject } from '#kernel/json.js';
import type { GraphCaller, SimulatedRequest, SimulatedResponse } from '../model.js';
import { AadstsFault, tokenError } from './aadsts.js';
import { AuthorizePages } from './authorize.js';
import { isAnyTenant, type IdentityState } from './identity-state.js';
import type { Signer } from './signer.js';
import { GRAPH_APP_ID, GRAPH_AUDIENCE, TokenEndpoint } from './token-endpoint.js';

const DISCOVERY_HEADERS = {
  'content-type': 'application/json; charset=utf-8',
  'cache-control': 'max-age=86400, private',
  'access-control-allow-origin': '*',
  'access-control-allow-methods': 'GET, OPTIONS',
};

const INSTANCES: readonly (readonly string[])[] = [
  ['login.microsoftonline.com', 'login.windows.net', 'login.microsoft.com', 'sts.windows.net'],
  ['login.partner.microsoftonline.cn', 'login.chinacloudapi.cn'],
  ['login.microsoftonline.de'],
  ['login.microsoftonline.us', 'login.usgovcloudapi.net'],
  ['login-us.microsoftonline.com'],
];

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
    switch (rest.join('/')) {
      case 'oauth2/v2.0/authorize':
        return this.#pages.authorize(tenant, request);
      case 'v2.0/adminconsent':
        return this.#pages.adminConsent(tenant, request, 2);
      case 'adminconsent':
        return this.#pages.adminConsent(tenant, request, 1);
      case 'oauth2/v2.0/token':
        return request.method === 'POST' ? this.#tokens.handle(tenant, request) : undefined;
      case 'v2.0/.well-known/openid-configuration':
        return this.openIdConfiguration(tenant, request);
      case 'discovery/v2.0/keys':
        return this.json(await this.signer.jwks(`${request.url.origin}/${tenant}/v2.0`));
      case 'discovery/instance':
        return this.json(instances(request));
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

  private openIdConfiguration(tenant: string, request: SimulatedRequest): SimulatedResponse {
    const { origin } = request.url;
    try {
      const issuerTenant = isAnyTenant(tenant) ? '{tenantid}' : this.state.tenant(tenant).tenantId;
      return this.json(metadata(`${origin}/${tenant}`, `${origin}/${issuerTenant}/v2.0`));
    } catch (error) {
      if (!(error instanceof AadstsFault)) throw error;
      return tokenError(error, request.headers['client-request-id'], this.state.clock);
    }
  }

  private json(body: object): SimulatedResponse {
    return { status: 200, headers: DISCOVERY_HEADERS, body: JSON.stringify(body) };
  }
}

function metadata(base: string, issuer: string): JsonObject {
  return {
    token_endpoint: `${base}/oauth2/v2.0/token`,
    token_endpoint_auth_methods_supported: ['client_secret_post', 'private_key_jwt', 'client_secret_basic'],
    jwks_uri: `${base}/discovery/v2.0/keys`,
    response_modes_supported: ['query', 'fragment', 'form_post'],
    subject_types_supported: ['pairwise'],
    id_token_signing_alg_values_supported: ['RS256'],
    response_types_supported: ['code', 'id_token', 'code id_token', 'id_token token'],
    scopes_supported: ['openid', 'profile', 'email', 'offline_access'],
    issuer,
    request_uri_parameter_supported: false,
    userinfo_endpoint: 'https://graph.microsoft.com/oidc/userinfo',
    authorization_endpoint: `${base}/oauth2/v2.0/authorize`,
    device_authorization_endpoint: `${base}/oauth2/v2.0/devicecode`,
    http_logout_supported: true,
    frontchannel_logout_supported: true,
    end_session_endpoint: `${base}/oauth2/v2.0/logout`,
    claims_supported: [
      'sub',
      'iss',
      'cloud_instance_name',
      'cloud_instance_host_name',
      'cloud_graph_host_name',
      'msgraph_host',
      'aud',
      'exp',
      'iat',
      'auth_time',
      'acr',
      'nonce',
      'preferred_username',
      'name',
      'tid',
      'ver',
      'at_hash',
      'c_hash',
      'email',
    ],
    kerberos_endpoint: `${base}/kerberos`,
    tenant_region_scope: 'NA',
    cloud_instance_name: 'microsoftonline.com',
    cloud_graph_host_name: 'graph.windows.net',
    msgraph_host: 'graph.microsoft.com',
    rbac_url: 'https://pas.windows.net',
  };
}

/** Names Microsoft's clouds and, first, the simulator's own host, so that clients accept it. */
function instances(request: SimulatedRequest): JsonObject {
  const { origin, host } = request.url;
  const groups = [[host], ...INSTANCES];
  return {
    tenant_discovery_endpoint: `${origin}/common/v2.0/.well-known/openid-configuration`,
    'api-version': '1.1',
    metadata: groups.map((aliases) => ({
      preferred_network: aliases[0] ?? '',
      preferred_cache: aliases[1] ?? aliases[0] ?? '',
      aliases: [...aliases],
    })),
  };
}
