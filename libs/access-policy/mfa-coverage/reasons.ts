import { describeDoubts } from './describe-doubts.js';
import { reachable, type Box, type Grid, type PlacedPolicy } from './boxes.js';
import type { Escape } from './search.js';
import { ATTACK_AXES, AXES, type Axis } from './space.js';

/** Names of gaps, by the axis in which they lie. */
const NAMES: Readonly<Record<Axis, string>> = {
  application: 'APPS',
  client: 'CLIENT',
  platform: 'PLATFORM',
  location: 'LOCATION',
  device: 'DEVICE',
  signInRisk: 'RISK_ONLY',
  userRisk: 'RISK_ONLY',
  insiderRisk: 'RISK_ONLY',
  flow: 'FLOW_ONLY',
};

/** MFA is only one of several ways to satisfy a policy. */
const GRANT_OR = 'GRANT_OR';

/**
 * Names the dimensions of a gap: those with a value that is protected nowhere; where there is none, those in which a policy
 * that protects is limited and the escape lies outside.
 */
export function reasonsOf(
  grid: Grid,
  protecting: readonly PlacedPolicy[],
  mentioning: readonly PlacedPolicy[],
  escape: Escape,
): readonly string[] {
  const strong = boxesOf(protecting);
  const weak = boxesOf(mentioning);
  const within = strong.filter(reachable);
  const weaklyWithin = weak.filter((box) => meets(box, escape));
  const boxes = [within, strong, weak].find((candidates) => candidates.length > 0) ?? [];
  const axes = boxes === within ? ATTACK_AXES : AXES;
  const uncovered = axes.filter((axis) => lacksValue(grid, boxes, axis));
  const limited = axes.filter((axis) => boxes.some((box) => (box[axis] & escape[axis]) === 0n));
  const isWeak = boxes === weak || weaklyWithin.length > 0;
  const chosen = boxes.length === 0 ? [] : uncovered.length > 0 ? uncovered : limited;
  const names = chosen.map((axis) => NAMES[axis]);
  return [...new Set([...names, ...(isWeak && weak.length > 0 ? [GRANT_OR] : [])])];
}

const boxesOf = (policies: readonly PlacedPolicy[]): readonly Box[] =>
  policies.flatMap(({ certain }) => certain ?? []);

const meets = (box: Box, escape: Escape): boolean => AXES.every((axis) => (box[axis] & escape[axis]) !== 0n);

/** On axes that the attacker does not choose only the first value counts. */
function lacksValue({ full }: Grid, boxes: readonly Box[], axis: Axis): boolean {
  const asked = ATTACK_AXES.includes(axis) ? full[axis] : 1n;
  const union = boxes.reduce((bits, box) => bits | box[axis], 0n);
  return (union & asked) !== asked;
}

/** What is not known of policies that may protect. */
export function indeterminateReasons(possible: readonly PlacedPolicy[]): readonly string[] {
  return [...new Set(possible.flatMap(({ compiled }) => describeDoubts(compiled.policy)))];
}
