import { randomUUID } from 'node:crypto';
import { EventClock } from '#kernel/event-clock.js';
import type { ConnectionId, OrganizationId, RunId, TenantId } from '#kernel/ids.js';
import { ProblemError } from '#kernel/problem.js';
import { createRandom, type Random } from '#kernel/random.js';
import { Secret } from '#kernel/secret.js';
import { createGraphClient } from '#graph/create-graph-client.js';
import { Governor, type Buckets } from '#graph/governor.js';
import type { GraphClient, RequestReceipt } from '#graph/graph-client.js';
import { graphProblems } from '#graph/graph.problems.js';
import { GraphService } from '#simulator/graph/graph-service.js';
import { Throttle } from '#simulator/graph/throttle.js';
import { parseFaults } from '#simulator/faults.js';
import type { GraphCaller, SimulatorOptions } from '#simulator/model.js';
import { SIMULATOR_DEFAULTS } from '#simulator/simulator.js';
import { createTenant } from '#simulator/tenant/generate.js';
import { mutateTenant } from '#simulator/tenant/mutate.js';
import type { TenantStore } from '#simulator/tenant/tenant-store.js';
import type { GraphToken, TokenSource } from '../../../src/connect/token-source.port.js';
import type { Database } from '../../../src/database/database.port.js';
import { manifestProblems } from '../../../src/manifest/manifest.problems.js';
import type { BreakerOptions } from '../../../src/options/entra-id.options.js';
import type { GraphClients } from '../../../src/sync/run-worker.js';
import type { Run, RunKind } from '../../../src/sync/runs.port.js';
import { composeReplica, type SyncReplica } from '../replica.js';
import { QUIET_NETWORK, simulatedTransport, type NetworkFaults } from './network.js';
import { SimulatedProcess, type Mishap } from './process.js';
import { TruthHistory } from './truth-history.js';

/** Permissions of the resources whose truth is followed; everything else would only make each run longer. */
export const ENOUGH: readonly string[] = [
  'Organization.Read.All',
  'Domain.Read.All',
  'User.Read.All',
  'GroupMember.Read.All',
  'Member.Read.Hidden',
];

export const ORGANIZATION = 'simulated' as OrganizationId;
const GRAPH = { origin: 'https://graph.microsoft.com', versionPath: '/v1.0' };
const TOKEN_LIFE_MS = 60 * 60_000;
const BUSY_PAUSE_MS = 20_000;
const RESTART_MS = 5_000;
const SLICES_MAX = 5_000;

/** What a simulation begins with. */
export interface WorldOptions {
  readonly seed: number;
  readonly tenant: Partial<SimulatorOptions>;
  readonly breaker?: BreakerOptions | 'off';
  /** Shortest and longest time of a slice. */
  readonly sliceMs?: readonly [number, number];
  /** A clock that worlds share when they are to happen at the same time. */
  readonly clock?: EventClock;
}

/** One replica of the plugin in a process of its own. */
export interface Replica extends SyncReplica {
  readonly process: SimulatedProcess;
}

/** A tenant, a database, and replicas that come and go, all in simulated time. */
export class World {
  readonly clock: EventClock;
  readonly random: Random;
  readonly tenant: TenantStore;
  readonly throttle: Throttle;
  readonly truth = new TruthHistory();
  readonly connectionId = randomUUID() as string as ConnectionId;
  #network: NetworkFaults = QUIET_NETWORK;
  #requests = 0;
  /** Permissions that tokens issued from now on carry. */
  grants: readonly string[] = ENOUGH;
  /** Whether the catalog entry may be used; else it is only announced. */
  available = true;
  /** Whether the identity platform refuses tokens, and Graph those that it issued. */
  revoked = false;
  /** What replicas said of the number of users; while it is empty they count. */
  sizes: number[] = [0];
  #issued = 0;
  readonly #graph: GraphService;
  readonly #tokens = new Map<string, { readonly caller: GraphCaller; readonly expiresAt: Date }>();

  private constructor(
    readonly database: Database,
    private readonly options: WorldOptions,
  ) {
    this.clock = options.clock ?? new EventClock();
    this.random = createRandom(`world ${options.seed}`);
    const context = {
      options: { ...SIMULATOR_DEFAULTS, seed: options.seed, ...options.tenant },
      clock: this.clock,
    };
    this.tenant = createTenant(context);
    this.throttle = new Throttle(context);
    const tenants = new Map([[this.tenant.tenantId, { store: this.tenant, throttle: this.throttle }]]);
    this.#graph = new GraphService(context, tenants, (token) => Promise.resolve(this.check(token)));
    this.truth.note(this.tenant, this.clock.now());
  }

  /** Binds the tenant in a database that other worlds may use at the same time. */
  static async create(database: Database, options: WorldOptions): Promise<World> {
    const world = new World(database, options);
    await database.execute(
      `insert into entra_id.connection (id, organization_id, tenant_id, status, access, consent, exclusive, created_at, connected_at)
       values ($1, $2, $3, 'connected', 'application', 'granted', false, $4, $4)`,
      [world.connectionId, `${ORGANIZATION} ${world.connectionId}`, world.tenant.tenantId, world.clock.now()],
    );
    return world;
  }

  get organizationId(): OrganizationId {
    return `${ORGANIZATION} ${this.connectionId}` as OrganizationId;
  }

  /** Requests since the network's faults were last set. */
  get requests(): number {
    return this.#requests;
  }

  set network(faults: NetworkFaults) {
    this.#network = faults;
    this.#requests = 0;
  }

  /** Puts the tenant through changes, and remembers what was true. */
  mutate(changes: number): void {
    mutateTenant(this.tenant, { seed: this.random.integer(1, 1_000_000_000), changes });
    this.truth.note(this.tenant, this.clock.now());
  }

  /** Tokens that were issued are not used any more. */
  forgetTokens(): void {
    this.#tokens.clear();
  }

  /** Uses the simulator's own faults from now on; none without a document. */
  faults(document?: Parameters<typeof parseFaults>[0]): void {
    this.throttle.use(document === undefined ? undefined : parseFaults(document));
  }

  /** Starts a replica; mishaps happen to its process. */
  replica(mishaps: readonly Mishap[] = []): Replica {
    const process = new SimulatedProcess(this.clock, mishaps);
    const tokens: TokenSource = {
      token: (_, { skipCache }) => process.operation(() => this.token(skipCache)),
    };
    const parts = composeReplica({
      database: process.database(this.database),
      clock: process.clock,
      tokens,
      graphs: this.graphsOf(process),
      graphBase: GRAPH.origin + GRAPH.versionPath,
      breaker: this.options.breaker ?? 'off',
      assertAvailable: () =>
        this.available
          ? Promise.resolve()
          : Promise.reject(new ProblemError(manifestProblems['entry-coming-soon'])),
    });
    return { process, ...parts };
  }

  /** Reads the tenant with budgets of its own choice, as another process would. */
  reader(buckets: Buckets, onRequest: (receipt: RequestReceipt) => void): GraphClient {
    const pace = { governor: new Governor(this.clock, buckets), random: this.luck() };
    return this.clientOf(new SimulatedProcess(this.clock), pace, onRequest);
  }

  /** Works on a run with one replica after another until it has ended or is held. */
  async work(runId: RunId, next: () => Replica): Promise<void> {
    let replica = next();
    for (let slices = 0; slices < SLICES_MAX; slices += 1) {
      const [shortest, longest] = this.options.sliceMs ?? [60_000, 60_000];
      const budgetMs = this.random.integer(shortest, longest);
      const outcome = await replica.process.outlive(replica.worker.slice(runId, budgetMs));
      if (outcome === 'ended') return;
      if (outcome === 'busy') await this.clock.sleep(BUSY_PAUSE_MS);
      if (outcome === 'died') {
        await this.clock.sleep(RESTART_MS);
        replica = next();
      }
    }
    throw new Error('the run does not end');
  }

  /** Starts a run and works on it to its end, in simulated time. */
  async sync(kind: RunKind, next: () => Replica = () => this.replica()): Promise<Run> {
    const { sync } = this.replica();
    const run = await sync.start(this.organizationId, this.connectionId, kind, 'manual');
    await this.work(run.id, next);
    return sync.get(this.organizationId, this.connectionId, run.id);
  }

  private graphsOf(process: SimulatedProcess): GraphClients {
    const pace = { governor: new Governor(process.clock), random: this.luck() };
    return {
      forConnection: (_, onRequest) => this.clientOf(process, pace, onRequest),
      isSized: () => this.sizes.length > 0,
      size: (_, users) => {
        this.sizes.push(users);
      },
    };
  }

  /** What a process meets on its network. */
  private luck(): Random {
    return this.random.fork(`network ${this.random.integer(0, 1_000_000_000)}`);
  }

  private clientOf(
    process: SimulatedProcess,
    { governor, random }: { readonly governor: Governor; readonly random: Random },
    onRequest: (receipt: RequestReceipt) => void,
  ): GraphClient {
    const wire = {
      clock: this.clock,
      graph: this.#graph,
      random,
      faults: () => this.#network,
      count: () => (this.#requests += 1),
    };
    const tokens = {
      token: ({ skipCache }: { readonly skipCache: boolean }) =>
        process.operation(() => this.token(skipCache)),
    };
    const transport = simulatedTransport(wire, process);
    const { clock } = process;
    return createGraphClient({ endpoint: GRAPH, tokens, transport, governor, clock, random, onRequest });
  }

  /** Tokens are cached like the identity library does: until they expire, or somebody wants a new one. */
  private token(skipCache: boolean): Promise<GraphToken> {
    if (this.revoked) return Promise.reject(new ProblemError(graphProblems['token-rejected']));
    const now = this.clock.now();
    const [last] = [...this.#tokens.entries()].slice(-1);
    const known = !skipCache && last !== undefined && last[1].expiresAt > now ? last : this.issue(now);
    const [value, { caller, expiresAt }] = known;
    const tenantId = this.tenant.tenantId as TenantId;
    return Promise.resolve({
      value: new Secret(value),
      expiresAt,
      kind: 'application',
      grants: caller.permissions,
      tenantId,
    });
  }

  private issue(now: Date): readonly [string, { readonly caller: GraphCaller; readonly expiresAt: Date }] {
    const value = `token-${(this.#issued += 1)}`;
    const permissions = new Set(this.grants);
    const caller: GraphCaller = {
      kind: 'application',
      appId: 'simulated',
      tenantId: this.tenant.tenantId,
      permissions,
      userId: undefined,
    };
    const issued = { caller, expiresAt: new Date(now.getTime() + TOKEN_LIFE_MS) };
    this.#tokens.set(value, issued);
    return [value, issued];
  }

  private check(token: string): GraphCaller | string {
    const issued = this.#tokens.get(token);
    if (issued === undefined || this.revoked) return 'Access token validation failure.';
    return issued.expiresAt > this.clock.now()
      ? issued.caller
      : 'Lifetime validation failed, the token is expired.';
  }
}
