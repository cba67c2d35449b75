import { createHash } from 'node:crypto';
import { text } from '#kernel/json.js';
import type { TenantStore } from '../tenant/tenant-store.js';
import { GRAPH_AUDIENCE } from './audience.js';
import type { Grant, IdentityState } from './identity-state.js';
import type { Registration } from './registrations.js';
import type { Signer } from './signer.js';

/** Version of the endpoints that a client asks: the first names resources, the second scopes. */
export type EndpointVersion = 1 | 2;

/** What the tokens of one answer have in common. */
export interface Issue {
  readonly origin: string;
  readonly version: EndpointVersion;
  /** Lifetime of the access token in seconds. */
  readonly lifetime: number;
  /** Application for which the access token is. */
  readonly audience: string;
}

/** Lifetime of id tokens in seconds. */
const ID_TOKEN_S = 3_600;

/** Builds and signs tokens. */
export class TokenIssuer {
  constructor(
    private readonly state: IdentityState,
    private readonly signer: Signer,
  ) {}

  /** An access token of an application by itself. */
  application(
    store: TenantStore,
    app: Registration,
    roles: readonly string[],
    issue: Issue,
  ): Promise<string> {
    const principal = principalId(store, app.appId);
    const claims = { ...(roles.length > 0 ? { roles } : {}), idtyp: 'app', oid: principal, sub: principal };
    return this.access(store, app, claims, issue);
  }

  /** An access token of an application on behalf of a person. */
  delegated(
    store: TenantStore,
    app: Registration,
    at: { readonly grant: Grant; readonly scopes: readonly string[] },
    issue: Issue,
  ): Promise<string> {
    const { grant, scopes } = at;
    const own = { scp: scopes.join(' '), idtyp: 'user', oid: grant.userId, sub: pairwise(grant) };
    return this.access(store, app, { ...own, ...personClaims(store, grant) }, issue);
  }

  /** An id token of a person for an application. */
  identity(store: TenantStore, grant: Grant, issue: Issue): Promise<string> {
    const seconds = this.seconds();
    return this.signer.sign({
      aud: grant.appId,
      iss: issuerOf(store, issue),
      iat: seconds,
      nbf: seconds,
      exp: seconds + ID_TOKEN_S,
      tid: grant.tenantId,
      oid: grant.userId,
      sub: pairwise(grant),
      ver: issue.version === 1 ? '1.0' : '2.0',
      ...(grant.nonce === undefined ? {} : { nonce: grant.nonce }),
      ...personClaims(store, grant),
    });
  }

  private access(
    store: TenantStore,
    app: Registration,
    claims: Readonly<Record<string, unknown>>,
    issue: Issue,
  ): Promise<string> {
    const seconds = this.seconds();
    return this.signer.sign({
      aud: issue.audience,
      iss: issuerOf(store, issue),
      iat: seconds,
      nbf: seconds,
      exp: seconds + issue.lifetime,
      appid: app.appId,
      azp: app.appId,
      app_displayname: app.displayName,
      tid: store.tenantId,
      ver: issue.version === 1 ? '1.0' : '2.0',
      ...claims,
    });
  }

  private seconds(): number {
    return Math.floor(this.state.clock.now().getTime() / 1_000);
  }
}

/** What of a person's permissions an answer names: those of Graph, in full. */
export function scopeText(permissions: readonly string[]): string {
  return permissions.map((permission) => `${GRAPH_AUDIENCE}/${permission}`).join(' ');
}

/** Who signed in, as MSAL asks for it by `client_info=1`. */
export function clientInfo(grant: Grant): string {
  return Buffer.from(JSON.stringify({ uid: grant.userId, utid: grant.tenantId })).toString('base64url');
}

function issuerOf(store: TenantStore, issue: Issue): string {
  return `${issue.origin}/${store.tenantId}/${issue.version === 1 ? '' : 'v2.0'}`;
}

function personClaims(store: TenantStore, grant: Grant): Readonly<Record<string, string>> {
  const user = store.users.get(grant.userId) ?? {};
  return { name: text(user['displayName']), preferred_username: text(user['userPrincipalName']) };
}

function principalId(store: TenantStore, appId: string): string {
  const hash = createHash('sha256').update(`${store.tenantId} ${appId}`).digest('hex');
  return `${hash.slice(0, 8)}-${hash.slice(8, 12)}-4${hash.slice(13, 16)}-8${hash.slice(17, 20)}-${hash.slice(20, 32)}`;
}

function pairwise(grant: Grant): string {
  return createHash('sha256').update(`${grant.appId} ${grant.userId}`).digest('base64url');
}
