import { and, not, NO, UNKNOWN, YES, type Truth } from '../evaluation/truth.js';
import type { SignIn } from '../evaluation/sign-in.js';
import type { Doubt, Policy } from '../model/policy.js';

/** Decides one condition of a policy for a sign-in. */
export type Condition = (signIn: SignIn) => Truth;

/** What doubts of one part of a policy can change. */
export interface Doubtful {
  readonly inclusion: boolean;
  readonly exclusion: boolean;
  readonly all: boolean;
}

/** The doubts of one part. */
export function doubtful({ doubts }: Policy, part: Doubt['part']): Doubtful {
  const touching = (touches: Doubt['touches']): boolean =>
    doubts.some((doubt) => doubt.part === part && doubt.touches === touches);
  return { inclusion: touching('inclusion'), exclusion: touching('exclusion'), all: touching('all') };
}

/** Included and not excluded; what is in doubt may include or exclude more, and an exclusion that is certain wins. */
export function matched(included: Truth, excluded: Truth, doubts: Doubtful): Truth {
  if (excluded === YES) return NO;
  if (doubts.all) return UNKNOWN;
  const inclusion = doubts.inclusion && included === NO ? UNKNOWN : included;
  const exclusion = doubts.exclusion && excluded === NO ? UNKNOWN : excluded;
  return and(inclusion, not(exclusion));
}
