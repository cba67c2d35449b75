import type { CheckStatus, UserCoverage } from '#access-policy/model/results.js';
import type { ConnectionId } from '#kernel/ids.js';
import type { Database, Sql } from '../../database/database.port.js';
import { OPEN_REVISION } from '../../inventory/kinds.js';
import type { JudgedCheck, TenantEvaluation } from '../evaluate/evaluate-tenant.js';
import { Superseded } from '../evaluate/user-pages.js';
import { COVERAGE, endResults, keepResults, VERDICTS, type ResultRow } from './versioned-rows.js';

const ROWS_MAX = 1_000;

/** A check whose verdict is another one than before. */
export interface ChangedVerdict {
  readonly check: JudgedCheck;
  /** Null for the first verdict of a check. */
  readonly before: CheckStatus | null;
}

/** Which evaluation is kept. */
export interface EvaluatedRevision {
  readonly connectionId: ConnectionId;
  readonly revision: number;
}

/**
 * Keeps one evaluation of a revision: the coverage of accounts page by page, each in a transaction of its own, then the verdicts
 * with the evaluation itself. Readers see a revision's coverage once its evaluation is kept. Nothing is written once a later
 * revision is being evaluated; then it fails with `Superseded`.
 */
export class EvaluationRecord {
  constructor(
    private readonly database: Database,
    private readonly at: EvaluatedRevision,
  ) {}

  /** Claims the evaluation for this revision; one of the same revision may go on beside it. @throws Superseded */
  async claim(): Promise<void> {
    const claimed = await this.database.execute(
      `insert into entra_id.posture_claim (connection_id, revision) values ($1, $2)
       on conflict (connection_id) do update set revision = excluded.revision
         where posture_claim.revision <= excluded.revision`,
      [this.at.connectionId, this.at.revision],
    );
    if (claimed === 0) throw new Superseded();
  }

  /** Keeps the coverage of some accounts. @throws Superseded */
  async keepCoverage(users: readonly UserCoverage[]): Promise<void> {
    await this.database.transaction(async (sql) => {
      await this.assertClaimed(sql);
      for (let start = 0; start < users.length; start += ROWS_MAX)
        await keepResults(sql, COVERAGE, this.at, users.slice(start, start + ROWS_MAX).map(coverageRow));
    });
  }

  /** Keeps the verdicts and ends the evaluation; answers which verdicts changed. @throws Superseded */
  finish({ checks, summary }: TenantEvaluation, evaluatedAt: Date): Promise<readonly ChangedVerdict[]> {
    return this.database.transaction(async (sql) => {
      await this.assertClaimed(sql);
      const before = await openStatuses(sql, this.at.connectionId);
      await keepResults(sql, VERDICTS, this.at, checks.map(verdictRow));
      const ids = checks.map(({ id }) => `'${id}'`).join();
      await endResults(sql, VERDICTS, this.at, `t.check_id <> all(array[${ids}]::text[])`);
      await endResults(sql, COVERAGE, this.at, GONE);
      await sql.execute(
        `insert into entra_id.posture_evaluation (connection_id, revision, evaluated_at, summary)
         values ($1, $2, $3, $4::jsonb)
         on conflict (connection_id, revision) do update
           set evaluated_at = excluded.evaluated_at, summary = excluded.summary`,
        [this.at.connectionId, this.at.revision, evaluatedAt, JSON.stringify(summary)],
      );
      return checks
        .map((check) => ({ check, before: before.get(check.id) ?? null }))
        .filter((change) => change.before !== change.check.status);
    });
  }

  /** The row stays locked until the transaction ends, so that two evaluations never write at once. */
  private async assertClaimed(sql: Sql): Promise<void> {
    const [claim] = await sql.query(
      'select 1 from entra_id.posture_claim where connection_id = $1 and revision = $2 for update',
      [this.at.connectionId, this.at.revision],
    );
    if (claim === undefined) throw new Superseded();
  }
}

/** Accounts that the revision does not have. */
const GONE = `not exists (select 1 from entra_id.account a where a.connection_id = $1
  and a.object_id = t.object_id and a.since_revision <= $2 and a.until_revision > $2)`;

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

function coverageRow({ userId, escape, ...coverage }: UserCoverage): ResultRow {
  return { id: userId, answer: coverage.verdict, result: { ...coverage, escape: escape ?? null } };
}
