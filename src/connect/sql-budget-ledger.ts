import type { BudgetKey, BudgetLedger, LedgerAnswer, LedgerAsk } from '#graph/leased-bucket.js';
import type { Database } from '../database/database.port.js';

interface LedgerRow {
  readonly level: number;
  readonly granted: number;
  readonly closed_until: Date | null;
}

/**
 * Fills the bucket by the time that has passed, takes back what was not used, and grants all or nothing.
 * Time never runs backwards: of replicas whose clocks differ the one that is ahead fills.
 */
const EXCHANGE = `
insert into entra_id.graph_budget as b (application, tenant, budget, level, granted, as_of, closed_until)
values ($1, $2, $3, $4::float8 - $6::float8, $6::float8, $8, $9)
on conflict (application, tenant, budget) do update set (level, granted, as_of, closed_until) = (
  select f.filled - g.granted, g.granted, greatest(b.as_of, $8), f.closed_until
  from (
    select
      least($4::float8, $7::float8 + b.level
        + greatest(0, extract(epoch from ($8::timestamptz - b.as_of))) * 1000 * $5::float8) as filled,
      greatest(b.closed_until, $9::timestamptz) as closed_until
  ) f cross join lateral (
    select case when f.closed_until > $8::timestamptz or f.filled < $6::float8 then 0 else $6::float8 end as granted
  ) g
)
returning level, granted, closed_until`;

/** Budgets in the database that replicas have in common: one row for each, one statement for each lease. */
export class SqlBudgetLedger implements BudgetLedger {
  constructor(private readonly database: Database) {}

  async exchange({ application, tenant, budget }: BudgetKey, ask: LedgerAsk): Promise<LedgerAnswer> {
    const { rule, units, back, at, closedUntil } = ask;
    const [row] = await this.database.query<LedgerRow>(EXCHANGE, [
      application,
      tenant,
      budget,
      rule.capacity,
      rule.perMs,
      units,
      back,
      at,
      closedUntil ?? null,
    ]);
    if (row === undefined || row.granted > 0 || units === 0) return { granted: row?.granted ?? 0, waitMs: 0 };
    const closedMs = (row.closed_until?.getTime() ?? 0) - at.getTime();
    const missing = units - row.level;
    return { granted: 0, waitMs: Math.ceil(Math.max(closedMs, missing / rule.perMs, 1)) };
  }
}
