import { readFileSync } from 'node:fs';
import { openDatabase, type OpenDatabase } from '../../src/database/database.mikro-orm.js';
import { MIGRATIONS } from '../../src/stages.js';
import { playSchedule } from '../support/simulation/schedule.js';

/** `SIMULATION_SEEDS=2000 SIMULATION_FIRST=1 npm run jest -- --selectProjects simulation` looks at more. */
const SEEDS = Number(process.env['SIMULATION_SEEDS'] ?? '50');
const FIRST = Number(process.env['SIMULATION_FIRST'] ?? '1');
/** Seeds that failed once; they run always. */
const KEPT = JSON.parse(readFileSync('test/simulation/seeds.json', 'utf8')) as readonly number[];

describe('given tenants that change, networks that fail and processes that die', () => {
  let database: OpenDatabase;

  beforeAll(async () => {
    database = await openDatabase({ kind: 'memory' }, { entities: [], migrations: MIGRATIONS });
  }, 60_000);
  afterAll(() => database.close());

  it.each([...new Set([...KEPT, ...Array.from({ length: SEEDS }, (_, n) => FIRST + n)])])(
    'keeps every promise in the schedule of seed %i (SYNC-01, SYNC-02, SYNC-03, SYNC-04, SYNC-05, SYNC-06, SYNC-08, SYNC-09, SYNC-10, SYNC-13, SYNC-14, SYNC-15)',
    async (seed) => {
      const { wrong } = await playSchedule(database.sql, seed);
      expect(wrong.slice(0, 10)).toEqual([]);
    },
    60_000,
  );
});
