import { openDatabase, type OpenDatabase } from '../../src/database/database.mikro-orm.js';
import { MIGRATIONS } from '../../src/stages.js';
import type { Run, RunKind } from '../../src/sync/runs.port.js';
import { before, judgeRun } from '../support/simulation/judge-run.js';
import { QUIET_NETWORK } from '../support/simulation/network.js';
import { factsOf, publishedFacts } from '../support/simulation/truth-history.js';
import { ENOUGH, World } from '../support/simulation/world.js';

/** `SIMULATION_FULL=1` leaves nothing out. */
const FULL = process.env['SIMULATION_FULL'] === '1';
const STEP = FULL ? 1 : 23;
const STATUSES = [403, 404, 410, 400, 503] as const;
const TENANT = { users: 5, groups: 2, membersPerGroup: 2, pageSizeMax: 3 };
const SWEEP_MAX = 5_000;

describe('given a small tenant', () => {
  let database: OpenDatabase;

  beforeAll(async () => {
    database = await openDatabase({ kind: 'memory' }, { entities: [], migrations: MIGRATIONS });
  }, 60_000);
  afterAll(() => database.close());

  /** A tenant that was synced and has changed since, or one that was never synced. */
  async function worldFor(kind: RunKind): Promise<World> {
    const world = await World.create(database.sql, { seed: 7, tenant: TENANT });
    if (kind === 'incremental') await world.clock.drive(world.sync('full'));
    if (kind === 'incremental') world.mutate(6);
    return world;
  }

  async function expectTruth(world: World, run: Run): Promise<void> {
    const now = await publishedFacts(database.sql, world.connectionId, run.revision);
    expect(now).toEqual(factsOf(world.tenant));
  }

  it.each(['full', 'incremental'] as const)(
    'survives any one failing request of a run, %s (SYNC-02, SYNC-16)',
    async (kind) => {
      let untouched = false;
      for (let at = 1; !untouched; at += 1) {
        expect(at).toBeLessThan(SWEEP_MAX);
        const statuses = FULL ? STATUSES : STATUSES.filter((_, n) => n === at % STATUSES.length);
        for (const status of statuses) {
          const world = await worldFor(kind);
          const was = await before(world);
          world.network = { ...QUIET_NETWORK, nth: { at, status } };
          const run = await world.clock.drive(world.sync(kind));
          untouched = world.requests < at;
          expect([at, status, await judgeRun(world, run, was)]).toEqual([at, status, []]);
          world.network = QUIET_NETWORK;
          const next = await world.clock.drive(world.sync('incremental'));
          expect([at, status, next.state]).toEqual([at, status, 'succeeded']);
          await expectTruth(world, next);
        }
      }
    },
    300_000,
  );

  it.each(['full', 'incremental'] as const)(
    'goes on after a process died at any operation of a run, %s (SYNC-06, SYNC-13)',
    async (kind) => {
      let untouched = false;
      for (let at = 1; !untouched; at += STEP) {
        expect(at).toBeLessThan(SWEEP_MAX);
        const world = await worldFor(kind);
        const mishaps = [{ at, kind: 'dies' as const }];
        const first = world.replica(mishaps);
        const replicas = [first];
        const run = await world.clock.drive(world.sync(kind, () => replicas.pop() ?? world.replica()));
        untouched = !first.process.dead;
        expect([at, run.state, run.problems]).toEqual([at, 'succeeded', []]);
        await expectTruth(world, run);
      }
    },
    300_000,
  );

  it('refuses the members of hidden groups without their permission, and reads them when it is granted (SYNC-12)', async () => {
    const world = await World.create(database.sql, { seed: 3, tenant: { users: 12, groups: 3 } });
    const [group] = [...world.tenant.groups.keys()];
    const members = [...(world.tenant.members.get(group ?? '')?.keys() ?? [])];
    expect(members.length).toBeGreaterThan(0);
    world.tenant.change('groups', group ?? '', { visibility: 'HiddenMembership' });
    world.truth.note(world.tenant, world.clock.now());
    world.grants = ENOUGH.filter((name) => name !== 'Member.Read.Hidden');
    const refused = await world.clock.drive(world.sync('full'));
    expect(await completenessOf(refused)).toMatchObject({ groups: 'complete', memberships: 'partial' });
    expect(await membersOf(world, refused, group)).toEqual([]);
    const doubts = await database.sql.query<{ code: string }>(
      `select problem->>'code' as code from entra_id.stale_source where connection_id = $1 and source_id = $2`,
      [world.connectionId, group],
    );
    expect(doubts).toEqual([{ code: 'hidden-membership' }]);
    world.grants = ENOUGH;
    world.forgetTokens();
    const granted = await world.clock.drive(world.sync('incremental'));
    expect(await completenessOf(granted)).toMatchObject({ memberships: 'complete' });
    expect(await membersOf(world, granted, group)).toEqual([...members].sort());
  }, 60_000);

  it('doubts the members of hidden groups when their permission goes, and reads them again when it is back (SYNC-12)', async () => {
    const world = await World.create(database.sql, { seed: 3, tenant: { users: 12, groups: 3 } });
    const [group = ''] = world.tenant.groups.keys();
    world.tenant.change('groups', group, { visibility: 'HiddenMembership' });
    const known = [...(world.tenant.members.get(group)?.keys() ?? [])].sort();
    await world.clock.drive(world.sync('full'));
    world.grants = ENOUGH.filter((name) => name !== 'Member.Read.Hidden');
    world.forgetTokens();
    world.tenant.unlink('members', group, known[0] ?? '');
    const blind = await world.clock.drive(world.sync('incremental'));
    expect(await completenessOf(blind)).toMatchObject({ groups: 'complete', memberships: 'partial' });
    expect(await membersOf(world, blind, group)).toEqual(known);
    world.grants = ENOUGH;
    world.forgetTokens();
    const seeing = await world.clock.drive(world.sync('incremental'));
    expect(await completenessOf(seeing)).toMatchObject({ memberships: 'complete' });
    expect(await membersOf(world, seeing, group)).toEqual(known.slice(1));
  }, 60_000);

  it('asks for every group by itself once it knows that most are large, also when it dies meanwhile, and compares what it cost (SYNC-13, SYNC-17)', async () => {
    const tenant = { users: 60, groups: 6, membersPerGroup: 26, pageSizeMax: 30 };
    const world = await World.create(database.sql, { seed: 7, tenant });
    const users = [...world.tenant.users.keys()].slice(0, 25);
    for (const group of world.tenant.groups.keys())
      for (const relation of ['members', 'owners'] as const)
        for (const user of users) world.tenant.link(relation, group, user, 'user');
    const first = await world.clock.drive(world.sync('full'));
    world.tenant.unlink('members', [...world.tenant.groups.keys()][0] ?? '', users[3] ?? '');
    const replicas = [world.replica([{ at: 70, kind: 'dies' }]), world.replica([{ at: 90, kind: 'dies' }])];
    const second = await world.clock.drive(world.sync('full', () => replicas.pop() ?? world.replica()));
    const wayOf = (run: Run): unknown =>
      run.plan?.steps.find(({ resource, name }) => resource === 'memberships' && name === 'crawl')?.way;
    expect([wayOf(first), wayOf(second)]).toEqual(['expanded-list', 'batch']);
    expect(second.state).toBe('succeeded');
    await expectTruth(world, second);
    const { estimate } = second.plan ?? { estimate: null };
    expect(estimate?.batchItems).toBeGreaterThan(0);
    expect(Math.abs((estimate?.batchItems ?? 0) - second.meter.batchItems)).toBeLessThanOrEqual(20);
  }, 60_000);

  it('takes a list that Graph counts differently for partial, and reads in full the next time (SYNC-11)', async () => {
    const world = await worldFor('incremental');
    await database.sql.execute(
      `insert into entra_id.account (connection_id, object_id, since_revision, hash, payload)
       select $1, gen_random_uuid(), 1, gen_random_uuid(), '{}' from generate_series(1, 5)`,
      [world.connectionId],
    );
    const run = await world.clock.drive(world.sync('incremental'));
    expect(run.state).toBe('partial');
    expect(run.problems).toMatchObject([{ code: 'count-mismatch' }]);
    const next = await world.clock.drive(world.sync('incremental'));
    expect(next).toMatchObject({ kind: 'full', state: 'succeeded' });
    expect(next.reason).toMatch(/counts/);
    await expectTruth(world, next);
  }, 60_000);

  async function membersOf(world: World, run: Run, group: string | undefined): Promise<readonly string[]> {
    const facts = await publishedFacts(database.sql, world.connectionId, run.revision);
    const prefix = `membership ${group ?? ''} `;
    const found = [...facts.keys()].filter((key) => key.startsWith(prefix));
    return found.map((key) => key.slice(prefix.length)).sort();
  }

  async function completenessOf(run: Run): Promise<unknown> {
    const rows = await database.sql.query<{ completeness: unknown }>(
      'select completeness from entra_id.revision where run_id = $1',
      [run.id],
    );
    return rows[0]?.completeness;
  }
});
