import { ProblemError } from '#kernel/problem.js';
import type { Json } from '#kernel/json.js';
import { isJsonObject } from '#kernel/json.js';
import type { GraphPage } from '#graph/graph-client.js';
import { toGraphPage } from '#graph/page.js';
import type { ObjectKind } from '../../inventory/kinds.js';
import type { ResourceName } from '../../inventory/resources.js';
import type { ObjectEntry } from '../normalise/normalise.js';
import { CLOSING_MEMORY, closeUnseenObjects } from '../store/object-statements.js';
import { assertLease, commitPage, noteSeen, type StepKey, type StepPosition } from '../store/page-store.js';
import { serialiseEntries, writeWholeObjects, type ObjectLines } from '../store/whole-writes.js';
import { syncProblems } from '../sync.problems.js';
import { COMPLETE, YIELD, type StepContext, type StepOutcome } from './step-context.js';

/** Times that a list whose page token expired is begun again within one run. */
const RESTARTS_MAX = 3;

/** A list of Graph that is read from its first page to its last. */
export interface ObjectList {
  readonly resource: ResourceName;
  readonly kind: ObjectKind;
  /** Path below the version, with its query. */
  readonly path: string;
  /** Whether the path answers a list, or one object. */
  readonly answer: 'list' | 'object';
  readonly entry: (raw: Json) => ObjectEntry;
}

/** Reads a list page by page; each page is committed with the link to the next one. */
export async function crawlObjects(
  context: StepContext,
  step: StepKey,
  list: ObjectList,
): Promise<StepOutcome> {
  for (let restart = 0; ; restart += 1) {
    try {
      return await walk(context, step, list);
    } catch (error) {
      if (!ProblemError.is(error, 'page-token-expired') || restart >= RESTARTS_MAX) throw error;
      await startAgain(context, step);
    }
  }
}

async function walk(context: StepContext, step: StepKey, list: ObjectList): Promise<StepOutcome> {
  const position = await context.runs.position(context.lease, step);
  const url = nextUrl(position, list.path);
  if (url === undefined) return COMPLETE;
  let page = position.pages;
  for await (const read of pagesOf(context, list, url)) {
    page += 1;
    await commitListPage(context, step, list, { page, read });
    if (read.next !== undefined && context.shouldYield()) return YIELD;
  }
  return COMPLETE;
}

/** What is kept of a page until it is written. */
interface ReadPage {
  readonly ids: readonly string[];
  readonly texts: readonly ObjectLines[];
  readonly next: string | undefined;
}

/** One object is a list of one page. */
async function* pagesOf(
  { graph, signal, ahead }: StepContext,
  list: ObjectList,
  url: string,
): AsyncGenerator<ReadPage, void, undefined> {
  const keep = ({ items, nextLink: next }: Pick<GraphPage, 'items' | 'nextLink'>): ReadPage => {
    return { ...keepEntries(items.map((item) => list.entry(item))), next };
  };
  const known = await ahead?.take(url);
  if (list.answer === 'object') {
    yield keep({ items: [known ?? (await graph.get(url, { signal }))], nextLink: undefined });
    return;
  }
  const first = known === undefined ? undefined : toGraphPage(known);
  if (first !== undefined) yield keep(first);
  const next = first === undefined ? url : first.nextLink;
  if (next !== undefined) yield* graph.pagesAs(next, keep, { signal });
}

function nextUrl(position: StepPosition, path: string): string | undefined {
  if (position.pages === 0) return path;
  const next = isJsonObject(position.cursor) ? position.cursor['next'] : undefined;
  return typeof next === 'string' ? next : undefined;
}

function commitListPage(
  context: StepContext,
  step: StepKey,
  list: ObjectList,
  { page, read }: { readonly page: number; readonly read: ReadPage },
): Promise<void> {
  return commitObjects(context, step, list, { page, cursor: { next: read.next ?? null }, ...read });
}

/** Objects of a page as they are kept until they are written. */
export function keepEntries(entries: readonly ObjectEntry[]): Pick<ReadPage, 'ids' | 'texts'> {
  return { ids: entries.map(({ id }) => id), texts: serialiseEntries(entries) };
}

/** Commits a page of whole objects with its checkpoint, and notes which were seen. */
export async function commitObjects(
  context: StepContext,
  step: StepKey,
  { resource, kind }: Pick<ObjectList, 'resource' | 'kind'>,
  at: Pick<ReadPage, 'ids' | 'texts'> & { readonly page: number; readonly cursor: Json },
): Promise<void> {
  const { page, cursor, ids, texts } = at;
  await commitPage(context.database, context.lease, step, {
    page,
    cursor,
    objects: ids.length,
    write: async (sql, { nothingPublished }) => {
      await writeWholeObjects(sql, context.lease, { kind, texts, nothingPublished });
      await noteSeen(sql, context.lease, { resource, sourceId: null, page, ids });
    },
  });
}

/** Forgets the pages of a list, so that it is read from its beginning; rows already written are found unchanged. */
async function startAgain(context: StepContext, step: StepKey): Promise<void> {
  await context.database.transaction(async (sql) => {
    await assertLease(sql, context.lease);
    await sql.execute(
      'delete from entra_id.seen_page where run_id = $1 and resource = $2 and source_id is null',
      [context.lease.runId, step.resource],
    );
    await sql.execute(
      `update entra_id.sync_step set pages = 0, objects = 0, cursor = '{}' where run_id = $1 and resource = $2 and name = $3`,
      [context.lease.runId, step.resource, step.name],
    );
  });
}

/**
 * Closes what a complete list did not show. The pages kept must be the pages counted, else nothing is closed.
 * @throws ProblemError `page-out-of-order`
 */
export async function closeUnseen(
  context: StepContext,
  crawled: StepKey,
  kind: ObjectKind,
): Promise<StepOutcome> {
  const { lease } = context;
  const { pages } = await context.runs.position(lease, crawled);
  await context.database.transaction(async (sql) => {
    await assertLease(sql, lease);
    const kept = await sql.query<{ pages: number }>(
      'select count(*)::int as pages from entra_id.seen_page where run_id = $1 and resource = $2 and source_id is null',
      [lease.runId, crawled.resource],
    );
    if (kept[0]?.pages !== pages) {
      const context = { counted: pages, kept: kept[0]?.pages ?? null };
      throw new ProblemError(syncProblems['page-out-of-order'], { context });
    }
    await sql.execute(CLOSING_MEMORY);
    await sql.query(closeUnseenObjects(kind), [
      lease.connectionId,
      lease.revision,
      lease.runId,
      crawled.resource,
    ]);
  });
  return COMPLETE;
}

/** Reads a short list in full and closes what it does not show any more. */
export async function readWholeList(
  context: StepContext,
  step: StepKey,
  list: ObjectList,
): Promise<StepOutcome> {
  const outcome = await crawlObjects(context, step, list);
  return outcome.kind === 'complete' ? closeUnseen(context, step, list.kind) : outcome;
}
