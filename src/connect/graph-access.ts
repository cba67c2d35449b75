import type { Clock } from '#kernel/clock.js';
import type { Random } from '#kernel/random.js';
import { createGraphClient } from '#graph/create-graph-client.js';
import { ApplicationBudget, Governor } from '#graph/governor.js';
import type { GraphClient, TokenProvider } from '#graph/graph-client.js';
import type { Transport } from '#graph/transport.js';
import type { Connection } from '../connections/connections.port.js';
import type { ResolvedEndpoints } from '../options/resolved-options.js';
import type { GraphAccess, ReceiptListener } from './graph-access.port.js';
import type { GraphToken, TokenSource } from './token-source.port.js';

const GOVERNORS_MAX = 1_000;

/** What Graph clients share. */
export interface GraphAccessParts {
  readonly endpoints: ResolvedEndpoints;
  readonly tokens: TokenSource;
  readonly transport: Transport;
  readonly clock: Clock;
  readonly random: Random;
}

/** Graph clients over the plugin's network connection. */
export class GovernedGraphAccess implements GraphAccess {
  readonly #governors = new Map<string, Governor>();

  readonly #application: ApplicationBudget;

  constructor(private readonly parts: GraphAccessParts) {
    this.#application = new ApplicationBudget(parts.clock);
  }

  forConnection(connection: Pick<Connection, 'id' | 'tenantId'>, onRequest?: ReceiptListener): GraphClient {
    const tokens: TokenProvider = { token: (options) => this.parts.tokens.token(connection.id, options) };
    return this.client(connection.tenantId ?? connection.id, tokens, onRequest);
  }

  withToken(token: GraphToken): GraphClient {
    return this.client(token.tenantId, { token: () => Promise.resolve(token) }, undefined);
  }

  private client(tenant: string, tokens: TokenProvider, onRequest: ReceiptListener | undefined): GraphClient {
    const { endpoints, transport, clock, random } = this.parts;
    return createGraphClient({
      endpoint: { origin: endpoints.graphOrigin, versionPath: endpoints.graphVersionPath },
      tokens,
      transport,
      governor: this.governor(tenant),
      clock,
      random,
      onRequest: onRequest ?? (() => undefined),
    });
  }

  private governor(tenant: string): Governor {
    const known = this.#governors.get(tenant);
    if (known !== undefined) return known;
    if (this.#governors.size >= GOVERNORS_MAX) this.#governors.clear();
    const { clock, endpoints } = this.parts;
    const governor = endpoints.isUnlimited
      ? new Governor(clock, 'none')
      : new Governor(clock, 'L', this.#application);
    this.#governors.set(tenant, governor);
    return governor;
  }
}
