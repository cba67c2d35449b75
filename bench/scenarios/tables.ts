import { randomUUID } from 'node:crypto';
import type { ConnectionId } from '#kernel/ids.js';
import { openDatabase } from '../../src/database/database.mikro-orm.js';
import type { Database } from '../../src/database/database.port.js';
import { SqlAccessReader } from '../../src/inventory/read/sql-access-reader.js';
import { SqlInventoryReader } from '../../src/inventory/read/sql-inventory-reader.js';
import { SqlInventorySummary } from '../../src/inventory/read/sql-inventory-summary.js';
import { MIGRATIONS } from '../../src/stages.js';
import type { Bench, Measurement, ScenarioResult } from '../bench.js';
import { openDatabases } from '../databases.js';
import { openFirstRun } from '../first-run.js';
import { middleOf } from '../median.js';

/** `TABLES_BENCH_ACCOUNTS=100000` measures a smaller tenant. */
const ACCOUNTS = Number(process.env['TABLES_BENCH_ACCOUNTS'] ?? '1000000');
/** Rows that the console asks for at once. */
const PAGE = 200;
const REPETITIONS = 21;
const WARM_UP = 3;
/** Reads of the whole tenant are few in the console, and slow. */
const WHOLE_REPETITIONS = 5;

const CONNECTION = randomUUID() as string as ConnectionId;
const RUN = randomUUID();
const AT = { connectionId: CONNECTION, revision: 1 };
const ID = `('00000000-0000-4000-8001-' || lpad(n::text, 12, '0'))::uuid`;

/** Accounts of every department, one in ten a guest, one in twelve disabled; two reports of them. */
const FILL: readonly string[] = [
  `insert into entra_id.account (connection_id, object_id, since_revision, hash, payload)
   select $1, ${ID}, 1, md5(n::text)::uuid, jsonb_build_object('id', ${ID},
     'displayName', substr(md5(n::text), 1, 6) || ' Person ' || n,
     'userPrincipalName', 'person' || n || '@contoso.example', 'department', 'Department ' || n % 400,
     'userType', case when n % 10 = 0 then 'Guest' else 'Member' end, 'accountEnabled', n % 12 <> 0,
     'createdDateTime', '2024-01-01T00:00:00Z')
   from generate_series(1, ${ACCOUNTS}) n`,
  `insert into entra_id.sign_in_activity (connection_id, object_id, last_successful_at, last_sign_in_at, read_at)
   select $1, ${ID}, at, at, now() from (
     select n, now() - make_interval(days => n % 200) as at from generate_series(1, ${ACCOUNTS}) n) signed`,
  `insert into entra_id.registration_detail
     (connection_id, object_id, is_mfa_registered, is_mfa_capable, payload, read_at)
   select $1, ${ID}, n % 5 <> 0, n % 5 <> 0, '{"methodsRegistered": ["microsoftAuthenticatorPush"]}', now()
   from generate_series(1, ${ACCOUNTS}) n`,
];

/** Measures the console's tables of accounts at the size of a very large tenant, on PostgreSQL. */
export async function scenario({ options, progress }: Bench): Promise<ScenarioResult> {
  const server = await openDatabases(options.databaseUrl);
  try {
    const opened = await openDatabase(
      { kind: 'postgresql', url: await server.create() },
      { entities: [], migrations: MIGRATIONS },
    );
    try {
      await fill(opened.sql, (text) => {
        progress.stage(text);
      });
      progress.stage('Reading pages');
      return resultOf(await measure(opened.sql));
    } finally {
      await opened.close();
    }
  } finally {
    await server.stop();
  }
}

async function fill(database: Database, stage: (text: string) => void): Promise<void> {
  await openFirstRun(database, { connectionId: CONNECTION, runId: RUN, state: 'succeeded' });
  for (const [step, statement] of FILL.entries()) {
    stage(`Filling, ${step + 1} of ${FILL.length}`);
    await database.execute(statement, [CONNECTION]);
  }
  await database.script('analyze');
}

const EVERYBODY = {
  name: undefined,
  userType: undefined,
  accountEnabled: undefined,
  department: undefined,
  includeGuests: true,
  includeDisabled: true,
} as const;

type Found = readonly (readonly [what: string, medianMs: number])[];

async function measure(database: Database): Promise<Found> {
  const inventory = new SqlInventoryReader(database);
  const access = new SqlAccessReader(database);
  const summary = new SqlInventorySummary(database);
  const first = { limit: PAGE, cursor: undefined };
  const middle = (await inventory.accounts(AT, { ...EVERYBODY, name: '8' }, first)).next;
  const accounts = (filter: object, page = first as Parameters<typeof inventory.accounts>[2]) =>
    median(() => inventory.accounts(AT, { ...EVERYBODY, ...filter }, page));
  const revisionInfo = {
    revision: 1,
    readFrom: '2026-01-01T00:00:00Z',
    readTo: '2026-01-01T00:00:00Z',
    publishedAt: '2026-01-01T00:00:00Z',
    counts: {},
    completeness: {},
  } as unknown as Parameters<typeof access.accountFacts>[0]['revisionInfo'];
  const facts = { ...AT, revisionInfo, isPast: false, now: new Date() };
  return [
    ['first-rows', await accounts({})],
    ['rows-further-down', await accounts({}, { limit: PAGE, cursor: middle })],
    ['filter-name', await accounts({ name: 'ab' })],
    ['filter-department', await accounts({ department: 'Department 17' })],
    ['filter-guests', await accounts({ userType: 'Guest' })],
    ['filter-disabled', await accounts({ accountEnabled: false })],
    ['filter-none-matches', await accounts({ department: 'Nowhere' })],
    ['sign-ins-first-rows', await median(() => access.accountFacts(facts, {}, first))],
    ['sign-ins-inactive', await median(() => access.accountFacts(facts, { inactiveDays: 90 }, first))],
    ['sign-ins-without-mfa', await median(() => access.accountFacts(facts, { mfaRegistered: false }, first))],
    ['overview-accounts', await median(() => summary.accounts(AT), WHOLE_REPETITIONS)],
    ['overview-figures', await median(() => summary.facts(facts), WHOLE_REPETITIONS)],
  ];
}

async function median(read: () => Promise<unknown>, repetitions = REPETITIONS): Promise<number> {
  for (let n = 0; n < WARM_UP; n += 1) await read();
  const times: number[] = [];
  for (let n = 0; n < repetitions; n += 1) {
    const startedMs = performance.now();
    await read();
    times.push(performance.now() - startedMs);
  }
  return Math.round(middleOf(times) * 10) / 10;
}

function resultOf(found: Found): ScenarioResult {
  const nothing = { cpuMs: 0, requests: 0, batchItems: 0, throttled: 0 };
  const peakRssMb = Math.round(process.memoryUsage.rss() / 1_048_576);
  const runs = found.map(([what, wallMs]): Measurement => {
    return { who: `plugin ${what}`, wallMs, objects: ACCOUNTS, peakRssMb, ...nothing };
  });
  return { runs, ratios: Object.fromEntries(found.map(([what, ms]) => [`medianMs.${what}`, ms])) };
}
