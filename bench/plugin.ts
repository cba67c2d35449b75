import { readFileSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { isJsonObject, text, type JsonObject } from '#kernel/json.js';
import { Person } from '#simulator/person.js';
import { HostClient } from '../libs/commands/host-client.js';
import { Child } from './processes/child.js';
import type { Measurement } from './bench.js';
import type { SimulatedPlace } from './simulated.js';
import { startFlags } from './start-flags.js';

const LOOK_EVERY_MS = 10;
const FINAL = new Set(['succeeded', 'partial', 'failed', 'cancelled', 'held', 'discarded', 'superseded']);
const WARM_UPS = 3;

/** A process that uses less than this share of a processor for a while is at rest. */
const RESTING_SHARE = 0.05;
const REST_MS = 1_500;
const REST_LOOKS_MAX = 200;

const WHO = { email: 'adam.admin@platform.example', password: 'bench-adam-admin' };
const ADMINS = { main: 'admin@contoso.example', warmUp: 'admin@fabrikam.example' };

/** The plugin in a host process of its own, connected to the simulated tenant and warm. */
export class MeasuredPlugin {
  private constructor(
    private readonly child: Child,
    private readonly client: HostClient,
    private readonly person: Person,
    private readonly database: pg.Client,
    private readonly connectionId: string,
  ) {}

  /** Starts a host on an empty database, warms it up on the small tenant and connects the measured one. */
  static async start(
    place: SimulatedPlace,
    databaseUrl: string,
    flags: readonly string[],
  ): Promise<MeasuredPlugin> {
    const child = new Child('plugin-process', [...startFlags(), ...flags]);
    const { https, caFile, clientId, clientSecret } = place;
    const order = { https, caFile, clientId, clientSecret, databaseUrl, ...WHO, port: await freePort() };
    const { url } = await child.ask('start', order);
    const person = new Person(readFileSync(caFile, 'utf8'));
    const client = new HostClient(person, text(url));
    await client.signIn(WHO.email, WHO.password);
    await client.host('PUT', '/catalog/azure-entra-id/availability', { availability: 'available' });
    const database = new pg.Client({ connectionString: databaseUrl });
    await database.connect();
    const connect = (user: string): Promise<string> => connectTenant(client, person, user);
    const warmUp = new MeasuredPlugin(child, client, person, database, await connect(ADMINS.warmUp));
    for (let n = 0; n < WARM_UPS; n += 1) await warmUp.sync('full');
    await warmUp.sync('incremental');
    await warmUp.rest();
    return new MeasuredPlugin(child, client, person, database, await connect(ADMINS.main));
  }

  /** One run, from accepted to published. @throws Error when it does not succeed */
  async sync(kind: 'full' | 'incremental'): Promise<Measurement> {
    const path = `/connections/${this.connectionId}/runs`;
    await this.child.ask('begin');
    const accepted = await this.client.call('POST', path, { kind });
    const acceptedMs = performance.now();
    const runId = text(accepted['id']);
    await this.untilFinal(runId);
    const wallMs = Math.round(performance.now() - acceptedMs);
    const usage = await this.child.ask('usage');
    const run = await this.client.get(`${path}/${runId}`);
    if (run['state'] !== 'succeeded') throw new Error(`the run ended so: ${JSON.stringify(run)}`);
    const meter = isJsonObject(run['meter']) ? run['meter'] : {};
    return {
      who: 'plugin',
      wallMs,
      cpuMs: Number(usage['cpuMs']),
      peakRssMb: Number(usage['peakRssMb']),
      requests: Number(meter['requests']),
      batchItems: Number(meter['batchItems']),
      throttled: Number(meter['throttled']),
      objects: await this.published(),
    };
  }

  /** Waits until what follows a run (health, evaluation) is over, so that it is not taken for the next run. */
  async rest(): Promise<void> {
    for (let looked = 0; looked < REST_LOOKS_MAX; looked += 1) {
      await this.child.ask('begin');
      await sleep(REST_MS);
      const { cpuMs } = await this.child.ask('usage');
      if (Number(cpuMs) < REST_MS * RESTING_SHARE && (await this.isEvaluated())) return;
    }
    throw new Error('the host does not come to rest after a run');
  }

  /** While a large evaluation waits for the database its process looks as if it rested. */
  private async isEvaluated(): Promise<boolean> {
    const { rows } = await this.database.query(
      `select 1 from entra_id.connection c join entra_id.posture_evaluation e
         on e.connection_id = c.id and e.revision = c.published where c.id = $1`,
      [this.connectionId],
    );
    return rows.length > 0;
  }

  /** The steps of the latest run, for finding out where time goes. */
  async steps(): Promise<readonly JsonObject[]> {
    const runs = await this.client.get(`/connections/${this.connectionId}/runs?limit=1`);
    const [latest] = Array.isArray(runs['items']) ? (runs['items'] as readonly JsonObject[]) : [];
    return (latest?.['steps'] ?? []) as unknown as readonly JsonObject[];
  }

  async end(): Promise<void> {
    await this.database.end();
    await this.person.close();
    await this.child.end();
  }

  /** Asks the database rather than the host, so that watching costs the measured process nothing. */
  private async untilFinal(runId: string): Promise<void> {
    for (;;) {
      const { rows } = await this.database.query<{ state: string }>(
        'select state from entra_id.sync_run where id = $1',
        [runId],
      );
      if (FINAL.has(rows[0]?.state ?? '')) return;
      await sleep(LOOK_EVERY_MS);
    }
  }

  private async published(): Promise<number> {
    const { rows } = await this.database.query<{ objects: number }>(
      `select ((counts->>'accounts')::int + (counts->>'groups')::int + (counts->>'memberships')::int) as objects
       from entra_id.revision where connection_id = $1 order by revision desc limit 1`,
      [this.connectionId],
    );
    return rows[0]?.objects ?? 0;
  }
}

async function connectTenant(client: HostClient, person: Person, user: string): Promise<string> {
  const started = await client.call('POST', '/connections');
  const choice = { user, consent: 'accept' } as const;
  const page = await person.follow(text(started['authorizeUrl']), choice, isBack);
  const id = new URL(page.url).searchParams.get('connection');
  if (id === null) throw new Error(`not connected: ${page.url}`);
  return id;
}

/** The host's page after the callback; nobody needs to see it. */
function isBack(url: string): boolean {
  const { searchParams } = new URL(url);
  return searchParams.has('connection') || searchParams.has('problem');
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address() as AddressInfo;
      server.close(() => {
        resolve(port);
      });
    });
  });
}
