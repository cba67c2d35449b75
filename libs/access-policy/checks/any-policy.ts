import type { Policy } from '../model/policy.js';
import { every, type Answer } from './answer.js';
import { NO_EXEMPTION, type Exemption } from './exemption.js';
import { enabled, understood } from './policy-doubts.js';
import { exclusionsText } from './scope.js';
import { about, verdict, type Verdict } from './verdict.js';

/** What a policy must be to satisfy a check. */
export type Criterion = (policy: Policy) => Answer;

/** Number of policies that are explained when none satisfies a check. */
const EXPLAINED_MAX = 20;

interface Candidate {
  readonly policy: Policy;
  readonly answer: Answer;
}

/** Passes when one enabled policy satisfies the criterion and is understood; unknown when one may. */
export function anyPolicy(policies: readonly Policy[], criterion: Criterion): Verdict {
  return judgePolicies(policies, (policy) => every([enabled(policy), criterion(policy), understood(policy)]));
}

/** Passes when one policy satisfies the criterion, whatever its state; unknown when one may. */
export function judgePolicies(policies: readonly Policy[], criterion: Criterion): Verdict {
  const candidates = policies.map((policy) => ({ policy, answer: criterion(policy) }));
  const qualified = candidates.filter(({ answer }) => answer.kind === 'yes');
  if (qualified.length > 0) return verdict('pass', qualified.map(qualifies));
  const open = candidates.filter(({ answer }) => answer.kind === 'doubt');
  if (open.length > 0) return verdict('unknown', open.map(mayQualify));
  return verdict('fail', explain(candidates));
}

/** As anyPolicy; exempted when a policy satisfies the criterion only thanks to what is declared. */
export function anyPolicyWith(
  policies: readonly Policy[],
  exemption: Exemption,
  criterion: (exemption: Exemption) => Criterion,
): Verdict {
  const strict = anyPolicy(policies, criterion(NO_EXEMPTION));
  if (strict.status === 'pass') return strict;
  const declared = anyPolicy(policies, criterion(exemption));
  return declared.status === 'pass' ? verdict('exempted', declared.evidence) : declared;
}

/** A policy by its name, for people. */
export function nameOf({ displayName, id }: Policy): string {
  return `Policy "${displayName === '' ? id : displayName}"`;
}

function qualifies({ policy }: Candidate): ReturnType<typeof about> {
  return about(policy.id, `${nameOf(policy)} satisfies this.${exclusionsText(policy)}`);
}

function mayQualify(candidate: Candidate): ReturnType<typeof about> {
  return about(candidate.policy.id, `${nameOf(candidate.policy)} cannot be judged: it ${why(candidate)}.`);
}

function explain(candidates: readonly Candidate[]): readonly ReturnType<typeof about>[] {
  if (candidates.length === 0) return [about('conditionalAccessPolicies', 'There is no policy.')];
  return [...candidates]
    .sort((one, other) => reasonCount(one) - reasonCount(other))
    .slice(0, EXPLAINED_MAX)
    .map((each) => about(each.policy.id, `${nameOf(each.policy)} does not count: it ${why(each)}.`));
}

function why({ answer }: Candidate): string {
  return answer.kind === 'yes' ? '' : answer.because.join('; it ');
}

function reasonCount({ answer }: Candidate): number {
  return answer.kind === 'yes' ? 0 : answer.because.length;
}
