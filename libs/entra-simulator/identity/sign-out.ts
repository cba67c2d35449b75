import type { SimulatedRequest, SimulatedResponse } from '../model.js';
import { allowsRedirect } from './authorize.js';
import { messagePage } from './pages.js';

/**
 * Ends a session and returns to the application, where it names an address that may be returned to.
 * Source: https://learn.microsoft.com/entra/identity-platform/v2-protocols-oidc#send-a-sign-out-request
 */
export function signOut(request: SimulatedRequest): SimulatedResponse {
  const asked = request.method === 'POST' ? new URLSearchParams(request.body) : request.url.searchParams;
  const address = asked.get('post_logout_redirect_uri') ?? '';
  if (!allowsRedirect(undefined, address))
    return messagePage('You signed out of your account', 'You may close this window.');
  const back = new URL(address);
  const state = asked.get('state');
  if (state !== null) back.searchParams.set('state', state);
  return { status: 302, headers: { location: back.href, 'cache-control': 'no-store, no-cache' }, body: '' };
}
