import { ProblemError } from '#kernel/problem.js';
import type { GraphClient } from '#graph/graph-client.js';
import { isJsonObject, type Json } from '#kernel/json.js';
import type { Registration } from '../settings/settings.port.js';
import { settingsProblems } from '../settings/settings.problems.js';
import { toAadstsProblem } from './aadsts.js';
import { challengeOf, type Attempt, type AttemptSecrets } from './attempts.js';
import { connectProblems } from './connect.problems.js';
import type { Discovery, SignedIn } from './discovery.js';
import type { GraphAccess } from './graph-access.port.js';
import { toGraphToken } from './graph-tokens.js';
import type { MsalClients } from './msal-clients.js';
import { PassingTokenCache } from './token-caches.js';
import type { GraphToken } from './token-source.port.js';

/**
 * Directory roles that can consent for the whole tenant, by template id.
 * Source: https://learn.microsoft.com/entra/identity/enterprise-apps/grant-admin-consent
 */
const CONSENTING_ROLES: ReadonlySet<string> = new Set([
  '62e90394-69f5-4237-9190-012177145e10', // Global Administrator
  'e8611ab8-c189-46e8-94e1-60213ab1f814', // Privileged Role Administrator
  '9b895d92-2cd3-44c7-9d02-a6ac2d5ea5c3', // Application Administrator
  '158c047a-c907-4556-b7ef-446551a6b5f7', // Cloud Application Administrator
]);

const ROLES_PATH = '/me/transitiveMemberOf/microsoft.graph.directoryRole?$select=roleTemplateId';

/** A sign-in that proved tenant and role. */
export interface ProvedSignIn extends SignedIn {
  readonly tenantName: string | null;
  /** MSAL's cache with the refresh token. */
  readonly cache: PassingTokenCache;
}

/** What signing in works with. */
export interface SignInParts {
  readonly clients: MsalClients;
  readonly discovery: Discovery;
  readonly graphs: GraphAccess;
  readonly callbackUrl: string;
}

/** The authorization code flow with PKCE and OpenID Connect. */
export class SignIn {
  constructor(private readonly parts: SignInParts) {}

  /** Address of Microsoft's sign-in page. */
  async url(registration: Registration, tenant: string, secrets: AttemptSecrets): Promise<string> {
    const { clients, callbackUrl } = this.parts;
    try {
      return await clients.client(registration, tenant).getAuthCodeUrl({
        scopes: [clients.scope, 'offline_access', 'openid', 'profile'],
        redirectUri: callbackUrl,
        state: secrets.state,
        nonce: secrets.nonce,
        codeChallenge: challengeOf(secrets.verifier),
        codeChallengeMethod: 'S256',
        prompt: 'select_account',
      });
    } catch (error) {
      throw toAadstsProblem(error);
    }
  }

  /** Address of Microsoft's admin consent page. Source: https://learn.microsoft.com/entra/identity-platform/v2-admin-consent */
  consentUrl(authority: string, registration: Registration, tenantId: string, state: string): string {
    const url = new URL(`${authority}/${tenantId}/v2.0/adminconsent`);
    url.searchParams.set('client_id', registration.clientId);
    url.searchParams.set('redirect_uri', this.parts.callbackUrl);
    url.searchParams.set('state', state);
    url.searchParams.set('scope', this.parts.clients.scope);
    return url.href;
  }

  /**
   * Redeems a code and proves who signed in, to which tenant, and that they may connect it.
   * @throws ProblemError of the connect and AADSTS catalogues
   */
  async complete(registration: Registration, attempt: Attempt, code: string): Promise<ProvedSignIn> {
    const cache = new PassingTokenCache();
    const { idToken, token } = await this.redeem(registration, attempt, { code, cache });
    const expected = { audience: registration.clientId, nonce: attempt.nonce };
    const signedIn = await this.parts.discovery.verify(idToken, expected);
    if (attempt.tenantId !== null && attempt.tenantId !== signedIn.tenantId) {
      throw new ProblemError(settingsProblems['tenant-mismatch']);
    }
    const graph = this.parts.graphs.withToken(token);
    if (!(await holdsConsentingRole(graph))) throw new ProblemError(connectProblems['not-tenant-admin']);
    return { ...signedIn, tenantName: await tenantName(graph), cache };
  }

  private async redeem(
    registration: Registration,
    attempt: Attempt,
    { code, cache }: { readonly code: string; readonly cache: PassingTokenCache },
  ): Promise<{ readonly idToken: string; readonly token: GraphToken }> {
    const { clients, callbackUrl } = this.parts;
    try {
      const client = clients.client(registration, attempt.tenantId ?? 'organizations', cache);
      const scopes = [clients.scope, 'offline_access', 'openid', 'profile'];
      const { nonce, verifier: codeVerifier } = attempt;
      const request = { code, codeVerifier, nonce, redirectUri: callbackUrl, scopes };
      const result = await client.acquireTokenByCode(request);
      return { idToken: result.idToken, token: toGraphToken(result, 'delegated') };
    } catch (error) {
      throw toAadstsProblem(error);
    }
  }
}

/** @throws ProblemError `signer-roles-unreadable` where the registration has no delegated permission for it */
async function holdsConsentingRole(graph: GraphClient): Promise<boolean> {
  try {
    for await (const page of graph.pages(ROLES_PATH)) {
      if (page.items.some((item) => CONSENTING_ROLES.has(roleTemplateOf(item)))) return true;
    }
    return false;
  } catch (error) {
    if (ProblemError.is(error, 'permission-not-granted'))
      throw new ProblemError(connectProblems['signer-roles-unreadable'], { cause: error });
    throw error;
  }
}

function roleTemplateOf(item: Json): string {
  const template = isJsonObject(item) ? item['roleTemplateId'] : undefined;
  return typeof template === 'string' ? template : '';
}

/** The name is a courtesy: a tenant that does not show it is connected all the same. */
async function tenantName(graph: GraphClient): Promise<string | null> {
  try {
    const { items } = await graph.page('/organization?$select=id,displayName');
    const [organization] = items;
    const name = isJsonObject(organization) ? organization['displayName'] : undefined;
    return typeof name === 'string' ? name : null;
  } catch (error) {
    if (error instanceof ProblemError) return null;
    throw error;
  }
}
