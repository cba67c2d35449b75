import { randomUUID } from 'node:crypto';
import type { ConnectionId, ObjectId, OrganizationId, RunId } from '#kernel/ids.js';
import { openDatabase } from '../../src/database/database.mikro-orm.js';
import type { Database } from '../../src/database/database.port.js';
import { SqlAccessReader } from '../../src/inventory/read/sql-access-reader.js';
import { SqlInventoryReader } from '../../src/inventory/read/sql-inventory-reader.js';
import { MIGRATIONS } from '../../src/stages.js';
import { derivePrivileges } from '../../src/sync/publish/derive-privileges.js';
import { openDatabases } from '../databases.js';
import { openFirstRun } from '../first-run.js';
import type { Bench, Measurement, ScenarioResult } from '../bench.js';
import { middleOf } from '../median.js';

const ACCOUNTS = 1_000_000;
/** `ACCESS_BENCH_LINKS=1000000` measures a smaller tenant. */
const LINKS = Number(process.env['ACCESS_BENCH_LINKS'] ?? '10000000');
const GROUPS = 50_000;
/** Members of the large group whose effective members are asked for; its nested groups come on top. */
const LARGE_MEMBERS = 200_000;
const NESTED = 100;
const ROLE_GROUPS = 400;
const REPETITIONS = 40;
const PAGE = 100;
const WARM_UP = 5;

const CONNECTION = randomUUID() as string as ConnectionId;
const RUN = randomUUID() as string as RunId;
const AT = { connectionId: CONNECTION, revision: 1 };
const EFFECTIVE = {
  effective: true,
  type: undefined,
  name: undefined,
  userType: undefined,
  accountEnabled: undefined,
};
const id = (kind: number, n: string): string =>
  `('00000000-0000-4000-80${String(kind).padStart(2, '0')}-' || lpad((${n})::text, 12, '0'))::uuid`;
const group = (n: number): ObjectId => `00000000-0000-4000-8002-${String(n).padStart(12, '0')}` as ObjectId;

const OBJECT = 'connection_id, object_id, since_revision, hash, payload';
const objects = (table: string, key: string, payload: string, count: number): string =>
  `insert into entra_id.${table} (${OBJECT}) select $1, ${key}, 1, md5(n::text)::uuid, ${payload} from generate_series(1, ${count}) n`;
const LINK = `insert into entra_id.membership (connection_id, source_id, target_id, target_type, since_revision)`;

/** A tenant of a million accounts, written by the database itself. */
const FILL: readonly string[] = [
  objects(
    'account',
    id(1, 'n'),
    `jsonb_build_object('id', ${id(1, 'n')}, 'displayName', 'Person ' || n)`,
    ACCOUNTS,
  ),
  objects(
    'directory_group',
    id(2, 'n'),
    `jsonb_build_object('id', ${id(2, 'n')}, 'displayName', 'Group ' || n)`,
    GROUPS,
  ),
  objects(
    'role_definition',
    id(4, 'n'),
    `jsonb_build_object('id', ${id(4, 'n')}, 'displayName', 'Role ' || n, 'isBuiltIn', true)`,
    100,
  ),
  `${LINK} select $1, ${id(2, '1')}, ${id(1, 'n')}, 'user', 1 from generate_series(1, ${LARGE_MEMBERS}) n`,
  `${LINK} select $1, ${id(2, '1')}, ${id(2, 'n')}, 'group', 1 from generate_series(2, ${NESTED + 1}) n`,
  `${LINK} select $1, ${id(2, '(2 + n % ' + String(GROUPS - 2) + ')')}, ${id(1, `(1 + (n::bigint * 7919 + n / ${GROUPS - 2}) % ${ACCOUNTS})`)}, 'user', 1
   from generate_series(1, ${LINKS - LARGE_MEMBERS}) n on conflict do nothing`,
  objects(
    'role_assignment',
    `'a' || n`,
    `jsonb_build_object('id', 'a' || n, 'principalId', ${id(2, `(1000 + n)`)},
      'roleDefinitionId', ${id(4, '(1 + n % 100)')}, 'directoryScopeId', '/')`,
    ROLE_GROUPS,
  ),
  `insert into entra_id.role_assignment (${OBJECT}) select $1, 'd' || n, 1, md5(n::text)::uuid,
     jsonb_build_object('id', 'd' || n, 'principalId', ${id(1, 'n')}, 'roleDefinitionId', ${id(4, '(1 + n % 100)')},
       'directoryScopeId', '/') from generate_series(1, 20000) n`,
];

/** Measures the reading of effective members and privileges at the size of a very large tenant, on PostgreSQL. */
export async function scenario({ options, progress }: Bench): Promise<ScenarioResult> {
  const server = await openDatabases(options.databaseUrl);
  try {
    const opened = await openDatabase(
      { kind: 'postgresql', url: await server.create() },
      { entities: [], migrations: MIGRATIONS },
    );
    try {
      return await measure(opened.sql, (text) => {
        progress.stage(text);
      });
    } finally {
      await opened.close();
    }
  } finally {
    await server.stop();
  }
}

async function measure(database: Database, stage: (text: string) => void): Promise<ScenarioResult> {
  await openFirstRun(database, { connectionId: CONNECTION, runId: RUN, state: 'running' });
  for (const [step, statement] of FILL.entries()) {
    stage(`Filling, ${step + 1} of ${FILL.length}`);
    await database.execute(statement, [CONNECTION]);
  }
  await database.script('analyze');
  stage('Deriving privileges');
  const lease = {
    runId: RUN,
    connectionId: CONNECTION,
    organizationId: 'bench' as OrganizationId,
    revision: 1,
    epoch: 0,
  };
  const derived = await timed(() => database.transaction((sql) => derivePrivileges(sql, lease)));
  await database.script('analyze entra_id.effective_privilege');
  const [counted] = await database.query<{ links: number; privileges: number }>(
    `select (select count(*) from entra_id.membership)::int as links,
       (select count(*) from entra_id.effective_privilege)::int as privileges`,
  );
  stage('Reading pages');
  const inventory = new SqlInventoryReader(database);
  const access = new SqlAccessReader(database);
  const first = { limit: PAGE, cursor: undefined };
  const middle = (await access.privileges(AT, {}, { limit: 1_000, cursor: undefined })).next;
  const measured: readonly (readonly [string, number, number])[] = [
    ['derive-privileges', derived, counted?.privileges ?? 0],
    [
      'effective-members',
      await pages(() => inventory.members(AT, group(1), EFFECTIVE, first)),
      counted?.links ?? 0,
    ],
    ['effective-privileges', await pages(() => access.privileges(AT, {}, first)), counted?.privileges ?? 0],
    [
      'effective-privileges-later',
      await pages(() => access.privileges(AT, {}, { limit: PAGE, cursor: middle })),
      counted?.privileges ?? 0,
    ],
    [
      'effective-privileges-of-role',
      await pages(() => access.privileges(AT, { roleId: '00000000-0000-4000-8004-000000000007' }, first)),
      counted?.privileges ?? 0,
    ],
  ];
  const ratios = Object.fromEntries(measured.map(([what, wallMs]) => [`medianMs.${what}`, wallMs]));
  return { runs: measured.map(([what, wallMs, count]) => measurement(what, wallMs, count)), ratios };
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const startedMs = performance.now();
  await work();
  return Math.round((performance.now() - startedMs) * 10) / 10;
}

/** Median milliseconds of one page. */
async function pages(read: () => Promise<{ readonly items: readonly unknown[] }>): Promise<number> {
  for (let n = 0; n < WARM_UP; n += 1) {
    if ((await read()).items.length !== PAGE) throw new Error('the page is not full');
  }
  const times: number[] = [];
  for (let n = 0; n < REPETITIONS; n += 1) times.push(await timed(read));
  return middleOf(times);
}

function measurement(what: string, wallMs: number, objects: number): Measurement {
  const nothing = { cpuMs: 0, requests: 0, batchItems: 0, throttled: 0 };
  const peakRssMb = Math.round(process.memoryUsage.rss() / 1_048_576);
  return { who: `plugin ${what}`, wallMs, objects, peakRssMb, ...nothing };
}
