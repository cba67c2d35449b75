import { isJsonObject, type Json, type JsonObject } from '#kernel/json.js';
import { ProblemError, toProblemRecord, type ProblemRecord } from '#kernel/problem.js';
import { graphProblems } from '#graph/graph.problems.js';
import type { BatchAnswer } from '#graph/graph-client.js';
import { OPEN_REVISION, tableOf } from '../../inventory/kinds.js';
import type { ObjectEntry } from '../normalise/normalise.js';
import type { ParentedRow } from '../plan/catalogue.js';
import type { StepKey } from '../store/page-store.js';
import { syncProblems } from '../sync.problems.js';
import { closeUnseen, commitObjects, keepEntries } from './crawl-objects.js';
import { seesHiddenMembers } from './hidden-members.js';
import { inOrder } from './ordered.js';
import { YIELD, type StepContext, type StepOutcome } from './step-context.js';

/** Parents asked by one `$batch`. Source: https://learn.microsoft.com/graph/json-batching (at most 20 items). */
const PARENTS_PER_BATCH = 20;

/** Batches in flight at once; the governor may allow fewer. */
const BATCHES_MAX = 4;

const FIRST_ID = '00000000-0000-0000-0000-000000000000';

/** Where a parent's list goes on. */
interface NextPage {
  readonly parent: string;
  readonly url: string;
}

/** Where such a step is: the last parent whose first page is committed, and lists that go on. */
interface ParentedCursor {
  readonly after: string;
  readonly next: readonly NextPage[];
}

/** One page ready to be committed and where it leads. */
interface Page extends ParentedCursor {
  readonly entries: readonly ObjectEntry[];
}

interface State {
  readonly page: number;
  readonly cursor: ParentedCursor;
}

/**
 * Reads a list parent by parent, twenty to a batch, and closes what no parent shows any more. One parent that cannot
 * be read makes the whole list incomplete, so nothing of it is closed; a parent that was deleted meanwhile shows nothing.
 * Consent is looked at before and after: what was read without it may lack what parents hide.
 */
export async function readParented(
  context: StepContext,
  step: StepKey,
  row: ParentedRow,
): Promise<StepOutcome> {
  const hidden = await hiddenParent(context, row);
  if (hidden !== undefined) return { kind: 'refused', problem: hidden };
  const position = await context.runs.position(context.lease, step);
  let state: State = { page: position.pages, cursor: readCursor(position.cursor) };
  state = await finishPages(context, step, row, state);
  const answers = inOrder(chunks(context, row, state.cursor.after), BATCHES_MAX, (ids) =>
    readChunk(context, row, ids),
  );
  for await (const page of answers) {
    state = await commit(context, step, row, state, page);
    state = await finishPages(context, step, row, state);
    if (context.shouldYield()) return YIELD;
  }
  const blind = await hiddenParent(context, row);
  return blind === undefined ? closeUnseen(context, step, row.kind) : { kind: 'refused', problem: blind };
}

/** Why the list cannot be complete: a parent hides what it lists, which would look like nothing at all. */
async function hiddenParent(
  context: StepContext,
  { parents, hiddenMembers }: ParentedRow,
): Promise<ProblemRecord | undefined> {
  if (!hiddenMembers || (await seesHiddenMembers(context))) return undefined;
  const [found] = await context.database.query<{ id: string }>(
    `select object_id::text as id from ${tableOf(parents.kind)} where connection_id = $1
       and until_revision = ${OPEN_REVISION} and payload->>'visibility' = 'HiddenMembership' limit 1`,
    [context.lease.connectionId],
  );
  if (found === undefined) return undefined;
  const where = { parentId: found.id };
  return toProblemRecord(new ProblemError(syncProblems['hidden-membership'], { context: where }));
}

async function* chunks(
  { database, lease }: StepContext,
  { parents }: ParentedRow,
  start: string,
): AsyncGenerator<readonly string[], void, undefined> {
  for (let after = start; ;) {
    const rows = await database.query<{ id: string }>(
      `select object_id::text as id from ${tableOf(parents.kind)}
       where connection_id = $1 and until_revision = ${OPEN_REVISION} and object_id > $2::uuid and ${parents.where}
       order by object_id limit ${PARENTS_PER_BATCH}`,
      [lease.connectionId, after],
    );
    const last = rows.at(-1);
    if (last === undefined) return;
    yield rows.map(({ id }) => id);
    after = last.id;
  }
}

async function readChunk(context: StepContext, row: ParentedRow, ids: readonly string[]): Promise<Page> {
  const items = ids.map((id) => ({ id, url: row.path.replace('{id}', id) }));
  const answers = (await context.graph.batch(items, { signal: context.signal })).flatMap(present);
  return {
    after: ids.at(-1) ?? FIRST_ID,
    next: answers.flatMap(({ parent, body }) => {
      const url = body['@odata.nextLink'];
      return typeof url === 'string' ? [{ parent, url }] : [];
    }),
    entries: answers.flatMap(({ parent, body }) => itemsOf(body).map((item) => row.entry(item, parent))),
  };
}

function present(answer: BatchAnswer): readonly { readonly parent: string; readonly body: JsonObject }[] {
  if (answer.status === 'ok') return [{ parent: answer.id, body: answer.body }];
  if (answer.problem.problem.code === 'object-not-found') return [];
  throw answer.problem;
}

function itemsOf(body: JsonObject): readonly Json[] {
  const value = body['value'];
  if (Array.isArray(value)) return value as readonly Json[];
  throw new ProblemError(graphProblems['malformed-page'], { detail: 'A list came without a value.' });
}

/** Reads the further pages of parents with long lists before the next chunk is committed. */
async function finishPages(
  context: StepContext,
  step: StepKey,
  row: ParentedRow,
  start: State,
): Promise<State> {
  let state = start;
  for (;;) {
    const [at, ...others] = state.cursor.next;
    if (at === undefined) return state;
    const { items, nextLink } = await context.graph.page(at.url, { signal: context.signal });
    const next = nextLink === undefined ? others : [{ ...at, url: nextLink }, ...others];
    const entries = items.map((item) => row.entry(item, at.parent));
    state = await commit(context, step, row, state, { after: state.cursor.after, next, entries });
  }
}

async function commit(
  context: StepContext,
  step: StepKey,
  row: ParentedRow,
  state: State,
  { after, next, entries }: Page,
): Promise<State> {
  const page = state.page + 1;
  const cursor = { after, next: next.map(({ parent, url }) => ({ parent, url })) };
  await commitObjects(context, step, row, { page, cursor, ...keepEntries(entries) });
  return { page, cursor };
}

function readCursor(cursor: Json): ParentedCursor {
  if (!isJsonObject(cursor) || typeof cursor['after'] !== 'string') return { after: FIRST_ID, next: [] };
  const next = Array.isArray(cursor['next']) ? (cursor['next'] as readonly Json[]) : [];
  return { after: cursor['after'], next: next.flatMap(nextPageOf) };
}

function nextPageOf(kept: Json): readonly NextPage[] {
  if (!isJsonObject(kept)) return [];
  const { parent, url } = kept;
  return typeof parent === 'string' && typeof url === 'string' ? [{ parent, url }] : [];
}
