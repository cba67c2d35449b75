import type { Measurement } from './bench.js';

const NUMBERS = [
  'wallMs',
  'cpuMs',
  'peakRssMb',
  'requests',
  'batchItems',
  'throttled',
  'objects',
] as const satisfies readonly (keyof Measurement)[];

/** The median of each number of some measurements of one contestant. @throws RangeError for an empty list */
export function median(measured: readonly Measurement[]): Measurement {
  const [first] = measured;
  if (first === undefined) throw new RangeError('nothing was measured');
  const middle = NUMBERS.map((name) => [name, middleOf(measured.map((one) => one[name]))] as const);
  return { ...first, ...(Object.fromEntries(middle) as Omit<Measurement, 'who'>) };
}

/** The middle one of some numbers; of an even number of them the mean of the two in the middle. */
export function middleOf(numbers: readonly number[]): number {
  const sorted = [...numbers].sort((a, b) => a - b);
  const upper = sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
  const lower = sorted[Math.floor((sorted.length - 1) / 2)] ?? Number.NaN;
  return (upper + lower) / 2;
}
