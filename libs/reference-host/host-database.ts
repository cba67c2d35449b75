import type { PGlite } from '@electric-sql/pglite';
import { Kysely, PGliteDialect, PostgresDialect, sql, type Generated } from 'kysely';
import { Migrator, type Migration } from 'kysely/migration';
import pg from 'pg';
import { openEmbeddedDatabase } from '#storage/embedded-database.js';
import { dataFile, type HostConfig } from './host-config.js';

/** Tables of the host itself; those of sign-in belong to better-auth. */
export interface HostTables {
  readonly organization: { readonly id: string; readonly name: string };
  readonly member: { readonly user_id: string; readonly organization_id: string; readonly role: string };
  readonly entry_availability: {
    readonly plugin_id: string;
    readonly organization_id: string;
    readonly availability: string;
    readonly changed_by: string;
    readonly changed_at: Generated<Date>;
  };
  readonly setup_link: { readonly token_hash: string; readonly used_at: Date | null };
}

/** The host's database, and the embedded engine that a plugin may share. */
export interface HostDatabase {
  readonly kysely: Kysely<HostTables>;
  readonly pglite: PGlite | undefined;
  close(): Promise<void>;
}

const CREATE_HOST: Migration = {
  up: async (db: Kysely<unknown>) => {
    await sql`create table organization (id text primary key, name text not null)`.execute(db);
    await sql`create table member (
      user_id text not null, organization_id text not null references organization,
      role text not null check (role in ('owner', 'admin', 'auditor')), primary key (user_id))`.execute(db);
    await sql`create table entry_availability (
      plugin_id text not null, organization_id text not null,
      availability text not null check (availability in ('coming_soon', 'available')),
      changed_by text not null, changed_at timestamptz not null default now(),
      primary key (plugin_id, organization_id))`.execute(db);
    await sql`create table setup_link (token_hash text primary key, used_at timestamptz)`.execute(db);
  },
};

/** Opens the database that the configuration names and brings the host's tables up to date. */
export async function openHostDatabase(config: HostConfig): Promise<HostDatabase> {
  const opened = config.databaseUrl === undefined ? await embedded(config) : server(config.databaseUrl);
  const migrator = new Migrator({
    db: opened.kysely,
    provider: { getMigrations: () => Promise.resolve({ '001-host': CREATE_HOST }) },
    migrationTableName: 'host_migration',
    migrationLockTableName: 'host_migration_lock',
  });
  const { error } = await migrator.migrateToLatest();
  if (error !== undefined) {
    await opened.close();
    throw error instanceof Error
      ? error
      : new Error('the host could not migrate its tables', { cause: error });
  }
  return opened;
}

async function embedded(config: HostConfig): Promise<HostDatabase> {
  const database = await openEmbeddedDatabase(dataFile(config, 'database'));
  const kysely = new Kysely<HostTables>({ dialect: new PGliteDialect({ pglite: database.pglite }) });
  // Destroying Kysely closes the engine, so the engine is closed once and for all here.
  return { kysely, pglite: database.pglite, close: () => database.close() };
}

function server(connectionString: string): HostDatabase {
  const pool = new pg.Pool({ connectionString, max: 10 });
  const kysely = new Kysely<HostTables>({ dialect: new PostgresDialect({ pool }) });
  return { kysely, pglite: undefined, close: () => kysely.destroy() };
}
