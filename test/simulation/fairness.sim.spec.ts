import { EventClock } from '#kernel/event-clock.js';
import type { RunId } from '#kernel/ids.js';
import { openDatabase, type OpenDatabase } from '../../src/database/database.mikro-orm.js';
import { MIGRATIONS } from '../../src/stages.js';
import { SLICE_MS } from '../../src/sync/schedule/queue.pg-boss.js';
import { QUIET_NETWORK } from '../support/simulation/network.js';
import { World } from '../support/simulation/world.js';

const PLACES = 4;
const GIANTS = 5;
const SLOW = { ...QUIET_NETWORK, latencyMs: [400, 600] as const };
const GIANT = { users: 150, groups: 30, membersPerGroup: 4, pageSizeMax: 1 };
const SMALL = { users: 12, groups: 3, membersPerGroup: 3, pageSizeMax: 1 };
/** How many times longer a small run may take beside large ones than alone. */
const SLOWDOWN_MAX = 3;

interface Job {
  readonly world: World;
  readonly runId: RunId;
  readonly ended: () => void;
}

/** Places of one process that take runs in turn, as the queue hands them out. */
class Places {
  readonly #waiting: Job[] = [];
  #free = PLACES;

  constructor(private readonly isFair: boolean) {}

  async run(world: World): Promise<number> {
    const { sync } = world.replica();
    const startedMs = world.clock.now().getTime();
    const { id } = await sync.start(world.organizationId, world.connectionId, 'full', 'manual');
    await new Promise<void>((ended) => {
      this.#waiting.push({ world, runId: id, ended });
      this.fill();
    });
    return world.clock.now().getTime() - startedMs;
  }

  private fill(): void {
    while (this.#free > 0 && this.#waiting.length > 0) {
      const [job] = this.#waiting.splice(0, 1);
      this.#free -= 1;
      if (job !== undefined) void this.work(job);
    }
  }

  private async work(job: Job): Promise<void> {
    const isCrowded = (): Promise<boolean> => Promise.resolve(this.isFair && this.#waiting.length > 0);
    const outcome = await job.world.replica().worker.slice(job.runId, SLICE_MS, isCrowded);
    this.#free += 1;
    if (outcome === 'ended') job.ended();
    else this.#waiting.push(job);
    this.fill();
  }
}

describe('given more large tenants than a process has places, and a small one', () => {
  let database: OpenDatabase;

  beforeAll(async () => {
    database = await openDatabase({ kind: 'memory' }, { entities: [], migrations: MIGRATIONS });
  }, 60_000);
  afterAll(() => database.close());

  async function worldOf(seed: number, tenant: typeof GIANT, clock: EventClock): Promise<World> {
    const world = await World.create(database.sql, { seed, tenant, clock });
    world.network = SLOW;
    return world;
  }

  async function alone(): Promise<number> {
    const clock = new EventClock();
    const places = new Places(true);
    return clock.drive(places.run(await worldOf(1, SMALL, clock)));
  }

  async function besideGiants(isFair: boolean): Promise<{ readonly small: number; readonly giants: number }> {
    const clock = new EventClock();
    const places = new Places(isFair);
    const seeds = Array.from({ length: GIANTS }, (_, n) => n + 2);
    const giants = await Promise.all(seeds.map((seed) => worldOf(seed, GIANT, clock)));
    const small = await worldOf(1, SMALL, clock);
    const large = Promise.all(giants.map((giant) => places.run(giant)));
    const smallMs = await clock.drive(places.run(small));
    return { small: smallMs, giants: Math.min(...(await clock.drive(large))) };
  }

  it('lets the small one through within a few times what it takes alone', async () => {
    const aloneMs = await alone();
    const { small, giants } = await besideGiants(true);
    expect(giants).toBeGreaterThan(SLICE_MS);
    expect(small).toBeLessThanOrEqual(aloneMs * SLOWDOWN_MAX);
  }, 120_000);

  it('would not, if large ones kept their places to the end of their slices', async () => {
    expect((await besideGiants(false)).small).toBeGreaterThan((await alone()) * SLOWDOWN_MAX);
  }, 120_000);
});
