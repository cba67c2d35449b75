import type { Scenario } from '../bench.js';
import { inArena, measurePlugin, repeated } from '../contest.js';
import { compared } from '../ratios.js';
import { TENANTS, type TenantSpec } from '../tenants.js';

/** Whether memory stays flat: the plugin reads a hundred thousand accounts, then a million. */
export const scenario: Scenario = async (bench) => {
  const measure = async (who: string, tenant: TenantSpec) => {
    const median = await inArena(bench, tenant, (arena) =>
      repeated(bench, who, () => measurePlugin(bench, arena)),
    );
    return { ...median, who };
  };
  const small = await measure('plugin.fast-100k', TENANTS.fast100k);
  const large = await measure('plugin.flat-1m', TENANTS.flat1m);
  return { runs: [small, large], ratios: Object.fromEntries(compared(large, small)) };
};
