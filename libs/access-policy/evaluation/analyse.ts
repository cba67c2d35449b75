import type { Dimension } from '../model/policy.js';
import type { CompiledPolicy } from './compile-policy.js';
import type { SignIn } from './sign-in.js';
import { NO, UNKNOWN, YES, type Truth } from './truth.js';

/** Whether a policy applies to a sign-in, and which of its parts decide. */
export interface Analysis {
  readonly applies: Truth;
  /** Parts that certainly do not match; empty unless the policy certainly does not apply. */
  readonly mismatches: readonly Dimension[];
  /** Parts that depend on something that is not known. */
  readonly open: readonly Dimension[];
}

const APPLIES: Analysis = { applies: YES, mismatches: [], open: [] };

/**
 * Decides one policy for one sign-in: all configured conditions must match
 * (https://learn.microsoft.com/entra/identity/conditional-access/concept-conditional-access-policies). The state of the
 * policy is the caller's concern.
 */
export function analyse(compiled: CompiledPolicy, signIn: SignIn): Analysis {
  let mismatches: Dimension[] | undefined;
  let open: Dimension[] | undefined;
  const note = (part: Dimension, truth: Truth): void => {
    if (truth === NO) (mismatches ??= []).push(part);
    if (truth === UNKNOWN) (open ??= []).push(part);
  };
  const part = signIn.subject.kind === 'user' ? 'users' : 'workloadIdentities';
  note(part, compiled.matchesSubject(signIn.subject));
  for (const [dimension, condition] of compiled.conditions) note(dimension, condition(signIn));
  if (mismatches === undefined && open === undefined) return APPLIES;
  return { applies: mismatches === undefined ? UNKNOWN : NO, mismatches: mismatches ?? [], open: open ?? [] };
}
