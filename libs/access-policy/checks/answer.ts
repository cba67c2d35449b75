/** An answer in three values: in doubt, the reasons name what is not known. */
export type Answer =
  | { readonly kind: 'yes' }
  | { readonly kind: 'no'; readonly because: readonly string[] }
  | { readonly kind: 'doubt'; readonly because: readonly string[] };

/** It is so. */
export const YES: Answer = { kind: 'yes' };

/** It is not so, because of this; reasons are clauses that follow the name of the object. */
export function no(...because: readonly string[]): Answer {
  return { kind: 'no', because };
}

/** It depends on something that is not known. */
export function doubt(...because: readonly string[]): Answer {
  return { kind: 'doubt', because };
}

/** Yes if the condition holds, else no because of this. */
export function when(condition: boolean, because: string): Answer {
  return condition ? YES : no(because);
}

/** All hold: one no decides, then one doubt. */
export function every(answers: readonly Answer[]): Answer {
  return reasons(answers, 'no') ?? reasons(answers, 'doubt') ?? YES;
}

/** One holds: one yes decides, then one doubt. */
export function either(answers: readonly Answer[]): Answer {
  if (answers.some(({ kind }) => kind === 'yes')) return YES;
  return reasons(answers, 'doubt') ?? reasons(answers, 'no') ?? no('nothing was asked');
}

/** The opposite; a doubt stays one. */
export function not(answer: Answer, because: string): Answer {
  if (answer.kind === 'doubt') return answer;
  return answer.kind === 'yes' ? no(because) : YES;
}

function reasons(answers: readonly Answer[], kind: 'no' | 'doubt'): Answer | undefined {
  const because = answers.flatMap((answer) => (answer.kind === kind ? answer.because : []));
  return answers.some((answer) => answer.kind === kind) ? { kind, because } : undefined;
}
