import { Migration } from '@mikro-orm/migrations';
import type { NamedMigration } from '../database/named.migration.js';

class CreateChanges extends Migration {
  override up(): void {
    this.addSql(`
create table entra_id.directory_change (
  id bigint generated always as identity primary key,
  connection_id uuid not null,
  revision integer not null,
  phase text not null check (phase in ('joiner', 'mover', 'leaver')),
  kind text not null,
  account_id uuid not null,
  group_id uuid,
  before text,
  after text
)`);
    this.addSql('create index change_of_revision on entra_id.directory_change (connection_id, revision, id)');
    this.addSql(
      'create index change_of_account on entra_id.directory_change (connection_id, account_id, id)',
    );
    this.addSql(`
create table entra_id.pinned_revision (
  connection_id uuid not null,
  revision integer not null,
  pinned_by text not null,
  pinned_at timestamptz not null,
  primary key (connection_id, revision, pinned_by)
)`);
    this.addSql('alter table entra_id.sync_run add column plan jsonb, add column cancel_reason text');
    this.addSql('alter table entra_id.revision add column told_at timestamptz');
    this.addSql('alter table entra_id.revision add column tellings integer not null default 0');
    this.addSql('update entra_id.revision set told_at = published_at');
    this.addSql('create index revision_untold on entra_id.revision (published_at) where told_at is null');
  }
}

/** Creates the tables of joiners, movers and leavers and of pinned revisions, and keeps plans and what was told. */
export const changesMigration: NamedMigration = { name: '052-changes', class: CreateChanges };
