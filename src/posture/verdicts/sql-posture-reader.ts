import type { ConnectionId, ObjectId } from '#kernel/ids.js';
import type { JsonObject } from '#kernel/json.js';
import { ProblemError } from '#kernel/problem.js';
import type { Database } from '../../database/database.port.js';
import { OPEN_REVISION } from '../../inventory/kinds.js';
import { readCursor, writeCursor } from '../../inventory/read/cursor.js';
import type { Page, PageRequest } from '../../inventory/read/inventory-reader.port.js';
import { assertGuids, IN_REVISION, ZERO } from '../../inventory/read/object-pages.js';
import type {
  AccountCoverage,
  CoverageFilter,
  PolicyVersion,
  PostureReader,
  PostureSummary,
  Verdict,
  VerdictVersion,
} from '../posture.port.js';
import { postureProblems } from '../posture.problems.js';
import { readPolicyVersions } from './policy-versions.js';

interface EvaluationRow {
  readonly revision: number;
  readonly evaluated_at: Date;
  readonly summary: Omit<PostureSummary, 'revision' | 'evaluatedAt' | 'oracle'>;
  readonly oracle: PostureSummary['oracle'];
}

interface VerdictRow {
  readonly since_revision: number;
  readonly until_revision: number;
  readonly result: Omit<Verdict, 'sinceRevision'>;
  readonly since_at: Date;
}

interface CoverageRow {
  readonly id: string;
  readonly display_name: string | null;
  readonly upn: string | null;
  readonly since_revision: number;
  readonly result: Pick<AccountCoverage, 'verdict' | 'reasons' | 'policyIds' | 'escape' | 'mfaCapable'>;
}

/** The revision whose evaluation holds at $2: coverage of a later one may be on its way, account by account. */
const EVALUATED = `(select max(e.revision) from entra_id.posture_evaluation e
  where e.connection_id = $1 and e.revision <= $2)`;

/** Evaluations in the plugin's database. */
export class SqlPostureReader implements PostureReader {
  constructor(private readonly database: Database) {}

  async summary(connectionId: ConnectionId, revision: number): Promise<PostureSummary> {
    const [row] = await this.database.query<EvaluationRow>(
      `select * from entra_id.posture_evaluation where connection_id = $1 and revision <= $2
       order by revision desc limit 1`,
      [connectionId, revision],
    );
    if (row === undefined) throw new ProblemError(postureProblems['nothing-evaluated']);
    return toSummary(row);
  }

  async trend(connectionId: ConnectionId, limit: number): Promise<readonly PostureSummary[]> {
    const rows = await this.database.query<EvaluationRow>(
      'select * from entra_id.posture_evaluation where connection_id = $1 order by revision desc limit $2',
      [connectionId, limit],
    );
    return rows.map(toSummary);
  }

  async verdicts(connectionId: ConnectionId, revision: number): Promise<readonly Verdict[]> {
    const rows = await this.database.query<VerdictRow>(
      `select result, since_revision from entra_id.posture_verdict
       where connection_id = $1 and ${IN_REVISION} order by check_id`,
      [connectionId, revision],
    );
    return rows.map(({ result, since_revision: sinceRevision }) => ({ ...result, sinceRevision }));
  }

  async history(connectionId: ConnectionId, checkId: string): Promise<readonly VerdictVersion[]> {
    const rows = await this.database.query<VerdictRow>(
      `select v.result, v.since_revision, v.until_revision, r.read_to as since_at from entra_id.posture_verdict v
       join entra_id.revision r on r.connection_id = v.connection_id and r.revision = v.since_revision
       where v.connection_id = $1 and v.check_id = $2 order by v.since_revision desc`,
      [connectionId, checkId],
    );
    if (rows.length === 0) throw new ProblemError(postureProblems['check-unknown']);
    return rows.map((row) => ({
      status: row.result.status,
      evidence: row.result.evidence,
      sinceRevision: row.since_revision,
      untilRevision: row.until_revision === OPEN_REVISION ? null : row.until_revision,
      sinceAt: row.since_at.toISOString(),
    }));
  }

  async policies(connectionId: ConnectionId, revision: number): Promise<readonly JsonObject[]> {
    const rows = await this.database.query<{ payload: JsonObject }>(
      `select payload from entra_id.conditional_access_policy
       where connection_id = $1 and ${IN_REVISION} order by display_name, object_id`,
      [connectionId, revision],
    );
    return rows.map(({ payload }) => payload);
  }

  policyVersions(connectionId: ConnectionId, policyId: ObjectId): Promise<readonly PolicyVersion[]> {
    return readPolicyVersions(this.database, connectionId, policyId);
  }

  async coverage(
    connectionId: ConnectionId,
    revision: number,
    filter: CoverageFilter,
    page: PageRequest,
  ): Promise<Page<AccountCoverage>> {
    const [after = ZERO] = readCursor(page.cursor, 1) ?? [];
    assertGuids([after]);
    const rows = await this.database.query<CoverageRow>(
      `select c.object_id::text as id, a.payload->>'displayName' as display_name,
         a.payload->>'userPrincipalName' as upn, c.since_revision, c.result
       from entra_id.account_coverage c left join entra_id.account a on a.connection_id = c.connection_id
         and a.object_id = c.object_id and a.since_revision <= $2 and a.until_revision > $2
       where c.connection_id = $1 and c.since_revision <= ${EVALUATED} and c.until_revision > ${EVALUATED}
         and c.object_id > $3::uuid
         and ($4::text is null or c.verdict = $4) and ($5::uuid is null or c.object_id = $5::uuid)
       order by c.object_id limit $6`,
      [connectionId, revision, after, filter.verdict ?? null, filter.accountId ?? null, page.limit + 1],
    );
    const items = rows.slice(0, page.limit).map(toCoverage);
    const last = items.at(-1);
    const goesOn = rows.length > page.limit && last !== undefined;
    return { items, next: goesOn ? writeCursor([last.accountId]) : undefined };
  }
}

function toSummary({ revision, evaluated_at, summary, oracle }: EvaluationRow): PostureSummary {
  return { revision, evaluatedAt: evaluated_at.toISOString(), ...summary, oracle };
}

function toCoverage(row: CoverageRow): AccountCoverage {
  const { id: accountId, display_name: displayName, upn: userPrincipalName, result } = row;
  return { accountId, displayName, userPrincipalName, ...result, sinceRevision: row.since_revision };
}
