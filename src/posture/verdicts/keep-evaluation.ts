import type { CheckStatus, UserCoverage } from '#access-policy/model/results.js';
import type { ConnectionId } from '#kernel/ids.js';
import type { Database, Sql } from '../../database/database.port.js';
import { OPEN_REVISION } from '../../inventory/kinds.js';
import type { JudgedCheck, TenantEvaluation } from '../evaluate/evaluate-tenant.js';
import { COVERAGE, endResults, keepResults, VERDICTS, type ResultRow } from './versioned-rows.js';

const ROWS_MAX = 1_000;

/** A check whose verdict is another one than before. */
export interface ChangedVerdict {
  readonly check: JudgedCheck;
  /** Null for the first verdict of a check. */
  readonly before: CheckStatus | null;
}

/**
 * Keeps an evaluation of a revision in one transaction and answers which verdicts changed; nothing is kept when a
 * later revision was evaluated meanwhile. Evaluations of a connection take turns; the connection itself is only kept from
 * going, so that the next revision is published meanwhile.
 */
export async function keepEvaluation(
  database: Database,
  at: { readonly connectionId: ConnectionId; readonly revision: number; readonly evaluatedAt: Date },
  { checks, coverage, summary }: TenantEvaluation,
): Promise<readonly ChangedVerdict[]> {
  return database.transaction(async (sql) => {
    await sql.query(`select pg_advisory_xact_lock(hashtextextended('entra-id/evaluation ' || $1::text, 0))`, [
      at.connectionId,
    ]);
    await sql.query('select 1 from entra_id.connection where id = $1 for key share', [at.connectionId]);
    const [later] = await sql.query(
      'select 1 from entra_id.posture_evaluation where connection_id = $1 and revision > $2 limit 1',
      [at.connectionId, at.revision],
    );
    if (later !== undefined) return [];
    const before = await openStatuses(sql, at.connectionId);
    await keepResults(sql, VERDICTS, at, checks.map(verdictRow));
    await endResults(
      sql,
      VERDICTS,
      at,
      `t.check_id <> all(array[${checks.map(({ id }) => `'${id}'`).join()}])`,
    );
    await keepCoverage(sql, at, coverage.users);
    await sql.execute(
      `insert into entra_id.posture_evaluation (connection_id, revision, evaluated_at, summary)
       values ($1, $2, $3, $4::jsonb)
       on conflict (connection_id, revision) do update
         set evaluated_at = excluded.evaluated_at, summary = excluded.summary`,
      [at.connectionId, at.revision, at.evaluatedAt, JSON.stringify(summary)],
    );
    return checks
      .map((check) => ({ check, before: before.get(check.id) ?? null }))
      .filter((change) => change.before !== change.check.status);
  });
}

async function openStatuses(sql: Sql, connectionId: ConnectionId): Promise<ReadonlyMap<string, CheckStatus>> {
  const rows = await sql.query<{ check_id: string; status: CheckStatus }>(
    `select check_id, status from entra_id.posture_verdict
     where connection_id = $1 and until_revision = ${OPEN_REVISION}`,
    [connectionId],
  );
  return new Map(rows.map((row) => [row.check_id, row.status]));
}

function verdictRow(check: JudgedCheck): ResultRow {
  return { id: check.id, answer: check.status, result: check };
}

async function keepCoverage(
  sql: Sql,
  at: { readonly connectionId: ConnectionId; readonly revision: number },
  users: readonly UserCoverage[],
): Promise<void> {
  for (let start = 0; start < users.length; start += ROWS_MAX) {
    await keepResults(sql, COVERAGE, at, users.slice(start, start + ROWS_MAX).map(coverageRow));
  }
  const gone = `not exists (select 1 from entra_id.account a where a.connection_id = $1
    and a.object_id = t.object_id and a.since_revision <= $2 and a.until_revision > $2)`;
  await endResults(sql, COVERAGE, at, gone);
}

function coverageRow({ userId, escape, ...coverage }: UserCoverage): ResultRow {
  return { id: userId, answer: coverage.verdict, result: { ...coverage, escape: escape ?? null } };
}
