import { readFileSync } from 'node:fs';
import { evaluateSnapshot, type ProfiledEvaluation } from '#access-policy/checks/evaluate.js';
import { hasPlainIds, parseExemptions } from '#access-policy/checks/parse-exemptions.js';
import { DECLARABLE, PROFILE_NAMES, type ProfileName } from '#access-policy/checks/profiles.js';
import { parseSnapshot } from '#access-policy/model/snapshot.js';
import { isJsonObject, type Json, type JsonObject } from '#kernel/json.js';
import { UsageError } from '#kernel/usage-error.js';
import { oneOf } from '#simulator/server/arguments.js';
import { describeEvaluation } from './describe-evaluation.js';
import { createProgress } from './progress.js';

type Values = Readonly<Record<string, string | undefined>>;

interface Options {
  readonly profile: ProfileName;
  /** Exemptions of the file, which hold where a case has none of its own. */
  readonly exemptions: Json | undefined;
  readonly now: Date;
}

/** A case with its answer, or with what is wrong with it. */
type Answer = { readonly case?: Json } & (ProfiledEvaluation | { readonly problem: string });

/**
 * Evaluates snapshots from a file, offline: one snapshot gives one answer, a list of cases a list. A case that cannot be
 * evaluated says so in its place, and the exit code is 1.
 */
export async function evaluate(values: Values): Promise<number> {
  const input = readJson(values['snapshot'], 'snapshot');
  const file = values['exemptions'];
  const options: Options = {
    profile: oneOf(values['profile'], 'profile', PROFILE_NAMES, 'semantic'),
    exemptions: file === undefined ? undefined : readJson(file, 'exemptions'),
    now: new Date(),
  };
  const cases = Array.isArray(input) ? (input as readonly Json[]) : [input];
  const progress = createProgress(process.stderr);
  const write = values['json'] === undefined ? writeText : writeJson;
  let failed = 0;
  await write(Array.isArray(input), cases, (item, index) => {
    if (cases.length > 1) progress.update(`${index + 1} of ${cases.length}`);
    const answer = answerCase(item, options, Array.isArray(input));
    if ('problem' in answer) {
      failed += 1;
      progress.stage(`${JSON.stringify(answer.case ?? 'snapshot')}: ${answer.problem}`);
    }
    return answer;
  });
  return failed === 0 ? 0 : 1;
}

type Write = (
  isList: boolean,
  cases: readonly Json[],
  answer: (item: Json, index: number) => Answer,
) => Promise<void>;

/** One document, written case by case, so that its text need not fit into one string. */
const writeJson: Write = async (isList, cases, answer) => {
  if (isList) await print('[');
  for (const [index, item] of cases.entries()) {
    await print(`${index === 0 ? '' : ',\n'}${JSON.stringify(answer(item, index))}`);
  }
  await print(isList ? ']\n' : '\n');
};

const writeText: Write = async (_, cases, answer) => {
  for (const [index, item] of cases.entries()) {
    const result = answer(item, index);
    if ('problem' in result) continue;
    const title = result.case === undefined ? '' : `${JSON.stringify(result.case)}\n`;
    await print(`${title}${describeEvaluation(result)}\n`);
  }
};

function answerCase(item: Json, options: Options, isList: boolean): Answer {
  const isCase = isJsonObject(item) && isJsonObject(item['snapshot']);
  const name = isCase && item['case'] !== undefined ? { case: item['case'] } : {};
  try {
    if (!isJsonObject(item) || (isList && !isCase)) {
      throw new Error('A case is an object with "case" and "snapshot".');
    }
    const own = isCase ? item['exemptions'] : undefined;
    const snapshot = isCase ? (item['snapshot'] as JsonObject) : item;
    return { ...name, ...evaluateCase(snapshot, own ?? options.exemptions, options) };
  } catch (error) {
    return { ...name, problem: error instanceof Error ? error.message : String(error) };
  }
}

function evaluateCase(
  source: JsonObject,
  exemptions: Json | undefined,
  { profile, now }: Options,
): ProfiledEvaluation {
  const declared = parseExemptions(exemptions, DECLARABLE, hasPlainIds(source));
  return evaluateSnapshot(parseSnapshot(source), { profile, exemptions: declared, now });
}

function readJson(file: string | undefined, name: string): Json {
  if (file === undefined) throw new UsageError(`--${name} FILE is missing.`);
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as Json;
  } catch (error) {
    const reason = error instanceof Error ? error.message : '';
    throw new UsageError(`--${name}: ${file} cannot be read as JSON: ${reason}`);
  }
}

/** Resolves when the text has left, so that ending the process cuts nothing off. */
function print(text: string): Promise<void> {
  return new Promise((resolve, reject) => {
    process.stdout.write(text, (error) => {
      if (error) reject(error);
      else resolve();
    });
  });
}
