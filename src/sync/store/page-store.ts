import type { ConnectionId, OrganizationId, RunId } from '#kernel/ids.js';
import type { Json } from '#kernel/json.js';
import { ProblemError } from '#kernel/problem.js';
import type { Database, Sql } from '../../database/database.port.js';
import type { ResourceName } from '../../inventory/resources.js';
import { syncProblems } from '../sync.problems.js';

/** The right to work on a run: whoever raised the epoch last holds it, everyone else's page transactions fail. */
export interface Lease {
  readonly runId: RunId;
  readonly connectionId: ConnectionId;
  readonly organizationId: OrganizationId;
  readonly revision: number;
  readonly epoch: number;
}

/** Where a step is: how many pages it has committed, and what it needs to go on. */
export interface StepPosition {
  readonly pages: number;
  readonly cursor: Json;
}

/** What a step does with its resource. */
export type StepName = 'read' | 'watermark' | 'crawl' | 'close' | 'follow' | 'prove' | 'reread';

/** A step of a run, by resource and name. */
export interface StepKey {
  readonly resource: ResourceName;
  readonly name: StepName;
}

/** One page's work, committed as a whole. */
export interface PageCommit {
  /** Number of this page within the step, from 1. */
  readonly page: number;
  /** Where the step goes on after this page. */
  readonly cursor: Json;
  /** Objects or links that the page showed. */
  readonly objects: number;
  readonly write: (sql: Sql, at: PageSituation) => Promise<void>;
}

/** What a page finds when it is written. */
export interface PageSituation {
  /** Whether the connection has no published revision yet: every row that there is was written by this run. */
  readonly nothingPublished: boolean;
}

/** What became of a page: written, or known already because an earlier worker had committed it. */
export type PageOutcome = 'written' | 'replayed';

/**
 * Commits a page with its checkpoint in one transaction, under the run's lease.
 * @throws ProblemError `lease-lost` when another worker holds the run; `page-out-of-order`
 */
export async function commitPage(
  database: Database,
  lease: Lease,
  step: StepKey,
  commit: PageCommit,
): Promise<PageOutcome> {
  return database.transaction(async (sql) => {
    const { pages, ...situation } = await holdStep(sql, lease, step);
    if (pages >= commit.page) return 'replayed';
    if (pages !== commit.page - 1) throw outOfOrder(pages, commit.page);
    await commit.write(sql, situation);
    await sql.execute(
      `update entra_id.sync_step set pages = $4, cursor = $5::jsonb, objects = objects + $6
       where run_id = $1 and resource = $2 and name = $3`,
      [lease.runId, step.resource, step.name, commit.page, JSON.stringify(commit.cursor), commit.objects],
    );
    return 'written';
  });
}

/**
 * Fails unless the lease is still the newest. Shared, so that steps of one run commit side by side while a
 * takeover waits for them; and unless somebody asked the run to stop.
 * @throws ProblemError `lease-lost`, `run-cancelled`
 */
export async function assertLease(sql: Sql, lease: Lease): Promise<void> {
  const rows = await sql.query<{ cancel_requested: boolean }>(
    `select cancel_requested from entra_id.sync_run
     where id = $1 and epoch = $2 and state = 'running' for share`,
    [lease.runId, lease.epoch],
  );
  const context = { runId: lease.runId };
  if (rows[0] === undefined) throw new ProblemError(syncProblems['lease-lost'], { context });
  if (rows[0].cancel_requested) throw new ProblemError(syncProblems['run-cancelled'], { context });
}

/** Holds the lease as `assertLease` does and the step for itself, in one statement: each one is a way there and back. */
async function holdStep(
  sql: Sql,
  lease: Lease,
  step: StepKey,
): Promise<PageSituation & { readonly pages: number }> {
  const rows = await sql.query<PageSituation & { readonly pages: number; readonly cancelled: boolean }>(
    `select s.pages, r.cancel_requested as cancelled,
       not exists (select 1 from entra_id.revision v where v.connection_id = r.connection_id)
         as "nothingPublished"
     from entra_id.sync_run r join entra_id.sync_step s on s.run_id = r.id and s.resource = $3 and s.name = $4
     where r.id = $1 and r.epoch = $2 and r.state = 'running' for share of r for update of s`,
    [lease.runId, lease.epoch, step.resource, step.name],
  );
  const [row] = rows;
  if (row === undefined || row.cancelled) await assertLease(sql, lease);
  if (row === undefined) throw outOfOrder(-1, 0);
  return { pages: row.pages, nothingPublished: row.nothingPublished };
}

function outOfOrder(committed: number, page: number): ProblemError {
  return new ProblemError(syncProblems['page-out-of-order'], { context: { committed, page } });
}

/** Notes which objects a page showed, so that a complete step can close the others; part of the page's transaction. */
export async function noteSeen(
  sql: Sql,
  lease: Lease,
  seen: {
    readonly resource: ResourceName;
    readonly sourceId: string | null;
    readonly page: number;
    readonly ids: readonly string[];
  },
): Promise<void> {
  await sql.execute(
    `insert into entra_id.seen_page (run_id, resource, source_id, page, ids) values ($1, $2, $3, $4, $5::text[])`,
    [lease.runId, seen.resource, seen.sourceId, seen.page, seen.ids],
  );
}
