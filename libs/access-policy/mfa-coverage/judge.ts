import type { CompiledPolicy } from '../evaluation/compile-policy.js';
import { NO, truthOf, UNKNOWN, YES, or, type Truth } from '../evaluation/truth.js';
import { blocks, forcesMfa, forcesMfaOrCustom, mentionsMfa, type StrengthFinder } from '../grants/atoms.js';
import type { CoverageVerdict } from '../model/results.js';
import { reachable, type Box, type Grid, type PlacedPolicy } from './boxes.js';
import { indeterminateReasons, reasonsOf } from './reasons.js';
import { describeEscape, findEscape, TooManySteps, type Escape } from './search.js';
import { ATTACK_AXES, AXES } from './space.js';

/** What a policy does to whoever it applies to. */
export interface Effect {
  readonly isEnabled: Truth;
  readonly isReportOnly: boolean;
  readonly blocks: boolean;
  /** Blocks, or is satisfied only by MFA. */
  readonly protects: Truth;
  /** MFA is one of several ways. */
  readonly mentions: Truth;
  /** Blocks, or is satisfied only by MFA or a custom control. */
  readonly protectsWithCustom: Truth;
}

/** The effect of a policy. */
export function effectOf({ policy }: CompiledPolicy, find: StrengthFinder): Effect {
  const isBlock = blocks(policy);
  return {
    isEnabled: policy.state === 'unknown' ? UNKNOWN : truthOf(policy.state === 'enabled'),
    isReportOnly: policy.state === 'enabledForReportingButNotEnforced',
    blocks: isBlock,
    protects: or(truthOf(isBlock), forcesMfa(policy, find)),
    mentions: mentionsMfa(policy, find),
    protectsWithCustom: or(truthOf(isBlock), forcesMfaOrCustom(policy, find)),
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
  /** Whether a sign-in escapes whatever the unknown turns out to be; then an indeterminate verdict is still a gap. */
  readonly isGap: boolean;
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
      isGap: false,
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

  /** Policies that may match and may have the effect. */
  possible(has: (effect: Effect) => boolean): readonly PlacedPolicy[] {
    return this.#select(this.matching.possible, has).filter(({ possible }) => possible !== undefined);
  }

  #select(indexes: readonly number[], has: (effect: Effect) => boolean): readonly PlacedPolicy[] {
    return indexes.flatMap((index) => {
      const [placed, effect] = [this.grid.policies[index], this.effects[index]];
      return placed !== undefined && effect !== undefined && has(effect) ? placed : [];
    });
  }

  /** Those of the possible policies of which something is unknown: the others hold or do not, whatever it turns out to be. */
  hinges(has: (effect: Effect) => boolean): readonly PlacedPolicy[] {
    const known = new Set(
      this.#select(this.matching.certain, (effect) => effect.isEnabled !== UNKNOWN && isSettled(effect)),
    );
    return this.possible(has).filter((policy) => !known.has(policy) || !isSameBox(policy));
  }

  /** Whether such policies would let nothing escape if everything unknown about them were to their advantage. */
  couldHold(has: (effect: Effect) => boolean): boolean {
    return this.escapeFrom(this.possible(has), 'possible') === undefined;
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

const isSettled = ({ protects, mentions, protectsWithCustom }: Effect): boolean =>
  [protects, mentions, protectsWithCustom].every((truth) => truth !== UNKNOWN);

const isSameBox = ({ certain, possible }: PlacedPolicy): boolean =>
  AXES.every((axis) => certain?.[axis] === possible?.[axis]);

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
  const plain = { reasons: [], escape: undefined, isGap: false, isStrict: true };
  if (scene.holdsAll(blocking)) return { ...plain, verdict: 'blocked', policyIds: idsOf(blocking) };
  const escape = scene.escapeFrom(protecting);
  if (escape === undefined) {
    const policyIds = idsOf(protecting.filter(({ certain }) => certain !== undefined && reachable(certain)));
    return { ...plain, verdict: 'full', policyIds, isStrict: scene.holdsAll(protecting) };
  }
  return judgeGap(scene, protecting, escape);
}

const mayBeOn = ({ isEnabled }: Effect): boolean => isEnabled !== NO;
const mayProtect = (effect: Effect): boolean => mayBeOn(effect) && effect.protects !== NO;
const mayProtectByCustom = (effect: Effect): boolean => mayBeOn(effect) && effect.protectsWithCustom !== NO;
const mayProtectOnceOn = (effect: Effect): boolean =>
  (mayBeOn(effect) || effect.isReportOnly) && effect.protects !== NO;
const mayAsk = (effect: Effect): boolean => mayProtect(effect) || (mayBeOn(effect) && effect.mentions !== NO);

/** Something escapes: says how much, and why. */
function judgeGap(scene: Scene, protecting: readonly PlacedPolicy[], escape: Escape): Judgement {
  const isPlaced = ({ certain }: PlacedPolicy): boolean => certain !== undefined;
  const mentioning = scene.enforced((effect) => effect.mentions === YES).filter(isPlaced);
  const effective = protecting.filter(isPlaced);
  const found = [...new Set(idsOf([...effective, ...mentioning]))];
  return {
    escape: describeEscape(escape, scene.grid),
    reasons: reasonsOf(scene.grid, effective, mentioning, escape),
    isGap: !scene.couldHold(mayProtect),
    isStrict: false,
    ...(outcomeOf(scene) ?? leastOf(scene, found)),
  };
}

type Outcome = Pick<Judgement, 'verdict' | 'policyIds'> & Partial<Pick<Judgement, 'reasons'>>;

/** From the best: what holds every sign-in, or may hold it; undefined where nothing could. */
function outcomeOf(scene: Scene): Outcome | undefined {
  if (scene.couldHold(mayProtect)) return open(scene.hinges(mayProtect));
  const custom = scene.enforced((effect) => effect.protectsWithCustom === YES);
  if (scene.escapeFrom(custom) === undefined) return { verdict: 'third_party', policyIds: idsOf(custom) };
  if (scene.couldHold(mayProtectByCustom)) return open(scene.hinges(mayProtectByCustom));
  const reporting = scene.withReportOnly((effect) => effect.protects === YES);
  if (scene.escapeFrom(reporting) === undefined)
    return { verdict: 'report_only', policyIds: idsOf(reporting) };
  return scene.couldHold(mayProtectOnceOn) ? open(scene.hinges(mayProtectOnceOn)) : undefined;
}

/** Some sign-ins are certainly protected, or none is, or that hinges on what is not known. */
function leastOf(scene: Scene, found: readonly string[]): Outcome {
  if (found.length > 0) return { verdict: 'partial', policyIds: found };
  const asking = scene.hinges(mayAsk);
  return asking.length > 0 ? open(asking) : { verdict: 'none', policyIds: [] };
}

function open(hinges: readonly PlacedPolicy[]): Outcome {
  return { verdict: 'indeterminate', reasons: indeterminateReasons(hinges), policyIds: idsOf(hinges) };
}
