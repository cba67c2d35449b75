import { Migration } from '@mikro-orm/migrations';
import type { NamedMigration } from '../database/named.migration.js';

class CreateBudgets extends Migration {
  override up(): void {
    this.addSql(`
create unlogged table entra_id.graph_budget (
  application text not null,
  tenant text not null,
  budget text not null,
  level double precision not null,
  granted double precision not null,
  as_of timestamptz not null,
  closed_until timestamptz,
  primary key (application, tenant, budget)
) with (fillfactor = 50)`);
  }
}

/** Creates what is left of budgets that replicas share. Unlogged: after a crash every budget is taken to be full again. */
export const budgetsMigration: NamedMigration = { name: '041-budgets', class: CreateBudgets };
