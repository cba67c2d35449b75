import type { Bench, Measurement, ScenarioResult } from './bench.js';
import { describeStep, inArena, startPlugin, type Arena } from './contest.js';
import { median } from './median.js';
import { compared } from './ratios.js';
import { TENANTS } from './tenants.js';

/** A full run and the incremental run after a share of the tenant has changed, on the tenant of `fast-100k`. */
export function compareIncremental(bench: Bench, share: number): Promise<ScenarioResult> {
  return inArena(bench, TENANTS.fast100k, async (arena) => {
    const full: Measurement[] = [];
    const incremental: Measurement[] = [];
    for (let run = 1; run <= bench.options.runs; run += 1) {
      bench.progress.stage(`plugin: run ${run} of ${bench.options.runs}`);
      const pair = await measurePair(bench, arena, share);
      full.push({ ...pair.full, who: 'plugin.full' });
      incremental.push({ ...pair.incremental, who: 'plugin.incremental' });
    }
    const medians = [median(full), median(incremental)] as const;
    const [whole, part] = medians;
    return { runs: medians, ratios: Object.fromEntries(compared(part, whole)) };
  });
}

async function measurePair(
  bench: Bench,
  arena: Arena,
  share: number,
): Promise<{ readonly full: Measurement; readonly incremental: Measurement }> {
  const plugin = await startPlugin(bench, arena);
  try {
    const full = await plugin.sync('full');
    bench.progress.update(`  ${JSON.stringify(full)}`);
    await plugin.rest();
    if (share > 0) bench.progress.update(`  changed: ${JSON.stringify(await arena.simulated.change(share))}`);
    const incremental = await plugin.sync('incremental');
    bench.progress.update(`  ${JSON.stringify(incremental)}`);
    for (const step of await plugin.steps()) bench.progress.update(`    ${describeStep(step)}`);
    return { full, incremental };
  } finally {
    await plugin.end();
  }
}
