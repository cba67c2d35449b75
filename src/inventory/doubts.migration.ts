import { Migration } from '@mikro-orm/migrations';
import type { NamedMigration } from '../database/named.migration.js';

class GiveDoubtsTheirRevision extends Migration {
  override up(): void {
    this.addSql('alter table entra_id.stale_source add column noted_by integer not null default 0');
  }
}

/** Doubts belong to the revision that noted them, so that an undone run takes its doubts along. */
export const doubtsMigration: NamedMigration = { name: '051-doubts', class: GiveDoubtsTheirRevision };
