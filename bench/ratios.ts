import type { Measurement } from './bench.js';

const COMPARED = { wall: 'wallMs', cpu: 'cpuMs', rss: 'peakRssMb', requests: 'requests' } as const;

/** The plugin's numbers as parts of those of everybody else: `wall.plugin/backstage` below 1 means faster. */
export function ratiosOf(runs: readonly Measurement[]): Readonly<Record<string, number>> {
  const plugin = runs.find((run) => run.who === 'plugin');
  if (plugin === undefined) return {};
  const others = runs.filter((run) => run !== plugin);
  return Object.fromEntries(others.flatMap((other) => compared(plugin, other)));
}

/** The numbers of one measurement as parts of those of another. */
export function compared(one: Measurement, other: Measurement): readonly (readonly [string, number])[] {
  return Object.entries(COMPARED).map(([name, key]) => [
    `${name}.${one.who}/${other.who}`,
    rounded(one[key] / other[key]),
  ]);
}

/** Four digits behind the point are more than any measurement is worth. */
export function rounded(value: number): number {
  return Math.round(value * 10_000) / 10_000;
}
