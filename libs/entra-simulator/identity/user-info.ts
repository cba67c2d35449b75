import type { JWTPayload } from 'jose';
import { text } from '#kernel/json.js';
import type { SimulatedResponse } from '../model.js';
import type { IdentityState } from './identity-state.js';

/** Who signed in, asked with an access token. Source: https://learn.microsoft.com/entra/identity-platform/userinfo */
export function userInfo(
  state: IdentityState,
  claims: JWTPayload | undefined,
  origin: string,
): SimulatedResponse {
  const store = state.tenants.get(String(claims?.['tid']));
  const user = store?.users.get(String(claims?.['oid']));
  if (user === undefined) {
    const headers = {
      'www-authenticate': 'Bearer error="invalid_token"',
      'content-type': 'application/json',
    };
    return { status: 401, headers, body: JSON.stringify({ error: 'invalid_token' }) };
  }
  const body = {
    sub: claims?.sub,
    name: user['displayName'],
    family_name: user['surname'],
    given_name: user['givenName'],
    picture: `${origin}/v1.0/me/photo/$value`,
    email: text(user['mail']) === '' ? undefined : user['mail'],
  };
  return {
    status: 200,
    headers: { 'content-type': 'application/json; charset=utf-8' },
    body: JSON.stringify(body),
  };
}
