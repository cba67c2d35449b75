import { createRandom } from '#kernel/random.js';
import { parseFaults } from '#simulator/faults.js';
import { mutateTenant } from '#simulator/tenant/mutate.js';
import { DATABASE, type Database } from '../../src/database/database.port.js';
import { connect, runToEnd, startBareHost } from '../support/bare-host.js';
import { openRows, truthOf } from '../support/truth.js';

/** `SIMULATION_SEEDS=500 npm run jest -- --selectProjects simulation` looks at more. */
const SEEDS = Number(process.env['SIMULATION_SEEDS'] ?? '4');
const FIRST = Number(process.env['SIMULATION_FIRST'] ?? '1');
const ROUNDS = 3;

describe('given tenants that change between and during runs', () => {
  it.each(Array.from({ length: SEEDS }, (_, n) => FIRST + n))(
    'publishes the truth for seed %i',
    async (seed) => {
      const random = createRandom(`simulation ${seed}`);
      const size = {
        users: random.integer(5, 80),
        groups: random.integer(2, 25),
        membersPerGroup: random.integer(1, 15),
      };
      const host = await startBareHost({
        simulator: { seed, ...size, pageSizeMax: random.integer(3, 40) },
        plugin: { breaker: 'off' },
      });
      try {
        const id = (await connect(host)).get('connection') ?? '';
        const database = host.app.get<Database>(DATABASE, { strict: false });
        for (let round = 1; round <= ROUNDS; round += 1) {
          host.simulator.throttle.use(
            parseFaults({
              seed: seed * 10 + round,
              rate: { '503': 0.03, reset: 0.03 },
              duplicateRate: 0.3,
              reorder: true,
            }),
          );
          const changing = changeMeanwhile(host.simulator.tenant, seed * 100 + round);
          const run = await runToEnd(host, id, random.next() < 0.4 ? 'full' : 'incremental');
          clearInterval(changing);
          host.simulator.throttle.use(undefined);
          expect(['succeeded', 'partial', 'failed']).toContain(run.state);
          // The tenant rests now: the next run must show it as it is.
          expect(await runToEnd(host, id, 'incremental')).toMatchObject({ state: 'succeeded' });
          expect(await openRows(database, id)).toEqual(truthOf(host.simulator.tenant));
        }
      } finally {
        await host.close();
      }
    },
    120_000,
  );
});

function changeMeanwhile(tenant: Parameters<typeof mutateTenant>[0], seed: number): NodeJS.Timeout {
  let step = 0;
  return setInterval(() => {
    step += 1;
    mutateTenant(tenant, { seed: seed * 1_000 + step, changes: 2 });
  }, 15);
}
