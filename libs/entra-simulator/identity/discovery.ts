import type { JsonObject } from '#kernel/json.js';
import type { SimulatedRequest, SimulatedResponse } from '../model.js';
import type { EndpointVersion } from './token-issuer.js';

const HEADERS = {
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

const CLAIMS = [
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
];

/** A document with the headers of those that clients keep for a day. */
export function discovered(body: object): SimulatedResponse {
  return { status: 200, headers: HEADERS, body: JSON.stringify(body) };
}

/** Who signs for a tenant; without one, the form that clients fill in. */
export function issuerFor(origin: string, tenantId: string | undefined, version: EndpointVersion): string {
  return `${origin}/${tenantId ?? '{tenantid}'}/${version === 1 ? '' : 'v2.0'}`;
}

/** OpenID metadata of a tenant (`segment` is its id, `common` or `organizations`). Source: recorded documents. */
export function metadata(
  origin: string,
  segment: string,
  issuer: string,
  version: EndpointVersion,
): JsonObject {
  const base = `${origin}/${segment}`;
  const path = version === 1 ? '' : '/v2.0';
  return {
    token_endpoint: `${base}/oauth2${path}/token`,
    token_endpoint_auth_methods_supported: ['client_secret_post', 'private_key_jwt', 'client_secret_basic'],
    jwks_uri: `${base}/discovery${path}/keys`,
    response_modes_supported: ['query', 'fragment', 'form_post'],
    subject_types_supported: ['pairwise'],
    id_token_signing_alg_values_supported: ['RS256'],
    response_types_supported: ['code', 'id_token', 'code id_token', 'id_token token'],
    scopes_supported: ['openid', 'profile', 'email', 'offline_access'],
    issuer,
    request_uri_parameter_supported: false,
    userinfo_endpoint: `${origin}/oidc/userinfo`,
    authorization_endpoint: `${base}/oauth2${path}/authorize`,
    device_authorization_endpoint: `${base}/oauth2${path}/devicecode`,
    http_logout_supported: true,
    frontchannel_logout_supported: true,
    end_session_endpoint: `${base}/oauth2${path}/logout`,
    claims_supported: CLAIMS,
    kerberos_endpoint: `${base}/kerberos`,
    tenant_region_scope: 'NA',
    cloud_instance_name: 'microsoftonline.com',
    cloud_graph_host_name: 'graph.windows.net',
    msgraph_host: 'graph.microsoft.com',
    rbac_url: 'https://pas.windows.net',
  };
}

/** Names Microsoft's clouds and, first, the simulator's own host, so that clients accept it. */
export function instances(request: SimulatedRequest): JsonObject {
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
