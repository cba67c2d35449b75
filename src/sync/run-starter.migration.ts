import { Migration } from '@mikro-orm/migrations';
import type { NamedMigration } from '../database/named.migration.js';

class KeepWhoStartedRuns extends Migration {
  override up(): void {
    this.addSql('alter table entra_id.sync_run add column started_by text');
  }
}

/** Runs that somebody starts by hand keep who it was; of earlier ones nobody knows. */
export const runStarterMigration: NamedMigration = { name: '090-run-starter', class: KeepWhoStartedRuns };
