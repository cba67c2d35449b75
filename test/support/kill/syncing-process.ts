import { readFileSync } from 'node:fs';
import { systemClock, type Clock } from '#kernel/clock.js';
import type { ConnectionId, OrganizationId, RunId, TenantId } from '#kernel/ids.js';
import { createRandom } from '#kernel/random.js';
import { Secret } from '#kernel/secret.js';
import { createGraphClient } from '#graph/create-graph-client.js';
import { Governor } from '#graph/governor.js';
import { createTransport } from '#graph/transport.js';
import { parseDatabaseUrl } from '#storage/database-url.js';
import type { GraphToken, TokenSource } from '../../../src/connect/token-source.port.js';
import { openDatabase } from '../../../src/database/database.mikro-orm.js';
import type { Database } from '../../../src/database/database.port.js';
import { MIGRATIONS } from '../../../src/stages.js';
import type { Run } from '../../../src/sync/runs.port.js';
import { composeReplica, type SyncReplica } from '../replica.js';
import { ShiftedClock } from '../shifted-clock.js';
import { everythingOf, storageViolations } from '../simulation/checks.js';
import { publishedFacts } from '../simulation/truth-history.js';
import { lethalDatabase } from './lethal-database.js';
import type { Order, Report, Shown } from './order.js';

const SLICES_MAX = 1_000;
const SHORT_SLICE_MS = 1;
/** Slices of a run that is cancelled then: enough to have written objects and links. */
const SLICES_BEFORE_CANCEL = 6;

const VERSION_PATH = '/v1.0';

/** What a connection shows, and what storage promises that it breaks. */
async function look(database: Database, connectionId: ConnectionId): Promise<Shown> {
  const [row] = await database.query<{ published: number }>(
    'select published from entra_id.connection where id = $1',
    [connectionId],
  );
  const revision = row?.published ?? 0;
  const facts = await publishedFacts(database, connectionId, revision);
  const violations = await storageViolations(database, connectionId);
  const everything = JSON.stringify(await everythingOf(database, connectionId));
  return {
    revision,
    facts: [...facts],
    violations: violations.map((each) => JSON.stringify(each)),
    everything,
  };
}

async function bind(database: Database, order: Order, clock: Clock): Promise<void> {
  await database.execute(
    `insert into entra_id.connection (id, organization_id, tenant_id, status, access, consent, exclusive, created_at, connected_at)
     values ($1, $2, $3, 'connected', 'application', 'granted', false, $4, $4) on conflict do nothing`,
    [order.connectionId, order.organizationId, order.tenantId, clock.now()],
  );
}

function tokensOf(order: Order): TokenSource {
  const token: GraphToken = {
    value: new Secret(order.token),
    expiresAt: new Date(systemClock.now().getTime() + 3_600_000),
    kind: 'application',
    grants: new Set(order.grants),
    tenantId: order.tenantId as TenantId,
  };
  return { token: () => Promise.resolve(token) };
}

function replicaFor(order: Order, database: Database, clock: Clock): SyncReplica {
  const endpoint = { origin: order.graphOrigin, versionPath: VERSION_PATH };
  const transport = createTransport(readFileSync(order.caFile, 'utf8'));
  const governor = new Governor(clock);
  const random = createRandom('syncing process');
  const tokens = tokensOf(order);
  return composeReplica({
    database: lethalDatabase(database, order.moment),
    clock,
    tokens,
    graphBase: endpoint.origin + endpoint.versionPath,
    breaker: 'off',
    graphs: {
      forConnection: (run, onRequest) => {
        const own = { token: () => tokens.token(run.connection_id, { skipCache: false }) };
        return createGraphClient({ endpoint, tokens: own, transport, governor, clock, random, onRequest });
      },
      isSized: () => true,
      size: () => undefined,
    },
  });
}

async function workOn(order: Order, { sync, worker, runs }: SyncReplica): Promise<Run> {
  const owner = [order.organizationId as OrganizationId, order.connectionId as ConnectionId] as const;
  const { id, state } = await sync.start(...owner, order.kind, 'manual');
  const slices = async (most: number, budgetMs: number): Promise<void> => {
    for (let slice = 0; slice < most && (await runs.isOpen(id)); slice += 1) await oneSlice(id, budgetMs);
  };
  const oneSlice = async (runId: RunId, budgetMs: number): Promise<void> => {
    if ((await worker.slice(runId, budgetMs)) === 'busy') throw new Error('somebody else holds the run');
  };
  if (order.cancel && state === 'queued') {
    await slices(SLICES_BEFORE_CANCEL, SHORT_SLICE_MS);
    await sync.cancel(...owner, id, 'adam');
  }
  await slices(SLICES_MAX, order.sliceMs);
  return sync.get(...owner, id);
}

/** Resolves when the parent has it: a process that exits takes along what it has not sent yet. */
function say(report: Report): Promise<void> {
  return new Promise((resolve) => {
    process.send?.(report, () => {
      resolve();
    });
  });
}

async function main(order: Order): Promise<void> {
  const clock = new ShiftedClock();
  clock.advance(order.aheadMs);
  const database = await openDatabase(parseDatabaseUrl(order.databaseUrl), {
    entities: [],
    migrations: MIGRATIONS,
  });
  const connectionId = order.connectionId as ConnectionId;
  await bind(database.sql, order, clock);
  await say({ kind: 'found', shown: await look(database.sql, connectionId) });
  const run = await workOn(order, replicaFor(order, database.sql, clock));
  await say({ kind: 'ended', run, shown: await look(database.sql, connectionId) });
  await database.close();
}

await main(JSON.parse(process.argv[2] ?? '') as Order);
process.exit(0);
