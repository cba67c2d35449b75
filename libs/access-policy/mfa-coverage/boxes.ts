import type { CompiledPolicy } from '../evaluation/compile-policy.js';
import { UNKNOWN, YES, type Truth } from '../evaluation/truth.js';
import { ATTACK_AXES, AXES, offAxes, type Axis, type AxisValue, type Space } from './space.js';

/** A set of values of one axis, one bit each. */
export type Bits = bigint;

/** The sign-ins that a policy applies to, as a product of sets, one per axis. */
export type Box = Readonly<Record<Axis, Bits>>;

/** A policy over the space: where it certainly applies, and where it may apply. */
export interface PlacedPolicy {
  readonly compiled: CompiledPolicy;
  /** Undefined where it nowhere certainly applies. */
  readonly certain: Box | undefined;
  /** Undefined where it certainly applies nowhere. */
  readonly possible: Box | undefined;
}

/** The space with values merged that no policy tells apart, and the policies placed in it. */
export interface Grid {
  readonly labels: Readonly<Record<Axis, readonly string[]>>;
  readonly full: Box;
  readonly policies: readonly PlacedPolicy[];
}

/** Places policies in their space; values that every policy sees alike become one. */
export function createGrid(policies: readonly CompiledPolicy[], space: Space): Grid {
  const columns = new Map<Axis, readonly Column[]>(
    AXES.map((axis) => [axis, columnsOf(policies, space[axis])]),
  );
  const of = (axis: Axis): readonly Column[] => columns.get(axis) ?? [];
  return {
    labels: perAxis((axis) => of(axis).map(({ label }) => label)),
    full: perAxis((axis) => (1n << BigInt(of(axis).length)) - 1n),
    policies: policies.map((compiled, index) => {
      const boxFrom = (least: Truth): Box | undefined => {
        if (offAxes(compiled) < least) return undefined;
        return nonEmpty(perAxis((axis) => bitsFrom(of(axis), index, least)));
      };
      return { compiled, certain: boxFrom(YES), possible: boxFrom(UNKNOWN) };
    }),
  };
}

/** Builds a record over all axes. */
export function perAxis<T>(make: (axis: Axis) => T): Readonly<Record<Axis, T>> {
  return Object.fromEntries(AXES.map((axis) => [axis, make(axis)])) as Record<Axis, T>;
}

interface Column {
  readonly label: string;
  /** Truth by policy. */
  readonly truths: readonly Truth[];
}

/** The first value of its kind stays, so the ordinary value of an axis keeps the first place. */
function columnsOf(policies: readonly CompiledPolicy[], values: readonly AxisValue[]): readonly Column[] {
  const distinct = new Map<string, Column>();
  for (const { label, seenBy } of values) {
    const truths = policies.map(seenBy);
    const key = truths.join('');
    if (!distinct.has(key)) distinct.set(key, { label, truths });
  }
  return [...distinct.values()];
}

function bitsFrom(columns: readonly Column[], policy: number, least: Truth): Bits {
  return columns.reduce((bits, { truths }, index) => {
    return (truths[policy] ?? 0) >= least ? bits | (1n << BigInt(index)) : bits;
  }, 0n);
}

function nonEmpty(box: Box): Box | undefined {
  return AXES.every((axis) => box[axis] !== 0n) ? box : undefined;
}

const FIXED_AXES = AXES.filter((axis) => !ATTACK_AXES.includes(axis));

/** The part of a box that an attacker can reach: unregistered device, no risk, no special flow. */
export function reachable(box: Box): boolean {
  return FIXED_AXES.every((axis) => (box[axis] & 1n) === 1n);
}
