import { createRequire } from 'node:module';
import { resolve } from 'node:path';

/** Where and as whom a peer reads. */
export interface PeerTarget {
  readonly https: string;
  readonly tenantId: string;
  readonly clientId: string;
  readonly clientSecret: string;
}

/** What a peer has read, still in memory. */
export interface PeerData {
  /** Accounts, groups and memberships. */
  readonly objects: () => number;
}

/** Somebody else who reads a tenant. */
export interface Peer {
  readonly who: string;
  /** The package that must be there. */
  readonly needs: string;
  /** Undefined for a peer that cannot be run; `unavailable` then says why. */
  readonly read: ((target: PeerTarget) => Promise<PeerData>) | undefined;
  readonly unavailable?: string;
}

/** Where the packages of the peers are. */
export const PEERS_DIRECTORY = resolve('bench', 'peers');

/** A package of the peers, which are no dependencies of this project. */
export function requirePeer(name: string): unknown {
  return createRequire(`${PEERS_DIRECTORY}/package.json`)(name) as unknown;
}

/** An application token of the simulated platform. */
export async function applicationToken(target: PeerTarget): Promise<string> {
  const body = new URLSearchParams({
    grant_type: 'client_credentials',
    client_id: target.clientId,
    client_secret: target.clientSecret,
    scope: 'https://graph.microsoft.com/.default',
  });
  const answer = await fetch(`${target.https}/${target.tenantId}/oauth2/v2.0/token`, {
    method: 'POST',
    body,
  });
  const { access_token: token } = (await answer.json()) as { readonly access_token?: string };
  if (token === undefined) throw new Error(`no token: ${answer.status}`);
  return token;
}
