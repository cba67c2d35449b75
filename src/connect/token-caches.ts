import type { ICachePlugin, TokenCacheContext } from '@azure/msal-node';
import { Secret } from '#kernel/secret.js';
import type { CredentialOwner, CredentialVault } from '../credentials/credentials.port.js';

/** MSAL's token cache of a connection, sealed in the vault. */
export function sealedTokenCache(vault: CredentialVault, owner: CredentialOwner): ICachePlugin {
  return {
    beforeCacheAccess: async (context: TokenCacheContext) => {
      const kept = await vault.get(owner, 'token-cache');
      if (kept !== undefined) context.tokenCache.deserialize(kept.reveal());
    },
    afterCacheAccess: async (context: TokenCacheContext) => {
      if (context.cacheHasChanged)
        await vault.put(owner, 'token-cache', new Secret(context.tokenCache.serialize()));
    },
  };
}

/** A cache that lives as long as a sign-in, until it is known which connection it belongs to. */
export class PassingTokenCache implements ICachePlugin {
  #content: Secret | undefined;

  /** What MSAL has put in so far. */
  get content(): Secret | undefined {
    return this.#content;
  }

  beforeCacheAccess(context: TokenCacheContext): Promise<void> {
    if (this.#content !== undefined) context.tokenCache.deserialize(this.#content.reveal());
    return Promise.resolve();
  }

  afterCacheAccess(context: TokenCacheContext): Promise<void> {
    if (context.cacheHasChanged) this.#content = new Secret(context.tokenCache.serialize());
    return Promise.resolve();
  }
}
