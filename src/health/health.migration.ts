import { Migration } from '@mikro-orm/migrations';
import type { NamedMigration } from '../database/named.migration.js';

class CreateHealth extends Migration {
  override up(): void {
    this.addSql(`
create table entra_id.health (
  connection_id uuid primary key references entra_id.connection on delete cascade,
  status text not null check (status in ('healthy', 'needs_attention')),
  checked_at timestamptz not null,
  checks jsonb not null
)`);
  }
}

/** Creates the table of the last health check of each connection. */
export const healthMigration: NamedMigration = { name: '060-health', class: CreateHealth };
