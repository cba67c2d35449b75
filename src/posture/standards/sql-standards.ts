import { randomUUID } from 'node:crypto';
import type { Clock } from '#kernel/clock.js';
import type { ConnectionId } from '#kernel/ids.js';
import type { JsonObject } from '#kernel/json.js';
import { ProblemError } from '#kernel/problem.js';
import type { ActivityLog, ActivityAction } from '../../connections/connections.port.js';
import type { Database } from '../../database/database.port.js';
import { postureProblems } from '../posture.problems.js';
import { parseDto } from '../../settings/parse.dto.js';
import { ExemptionDto, StandardDto, type ExemptionScopeDto } from './standards.dto.js';
import type {
  Baseline,
  Exemption,
  ExemptionScope,
  Standard,
  StandardActor,
  Standards,
} from './standards.port.js';

/** An exemption may last this long at most; then somebody must look at it again. */
const EXEMPTION_DAYS_MAX = 731;
const DAY_MS = 86_400_000;

interface StandardRow {
  readonly baseline: Baseline;
  readonly checks: readonly string[];
  readonly break_glass_accounts: readonly string[];
  readonly changed_at: Date;
  readonly changed_by: string;
}

interface ExemptionRow {
  readonly id: string;
  readonly check_id: string;
  readonly scope: ExemptionScope;
  readonly reason: string;
  readonly owner: string;
  readonly expires_at: Date;
  readonly created_at: Date;
  readonly created_by: string;
  readonly ended_at: Date | null;
  readonly ended_by: string | null;
}

const NOT_CHOSEN: Standard = {
  baseline: 'all',
  checks: [],
  breakGlassAccounts: [],
  changedAt: null,
  changedBy: null,
};

/** What standards work with. */
export interface StandardsParts {
  readonly database: Database;
  readonly activity: ActivityLog;
  readonly clock: Clock;
  /** Ids of every check there is, of both profiles. */
  readonly checkIds: ReadonlySet<string>;
}

/** Standards and exemptions in the plugin's database. */
export class SqlStandards implements Standards {
  constructor(private readonly parts: StandardsParts) {}

  async read(connectionId: ConnectionId): Promise<Standard> {
    const [row] = await this.parts.database.query<StandardRow>(
      'select * from entra_id.posture_standard where connection_id = $1',
      [connectionId],
    );
    if (row === undefined) return NOT_CHOSEN;
    const { baseline, checks, break_glass_accounts: breakGlassAccounts, changed_by: changedBy } = row;
    return { baseline, checks, breakGlassAccounts, changedAt: row.changed_at.toISOString(), changedBy };
  }

  async update(actor: StandardActor, connectionId: ConnectionId, input: unknown): Promise<Standard> {
    const dto = await parseDto(StandardDto, input, postureProblems['standard-invalid']);
    const { baseline, checks = [], breakGlassAccounts = [] } = dto;
    this.assertKnown(checks, 'standard-invalid');
    if (baseline === 'own' && checks.length === 0) {
      const detail = 'A standard of your own selects at least one check.';
      throw new ProblemError(postureProblems['standard-invalid'], { detail });
    }
    await this.parts.database.execute(
      `insert into entra_id.posture_standard
         (connection_id, baseline, checks, break_glass_accounts, changed_at, changed_by)
       values ($1, $2, $3, $4::uuid[], $5, $6)
       on conflict (connection_id) do update set baseline = excluded.baseline, checks = excluded.checks,
         break_glass_accounts = excluded.break_glass_accounts, changed_at = excluded.changed_at,
         changed_by = excluded.changed_by`,
      [connectionId, baseline, checks, breakGlassAccounts, this.parts.clock.now(), actor.userId],
    );
    await this.note(actor, connectionId, 'standard-changed', { baseline, checks, breakGlassAccounts });
    return this.read(connectionId);
  }

  async exemptions(connectionId: ConnectionId): Promise<readonly Exemption[]> {
    const rows = await this.parts.database.query<ExemptionRow>(
      'select * from entra_id.posture_exemption where connection_id = $1 order by created_at desc, id',
      [connectionId],
    );
    return rows.map((row) => toExemption(row, this.parts.clock.now()));
  }

  async exempt(actor: StandardActor, connectionId: ConnectionId, input: unknown): Promise<Exemption> {
    const dto = await parseDto(ExemptionDto, input, postureProblems['exemption-invalid']);
    this.assertKnown([dto.checkId], 'exemption-invalid');
    const expiresAt = this.expiryOf(dto.expiresAt);
    const scope = scopeOf(dto.scope);
    const [row] = await this.parts.database.query<ExemptionRow>(
      `insert into entra_id.posture_exemption
         (id, connection_id, check_id, scope, reason, owner, expires_at, created_at, created_by)
       values ($1, $2, $3, $4::jsonb, $5, $6, $7, $8, $9) returning *`,
      [
        randomUUID(),
        connectionId,
        dto.checkId,
        JSON.stringify(scope),
        dto.reason,
        dto.owner,
        expiresAt,
        this.parts.clock.now(),
        actor.userId,
      ],
    );
    if (row === undefined) throw new RangeError('an exemption was kept but not returned');
    const details = { checkId: dto.checkId, scope: { ...scope }, expiresAt: expiresAt.toISOString() };
    await this.note(actor, connectionId, 'exemption-declared', details, dto.reason);
    return toExemption(row, this.parts.clock.now());
  }

  async end(actor: StandardActor, connectionId: ConnectionId, exemptionId: string): Promise<Exemption> {
    const [row] = await this.parts.database.query<ExemptionRow>(
      `update entra_id.posture_exemption set ended_at = $3, ended_by = $4
       where connection_id = $1 and id = $2 and ended_at is null returning *`,
      [connectionId, exemptionId, this.parts.clock.now(), actor.userId],
    );
    if (row === undefined) throw new ProblemError(postureProblems['exemption-not-found']);
    await this.note(actor, connectionId, 'exemption-ended', { checkId: row.check_id, exemptionId });
    return toExemption(row, this.parts.clock.now());
  }

  private assertKnown(checks: readonly string[], code: 'standard-invalid' | 'exemption-invalid'): void {
    const unknown = checks.filter((check) => !this.parts.checkIds.has(check));
    if (unknown.length === 0) return;
    throw new ProblemError(postureProblems[code], { detail: `There is no check ${unknown.join(', ')}.` });
  }

  private expiryOf(text: string): Date {
    const expiresAt = new Date(text);
    const aheadMs = expiresAt.getTime() - this.parts.clock.now().getTime();
    if (aheadMs > 0 && aheadMs <= EXEMPTION_DAYS_MAX * DAY_MS) return expiresAt;
    const detail = `expiresAt lies ahead, by ${EXEMPTION_DAYS_MAX} days at most.`;
    throw new ProblemError(postureProblems['exemption-invalid'], { detail });
  }

  private async note(
    actor: StandardActor,
    connectionId: ConnectionId,
    action: ActivityAction,
    details: JsonObject,
    reason?: string,
  ): Promise<void> {
    const { organizationId, userId } = actor;
    const why = reason === undefined ? {} : { reason };
    await this.parts.activity.record({
      organizationId,
      connectionId,
      actor: userId,
      action,
      details,
      ...why,
    });
  }
}

function scopeOf(dto: ExemptionScopeDto): ExemptionScope {
  const { users = [], groups = [], applications = [] } = dto;
  const { guestUserTypes = [], roleUsers = [], roleGroups = [] } = dto;
  return { users, groups, applications, guestUserTypes, roleUsers, roleGroups };
}

function toExemption(row: ExemptionRow, now: Date): Exemption {
  const state = row.ended_at !== null ? 'ended' : row.expires_at <= now ? 'expired' : 'in-force';
  return {
    id: row.id,
    checkId: row.check_id,
    scope: row.scope,
    reason: row.reason,
    owner: row.owner,
    expiresAt: row.expires_at.toISOString(),
    createdAt: row.created_at.toISOString(),
    createdBy: row.created_by,
    state,
    endedAt: row.ended_at?.toISOString() ?? null,
    endedBy: row.ended_by,
  };
}
