import { UsageError } from '#kernel/usage-error.js';
import { parseStrictly, oneOf, TENANT_ARGUMENTS, tenantOptions, whole } from '#simulator/server/arguments.js';
import { SIGN_IN_USERS } from '#simulator/tenant/generate.js';
import { mutateTenant } from '#simulator/tenant/mutate.js';
import { Person } from '#simulator/person.js';
import { isJsonObject, text, type Json, type JsonObject } from '#kernel/json.js';
import { compare, type Comparison } from './compare.js';
import { caOf, DEMO_USERS, startDemoWorld, type DemoWorld } from './demo-world.js';
import { HostClient } from './host-client.js';
import { trueFacts } from './true-facts.js';
import { createProgress, type Progress } from './progress.js';
import { watchEvaluation } from './watch-evaluation.js';
import { watchRun } from './watch-run.js';

const USAGE = `npm run -s demo:once -- [--users N] [--groups N] [--members-per-group N] [--seed S] [--latency-ms L]
  [--throttle on|off] [--faults FILE] [--changes N] [--licence free|p1|p2] [--grants core|extended|none]
  [--database-url URL] [--breaker on|off] [--keep-connected] [--json]
`;

interface Result {
  readonly connection: JsonObject;
  readonly health: JsonObject;
  readonly full: JsonObject;
  readonly incremental: JsonObject;
  readonly posture: JsonObject;
  readonly counts: Comparison['counts'];
  readonly truth: Comparison['truth'];
  readonly differences: Comparison['differences'];
  readonly disconnect?: JsonObject;
}

const DAY_MS = 86_400_000;
/** Days of events that the first run reads. */
const AUDIT_DAYS = 6;

/** One run of the main job. */
class DemoOnce {
  readonly #client: HostClient;
  readonly #person: Person;

  constructor(
    private readonly world: DemoWorld,
    private readonly progress: Progress,
  ) {
    this.#person = new Person(caOf(world.served));
    this.#client = new HostClient(this.#person, world.host.url);
  }

  async perform(order: { readonly changes: number; readonly keepConnected: boolean }): Promise<Result> {
    const { simulator } = this.world;
    const auditsFrom = new Date(Date.now() - AUDIT_DAYS * DAY_MS);
    const id = await this.connect();
    const health = await this.#client.call('POST', `/connections/${id}/health`);
    this.progress.stage('Full sync');
    const full = await this.timed(id, 'full');
    const before = trueFacts(simulator.tenant.document(), new Date());
    this.progress.stage(`Changing the tenant: ${order.changes} changes`);
    mutateTenant(simulator.tenant, { seed: simulator.options.seed, changes: order.changes });
    this.progress.stage('Incremental sync');
    const incremental = await this.timed(id, 'incremental');
    this.progress.stage('Evaluating the authentication policy');
    const posture = await watchEvaluation(this.#client, id, Number(incremental['revision']));
    this.progress.stage('Comparing with the truth');
    const seesHidden =
      simulator.options.grants.includes('Member.Read.Hidden') || simulator.options.grants.length === 0;
    const document = simulator.tenant.document();
    const facts = {
      before,
      after: trueFacts(document, new Date()),
      audits: document.directoryAudits,
      auditsFrom,
    };
    const comparison = await compare(this.#client, id, document, { seesHidden, facts });
    const connection = await this.#client.get(`/connections/${id}`);
    this.progress.stage(order.keepConnected ? 'Staying connected' : 'Disconnecting');
    const disconnect = order.keepConnected ? undefined : await this.disconnect(id);
    await this.#person.close();
    return {
      connection: {
        status: connection['status'] ?? null,
        tenantId: connection['tenantId'] ?? null,
        access: connection['access'] ?? null,
      },
      health: { status: health['status'] ?? null, checks: health['checks'] ?? [] },
      full,
      incremental,
      posture,
      ...comparison,
      ...(disconnect === undefined ? {} : { disconnect }),
    };
  }

  private async connect(): Promise<string> {
    const [, admin] = DEMO_USERS;
    this.progress.stage('Signing in to the host');
    await this.#client.signIn(admin.email, admin.password);
    await this.#client.host('PUT', '/catalog/azure-entra-id/availability', { availability: 'available' });
    this.progress.stage('Connecting the tenant');
    const started = await this.#client.call('POST', '/connections');
    const choice = { user: SIGN_IN_USERS.globalAdministrator, consent: 'accept' } as const;
    const page = await this.#person.follow(text(started['authorizeUrl']), choice);
    const back = new URL(page.url).searchParams;
    const id = back.get('connection');
    if (id === null) throw new Error(`not connected: ${back.get('problem') ?? page.url}`);
    const { tenantId } = this.world.simulator.tenant;
    await this.#client.call('PUT', `/connections/${id}/settings`, { tenantId });
    return id;
  }

  private async timed(id: string, kind: 'full' | 'incremental'): Promise<JsonObject> {
    const startedMs = performance.now();
    const rss = watchRss();
    const run = await watchRun(this.#client, id, kind, this.progress);
    const meter = isJsonObject(run['meter'] ?? null) ? (run['meter'] as JsonObject) : {};
    const { requests = 0, batchItems = 0, throttled = 0 } = meter;
    const common = {
      status: run['state'] ?? null,
      revision: run['revision'] ?? null,
      durationMs: Math.round(performance.now() - startedMs),
      requests,
    };
    const problems = listOf(run['problems']).length > 0 ? { problems: run['problems'] ?? [] } : {};
    if (kind === 'full') return { ...common, batchItems, throttled, peakRssMb: rss.stop(), ...problems };
    rss.stop();
    const changesApplied = listOf(run['steps'])
      .filter((step) => step['name'] === 'follow' || step['name'] === 'reread')
      .reduce((sum, step) => sum + Number(step['objects'] ?? 0), 0);
    return { ...common, changesApplied, ...problems };
  }

  private async disconnect(id: string): Promise<JsonObject> {
    const answer = await this.#client.call('DELETE', `/connections/${id}`, {
      reason: 'The demonstration is over.',
    });
    return {
      credentialsLeft: answer['credentialsLeft'] ?? null,
      scheduledJobsLeft: answer['scheduledJobsLeft'] ?? null,
    };
  }
}

function watchRss(): { stop(): number } {
  let peak = process.memoryUsage.rss();
  const timer = setInterval(() => {
    peak = Math.max(peak, process.memoryUsage.rss());
  }, 100);
  return {
    stop: () => {
      clearInterval(timer);
      return Math.round(peak / 1_048_576);
    },
  };
}

function listOf(value: Json | undefined): readonly JsonObject[] {
  return Array.isArray(value) ? (value as readonly Json[]).filter(isJsonObject) : [];
}

/** Whether everything that the command promises happened. */
function succeeded(result: Result): boolean {
  const { connection, full, incremental, health, differences, disconnect } = result;
  const left = Number(disconnect?.['credentialsLeft'] ?? 0) + Number(disconnect?.['scheduledJobsLeft'] ?? 0);
  return (
    connection['status'] === 'connected' &&
    health['status'] === 'healthy' &&
    full['status'] === 'succeeded' &&
    incremental['status'] === 'succeeded' &&
    differences.length === 0 &&
    left === 0
  );
}

async function main(): Promise<number> {
  const values = parseStrictly(process.argv.slice(2), {
    ...TENANT_ARGUMENTS,
    changes: { type: 'string' },
    'database-url': { type: 'string' },
    breaker: { type: 'string' },
    'keep-connected': { type: 'boolean' },
    json: { type: 'boolean' },
    help: { type: 'boolean' },
  });
  if (values['help'] !== undefined) {
    process.stderr.write(USAGE);
    return 0;
  }
  const progress = createProgress(process.stderr);
  progress.stage('Starting the simulated tenant and the host');
  const world = await startDemoWorld({
    tenant: tenantOptions(values),
    port: 0,
    simulatorPorts: { httpPort: 0, httpsPort: 0 },
    databaseUrl: values['database-url'],
    dataDirectory: undefined,
    breaker: oneOf(values['breaker'], 'breaker', ['on', 'off'], 'off'),
  });
  try {
    const changes = whole(values['changes'], 'changes', 25);
    const result = await new DemoOnce(world, progress).perform({
      changes,
      keepConnected: values['keep-connected'] === 'true',
    });
    progress.stage(
      succeeded(result) ? 'Done: no differences.\n' : `Failed: ${result.differences.length} differences.\n`,
    );
    const shown = values['json'] === 'true' ? JSON.stringify(result) : JSON.stringify(result, undefined, 2);
    process.stdout.write(`${shown}\n`);
    return succeeded(result) ? 0 : 1;
  } finally {
    await world.close();
  }
}

main().then(
  (code) => process.exit(code),
  (error: unknown) => {
    const usage = error instanceof UsageError;
    process.stderr.write(
      usage
        ? `${error.message}\n\n${USAGE}`
        : `\n${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`,
    );
    process.exit(usage ? 2 : 1);
  },
);
