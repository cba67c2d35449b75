import { Migration } from '@mikro-orm/migrations';
import type { NamedMigration } from '../database/named.migration.js';

class CreateCredentials extends Migration {
  override up(): void {
    this.addSql(`
create table entra_id.credential (
  organization_id text not null,
  connection_id uuid not null references entra_id.connection on delete cascade,
  purpose text not null check (purpose in ('app-secret', 'token-cache')),
  key_id text not null,
  wrapped_key bytea not null,
  box bytea not null,
  sealed_at timestamptz not null,
  primary key (connection_id, purpose)
)`);
  }
}

/** Creates the table of sealed secrets. */
export const credentialsMigration: NamedMigration = { name: '020-credentials', class: CreateCredentials };
