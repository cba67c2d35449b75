import { BudgetBook } from '#graph/budget-book.js';
import type { BudgetLedger } from '#graph/leased-bucket.js';
import { SqlBudgetLedger } from '../../src/connect/sql-budget-ledger.js';
import { openDatabase, type OpenDatabase } from '../../src/database/database.mikro-orm.js';
import { MIGRATIONS } from '../../src/stages.js';
import { World } from '../support/simulation/world.js';

const USERS = 600;
const BATCH_ITEMS = 20;
const UNITS_PER_ITEM = 2;
const READERS = 12;
/** What an app may spend in a large tenant: at once, and in each second. */
const BURST = 8_000;
const PER_SECOND = 800;

interface Spent {
  requests: number;
  throttled: number;
}

describe('given two processes of one app that read one tenant whose limits are enforced', () => {
  let database: OpenDatabase;
  let world: World;
  let exchanges = 0;

  beforeAll(async () => {
    database = await openDatabase({ kind: 'memory' }, { entities: [], migrations: MIGRATIONS });
  }, 60_000);
  afterAll(() => database.close());

  beforeEach(async () => {
    const tenant = { users: USERS, groups: 40, membersPerGroup: 3, throttle: true };
    world = await World.create(database.sql, { seed: 11, tenant });
    exchanges = 0;
  });

  /** Each test is another app, so that none inherits what another one has spent. */
  function book(shared: boolean): BudgetBook {
    const sql = new SqlBudgetLedger(database.sql);
    const ledger: BudgetLedger = {
      exchange: (key, ask) => {
        exchanges += 1;
        return world.clock.during(() => sql.exchange(key, ask));
      },
    };
    const made = new BudgetBook(world.clock, shared ? ledger : undefined);
    made.size(world.tenant.tenantId, USERS);
    return made;
  }

  /** Reads members in batches, several at once and as fast as the budgets allow. */
  async function read(app: string, budgets: BudgetBook, units: number): Promise<Spent> {
    const spent = { requests: 0, throttled: 0 };
    const buckets = (budget: Parameters<BudgetBook['bucketsOf']>[2]) =>
      budgets.bucketsOf(app, world.tenant.tenantId, budget);
    const client = world.reader(buckets, ({ batchItem, status }) => {
      if (batchItem) spent.requests += 1;
      if (status === 429) spent.throttled += 1;
    });
    const groups = [...world.tenant.groups.keys()];
    const items = groups
      .slice(0, BATCH_ITEMS)
      .map((id) => ({ id, url: `/groups/${id}/members?$select=id&$top=999` }));
    let open = Math.ceil(units / BATCH_ITEMS / UNITS_PER_ITEM);
    const reader = async (): Promise<void> => {
      for (; open > 0;) {
        open -= 1;
        await client.batch(items);
      }
    };
    await Promise.all(Array.from({ length: READERS }, reader));
    return spent;
  }

  const together = (spent: readonly Spent[], what: keyof Spent): number =>
    spent.reduce((sum, each) => sum + each[what], 0);
  const secondsSince = (startedMs: number): number => (world.clock.now().getTime() - startedMs) / 1_000;

  it('stays together below one refusal in a hundred requests, uses what is allowed, and asks the database rarely', async () => {
    const startedMs = world.clock.now().getTime();
    const units = 16_000;
    const spent = await world.clock.drive(
      Promise.all([read('two', book(true), units), read('two', book(true), units)]),
    );
    const seconds = secondsSince(startedMs);
    expect(together(spent, 'throttled')).toBeLessThanOrEqual(together(spent, 'requests') / 100);
    expect(seconds).toBeLessThanOrEqual(((2 * units - BURST) / PER_SECOND) * 1.1);
    expect(exchanges / seconds).toBeLessThanOrEqual(10);
    expect(exchanges).toBeLessThanOrEqual(together(spent, 'requests') / 10);
  }, 120_000);

  it('would not, if each had a budget of its own', async () => {
    const spent = await world.clock.drive(
      Promise.all([read('alone', book(false), 12_000), read('alone', book(false), 12_000)]),
    );
    expect(together(spent, 'throttled')).toBeGreaterThan(together(spent, 'requests') / 100);
  }, 120_000);

  it('gives the whole budget to the other one when one dies with units in hand', async () => {
    await world.clock.drive(read('mortal', book(true), 40));
    const startedMs = world.clock.now().getTime();
    const units = 16_000;
    const spent = await world.clock.drive(read('mortal', book(true), units));
    expect(spent.throttled).toBeLessThanOrEqual(spent.requests / 100);
    expect(secondsSince(startedMs)).toBeLessThanOrEqual(((units - BURST) / PER_SECOND) * 1.1 + 1);
  }, 120_000);

  it('lets nobody go on while Graph has closed the budget for one of them', async () => {
    const [one, other] = [book(true), book(true)];
    const [closed] = one.bucketsOf('closing', 't', 'reports');
    const [waiting] = other.bucketsOf('closing', 't', 'reports');
    const startedMs = world.clock.now().getTime();
    await world.clock.drive(Promise.resolve(waiting?.take(1, undefined)));
    closed?.pauseFor(30_000);
    await world.clock.drive(world.clock.sleep(5_000));
    await world.clock.drive(Promise.resolve(waiting?.take(1, undefined)));
    expect(secondsSince(startedMs)).toBeGreaterThanOrEqual(30);
  }, 60_000);

  it('counts the users of a tenant that was never read, and knows them from then on', async () => {
    const small = await World.create(database.sql, { seed: 12, tenant: { users: 7, groups: 2 } });
    small.sizes = [];
    await small.clock.drive(small.sync('full'));
    expect(small.sizes).toEqual([small.tenant.users.size]);
    small.mutate(10);
    await small.clock.drive(small.sync('incremental'));
    expect(small.sizes.at(-1)).toBe(small.sizes[0]);
  }, 60_000);
});
