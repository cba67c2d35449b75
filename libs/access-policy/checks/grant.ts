import {
  atomsOf,
  blocks as isBlocking,
  createStrengthFinder,
  forces,
  forcesMfa as truthOfMfa,
  forcesPhishingResistance as truthOfPhishingResistance,
  isMfaAtom,
  isMfaStrength,
  mentionsMfa,
} from '../grants/atoms.js';
import { truthOf, UNKNOWN, YES as CERTAIN, type Truth } from '../evaluation/truth.js';
import type { AuthenticationStrength, Policy } from '../model/policy.js';
import { doubt, no, when, YES, type Answer } from './answer.js';
import { doubtText } from './policy-doubts.js';

/** Strengths of the tenant, for policies that only have the id of theirs. */
export type Strengths = readonly AuthenticationStrength[] | undefined;

/** Whether the policy blocks whatever it applies to. */
export function blocks(policy: Policy): Answer {
  return when(isBlocking(policy), 'does not block');
}

/** Whether nobody passes the policy without MFA. A policy that blocks does not force MFA. */
export function forcesMfa(policy: Policy, strengths: Strengths): Answer {
  return answerOf(policy, truthOfMfa(policy, createStrengthFinder(strengths)), 'does not force MFA');
}

/** Whether nobody passes the policy without a phishing-resistant method. */
export function forcesPhishingResistance(policy: Policy, strengths: Strengths): Answer {
  const truth = truthOfPhishingResistance(policy, createStrengthFinder(strengths));
  return answerOf(policy, truth, 'does not demand a strength that only phishing-resistant methods meet');
}

/** Whether nobody passes the policy without one of the controls. */
export function forcesOneOf(policy: Policy, controls: readonly string[]): Answer {
  const truth = forces(policy, (atom) => truthOf(atom.kind === 'builtIn' && controls.includes(atom.name)));
  return answerOf(policy, truth, `does not demand ${controls.join(' or ')}`);
}

/** Whether nobody passes the policy without one of the controls or MFA. */
export function forcesOneOfOrMfa(policy: Policy, controls: readonly string[], strengths: Strengths): Answer {
  const find = createStrengthFinder(strengths);
  const truth = forces(policy, (atom) =>
    atom.kind === 'builtIn' && controls.includes(atom.name) ? CERTAIN : isMfaAtom(atom, find),
  );
  return answerOf(policy, truth, `does not demand ${controls.join(' or ')} or MFA`);
}

/** Whether the policy names MFA as an alternative only. */
export function weakensMfa(policy: Policy, strengths: Strengths): Answer {
  const truth = mentionsMfa(policy, createStrengthFinder(strengths));
  return answerOf(policy, truth, 'offers no alternative to MFA');
}

/** Number of things that the policy demands, alternatives and `block` included. */
export function demandCount(policy: Policy): number {
  return atomsOf(policy).length + (isBlocking(policy) ? 1 : 0);
}

/** Whether a strength is met by MFA only. */
export function strengthIsMfa(
  policy: Policy,
  strength: AuthenticationStrength,
  strengths: Strengths,
): Answer {
  const name = strength.displayName === '' ? strength.id : strength.displayName;
  const truth = isMfaStrength(strength, createStrengthFinder(strengths));
  const open = `demands the strength "${name}", of which nothing is known`;
  return answerOf(policy, truth, `demands the strength "${name}", which is not MFA`, open);
}

function answerOf(
  policy: Policy,
  truth: Truth,
  because: string,
  open = 'demands something that cannot be judged',
): Answer {
  if (truth === CERTAIN) return YES;
  if (truth !== UNKNOWN) return no(because);
  const strange = policy.doubts.filter(({ part }) => part === 'grant').map(doubtText);
  return strange.length > 0 ? doubt(...strange) : doubt(open);
}
