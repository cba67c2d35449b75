import { Migration } from '@mikro-orm/migrations';
import type { NamedMigration } from '../database/named.migration.js';

class CreateConnections extends Migration {
  override up(): void {
    this.addSql(`
create table entra_id.connection (
  id uuid primary key,
  organization_id text not null,
  tenant_id uuid,
  status text not null check (status in ('pending', 'connected', 'disconnected')),
  access text check (access in ('application', 'delegated')),
  consent text check (consent in ('granted', 'waiting', 'missing')),
  consent_asked_at timestamptz,
  display_name text,
  exclusive boolean not null default true,
  created_at timestamptz not null,
  connected_at timestamptz,
  disconnected_at timestamptz,
  next_due_at timestamptz,
  generation integer not null default 1,
  published integer not null default 0,
  last_revision integer not null default 0,
  retained_from integer not null default 0
)`);
    this.addSql(`create unique index connection_of_tenant on entra_id.connection (organization_id, tenant_id)
  where tenant_id is not null`);
    this.addSql(`create unique index connection_exclusive on entra_id.connection (tenant_id)
  where status = 'connected' and exclusive`);
    this.addSql(
      `create index connection_due on entra_id.connection (next_due_at) where status = 'connected'`,
    );
    this.addSql(`
create table entra_id.activity (
  id bigint generated always as identity primary key,
  organization_id text not null,
  connection_id uuid not null,
  at timestamptz not null,
  actor text not null,
  action text not null,
  reason text,
  details jsonb not null default '{}'
)`);
    this.addSql('create index activity_of_connection on entra_id.activity (connection_id, id desc)');
  }
}

/** Creates the tables of connections and of what people did with them. */
export const connectionsMigration: NamedMigration = { name: '010-connections', class: CreateConnections };
