import type { ConnectionId, TenantId } from '#kernel/ids.js';
import type { Secret } from '#kernel/secret.js';

/** A Graph token with what it allows. */
export interface GraphToken {
  readonly value: Secret;
  readonly expiresAt: Date;
  readonly kind: 'application' | 'delegated';
  /** `roles` of an application token, `scp` of a delegated one. */
  readonly grants: ReadonlySet<string>;
  readonly tenantId: TenantId;
  /** The app that it was issued to, where it says so. */
  readonly appId?: string | undefined;
}

/** Hands out Graph tokens of connections. */
export interface TokenSource {
  /**
   * A token of the connection's tenant by the registration in force; `skipCache` asks the identity platform anew.
   * @throws ProblemError of the AADSTS catalogue, or `connection-not-connected`
   */
  token(
    connectionId: ConnectionId,
    options: { readonly skipCache: boolean; readonly signal?: AbortSignal },
  ): Promise<GraphToken>;
}

/** Injection token of `TokenSource`. */
export const TOKEN_SOURCE = Symbol('entra-id/token-source');
