import { Migration } from '@mikro-orm/migrations';
import type { NamedMigration } from '../database/named.migration.js';
import {
  FIRST_MIGRATION,
  LINK_KINDS,
  LINK_SHAPES,
  OBJECT_KINDS,
  OPEN_REVISION,
  SCHEMA,
  tableOf,
  type LinkKind,
} from './kinds.js';

class CreateInventory extends Migration {
  override up(): void {
    const texts = [...tablesIntroducedBy(FIRST_MIGRATION), RUN_TABLES];
    for (const statement of texts.flatMap(statementsOf)) this.addSql(statement);
  }
}

/** Tables of the kinds that name a migration as theirs. */
function tablesIntroducedBy(migration: string): readonly string[] {
  const objects = Object.entries(OBJECT_KINDS)
    .filter(([, shape]) => shape.introduced === migration)
    .map(([kind, shape]) => objectTable(kind, shape.id));
  const links = LINK_KINDS.filter((kind) => LINK_SHAPES[kind].introduced === migration);
  return [...objects, ...links.map(linkTable)];
}

function kindsMigration(name: string): NamedMigration {
  class CreateKinds extends Migration {
    override up(): void {
      for (const statement of tablesIntroducedBy(name).flatMap(statementsOf)) this.addSql(statement);
    }
  }
  return { name, class: CreateKinds };
}

/** Splits a text of plain DDL; no statement here holds a semicolon of its own. */
function statementsOf(text: string): readonly string[] {
  return text
    .split(';')
    .map((statement) => statement.trim())
    .filter((statement) => statement !== '');
}

/** Creates the first tables of objects and links, and those of runs and revisions. */
export const inventoryMigration: NamedMigration = { name: FIRST_MIGRATION, class: CreateInventory };

/** Creates the tables of kinds that came later, one migration for each name that a kind gives as its own. */
export function laterKindMigrations(): readonly NamedMigration[] {
  const shapes: readonly { readonly introduced: string }[] = [
    ...Object.values(OBJECT_KINDS),
    ...Object.values(LINK_SHAPES),
  ];
  const names = new Set(shapes.map((shape) => shape.introduced));
  names.delete(FIRST_MIGRATION);
  return [...names].sort().map(kindsMigration);
}

/** The primary key answers "the open row", "any version" and "as of"; brin suits revisions, which grow with the file. */
function objectTable(kind: string, idType: string): string {
  const table = `${SCHEMA}.${kind}`;
  return `
create table ${table} (
  connection_id uuid not null,
  object_id ${idType} not null,
  since_revision integer not null,
  until_revision integer not null default ${OPEN_REVISION},
  hash uuid not null,
  payload jsonb not null,
  display_name text collate "C" generated always as
    (lower(coalesce(payload->>'displayName', payload->>'id', ''))) stored,
  check (until_revision > since_revision),
  primary key (connection_id, object_id, until_revision)
);
create index ${kind}_by_name on ${table} (connection_id, display_name, object_id);
create index ${kind}_closed on ${table} (connection_id, until_revision) where until_revision < ${OPEN_REVISION};
create index ${kind}_opened on ${table} using brin (since_revision) with (pages_per_range = 32);`;
}

function linkTable(kind: LinkKind): string {
  const table = tableOf(kind);
  return `
create table ${table} (
  connection_id uuid not null,
  source_id uuid not null,
  target_id uuid not null,
  target_type text not null,
  since_revision integer not null,
  until_revision integer not null default ${OPEN_REVISION},
  check (until_revision > since_revision),
  primary key (connection_id, source_id, target_id, until_revision)
);
create index ${kind}_by_target on ${table} (connection_id, target_id, source_id);
create index ${kind}_closed on ${table} (connection_id, until_revision) where until_revision < ${OPEN_REVISION};
create index ${kind}_opened on ${table} using brin (since_revision) with (pages_per_range = 32);`;
}

const RUN_TABLES = `
create table ${SCHEMA}.sync_run (
  id uuid primary key,
  connection_id uuid not null,
  revision integer not null,
  kind text not null check (kind in ('full', 'incremental')),
  trigger text not null check (trigger in ('manual', 'schedule', 'connect')),
  state text not null check (state in
    ('queued', 'running', 'undoing', 'held', 'succeeded', 'partial', 'failed', 'cancelled', 'discarded', 'superseded')),
  ending text,
  reason text,
  generation integer not null,
  epoch integer not null default 0,
  lease_until timestamptz,
  cancel_requested boolean not null default false,
  queued_at timestamptz not null,
  started_at timestamptz,
  read_from timestamptz,
  read_to timestamptz,
  finished_at timestamptz,
  problems jsonb not null default '[]',
  meter jsonb not null default '{}',
  judgement jsonb,
  unique (connection_id, revision)
);
create unique index sync_run_one_open on ${SCHEMA}.sync_run (connection_id)
  where state in ('queued', 'running', 'undoing');
create index sync_run_recent on ${SCHEMA}.sync_run (connection_id, revision desc);

create table ${SCHEMA}.sync_step (
  run_id uuid not null references ${SCHEMA}.sync_run on delete cascade,
  resource text not null,
  name text not null,
  position integer not null,
  state text not null default 'pending'
    check (state in ('pending', 'running', 'complete', 'partial', 'refused', 'skipped')),
  cursor jsonb not null default '{}',
  pages integer not null default 0,
  objects integer not null default 0,
  expected integer,
  problem jsonb,
  started_at timestamptz,
  finished_at timestamptz,
  primary key (run_id, resource, name)
);

create table ${SCHEMA}.seen_page (
  run_id uuid not null references ${SCHEMA}.sync_run on delete cascade,
  resource text not null,
  source_id uuid,
  page integer not null,
  ids text[] not null,
  unique nulls not distinct (run_id, resource, source_id, page)
);
alter table ${SCHEMA}.seen_page alter column ids set storage external;

create table ${SCHEMA}.gone_object (
  run_id uuid not null references ${SCHEMA}.sync_run on delete cascade,
  object_id uuid not null,
  primary key (run_id, object_id)
);

create table ${SCHEMA}.delta_link (
  connection_id uuid not null,
  resource text not null,
  revision integer not null,
  url text not null,
  recipe text not null,
  taken_at timestamptz not null,
  primary key (connection_id, resource, revision)
);

create table ${SCHEMA}.revision (
  connection_id uuid not null,
  revision integer not null,
  run_id uuid not null,
  kind text not null,
  read_from timestamptz not null,
  read_to timestamptz not null,
  published_at timestamptz not null,
  counts jsonb not null,
  completeness jsonb not null,
  primary key (connection_id, revision)
);
create index revision_by_time on ${SCHEMA}.revision (connection_id, read_to);

create table ${SCHEMA}.resource_state (
  connection_id uuid not null,
  resource text not null,
  revision integer not null,
  read_to timestamptz not null,
  last_full_at timestamptz,
  full_needed text,
  primary key (connection_id, resource)
);

create table ${SCHEMA}.stale_source (
  connection_id uuid not null,
  resource text not null,
  source_id uuid not null,
  problem jsonb not null,
  noted_at timestamptz not null,
  cleared_by integer,
  primary key (connection_id, resource, source_id)
);`;
