import { readFileSync } from 'node:fs';
import type { WhatIfResult } from '#access-policy/model/results.js';
import { isWhatIfCase, whatIf } from '#access-policy/what-if/what-if.js';
import { isJsonObject, text, type Json } from '#kernel/json.js';
import { isList } from '#access-policy/model/shape.js';
import { UsageError } from '#kernel/usage-error.js';

type Values = Readonly<Record<string, string | undefined>>;

/** Answers sign-in questions from a file, offline: one case gives one answer, a list of cases a list. @throws UsageError */
export function answerWhatIf(values: Values): Promise<number> {
  const answers = answerCases(readInput(values['input']));
  const shown = values['json'] === undefined ? describeAll(answers) : JSON.stringify(answers);
  process.stdout.write(`${shown}\n`);
  return Promise.resolve(0);
}

/** Answers one case or a list of them, in the same form; the name of a case is kept. @throws UsageError for another form */
export function answerCases(input: Json): Answer | readonly Answer[] {
  return isList(input) ? input.map(answer) : answer(input);
}

type Answer = WhatIfResult & { readonly case?: Json };

function answer(question: Json): Answer {
  if (!isWhatIfCase(question)) {
    throw new UsageError('--input: every case is an object with "snapshot" and "request".');
  }
  const result = whatIf(question);
  const name = isJsonObject(question) ? question['case'] : undefined;
  return name === undefined ? result : { case: name, ...result };
}

function readInput(file: string | undefined): Json {
  if (file === undefined) throw new UsageError('--input FILE is missing.');
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as Json;
  } catch (error) {
    const reason = error instanceof Error ? error.message : '';
    throw new UsageError(`--input: ${file} cannot be read as JSON: ${reason}`);
  }
}

function describeAll(answers: Answer | readonly Answer[]): string {
  return [answers].flat().map(describe).join('\n\n');
}

function describe(result: Answer): string {
  const title = result.case === undefined ? '' : `${JSON.stringify(result.case)}: `;
  const controls = result.requiredControls.join(', ');
  const policies = result.value.map((policy) => {
    const mark = policy.policyApplies ? '✓ applies' : `– ${policy.analysisReasons}`;
    return `  ${mark.padEnd(28)} ${text(policy['displayName']) || text(policy['id'])}`;
  });
  return [`${title}${result.decision}${controls === '' ? '' : ` (${controls})`}`, ...policies].join('\n');
}
