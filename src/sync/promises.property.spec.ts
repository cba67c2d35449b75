import fc from 'fast-check';
import { runs } from '../../test/support/property-runs.js';
import { before, judgeRun } from '../../test/support/simulation/judge-run.js';
import { QUIET_NETWORK } from '../../test/support/simulation/network.js';
import { Reader } from '../../test/support/simulation/reader.js';
import { factsOf, publishedFacts } from '../../test/support/simulation/truth-history.js';
import { ENOUGH, World } from '../../test/support/simulation/world.js';
import { openDatabase, type OpenDatabase } from '../database/database.mikro-orm.js';
import { MIGRATIONS } from '../stages.js';
import { isExplained, COUNT_TOLERANCE } from './fetch/prove-count.js';
import { isMassRemoval } from './publish/publication.js';
import { Retention } from './publish/retention.js';
import { ENDED_STATES, PUBLISHED_STATES } from './run-states.js';
import type { Run } from './runs.port.js';

const TENANT = { users: 6, groups: 3, membersPerGroup: 3, pageSizeMax: 3 };
const BLIND = ENOUGH.filter((name) => name !== 'Member.Read.Hidden');
const DAY_MS = 86_400_000;

/** What happens on one day. */
const day = fc.record({
  kind: fc.constantFrom('full' as const, 'incremental' as const),
  changes: fc.nat(8),
  seesHidden: fc.boolean(),
  diesAt: fc.option(fc.integer({ min: 1, max: 120 }), { nil: undefined }),
  failing: fc.option(
    fc.record({ at: fc.integer({ min: 1, max: 25 }), status: fc.constantFrom(403, 404, 410, 503) }),
    {
      nil: undefined,
    },
  ),
  cancelAfterMs: fc.option(fc.nat(2_000), { nil: undefined }),
});
type Day = typeof day extends fc.Arbitrary<infer Value> ? Value : never;

describe('given any tenant, and days on which anything may happen', () => {
  let database: OpenDatabase;

  beforeAll(async () => {
    database = await openDatabase({ kind: 'memory' }, { entities: [], migrations: MIGRATIONS });
  }, 60_000);
  afterAll(() => database.close());

  async function worldOf(seed: number): Promise<World> {
    const world = await World.create(database.sql, { seed, tenant: TENANT });
    const [group = ''] = world.tenant.groups.keys();
    world.tenant.change('groups', group, { visibility: 'HiddenMembership' });
    world.truth.note(world.tenant, world.clock.now());
    return world;
  }

  async function live(world: World, what: Day): Promise<Run> {
    world.mutate(what.changes);
    world.grants = what.seesHidden ? ENOUGH : BLIND;
    world.forgetTokens();
    world.network = what.failing === undefined ? QUIET_NETWORK : { ...QUIET_NETWORK, nth: what.failing };
    const mishaps = what.diesAt === undefined ? [] : [{ at: what.diesAt, kind: 'dies' as const }];
    const replicas = [world.replica(mishaps)];
    const { sync } = world.replica();
    const { id } = await sync.start(world.organizationId, world.connectionId, what.kind, 'manual');
    const cancel = async (afterMs: number): Promise<void> => {
      await world.clock.sleep(afterMs);
      await sync.cancel(world.organizationId, world.connectionId, id, 'adam');
    };
    await Promise.all([
      world.work(id, () => replicas.pop() ?? world.replica()),
      ...(what.cancelAfterMs === undefined ? [] : [cancel(what.cancelAfterMs)]),
    ]);
    return sync.get(world.organizationId, world.connectionId, id);
  }

  it('publishes wholes that were true, or nothing, and ends at the truth when all is quiet (SYNC-01, SYNC-02, SYNC-03, SYNC-04, SYNC-05, SYNC-08, SYNC-09, SYNC-10, SYNC-12, SYNC-13, SYNC-15, SYNC-16)', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.nat(1_000_000),
        fc.array(day, { minLength: 1, maxLength: 3 }),
        async (seed, days) => {
          const world = await worldOf(seed);
          const reader = new Reader(world, 400);
          const seen = reader.read();
          const revisions: number[] = [];
          for (const what of days) {
            const was = await before(world);
            const run = await world.clock.drive(live(world, what));
            expect(await judgeRun(world, run, was)).toEqual([]);
            expect(ENDED_STATES).toContain(run.state);
            if (what.cancelAfterMs === undefined) expect(run.state).not.toBe('cancelled');
            revisions.push(run.revision);
          }
          world.grants = ENOUGH;
          world.forgetTokens();
          world.network = QUIET_NETWORK;
          const last = await world.clock.drive(world.sync('incremental'));
          reader.stop();
          expect(await world.clock.drive(seen)).toEqual([]);
          expect(revisions).toEqual([...new Set(revisions)].sort((a, b) => a - b));
          expect(await publishedFacts(database.sql, world.connectionId, last.revision)).toEqual(
            factsOf(world.tenant),
          );
        },
      ),
      runs(6),
    );
  }, 300_000);

  it('tells who joined, left and changed groups as the difference of two revisions (SYNC-18)', async () => {
    await fc.assert(
      fc.asyncProperty(fc.nat(1_000_000), fc.integer({ min: 1, max: 25 }), async (seed, changes) => {
        const world = await worldOf(seed);
        const first = await world.clock.drive(world.sync('full'));
        world.mutate(changes);
        const second = await world.clock.drive(world.sync('incremental'));
        const [was, is] = [first, second].map(({ revision }) =>
          publishedFacts(database.sql, world.connectionId, revision),
        );
        const [old, now] = [await was, await is];
        const rows = await database.sql.query<{ told: string }>(
          `select kind || ' ' || coalesce(group_id || ' ', '') || account_id as told from entra_id.directory_change
           where connection_id = $1 and revision = $2 and kind in ('account-appeared', 'account-removed', 'membership-added', 'membership-removed')`,
          [world.connectionId, second.revision],
        );
        const only = (a: typeof old, b: typeof old, kind: string, name: string): readonly string[] =>
          [...(a?.keys() ?? [])]
            .filter((key) => key.startsWith(`${kind} `) && b?.has(key) === false)
            .filter((key) => kind === 'account' || a?.get(key) === 'user')
            .map((key) => key.replace(kind, name));
        const expected = [
          ...only(now, old, 'account', 'account-appeared'),
          ...only(old, now, 'account', 'account-removed'),
          ...only(now, old, 'membership', 'membership-added'),
          ...only(old, now, 'membership', 'membership-removed'),
        ];
        expect(rows.map(({ told }) => told).sort()).toEqual(expected.sort());
      }),
      runs(8),
    );
  }, 120_000);

  it('ends what is open or held, and starts nothing, while the entry is only announced (SYNC-19)', async () => {
    await fc.assert(
      fc.asyncProperty(fc.nat(1_000_000), fc.nat(4), async (seed, slices) => {
        const world = await worldOf(seed);
        await world.clock.drive(world.sync('full'));
        world.mutate(5);
        const was = await before(world);
        const { sync, worker, runs: store } = world.replica();
        const owner = [world.organizationId, world.connectionId] as const;
        const { id } = await world.clock.drive(sync.start(...owner, 'full', 'manual'));
        for (let slice = 0; slice < slices; slice += 1) await world.clock.drive(worker.slice(id, 1));
        const open = await store.isOpen(id);
        world.available = false;
        await world.clock.drive(sync.tick());
        if (open) await world.clock.drive(world.work(id, () => world.replica()));
        await expect(world.clock.drive(sync.start(...owner, 'full', 'manual'))).rejects.toThrow(
          'entry-coming-soon',
        );
        const run = await sync.get(...owner, id);
        if (open) expect(run.state).toBe('cancelled');
        else expect(PUBLISHED_STATES).toContain(run.state);
        if (open) expect(await judgeRun(world, run, was)).toEqual([]);
      }),
      runs(6),
    );
  }, 120_000);

  it('forgets nothing that a kept or pinned revision shows (SYNC-20)', async () => {
    const pause = fc.integer({ min: 1, max: 20 });
    await fc.assert(
      fc.asyncProperty(
        fc.nat(1_000_000),
        fc.array(pause, { minLength: 2, maxLength: 5 }),
        fc.option(fc.nat(4), { nil: undefined }),
        async (seed, pauses, pinned) => {
          const world = await worldOf(seed);
          const shown = new Map<number, unknown>();
          for (const days of pauses) {
            world.mutate(6);
            const { revision } = await world.clock.drive(world.sync('incremental'));
            shown.set(revision, await publishedFacts(database.sql, world.connectionId, revision));
            await world.clock.drive(world.clock.sleep(days * DAY_MS));
          }
          const pin = pinned === undefined ? undefined : [...shown.keys()][pinned];
          if (pin !== undefined)
            await database.sql.execute(
              `insert into entra_id.pinned_revision (connection_id, revision, pinned_by, pinned_at) values ($1, $2, 'x', now())`,
              [world.connectionId, pin],
            );
          await new Retention(database.sql, 15).enforce(world.clock.now());
          const [row] = await database.sql.query<{ floor: number }>(
            'select retained_from as floor from entra_id.connection where id = $1',
            [world.connectionId],
          );
          const floor = row?.floor ?? 0;
          if (pin !== undefined) expect(floor).toBeLessThanOrEqual(pin);
          for (const [revision, facts] of shown) {
            if (revision < floor) continue;
            expect(await publishedFacts(database.sql, world.connectionId, revision)).toEqual(facts);
          }
        },
      ),
      runs(6),
    );
  }, 180_000);
});

describe('given any numbers', () => {
  it('explains a difference from Graph’s count by lag only within the named tolerance (SYNC-11)', () => {
    fc.assert(
      fc.property(fc.nat(2_000_000), fc.nat(2_000_000), (stored, counted) => {
        const allowed = Math.max(COUNT_TOLERANCE.objects, counted * COUNT_TOLERANCE.share);
        expect(isExplained(counted, counted)).toBe(true);
        if (Math.abs(stored - counted) > allowed) expect(isExplained(stored, counted)).toBe(false);
      }),
      runs(500),
    );
  });

  it('holds a removal only beyond both the share and the number, and then every larger one, too (SYNC-14)', () => {
    const breaker = fc.record({ share: fc.double({ min: 0, max: 1, noNaN: true }), count: fc.nat(1_000) });
    fc.assert(
      fc.property(breaker, fc.nat(10_000), fc.nat(10_000), fc.nat(1_000), (limits, have, removed, more) => {
        const holds = isMassRemoval({ removed, before: have }, limits);
        if (removed <= limits.count || removed <= limits.share * have) expect(holds).toBe(false);
        if (holds) expect(isMassRemoval({ removed: removed + more, before: have }, limits)).toBe(true);
        if (removed > limits.count && limits.share === 0 && have > 0) expect(holds).toBe(true);
      }),
      runs(500),
    );
  });
});
