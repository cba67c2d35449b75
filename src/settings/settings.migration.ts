import { Migration } from '@mikro-orm/migrations';
import type { NamedMigration } from '../database/named.migration.js';

class CreateSettings extends Migration {
  override up(): void {
    this.addSql(`
create table entra_id.settings (
  connection_id uuid not null references entra_id.connection on delete cascade,
  version integer not null,
  tenant_id text,
  app_id uuid,
  include_guests boolean not null,
  include_disabled boolean not null,
  group_filter text,
  sync_interval_minutes integer not null,
  changed_at timestamptz not null,
  changed_by text not null,
  primary key (connection_id, version)
)`);
  }
}

/** Creates the table of settings and their versions. */
export const settingsMigration: NamedMigration = { name: '030-settings', class: CreateSettings };
