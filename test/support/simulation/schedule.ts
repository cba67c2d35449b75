import { createRandom, type Random } from '#kernel/random.js';
import type { Database } from '../../../src/database/database.port.js';
import type { Run } from '../../../src/sync/runs.port.js';
import { before, judgeRun } from './judge-run.js';
import { QUIET_NETWORK, type NetworkFaults } from './network.js';
import type { Mishap } from './process.js';
import { factsOf, publishedFacts } from './truth-history.js';
import { ENOUGH, World, type Replica } from './world.js';

const ROUNDS = 3;
const HOUR_MS = 3_600_000;
const PAUSES_MS = [60_000, HOUR_MS, 2 * 24 * HOUR_MS, 8 * 24 * HOUR_MS] as const;
const LATENCIES_MS = [
  [1, 3],
  [20, 400],
  [100, 2_000],
] as const;
const SLICES_MS = [
  [1, 400],
  [200, 5_000],
  [60_000, 60_000],
] as const;
const RESTS_MAX = 3;
const CHANGES_MAX = 40;

/** What a schedule found: promises that were broken, and how each run ended. */
export interface Findings {
  readonly wrong: readonly string[];
  readonly states: readonly string[];
}

/** Plays one seeded schedule: rounds with faults, changes, mishaps and people, then a quiet one that must be the truth. */
export async function playSchedule(database: Database, seed: number): Promise<Findings> {
  const random = createRandom(`schedule ${seed}`);
  const world = await World.create(database, {
    seed,
    tenant: {
      users: random.integer(4, 40),
      groups: random.integer(1, 14),
      membersPerGroup: random.integer(1, 9),
      pageSizeMax: random.integer(2, 20),
    },
    breaker: random.next() < 0.25 ? { share: 0.1, count: 2 } : 'off',
    sliceMs: random.pick(SLICES_MS),
  });
  return world.clock.drive(play(world, random));
}

async function play(world: World, random: Random): Promise<Findings> {
  const wrong: string[] = [];
  const states: string[] = [];
  for (let round = 1; round <= ROUNDS; round += 1) {
    const was = await before(world);
    const run = await badDay(world, random, round);
    states.push(run.state);
    wrong.push(...(await judgeRun(world, run, was)).map((what) => `round ${round} (${run.state}): ${what}`));
    await decide(world, random, run);
    await world.clock.sleep(random.pick(PAUSES_MS));
  }
  world.mutate(random.integer(0, 6));
  wrong.push(...(await goodDay(world)));
  return { wrong, states };
}

async function badDay(world: World, random: Random, round: number): Promise<Run> {
  world.network = someFaults(random);
  world.faults(random.next() < 0.6 ? simulatorFaults(random) : undefined);
  world.grants = random.next() < 0.8 ? ENOUGH : ENOUGH.filter((name) => name !== 'Member.Read.Hidden');
  const kind = random.next() < 0.5 ? 'full' : 'incremental';
  const { sync } = world.replica();
  const { id } = await sync.start(world.organizationId, world.connectionId, kind, 'manual');
  let over = false;
  const meanwhile = [
    changeTenant(world, random.fork(`changes ${round}`), () => over),
    changeConsent(world, random.fork(`consent ${round}`)),
    cancelSometimes(world, random.fork(`cancel ${round}`), id),
  ];
  const workers = random.next() < 0.3 ? 2 : 1;
  const next = (): Replica => world.replica(someMishaps(random));
  await Promise.all(Array.from({ length: workers }, () => world.work(id, next)));
  over = true;
  await Promise.all(meanwhile);
  return sync.get(world.organizationId, world.connectionId, id);
}

/** No faults, nobody changes anything: after that the inventory is the tenant. */
async function goodDay(world: World): Promise<readonly string[]> {
  world.network = QUIET_NETWORK;
  world.faults();
  world.grants = ENOUGH;
  world.revoked = false;
  world.forgetTokens();
  const run = await settled(world);
  if (run.state !== 'succeeded') return [`the quiet run ended ${run.state}: ${JSON.stringify(run.problems)}`];
  const now = await publishedFacts(world.database, world.connectionId, run.revision);
  const truth = factsOf(world.tenant);
  const keys = new Set([...now.keys(), ...truth.keys()]);
  return [...keys]
    .filter((key) => now.get(key) !== truth.get(key))
    .map(
      (key) => `after a quiet run ${key} is ${now.get(key) ?? 'absent'}, not ${truth.get(key) ?? 'absent'}`,
    );
}

async function settled(world: World): Promise<Run> {
  let run = await world.sync('incremental');
  for (let rest = 0; rest < RESTS_MAX && run.state === 'held'; rest += 1) {
    const decision = { revision: run.revision, reason: 'Looked at.', actor: 'adam' };
    run = await world.replica().sync.release(world.organizationId, world.connectionId, run.id, decision);
  }
  return run;
}

async function decide(world: World, random: Random, run: Run): Promise<void> {
  if (run.state !== 'held') return;
  const { sync } = world.replica();
  const decision = { revision: run.revision, reason: 'Looked at.', actor: 'adam' };
  const choice = random.next();
  if (choice < 0.3) await sync.release(world.organizationId, world.connectionId, run.id, decision);
  else if (choice < 0.6) await sync.discard(world.organizationId, world.connectionId, run.id, decision);
}

async function changeTenant(world: World, random: Random, over: () => boolean): Promise<void> {
  if (random.next() < 0.25) return;
  const everyMs = random.pick([15, 100, 1_000, 20_000]);
  for (let changes = 0; changes < CHANGES_MAX && !over(); changes += 1) {
    world.mutate(random.integer(1, 3));
    await world.clock.sleep(random.integer(1, everyMs));
  }
}

async function changeConsent(world: World, random: Random): Promise<void> {
  const drawn = random.next();
  if (drawn > 0.15) return;
  await world.clock.sleep(random.integer(1, 3_000));
  if (drawn < 0.05) world.grants = [random.pick(ENOUGH)];
  else {
    world.revoked = true;
    await world.clock.sleep(random.pick([2_000, 15 * 60_000]));
    world.revoked = false;
  }
}

async function cancelSometimes(world: World, random: Random, runId: Run['id']): Promise<void> {
  if (random.next() > 0.12) return;
  await world.clock.sleep(random.integer(1, 5_000));
  await world.replica().sync.cancel(world.organizationId, world.connectionId, runId, 'sim');
}

function someMishaps(random: Random): readonly Mishap[] {
  const drawn = random.next();
  if (drawn < 0.35) return [{ at: random.integer(1, 120), kind: 'dies' }];
  if (drawn < 0.5)
    return [{ at: random.integer(1, 120), kind: { standsStillMs: random.integer(30_000, 400_000) } }];
  return [];
}

function someFaults(random: Random): NetworkFaults {
  const rate = (most: number): number => (random.next() < 0.5 ? 0 : random.next() * most);
  return {
    latencyMs: random.pick(LATENCIES_MS),
    reset: rate(0.1),
    hang: rate(0.02),
    malformed: rate(0.05),
    expiredPageToken: rate(0.1),
    batchItem: rate(0.2),
  };
}

function simulatorFaults(random: Random): Parameters<World['faults']>[0] {
  return {
    seed: random.integer(1, 1_000_000),
    rate: { '429': random.next() * 0.1, '503': random.next() * 0.08, '504': random.next() * 0.04 },
    retryAfter: random.pick(['seconds', 'fraction', 'absent']),
    expireDeltaTokens: random.next() < 0.1,
    duplicateRate: random.next() * 0.4,
    reorder: random.next() < 0.5,
  };
}
