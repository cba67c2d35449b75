import type { Clock } from '#kernel/clock.js';
import type { Random } from '#kernel/random.js';
import { createGraphClient } from '#graph/create-graph-client.js';
import { BudgetBook } from '#graph/budget-book.js';
import { Governor, unlimitedBuckets, type Buckets } from '#graph/governor.js';
import type { BudgetLedger } from '#graph/leased-bucket.js';
import type { GraphClient, TokenProvider } from '#graph/graph-client.js';
import type { Transport } from '#graph/transport.js';
import type { Connection } from '../connections/connections.port.js';
import type { ResolvedEndpoints } from '../options/resolved-options.js';
import type { GraphAccess, ReceiptListener } from './graph-access.port.js';
import type { GraphToken, TokenSource } from './token-source.port.js';

const GOVERNORS_MAX = 1_000;

/** The app of a tenant whose token does not say it. */
const UNKNOWN_APP = 'unknown';

/** What Graph clients share. */
export interface GraphAccessParts {
  readonly endpoints: ResolvedEndpoints;
  readonly tokens: TokenSource;
  readonly transport: Transport;
  readonly clock: Clock;
  readonly random: Random;
  /** Keeps budgets where several replicas read the same tenants; undefined where this process is the only one. */
  readonly ledger: BudgetLedger | undefined;
}

/** Graph clients over the plugin's network connection. */
export class GovernedGraphAccess implements GraphAccess {
  readonly #governors = new Map<string, Governor>();

  /** By which app a tenant is read, as its newest token says. */
  readonly #apps = new Map<string, string>();
  readonly #budgets: BudgetBook;

  constructor(private readonly parts: GraphAccessParts) {
    this.#budgets = new BudgetBook(parts.clock, parts.ledger);
  }

  forConnection(connection: Pick<Connection, 'id' | 'tenantId'>, onRequest?: ReceiptListener): GraphClient {
    const tenant = connection.tenantId ?? connection.id;
    const tokens: TokenProvider = {
      token: async (options) => this.noteApp(tenant, await this.parts.tokens.token(connection.id, options)),
    };
    return this.client(tenant, tokens, onRequest);
  }

  withToken(token: GraphToken): GraphClient {
    this.noteApp(token.tenantId, token);
    return this.client(token.tenantId, { token: () => Promise.resolve(token) }, undefined);
  }

  isSized(tenant: string): boolean {
    return this.#budgets.isSized(tenant);
  }

  size(tenant: string, users: number): void {
    this.#budgets.size(tenant, users);
  }

  private noteApp(tenant: string, token: GraphToken): GraphToken {
    if (this.#apps.size >= GOVERNORS_MAX && !this.#apps.has(tenant)) this.#apps.clear();
    this.#apps.set(tenant, token.appId ?? UNKNOWN_APP);
    return token;
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
    const governor = new Governor(this.parts.clock, this.bucketsFor(tenant));
    this.#governors.set(tenant, governor);
    return governor;
  }

  private bucketsFor(tenant: string): Buckets {
    const { clock, endpoints } = this.parts;
    if (endpoints.isUnlimited) return unlimitedBuckets(clock);
    return (budget) => this.#budgets.bucketsOf(this.#apps.get(tenant) ?? UNKNOWN_APP, tenant, budget);
  }
}
