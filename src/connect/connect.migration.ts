import { Migration } from '@mikro-orm/migrations';
import type { NamedMigration } from '../database/named.migration.js';

class CreateAttempts extends Migration {
  override up(): void {
    this.addSql(`
create table entra_id.connect_attempt (
  state_hash text primary key,
  connection_id uuid not null references entra_id.connection on delete cascade,
  organization_id text not null,
  session_hash text not null,
  kind text not null check (kind in ('sign-in', 'consent')),
  tenant_id uuid,
  sealed text not null,
  actor text not null,
  expires_at timestamptz not null,
  used_at timestamptz
)`);
    this.addSql('create index connect_attempt_expiry on entra_id.connect_attempt (expires_at)');
  }
}

/** Creates the table of attempts to connect. */
export const connectMigration: NamedMigration = { name: '040-connect', class: CreateAttempts };
