import { createLocationMatcher } from '../conditions/locations.js';
import { compilePolicy } from '../evaluation/compile-policy.js';
import { NO, YES, type Truth } from '../evaluation/truth.js';
import { createStrengthFinder } from '../grants/atoms.js';
import type { Policy } from '../model/policy.js';
import type { CoverageVerdict } from '../model/results.js';
import type { Snapshot } from '../model/snapshot.js';
import { createGrid } from './boxes.js';
import { effectOf, judge, type Effect, type Judgement } from './judge.js';
import { NO_MECHANISMS, otherMechanisms, type Mechanisms } from './mechanisms.js';
import { createSpace, type SpaceOptions } from './space.js';
import { createSubjectIndex, indexesOf, type Masks, type PersonFacts, type Unread } from './subject-index.js';

/** One person, as coverage needs one; nothing of it is kept. */
export interface CoveragePerson extends PersonFacts {
  /** Template ids of roles held now. */
  readonly activeRoleIds: readonly string[];
  /** Template ids of roles that could be activated through PIM. */
  readonly eligibleRoleIds: readonly string[];
  /** Groups of which membership could be activated through PIM for Groups, with those around them. */
  readonly eligibleGroupIds?: readonly string[];
  /** State of legacy per-user MFA, where it was read. */
  readonly perUserMfaState?: string | undefined;
}

/** Everybody whom the same policies match, in both PIM states. */
export interface CoverageClass {
  readonly verdict: CoverageVerdict;
  readonly reasons: readonly string[];
  readonly policyIds: readonly string[];
  /** The smallest sign-in that escapes, in words. */
  readonly escape: string | undefined;
  /** Whether a sign-in escapes whatever the unknown turns out to be; then an indeterminate verdict is still a gap. */
  readonly isGap: boolean;
  /** Whether sign-ins from registered devices, with risk or in special flows are protected too. */
  readonly isStrict: boolean;
}

/** Judges people one at a time; people of one class share one object, so that counting by identity is enough. */
export interface Coverage {
  classOf(person: CoveragePerson): CoverageClass;
  /** Number of classes met so far. */
  readonly classCount: number;
}

/** Parts of a snapshot that coverage reads. */
export type CoveragePolicies = Pick<
  Snapshot,
  'conditionalAccessPolicies' | 'namedLocations' | 'authenticationStrengthPolicies' | 'securityDefaults'
>;

/**
 * What counts as protection; by default a block or a grant that forces MFA, for modern clients and all applications. Another
 * protection is asked of policies alone: security defaults and per-user MFA are left out.
 */
export interface CoverageQuestion extends SpaceOptions {
  readonly protects?: (policy: Policy) => Truth;
}

/** Most classes whose judgement is kept; beyond, they are judged again. */
const KEPT_MAX = 100_000;

/**
 * Compiles the policies of a tenant for judging any number of people. Memory grows with the number of classes, not of people.
 */
export function createCoverage(
  snapshot: CoveragePolicies,
  unread: Unread,
  question: CoverageQuestion = {},
): Coverage {
  const relevant = (snapshot.conditionalAccessPolicies ?? []).filter(({ state }) => state !== 'disabled');
  const matcher = createLocationMatcher(snapshot.namedLocations);
  const find = createStrengthFinder(snapshot.authenticationStrengthPolicies);
  const compiled = relevant.map((policy) => compilePolicy(policy, matcher));
  const grid = createGrid(compiled, createSpace(compiled, snapshot.namedLocations, question));
  const effects = compiled.map((policy) => withProtection(effectOf(policy, find), policy.policy, question));
  const forcing = maskOf(effects.map(({ protects, isEnabled }) => protects === YES && isEnabled === YES));
  const index = createSubjectIndex(relevant, unread);
  const judgements = new Map<string, Judgement>();
  const judged = (masks: Masks): readonly [string, () => Judgement] => {
    const { certain, possible } = index.matches(masks);
    const key = keyOf([certain, possible]);
    return [
      key,
      () =>
        keep(judgements, key, () =>
          judge(grid, effects, { certain: indexesOf(certain), possible: indexesOf(possible) }),
        ),
    ];
  };

  const classes = new Map<string, CoverageClass>();
  return {
    get classCount() {
      return classes.size;
    },
    classOf: (person) => {
      const plain = index.person(person);
      const active = person.activeRoleIds.length === 0 ? plain : index.addRoles(plain, person.activeRoleIds);
      const { eligibleGroupIds = [], eligibleRoleIds } = person;
      const joined = eligibleGroupIds.length === 0 ? active : index.addGroups(active, eligibleGroupIds);
      const activated = eligibleRoleIds.length === 0 ? joined : index.addRoles(joined, eligibleRoleIds);
      const [activeKey, judgeActive] = judged(active);
      const [activatedKey, judgeActivated] =
        activated === active ? [activeKey, judgeActive] : judged(activated);
      const excluded = keyOf([overlap(activated.included, activated.excluded, forcing)]);
      const mechanisms = question.protects === undefined ? otherMechanisms(snapshot, person) : NO_MECHANISMS;
      const key = [activeKey, activatedKey, excluded, mechanisms.key].join('\n');
      return keep(classes, key, () =>
        classFrom(judgeActive(), judgeActivated(), excluded !== '', mechanisms),
      );
    },
  };
}

/** Another protection than MFA has no other ways around it. */
function withProtection(effect: Effect, policy: Policy, { protects }: CoverageQuestion): Effect {
  const truth = protects?.(policy);
  if (truth === undefined) return effect;
  return { ...effect, protects: truth, mentions: NO, protectsWithCustom: truth };
}

function keep<T>(kept: Map<string, T>, key: string, make: () => T): T {
  const known = kept.get(key);
  if (known !== undefined) return known;
  const made = make();
  if (kept.size < KEPT_MAX) kept.set(key, made);
  return made;
}

/** From the worst to the best. */
const ORDER: readonly CoverageVerdict[] = [
  'none',
  'partial',
  'report_only',
  'indeterminate',
  'third_party',
  'per_user_mfa',
  'security_defaults',
  'full',
  'blocked',
];

const rank = ({ verdict }: { readonly verdict: CoverageVerdict }): number => ORDER.indexOf(verdict);

/** The worse of both PIM states, bettered by what else asks for MFA. */
function classFrom(
  active: Judgement,
  activated: Judgement,
  isExcluded: boolean,
  mechanisms: Mechanisms,
): CoverageClass {
  const worse = rank(activated) < rank(active) ? activated : active;
  const isHeld = worse.verdict === 'full' || worse.verdict === 'blocked';
  const pim = rank(active) < rank(activated) ? ['ROLE_NOT_ACTIVE'] : [];
  const role = rank(activated) < rank(active) ? ['ROLE_ACTIVE'] : [];
  const reasons = [...worse.reasons, ...pim, ...role, ...(!isHeld && isExcluded ? ['EXCLUDED'] : [])];
  return mechanisms.improve({ ...worse, reasons, isGap: active.isGap || activated.isGap });
}

/** A mask as text: empty where it is empty. */
function keyOf(masks: readonly Uint32Array[]): string {
  let text = '';
  let last = 0;
  for (const mask of masks) {
    for (const bits of mask) {
      text += String.fromCharCode(bits & 0xffff, bits >>> 16);
      if (bits !== 0) last = text.length;
    }
  }
  return text.slice(0, last);
}

function maskOf(values: readonly boolean[]): Uint32Array {
  const mask = new Uint32Array(Math.max(1, Math.ceil(values.length / 32)));
  values.forEach((isSet, index) => {
    if (isSet) mask[index >>> 5] = (mask[index >>> 5] ?? 0) | (1 << (index & 31));
  });
  return mask;
}

function overlap(one: Uint32Array, other: Uint32Array, third: Uint32Array): Uint32Array {
  return one.map((bits, word) => bits & (other[word] ?? 0) & (third[word] ?? 0));
}
