import type { CompiledPolicy } from '../evaluation/compile-policy.js';
import { NO, truthOf, UNKNOWN, YES, or, type Truth } from '../evaluation/truth.js';
import { blocks, forcesMfa, forcesMfaOrCustom, mentionsMfa, type StrengthFinder } from '../grants/atoms.js';
import type { CoverageVerdict } from '../model/results.js';
import { reachable, type Box, type Grid, type PlacedPolicy } from './boxes.js';
import { indeterminateReasons, reasonsOf } from './reasons.js';
import { describeEscape, findEscape, TooManySteps, type Escape } from './search.js';
import { ATTACK_AXES } from './space.js';

/** What a policy does to whoever it applies to. */
export interface Effect {
  readonly isEnabled: Truth;
  readonly isReportOnly: boolean;
  readonly blocks: boolean;
  /** Blocks, or is satisfied only by MFA. */
  readonly protects: Truth;
  /** MFA is one of several ways. */
  readonly mentions: boolean;
  /** Blocks, or is satisfied only by MFA or a custom control. */
  readonly protectsWithCustom: boolean;
}

/** The effect of a policy. */
export function effectOf({ policy }: CompiledPolicy, find: StrengthFinder): Effect {
  const isBlock = blocks(policy);
  return {
    isEnabled: policy.state === 'unknown' ? UNKNOWN : truthOf(policy.state === 'enabled'),
    isReportOnly: policy.state === 'enabledForReportingButNotEnforced',
    blocks: isBlock,
    protects: or(truthOf(isBlock), forcesMfa(policy, find)),
    mentions: mentionsMfa(policy, find) === YES,
    protectsWithCustom: isBlock || forcesMfaOrCustom(policy, find) === YES,
  };
}

/** Which policies match a class of people, by their place in the grid. */
export interface MatchingPolicies {
  readonly certain: readonly number[];
  /** Also those that may match; holds the certain ones too. */
  readonly possible: readonly number[];
}

/** Coverage of everybody whom the same policies match. */
export interface Judgement {
  readonly verdict: CoverageVerdict;
  readonly reasons: readonly string[];
  readonly policyIds: readonly string[];
  readonly escape: string | undefined;
  /** Whether also sign-ins from registered devices, with risk or in special flows are protected. */
  readonly isStrict: boolean;
}

/** The sign-ins that a remote attacker with the password chooses from. */
export function attackRegion({ full }: Grid): Box {
  const first = Object.fromEntries(Object.keys(full).map((axis) => [axis, 1n])) as unknown as Box;
  return { ...first, ...Object.fromEntries(ATTACK_AXES.map((axis) => [axis, full[axis]])) };
}

/** Judges people by the policies that match them (all conditions but the subject are still open). */
export function judge(grid: Grid, effects: readonly Effect[], matching: MatchingPolicies): Judgement {
  try {
    return judgeWithin(new Scene(grid, effects, matching));
  } catch (error) {
    if (!(error instanceof TooManySteps)) throw error;
    return {
      verdict: 'indeterminate',
      reasons: ['TOO_COMPLEX'],
      policyIds: [],
      escape: undefined,
      isStrict: false,
    };
  }
}

/** The policies of one class, by what they do. */
class Scene {
  readonly attack: Box;

  constructor(
    readonly grid: Grid,
    private readonly effects: readonly Effect[],
    private readonly matching: MatchingPolicies,
  ) {
    this.attack = attackRegion(grid);
  }

  /** Policies that certainly match, are on, and have the effect. */
  enforced(has: (effect: Effect) => boolean): readonly PlacedPolicy[] {
    return this.#select(this.matching.certain, (effect) => effect.isEnabled === YES && has(effect));
  }

  /** As enforced, with report-only policies as if they were on. */
  withReportOnly(has: (effect: Effect) => boolean): readonly PlacedPolicy[] {
    return this.#select(
      this.matching.certain,
      (effect) => (effect.isEnabled === YES || effect.isReportOnly) && has(effect),
    );
  }

  /** Policies that may match, may be on and may protect. */
  possible(): readonly PlacedPolicy[] {
    return this.#select(
      this.matching.possible,
      (effect) => effect.isEnabled !== NO && effect.protects !== NO,
    ).filter(({ possible }) => possible !== undefined);
  }

  #select(indexes: readonly number[], has: (effect: Effect) => boolean): readonly PlacedPolicy[] {
    return indexes.flatMap((index) => {
      const [placed, effect] = [this.grid.policies[index], this.effects[index]];
      return placed !== undefined && effect !== undefined && has(effect) ? placed : [];
    });
  }

  /** The smallest sign-in of the attacker that escapes the policies; undefined where none does. */
  escapeFrom(
    policies: readonly PlacedPolicy[],
    which: 'certain' | 'possible' = 'certain',
  ): Escape | undefined {
    return findEscape(boxesOf(policies, which), this.attack);
  }

  /** Whether the policies hold every sign-in of the whole space. */
  holdsAll(policies: readonly PlacedPolicy[]): boolean {
    return findEscape(boxesOf(policies), this.grid.full) === undefined;
  }
}

function boxesOf(
  policies: readonly PlacedPolicy[],
  which: 'certain' | 'possible' = 'certain',
): readonly Box[] {
  return policies.flatMap((policy) => policy[which] ?? []);
}

const idsOf = (policies: readonly PlacedPolicy[]): readonly string[] =>
  policies.map(({ compiled }) => compiled.policy.id);

function judgeWithin(scene: Scene): Judgement {
  const blocking = scene.enforced((effect) => effect.blocks);
  const protecting = scene.enforced((effect) => effect.protects === YES);
  const plain = { reasons: [], escape: undefined, isStrict: true };
  if (scene.holdsAll(blocking)) return { ...plain, verdict: 'blocked', policyIds: idsOf(blocking) };
  const escape = scene.escapeFrom(protecting);
  if (escape === undefined) {
    const policyIds = idsOf(protecting.filter(({ certain }) => certain !== undefined && reachable(certain)));
    return { ...plain, verdict: 'full', policyIds, isStrict: scene.holdsAll(protecting) };
  }
  return judgeGap(scene, protecting, escape);
}

/** Something escapes: says how much, and why. */
function judgeGap(scene: Scene, protecting: readonly PlacedPolicy[], escape: Escape): Judgement {
  const mentioning = scene
    .enforced((effect) => effect.mentions)
    .filter(({ certain }) => certain !== undefined);
  const custom = scene.enforced((effect) => effect.protectsWithCustom);
  const reporting = scene.withReportOnly((effect) => effect.protects === YES);
  const effective = protecting.filter(({ certain }) => certain !== undefined);
  const isSome = effective.length > 0 || mentioning.length > 0;
  const possible = scene.possible();
  const gap = {
    escape: describeEscape(escape, scene.grid),
    reasons: reasonsOf(scene.grid, effective, mentioning, escape),
    isStrict: false,
  };
  if (isOpen(scene, possible, isSome)) {
    const policyIds = idsOf(possible);
    return { ...gap, verdict: 'indeterminate', reasons: indeterminateReasons(possible), policyIds };
  }
  if (scene.escapeFrom(custom) === undefined)
    return { ...gap, verdict: 'third_party', policyIds: idsOf(custom) };
  if (scene.escapeFrom(reporting) === undefined) {
    return { ...gap, verdict: 'report_only', policyIds: idsOf(reporting) };
  }
  const policyIds = [...new Set(idsOf([...effective, ...mentioning]))];
  return { ...gap, verdict: isSome ? 'partial' : 'none', policyIds };
}

/** Whether what is not known could change the verdict. */
function isOpen(scene: Scene, possible: readonly PlacedPolicy[], isSome: boolean): boolean {
  const couldBeFull = scene.escapeFrom(possible, 'possible') === undefined;
  return couldBeFull || (!isSome && possible.length > 0);
}
