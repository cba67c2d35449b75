import type { Json } from '#kernel/json.js';
import type { ProblemRecord } from '#kernel/problem.js';
import type { Sql } from '../../database/database.port.js';
import type { LinkTarget } from '../normalise/normalise.js';
import { closeUnseenLinks, undoSource, writeLinkChanges } from '../store/link-statements.js';
import { CLOSING_MEMORY } from '../store/object-statements.js';
import { commitPage, noteSeen, type StepKey } from '../store/page-store.js';
import { writeWholeLinks } from '../store/whole-writes.js';
import type { LinkCursor, LinkQuery, SourceAnswer } from './read-links.js';
import type { StepContext } from './step-context.js';

/** A group with more links than one page shows, and the link to its next page. */
export interface LargeSource {
  readonly source: string;
  readonly next: string;
  /** Pages of this group committed so far. */
  readonly page: number;
}

/** Commits the first pages of a chunk of groups; whole groups are made equal to what was read at once. */
export async function commitLinkChunk(
  context: StepContext,
  step: StepKey,
  query: LinkQuery,
  chunk: {
    readonly page: number;
    readonly after: string | null;
    readonly answers: readonly SourceAnswer[];
    readonly expands: boolean;
  },
): Promise<LinkCursor> {
  const { answers, expands } = chunk;
  const large = answers.filter((answer) => answer.kind === 'large');
  const going = large.map(({ source, next }) => ({ source, next, page: 1 }));
  const cursor = { after: chunk.after, large: going, expands };
  await commitPage(context.database, context.lease, step, {
    page: chunk.page,
    cursor: toJson(cursor),
    objects: countLinks(answers),
    write: async (sql) => {
      await writeWhole(sql, context, query, answers);
      for (const { source, targets } of large)
        await addTargets(sql, context, query, { source, targets, page: 1 });
      for (const answer of answers) if ('problem' in answer) await noteStale(sql, context, query, answer);
    },
  });
  return cursor;
}

/** Commits one further page of a large group; its last page closes what none of its pages showed. */
export async function commitLargePage(
  context: StepContext,
  step: StepKey,
  query: LinkQuery,
  at: {
    readonly page: number;
    readonly cursor: LinkCursor;
    readonly targets: readonly LinkTarget[];
    readonly next: string | undefined;
  },
): Promise<LinkCursor> {
  const [current, ...others] = at.cursor.large;
  if (current === undefined) return at.cursor;
  const page = current.page + 1;
  const going = at.next === undefined ? [] : [{ ...current, next: at.next, page }];
  const cursor = { ...at.cursor, large: [...going, ...others] };
  await commitPage(context.database, context.lease, step, {
    page: at.page,
    cursor: toJson(cursor),
    objects: at.targets.length,
    write: async (sql) => {
      await addTargets(sql, context, query, { source: current.source, targets: at.targets, page });
      if (at.next === undefined) await endLarge(sql, context, query, current.source);
    },
  });
  return cursor;
}

/** Takes back what was written of a large group that could not be read to its end. */
export async function failLarge(
  context: StepContext,
  step: StepKey,
  query: LinkQuery,
  at: { readonly page: number; readonly cursor: LinkCursor; readonly problem: ProblemRecord },
): Promise<LinkCursor> {
  const [current, ...others] = at.cursor.large;
  if (current === undefined) return at.cursor;
  const { connectionId, revision } = context.lease;
  const cursor = { ...at.cursor, large: others };
  await commitPage(context.database, context.lease, step, {
    page: at.page,
    cursor: toJson(cursor),
    objects: 0,
    write: async (sql) => {
      for (const statement of undoSource(query.kind))
        await sql.execute(statement, [connectionId, revision, current.source]);
      await noteStale(sql, context, query, { source: current.source, problem: at.problem });
    },
  });
  return cursor;
}

/** Links that answers hold. */
export function countLinks(answers: readonly SourceAnswer[]): number {
  return answers.reduce((sum, answer) => sum + ('targets' in answer ? answer.targets.length : 0), 0);
}

async function writeWhole(
  sql: Sql,
  context: StepContext,
  query: LinkQuery,
  answers: readonly SourceAnswer[],
): Promise<void> {
  const whole = answers.filter((answer) => answer.kind === 'whole');
  if (whole.length === 0) return;
  const sources = whole.map(({ source, targets }) => ({ source, targets }));
  await writeWholeLinks(sql, context.lease, query.kind, sources);
  await forgetStale(
    sql,
    context,
    query,
    whole.map(({ source }) => source),
  );
}

async function addTargets(
  sql: Sql,
  context: StepContext,
  query: LinkQuery,
  {
    source,
    targets,
    page,
  }: { readonly source: string; readonly targets: readonly LinkTarget[]; readonly page: number },
): Promise<void> {
  if (page === 1) await forgetSeen(sql, context, query, source);
  const { connectionId, revision } = context.lease;
  const changes = targets.map(({ id, type }) => ({ source, target: id, type, removed: false }));
  await sql.query(writeLinkChanges(query.kind), [connectionId, revision, JSON.stringify(changes)]);
  const ids = targets.map(({ id }) => id);
  await noteSeen(sql, context.lease, { resource: query.resource, sourceId: source, page, ids });
}

async function endLarge(sql: Sql, context: StepContext, query: LinkQuery, source: string): Promise<void> {
  const { connectionId, revision, runId } = context.lease;
  await sql.execute(CLOSING_MEMORY);
  await sql.query(closeUnseenLinks(query.kind), [connectionId, revision, runId, query.resource, source]);
  await forgetSeen(sql, context, query, source);
  await forgetStale(sql, context, query, [source]);
}

/** A group that is read again from its first page has shown nothing yet. */
async function forgetSeen(sql: Sql, context: StepContext, query: LinkQuery, source: string): Promise<void> {
  await sql.execute('delete from entra_id.seen_page where run_id = $1 and resource = $2 and source_id = $3', [
    context.lease.runId,
    query.resource,
    source,
  ]);
}

/** A doubt that an earlier revision published stays as it is, so that undoing this run need not restore it. */
async function noteStale(
  sql: Sql,
  context: StepContext,
  query: LinkQuery,
  { source, problem }: { readonly source: string; readonly problem: ProblemRecord },
): Promise<void> {
  const { connectionId, revision } = context.lease;
  await sql.execute(
    `insert into entra_id.stale_source as s (connection_id, resource, source_id, problem, noted_at, noted_by)
     values ($1, $2, $3, $4::jsonb, $5, $6)
     on conflict (connection_id, resource, source_id) do update set cleared_by = null,
       problem = case when s.noted_by = excluded.noted_by then excluded.problem else s.problem end,
       noted_at = case when s.noted_by = excluded.noted_by then excluded.noted_at else s.noted_at end`,
    [connectionId, query.resource, source, JSON.stringify(problem), context.clock.now(), revision],
  );
}

/** The mark goes when the revision is published; an undone run leaves the doubt as it was. */
async function forgetStale(
  sql: Sql,
  context: StepContext,
  query: LinkQuery,
  sources: readonly string[],
): Promise<void> {
  await sql.execute(
    `update entra_id.stale_source set cleared_by = $4
     where connection_id = $1 and resource = $2 and source_id = any($3::uuid[])`,
    [context.lease.connectionId, query.resource, sources, context.lease.revision],
  );
}

function toJson(cursor: LinkCursor): Json {
  const { after, large, expands } = cursor;
  return { after: after ?? null, large: large.map((each) => ({ ...each })), expands };
}
