import type { AuthenticationResult } from '@azure/msal-node';
import { decodeJwt } from 'jose';
import { parseTenantId } from '#kernel/ids.js';
import { Secret } from '#kernel/secret.js';
import type { GraphToken } from './token-source.port.js';

/** Reads what MSAL brought. The permissions in it are hints: Graph's tokens are meant for Graph alone. */
export function toGraphToken(result: AuthenticationResult, kind: GraphToken['kind']): GraphToken {
  const claims = claimsOf(result.accessToken);
  const roles = Array.isArray(claims['roles']) ? claims['roles'].map(String) : [];
  const scopes = typeof claims['scp'] === 'string' ? claims['scp'].split(' ') : [];
  const app = claims['appid'] ?? claims['azp'];
  const tenantId = typeof claims['tid'] === 'string' ? claims['tid'] : result.tenantId;
  return {
    value: new Secret(result.accessToken),
    expiresAt: result.expiresOn ?? new Date(0),
    kind,
    grants: new Set(kind === 'application' ? roles : scopes),
    tenantId: parseTenantId(tenantId),
    appId: typeof app === 'string' ? app : undefined,
  };
}

function claimsOf(token: string): Readonly<Record<string, unknown>> {
  try {
    return decodeJwt(token);
  } catch {
    return {}; // An opaque token is allowed: then nothing is known of it, and probes must tell.
  }
}
