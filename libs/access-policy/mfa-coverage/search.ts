import type { Bits, Box, Grid } from './boxes.js';
import { AXES, type Axis } from './space.js';

/** A sign-in that no box covers, as a set per axis: a whole axis where it does not matter. */
export type Escape = Box;

/** Most look-ups of a box in one search, some seconds of work; beyond, nothing is claimed. */
const LOOKUPS_MAX = 100_000_000;

/** Raised where a search would take too long; the verdict is then indeterminate. */
export class TooManySteps extends Error {
  override readonly name = 'TooManySteps';
}

/**
 * Finds a point of `region` that lies in no box; undefined where the boxes cover the region. Values that the same boxes hold
 * are tried once. @throws TooManySteps
 */
export function findEscape(
  boxes: readonly Box[],
  region: Box,
  axes: readonly Axis[] = AXES,
): Escape | undefined {
  const dead = new Set<string>();
  const fullFrom = boxes.map((box) => depthFromWhichFull(box, region, axes));
  let lookups = 0;
  const search = (open: readonly number[], depth: number): Partial<Record<Axis, Bits>> | undefined => {
    if (open.length === 0) return {};
    const axis = axes[depth];
    if (axis === undefined || open.some((index) => (fullFrom[index] ?? 0) <= depth)) return undefined;
    lookups += open.length * bitLength(region[axis]);
    if (lookups > LOOKUPS_MAX) throw new TooManySteps();
    const key = `${depth}:${open.join(',')}`;
    if (dead.has(key)) return undefined;
    for (const [bit, rest] of branches(boxes, open, axis, region[axis])) {
      const found = search(rest, depth + 1);
      if (found !== undefined) return { ...found, [axis]: bit };
    }
    dead.add(key);
    return undefined;
  };
  const touching = boxes.flatMap((box, index) => (meets(box, region, axes) ? index : []));
  const point = search(touching, 0);
  return point === undefined
    ? undefined
    : widen(boxes, region, { ...region, ...firsts(region, axes), ...point });
}

/** From which axis on a box holds the whole region, so that nothing beyond can escape it. */
function depthFromWhichFull(box: Box, region: Box, axes: readonly Axis[]): number {
  return axes.findLastIndex((axis) => (box[axis] & region[axis]) !== region[axis]) + 1;
}

const bitLength = (bits: Bits): number => bits.toString(2).length;

/** One value per distinct set of boxes that hold it, fewest boxes first; only boxes that hold it stay open. */
function branches(
  boxes: readonly Box[],
  open: readonly number[],
  axis: Axis,
  values: Bits,
): readonly (readonly [Bits, readonly number[]])[] {
  const distinct = new Map<string, readonly [Bits, readonly number[]]>();
  for (let bit = 1n; bit <= values; bit <<= 1n) {
    if ((values & bit) === 0n) continue;
    const rest = open.filter((index) => ((boxes[index]?.[axis] ?? 0n) & bit) !== 0n);
    const key = rest.join(',');
    if (!distinct.has(key)) distinct.set(key, [bit, rest]);
  }
  return [...distinct.values()].toSorted(([, one], [, other]) => one.length - other.length);
}

function meets(box: Box, region: Box, axes: readonly Axis[]): boolean {
  return axes.every((axis) => (box[axis] & region[axis]) !== 0n);
}

function firsts(region: Box, axes: readonly Axis[]): Partial<Record<Axis, Bits>> {
  return Object.fromEntries(axes.map((axis) => [axis, region[axis] & -region[axis]]));
}

/** The order in which an escape is widened: what matters least to a reader becomes "any" first. */
const WIDENING: readonly Axis[] = ['platform', 'location', 'client', 'application'];

/** Widens a point axis by axis as long as no box is touched. */
function widen(boxes: readonly Box[], region: Box, point: Box): Escape {
  return WIDENING.reduce<Box>((escape, axis) => {
    const wider = { ...escape, [axis]: region[axis] };
    return boxes.some((box) => meets(box, wider, AXES)) ? escape : wider;
  }, point);
}

/** An escape in words, for instance "from an unmanaged device, browser, any network, application X: no MFA". */
export function describeEscape(escape: Escape, { labels, full }: Grid): string {
  const word = (axis: Axis, any: string): string => {
    if (escape[axis] === full[axis] && (labels[axis].length > 1 || axis !== 'device')) return any;
    return labels[axis].find((_, index) => (escape[axis] & (1n << BigInt(index))) !== 0n) ?? any;
  };
  const platform = word('platform', '');
  const words = [
    `from ${word('device', 'any device')}`,
    word('client', 'any client'),
    ...(platform === '' ? [] : [platform]),
    word('location', 'any network'),
    word('application', 'any application'),
  ];
  return `${words.join(', ')}: no MFA`;
}
