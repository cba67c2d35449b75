import { isJsonObject, type Json, type JsonObject } from '#kernel/json.js';
import { ProblemError, toProblemRecord, type ProblemRecord } from '#kernel/problem.js';
import type { BatchAnswer } from '#graph/graph-client.js';
import type { LinkKind } from '../../inventory/kinds.js';
import { targetFromList, type LinkTarget } from '../normalise/normalise.js';
import { HIDDEN_MEMBERSHIP_PERMISSION } from '../../inventory/requirements.js';
import type { LinkResource } from '../plan/catalogue.js';
import type { StepKey } from '../store/page-store.js';
import { endsSlice, syncProblems } from '../sync.problems.js';
import { inOrder } from './ordered.js';
import { commitLargePage, commitLinkChunk, failLarge, type LargeSource } from './commit-links.js';
import { nextSources, type LinkSource, type SourceChoice } from './link-sources.js';
import { COMPLETE, YIELD, type StepContext, type StepOutcome } from './step-context.js';

/** Groups read by one `$batch`. Source: https://learn.microsoft.com/graph/json-batching (at most 20 items). */
const SOURCES_PER_BATCH = 20;

/** Batches in flight at once; the governor may allow fewer. */
const BATCHES_MAX = 4;

const FIRST_ID = '00000000-0000-0000-0000-000000000000';

/** How the links of one kind are read. */
export interface LinkQuery {
  readonly resource: LinkResource;
  readonly kind: LinkKind;
  /** Last segment of the path: `members` or `owners`. */
  readonly segment: string;
  readonly choice: SourceChoice;
}

/** What reading one group's links gave. */
export type SourceAnswer =
  | { readonly kind: 'whole'; readonly source: string; readonly targets: readonly LinkTarget[] }
  | {
      readonly kind: 'large';
      readonly source: string;
      readonly targets: readonly LinkTarget[];
      readonly next: string;
    }
  | { readonly kind: 'failed'; readonly source: string; readonly problem: ProblemRecord }
  /** The group was deleted meanwhile; should it come back within the run, its links must be read again. */
  | { readonly kind: 'gone'; readonly source: string; readonly problem: ProblemRecord };

/** Where a link step is: the last group whose first page is committed, and large groups not read to their end. */
export interface LinkCursor {
  readonly after: string;
  readonly large: readonly LargeSource[];
}

/** Reads the links of groups, twenty to a batch and several batches side by side, committed in order. */
export async function readLinks(context: StepContext, step: StepKey, query: LinkQuery): Promise<StepOutcome> {
  const position = await context.runs.position(context.lease, step);
  let state = { page: position.pages, cursor: readCursor(position.cursor) };
  state = await finishLarge(context, step, query, state);
  const answers = inOrder(chunks(context, query, state.cursor.after), BATCHES_MAX, (sources) =>
    readChunk(context, query, sources),
  );
  for await (const chunk of answers) {
    state = {
      page: state.page + 1,
      cursor: await commitLinkChunk(context, step, query, { ...chunk, page: state.page + 1 }),
    };
    state = await finishLarge(context, step, query, state);
    if (context.shouldYield()) return YIELD;
  }
  return COMPLETE;
}

async function* chunks(
  context: StepContext,
  query: LinkQuery,
  start: string,
): AsyncGenerator<readonly LinkSource[], void, undefined> {
  let after = start;
  for (;;) {
    const sources = await nextSources(context.database, context.lease, {
      kind: query.kind,
      choice: query.choice,
      after,
      limit: SOURCES_PER_BATCH,
    });
    const last = sources.at(-1);
    if (last === undefined) return;
    yield sources;
    after = last.id;
  }
}

async function readChunk(
  context: StepContext,
  query: LinkQuery,
  sources: readonly LinkSource[],
): Promise<{ readonly after: string; readonly answers: readonly SourceAnswer[] }> {
  const after = sources.at(-1)?.id ?? FIRST_ID;
  const mayRead = (source: LinkSource): boolean =>
    !source.hidden || query.kind === 'ownership' || context.grants.has(HIDDEN_MEMBERSHIP_PERMISSION);
  const hidden = sources.filter((source) => !mayRead(source)).map(hiddenAnswer);
  const readable = sources.filter(mayRead);
  if (readable.length === 0) return { after, answers: hidden };
  const items = readable.map(({ id }) => ({ id, url: `/groups/${id}/${query.segment}?$select=id&$top=999` }));
  const answers = await context.graph.batch(items, { signal: context.signal });
  return { after, answers: [...hidden, ...answers.map(toSourceAnswer)] };
}

function hiddenAnswer(source: LinkSource): SourceAnswer {
  const problem = toProblemRecord(
    new ProblemError(syncProblems['hidden-membership'], { context: { groupId: source.id } }),
  );
  return { kind: 'failed', source: source.id, problem };
}

function toSourceAnswer(answer: BatchAnswer): SourceAnswer {
  if (answer.status === 'failed') {
    const kind = answer.problem.problem.code === 'object-not-found' ? 'gone' : 'failed';
    return { kind, source: answer.id, problem: toProblemRecord(answer.problem) };
  }
  try {
    return parseMembers(answer.id, answer.body);
  } catch (error) {
    return { kind: 'failed', source: answer.id, problem: toProblemRecord(error) };
  }
}

function parseMembers(source: string, body: JsonObject): SourceAnswer {
  const value = body['value'];
  if (!Array.isArray(value)) throw new TypeError('a member list without a value');
  const targets = value.map((raw: Json) => targetFromList(raw));
  const next = body['@odata.nextLink'];
  return typeof next === 'string'
    ? { kind: 'large', source, targets, next }
    : { kind: 'whole', source, targets };
}

interface LinkState {
  readonly page: number;
  readonly cursor: LinkCursor;
}

/** Reads the rest of each large group, page by page, before the next chunk is committed. */
async function finishLarge(
  context: StepContext,
  step: StepKey,
  query: LinkQuery,
  start: LinkState,
): Promise<LinkState> {
  let state = start;
  for (;;) {
    const [large] = state.cursor.large;
    if (large === undefined) return state;
    state = await readRest(context, step, query, state, large);
  }
}

async function readRest(
  context: StepContext,
  step: StepKey,
  query: LinkQuery,
  start: LinkState,
  large: LargeSource,
): Promise<LinkState> {
  let state = start;
  try {
    for await (const answer of context.graph.pages(large.next, { signal: context.signal })) {
      const targets = answer.items.map((raw) => targetFromList(raw));
      const page = state.page + 1;
      const at = { page, cursor: state.cursor, targets, next: answer.nextLink };
      state = { page, cursor: await commitLargePage(context, step, query, at) };
    }
    return state;
  } catch (error) {
    if (endsSlice(error) || context.signal.aborted) throw error;
    const page = state.page + 1;
    const at = { page, cursor: state.cursor, problem: toProblemRecord(error) };
    return { page, cursor: await failLarge(context, step, query, at) };
  }
}

function readCursor(cursor: Json): LinkCursor {
  if (!isJsonObject(cursor) || typeof cursor['after'] !== 'string') return { after: FIRST_ID, large: [] };
  const large = Array.isArray(cursor['large']) ? (cursor['large'] as unknown as readonly LargeSource[]) : [];
  return { after: cursor['after'], large };
}
