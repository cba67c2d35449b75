import type { JsonObject } from '#kernel/json.js';
import { toProblemDetails } from '#kernel/problem-details.js';
import {
  ProblemError,
  type Problem,
  type ProblemActor,
  type ProblemContext,
  type ProblemRecord,
  type ProblemRetry,
} from '#kernel/problem.js';
import { anyObject, guid, optional, orNull, record, text, whole, words, type Field } from './field.js';

const ACTORS = ['tenant-admin', 'operator', 'developer'] as const;
const RETRIES = ['never', 'after-remedy', 'later'] as const;

const CODE = text('Stable code of the problem, in kebab case; docs/problems.md explains each.', {
  example: 'connection-not-found',
});
const TITLE = text('One sentence that says what is wrong, for a person.');
const REMEDY = text('What to do about it.');
const ACTOR: Field<ProblemActor> = words(
  ACTORS,
  'Who can act on it: an administrator of the tenant, whoever operates the platform, or whoever calls the API.',
);
const RETRY: Field<ProblemRetry> = words(
  RETRIES,
  'Whether trying the same again helps: never, once the remedy was applied, or later by itself.',
);
const DETAIL = text('What is particular to this occurrence.');
const CONTEXT: Field<ProblemContext> = anyObject(
  'Facts of this occurrence: ids, counts, request ids of Graph. Never a secret or a name.',
);

/** The body of every problem, by RFC 9457. */
interface ProblemBody extends Omit<ProblemRecord, 'detail'> {
  readonly type: string;
  readonly status: number;
  readonly detail?: string;
  readonly reference?: string;
}

/** Schema of `application/problem+json`. Source: https://www.rfc-editor.org/rfc/rfc9457 */
export const PROBLEM_BODY: Field<ProblemBody> = record<ProblemBody>(
  'Problem',
  'Why a request was not answered (RFC 9457).',
  {
    type: text('URI of the kind of problem: `urn:entra-id-plugin:problem:` and the code.', { format: 'uri' }),
    title: TITLE,
    status: whole('The HTTP status.', { minimum: 400, maximum: 599 }),
    detail: optional(DETAIL),
    code: CODE,
    remedy: REMEDY,
    actor: ACTOR,
    retry: RETRY,
    context: CONTEXT,
    reference: optional(guid('Joins a failure (status 500 and above) to its line in the operator’s log.')),
  },
);

/** A problem that is kept with what it happened to. */
export const PROBLEM_RECORD: Field<ProblemRecord> = record<ProblemRecord>(
  'ProblemRecord',
  'A problem as it is kept with a run, a step or a check.',
  {
    code: CODE,
    title: TITLE,
    detail: orNull(DETAIL, 'nothing is known of it but the code.'),
    remedy: REMEDY,
    actor: ACTOR,
    retry: RETRY,
    context: CONTEXT,
  },
);

const RETRY_AFTER = {
  'retry-after': {
    description: 'Seconds after which trying again may help, where that is known.',
    schema: { type: 'integer', minimum: 0 },
  },
} as const;

/** The answers that problems give, one a status; each code is an example of its own. */
export function problemAnswers(problems: readonly Problem[]): readonly JsonObject[] {
  const byStatus = Map.groupBy(new Set(problems), ({ status }) => status);
  return [...byStatus].sort(([a], [b]) => a - b).map(([status, some]) => problemAnswer(status, some));
}

function problemAnswer(status: number, problems: readonly Problem[]): JsonObject {
  const description = problems.map(({ code, title }) => `\`${code}\`: ${title}`).join('\n\n');
  const examples = Object.fromEntries(problems.map((problem) => [problem.code, exampleOf(problem)]));
  const content = { 'application/problem+json': { schema: PROBLEM_BODY.schema, examples } };
  return {
    status,
    description,
    content,
    ...(status === 503 || status === 429 ? { headers: RETRY_AFTER } : {}),
  };
}

function exampleOf(problem: Problem): JsonObject {
  const { body } = toProblemDetails(new ProblemError(problem), '00000000-0000-4000-8000-000000000000');
  return { summary: problem.title, value: body as JsonObject };
}
