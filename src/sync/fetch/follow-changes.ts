import { isJsonObject, type Json } from '#kernel/json.js';
import { ProblemError } from '#kernel/problem.js';
import { graphProblems } from '#graph/graph.problems.js';
import type { GraphPage } from '#graph/graph-client.js';
import type { Sql } from '../../database/database.port.js';
import { RECIPE } from '../normalise/properties.js';
import type { DeltaResource } from '../plan/catalogue.js';
import { assertLease, commitPage, type Lease, type StepKey } from '../store/page-store.js';
import { doubtHiddenGroups, seesHiddenMembers } from './hidden-members.js';
import { COMPLETE, YIELD, type StepContext, type StepOutcome } from './step-context.js';

/** Rounds after which a tenant that never rests is left to the next run. */
const ROUNDS_MAX = 5;

/** A delta query and how a page of it is written. */
export interface DeltaQuery {
  readonly resource: DeltaResource;
  /** Path with its `$select`, without a token. */
  readonly path: string;
  readonly write: (sql: Sql, lease: Lease, items: readonly Json[]) => Promise<void>;
}

interface FollowCursor {
  readonly url: string;
  readonly round: number;
  /** Whether the round has shown any change yet. */
  readonly changed: boolean;
  /** Whether members of hidden groups may be missing from pages of the round. */
  readonly hidden: boolean;
  readonly ended: boolean;
}

/** Takes the delta link of this moment without reading anything, to catch up from after the crawl. */
export async function takeWatermark(
  context: StepContext,
  step: StepKey,
  query: DeltaQuery,
): Promise<StepOutcome> {
  const position = await context.runs.position(context.lease, step);
  if (position.pages > 0) return COMPLETE;
  const url = `${query.path}&$deltatoken=latest`;
  const deltaLink = await lastDeltaLink(context, url);
  await commitPage(context.database, context.lease, step, {
    page: 1,
    cursor: { url: deltaLink },
    objects: 0,
    write: () => Promise.resolve(),
  });
  return COMPLETE;
}

async function lastDeltaLink(context: StepContext, url: string): Promise<string> {
  for await (const page of context.graph.pages(url, { signal: context.signal })) {
    if (page.deltaLink !== undefined) return page.deltaLink;
  }
  throw new ProblemError(graphProblems['malformed-page'], {
    detail: 'A delta answer ended without a delta link.',
  });
}

/**
 * Applies the changes since a link, round after round until one shows none. The newest delta link is kept under
 * the run's revision, in the transaction of the page that brought it.
 */
export async function followChanges(
  context: StepContext,
  step: StepKey,
  query: DeltaQuery,
): Promise<StepOutcome> {
  try {
    return await follow(context, step, query);
  } catch (error) {
    if (!ProblemError.is(error, 'delta-expired') || !(await hasCrawled(context, query))) throw error;
    await forgetLink(context, query.resource);
    return COMPLETE;
  }
}

/**
 * A full run whose fresh link is refused stands on its crawl alone: each object was true at some moment of the run.
 * Without a link the next run is a full one.
 */
async function hasCrawled(context: StepContext, query: DeltaQuery): Promise<boolean> {
  const watermark: StepKey = { resource: query.resource, name: 'watermark' };
  return (await context.runs.position(context.lease, watermark)).pages > 0;
}

async function forgetLink({ database, lease }: StepContext, resource: DeltaResource): Promise<void> {
  await database.transaction(async (sql) => {
    await assertLease(sql, lease);
    await sql.execute(
      'delete from entra_id.delta_link where connection_id = $1 and resource = $2 and revision = $3',
      [lease.connectionId, resource, lease.revision],
    );
  });
}

async function follow(context: StepContext, step: StepKey, query: DeltaQuery): Promise<StepOutcome> {
  const position = await context.runs.position(context.lease, step);
  let cursor = await startCursor(context, query, position.cursor);
  let page = position.pages;
  while (!cursor.ended) {
    cursor = await withConsent(context, cursor);
    for await (const answer of context.graph.pages(cursor.url, { signal: context.signal })) {
      page += 1;
      cursor = await withConsent(context, cursor);
      cursor = await commitDeltaPage(context, step, query, { page, answer, cursor });
      if (!cursor.ended && context.shouldYield()) return YIELD;
    }
  }
  return COMPLETE;
}

async function withConsent(context: StepContext, cursor: FollowCursor): Promise<FollowCursor> {
  return cursor.hidden || (await seesHiddenMembers(context)) ? cursor : { ...cursor, hidden: true };
}

async function startCursor(context: StepContext, query: DeltaQuery, kept: Json): Promise<FollowCursor> {
  const known = readCursor(kept);
  if (known !== undefined) return known;
  const watermark: StepKey = { resource: query.resource, name: 'watermark' };
  const { cursor } = await context.runs.position(context.lease, watermark);
  const taken = readCursor(cursor);
  if (taken === undefined) throw new ProblemError(graphProblems['delta-expired']);
  return taken;
}

function readCursor(cursor: Json): FollowCursor | undefined {
  if (!isJsonObject(cursor) || typeof cursor['url'] !== 'string') return undefined;
  const { url, round, changed, hidden, ended } = cursor;
  return {
    url,
    round: typeof round === 'number' ? round : 1,
    changed: changed === true,
    hidden: hidden === true,
    ended: ended === true,
  };
}

async function commitDeltaPage(
  context: StepContext,
  step: StepKey,
  query: DeltaQuery,
  at: { readonly page: number; readonly answer: GraphPage; readonly cursor: FollowCursor },
): Promise<FollowCursor> {
  const { page, answer } = at;
  const cursor = advance(at.cursor, answer);
  await commitPage(context.database, context.lease, step, {
    page,
    cursor: { ...cursor },
    objects: answer.items.length,
    write: async (sql) => {
      await query.write(sql, context.lease, answer.items);
      if (answer.deltaLink === undefined) return;
      await keepLink(sql, context, query.resource, answer.deltaLink);
      if (at.cursor.hidden && query.resource === 'groups') await doubtHiddenGroups(sql, context);
    },
  });
  return cursor;
}

function advance(cursor: FollowCursor, answer: GraphPage): FollowCursor {
  const changed = cursor.changed || answer.items.length > 0;
  if (answer.nextLink !== undefined) return { ...cursor, url: answer.nextLink, changed };
  if (answer.deltaLink === undefined) {
    throw new ProblemError(graphProblems['malformed-page'], {
      detail: 'A delta page has neither a next link nor a delta link.',
    });
  }
  const ended = !changed || cursor.round >= ROUNDS_MAX;
  return { url: answer.deltaLink, round: cursor.round + 1, changed: false, hidden: false, ended };
}

async function keepLink(sql: Sql, context: StepContext, resource: DeltaResource, url: string): Promise<void> {
  await sql.execute(
    `insert into entra_id.delta_link (connection_id, resource, revision, url, recipe, taken_at)
     values ($1, $2, $3, $4, $5, $6)
     on conflict (connection_id, resource, revision) do update set url = excluded.url, taken_at = excluded.taken_at`,
    [context.lease.connectionId, resource, context.lease.revision, url, RECIPE, context.clock.now()],
  );
}
