import type { ConnectionId } from '#kernel/ids.js';
import type { Clock } from '#kernel/clock.js';
import { ProblemError } from '#kernel/problem.js';
import { connectionsProblems } from '../connections/connections.problems.js';
import type { Connection, ConnectionStore } from '../connections/connections.port.js';
import type { CredentialVault } from '../credentials/credentials.port.js';
import type { Registration, SettingsReader } from '../settings/settings.port.js';
import { aadstsProblems } from './aadsts.problems.js';
import { toAadstsProblem } from './aadsts.js';
import type { RegistrationTokens } from './connect.tokens.js';
import { connectProblems } from './connect.problems.js';
import { toGraphToken } from './graph-tokens.js';
import type { MsalClients } from './msal-clients.js';
import { sealedTokenCache } from './token-caches.js';
import type { GraphToken, TokenSource } from './token-source.port.js';

/** A token is not handed out in its last minutes. */
const REMAINING_MS_MIN = 5 * 60_000;
const REMEMBERED_MAX = 1_000;

/** What a token source works with. */
export interface TokenSourceParts {
  readonly connections: ConnectionStore;
  readonly settings: SettingsReader;
  readonly vault: CredentialVault;
  readonly clients: MsalClients;
  readonly applications: RegistrationTokens;
  readonly clock: Clock;
}

/** Tokens by MSAL: of the app itself, or on behalf of whoever signed in. */
export class MsalTokenSource implements TokenSource {
  readonly #remembered = new Map<string, GraphToken>();

  constructor(private readonly parts: TokenSourceParts) {}

  async token(connectionId: ConnectionId, options: { readonly skipCache: boolean }): Promise<GraphToken> {
    const connection = await this.parts.connections.find(connectionId);
    if (connection?.status !== 'connected' || connection.access === null) {
      throw new ProblemError(connectionsProblems['connection-not-connected']);
    }
    const registration = await this.registrationOf(connection);
    const key = `${connectionId} ${connection.access} ${registration.clientId}`;
    const known = this.#remembered.get(key);
    const remainingMs = (known?.expiresAt.getTime() ?? 0) - this.parts.clock.now().getTime();
    if (known !== undefined && !options.skipCache && remainingMs > REMAINING_MS_MIN) return known;
    const token =
      connection.access === 'application'
        ? await this.parts.applications.application(registration, tenantOf(connection))
        : await this.delegated(connection, registration, options.skipCache);
    this.remember(key, token);
    return token;
  }

  private async delegated(
    connection: Connection,
    registration: Registration,
    forceRefresh: boolean,
  ): Promise<GraphToken> {
    const { clients, vault } = this.parts;
    const owner = { organizationId: connection.organizationId, connectionId: connection.id };
    try {
      const client = clients.client(registration, tenantOf(connection), sealedTokenCache(vault, owner));
      const [account] = await client.getTokenCache().getAllAccounts();
      if (account === undefined) throw new ProblemError(aadstsProblems['sign-in-again']);
      const result = await client.acquireTokenSilent({ account, scopes: [clients.scope], forceRefresh });
      return toGraphToken(result, 'delegated');
    } catch (error) {
      throw toAadstsProblem(error);
    }
  }

  private async registrationOf(connection: Connection): Promise<Registration> {
    const registration = await this.parts.settings.registration(connection);
    if (registration === undefined) throw new ProblemError(connectProblems['registration-missing']);
    return registration;
  }

  private remember(key: string, token: GraphToken): void {
    if (this.#remembered.size >= REMEMBERED_MAX) this.#remembered.clear();
    this.#remembered.set(key, token);
  }
}

function tenantOf(connection: Connection): string {
  if (connection.tenantId === null) throw new ProblemError(connectionsProblems['connection-not-connected']);
  return connection.tenantId;
}
