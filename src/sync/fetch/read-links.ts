import { isJsonObject, type Json, type JsonObject } from '#kernel/json.js';
import { ProblemError, toProblemRecord, type ProblemRecord } from '#kernel/problem.js';
import type { BatchAnswer } from '#graph/graph-client.js';
import type { LinkKind } from '../../inventory/kinds.js';
import { targetFromList, type LinkTarget } from '../normalise/normalise.js';
import type { LinkResource } from '../plan/catalogue.js';
import type { StepKey } from '../store/page-store.js';
import { endsSlice } from '../sync.problems.js';
import { inOrder } from './ordered.js';
import { commitLargePage, commitLinkChunk, countLinks, failLarge, type LargeSource } from './commit-links.js';
import { hiddenProblem, seesHiddenMembers } from './hidden-members.js';
import { doubtfulPieces, listedPieces, type LinkPiece } from './link-pieces.js';
import type { LinkSource } from './link-sources.js';
import { COMPLETE, YIELD, type StepContext, type StepOutcome } from './step-context.js';

/** Batches in flight at once; the governor may allow fewer. */
const BATCHES_MAX = 6;

/** Links and sources after which what was read is committed; one statement for many is several times cheaper. */
const COMMIT_LINKS = 4_000;
const COMMIT_SOURCES = 400;

/** Times that the list of groups is begun again within one run when its page token expired. */
const RESTARTS_MAX = 3;

/** How the links of one kind are read. */
export interface LinkQuery {
  readonly resource: LinkResource;
  readonly kind: LinkKind;
  /** Last segment of the path: `members` or `owners`. */
  readonly segment: string;
  /** All groups, or those whose links are known to be in doubt. */
  readonly choice: 'all' | 'doubtful';
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

/** Where a link step is: where it goes on, and large groups not read to their end. */
export interface LinkCursor {
  /** A link to a page or the id of a group; undefined before the beginning, null at the end. */
  readonly after: string | null | undefined;
  readonly large: readonly LargeSource[];
  /** Whether the list of groups is asked to show links; else every group is asked for its own. */
  readonly expands: boolean;
}

/** Reads the links of groups, twenty to a batch and several batches side by side, committed in order. */
export async function readLinks(context: StepContext, step: StepKey, query: LinkQuery): Promise<StepOutcome> {
  const position = await context.runs.position(context.lease, step);
  let state = { page: position.pages, cursor: readCursor(position.cursor) };
  for (let restart = 0; ; restart += 1) {
    try {
      return await readOn(context, step, query, state);
    } catch (error) {
      if (!ProblemError.is(error, 'page-token-expired') || restart >= RESTARTS_MAX) throw error;
      const { pages } = await context.runs.position(context.lease, step);
      state = { page: pages, cursor: { ...state.cursor, after: undefined, large: [] } };
    }
  }
}

async function readOn(
  context: StepContext,
  step: StepKey,
  query: LinkQuery,
  start: LinkState,
): Promise<StepOutcome> {
  let state = await finishLarge(context, step, query, start);
  const { after, expands } = state.cursor;
  if (after === null) return COMPLETE;
  const pieces =
    query.choice === 'all'
      ? listedPieces(context, { ...query, expands }, after)
      : doubtfulPieces(context, query, after);
  const read = inOrder(pieces, BATCHES_MAX, (piece) => readPiece(context, query, piece));
  for await (const chunk of gathered(read)) {
    const page = state.page + 1;
    state = { page, cursor: await commitLinkChunk(context, step, query, { ...chunk, page, expands }) };
    state = await finishLarge(context, step, query, state);
    if (chunk.after !== null && context.shouldYield()) return YIELD;
  }
  return COMPLETE;
}

/** The answers of one piece or several. */
interface ReadPiece {
  readonly after: string | null;
  readonly answers: readonly SourceAnswer[];
}

/** Gathers pieces until they are worth a transaction; groups with further pages are not kept waiting. */
async function* gathered(pieces: AsyncIterable<ReadPiece>): AsyncGenerator<ReadPiece, void, undefined> {
  let answers: SourceAnswer[] = [];
  let links = 0;
  let after: string | null = null;
  for await (const piece of pieces) {
    answers.push(...piece.answers);
    after = piece.after;
    links += countLinks(piece.answers);
    const isLarge = piece.answers.some((answer) => answer.kind === 'large');
    if (!isLarge && links < COMMIT_LINKS && answers.length < COMMIT_SOURCES) continue;
    yield { after, answers };
    answers = [];
    links = 0;
  }
  if (answers.length > 0) yield { after, answers };
}

async function readPiece(context: StepContext, query: LinkQuery, piece: LinkPiece): Promise<ReadPiece> {
  const isHidden = (source: LinkSource): boolean => source.hidden && query.kind === 'membership';
  const anyHidden = piece.ask.some(isHidden);
  const mayRead = !anyHidden || (await seesHiddenMembers(context));
  const known = piece.known.map(
    ({ source, targets }) => ({ kind: 'whole', source: source.id, targets }) as const,
  );
  const asked = await ask(context, query, mayRead ? piece.ask : piece.ask.filter((each) => !isHidden(each)));
  if (mayRead && (!anyHidden || (await seesHiddenMembers(context))))
    return { after: piece.after, answers: [...known, ...asked] };
  const hidden = new Set(piece.ask.filter(isHidden).map(({ id }) => id));
  const visible = asked.filter(({ source }) => !hidden.has(source));
  return { after: piece.after, answers: [...known, ...[...hidden].map(hiddenAnswer), ...visible] };
}

async function ask(
  context: StepContext,
  query: LinkQuery,
  sources: readonly LinkSource[],
): Promise<readonly SourceAnswer[]> {
  if (sources.length === 0) return [];
  const items = sources.map(({ id }) => ({ id, url: `/groups/${id}/${query.segment}?$select=id&$top=999` }));
  const answers = await context.graph.batch(items, { signal: context.signal });
  return answers.map(toSourceAnswer);
}

function hiddenAnswer(source: string): SourceAnswer {
  return { kind: 'failed', source, problem: hiddenProblem(source) };
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
  if (!isJsonObject(cursor)) return { after: undefined, large: [], expands: true };
  const { after, way } = cursor;
  const expands = cursor['expands'] !== false && way !== 'batch';
  if (after === undefined) return { after: undefined, large: [], expands };
  const large = Array.isArray(cursor['large']) ? (cursor['large'] as unknown as readonly LargeSource[]) : [];
  return { after: typeof after === 'string' ? after : null, large, expands };
}
