import { isMeasured, type ScenarioResult } from './bench.js';

const COLUMNS = [
  'who',
  'wallMs',
  'cpuMs',
  'peakRssMb',
  'requests',
  'batchItems',
  'throttled',
  'objects',
] as const;

/** A result for people to read. */
export function toTable(result: ScenarioResult & { readonly scenario: string }): string {
  const rows = result.runs.filter(isMeasured).map((run) => COLUMNS.map((column) => String(run[column])));
  const all = [[...COLUMNS], ...rows];
  const widths = COLUMNS.map((_, index) => Math.max(...all.map((row) => row[index]?.length ?? 0)));
  const lines = all.map((row) => row.map((cell, index) => cell.padStart(widths[index] ?? 0)).join('  '));
  const missing = result.runs.flatMap((run) => (isMeasured(run) ? [] : [`${run.who}: ${run.unavailable}`]));
  const ratios = Object.entries(result.ratios).map(([name, ratio]) => `${name} = ${ratio}`);
  return `${[result.scenario, ...lines, ...missing, ...ratios].join('\n')}\n`;
}
