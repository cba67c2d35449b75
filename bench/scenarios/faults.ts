import type { Scenario } from '../bench.js';
import { inArena, measurePlugin, repeated } from '../contest.js';
import { compared } from '../ratios.js';
import { TENANTS } from '../tenants.js';

/** What faults cost: the plugin reads the same tenant undisturbed, then with requests that fail as `FAULTS` says. */
export const scenario: Scenario = (bench) =>
  inArena(bench, TENANTS.throttled100k, async (arena) => {
    const measure = async (who: string, faults: boolean) => {
      const disturbed = { ...bench, options: { ...bench.options, faults } };
      return { ...(await repeated(bench, who, () => measurePlugin(disturbed, arena))), who };
    };
    const clean = await measure('plugin.clean', false);
    const faulty = await measure('plugin.faults', true);
    return { runs: [clean, faulty], ratios: Object.fromEntries(compared(faulty, clean)) };
  });
