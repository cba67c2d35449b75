import { MikroORM, type EntitySchema } from '@mikro-orm/core';
import { Migrator } from '@mikro-orm/migrations';
import { PostgreSqlDriver } from '@mikro-orm/postgresql';
import type { PGlite } from '@electric-sql/pglite';
import { CompiledQuery, PGliteDialect, PostgresDialect, type Kysely } from 'kysely';
import pg from 'pg';
import { errorCode } from '#kernel/error-code.js';
import { ProblemError } from '#kernel/problem.js';
import { openEmbeddedDatabase } from '#storage/embedded-database.js';
import { storageProblems } from '#storage/storage.problems.js';
import type { ResolvedOptions } from '../options/resolved-options.js';
import type { Database, Sql } from './database.port.js';
import type { NamedMigration } from './named.migration.js';

/** The plugin's own schema; nothing of the host's is touched. */
export const SCHEMA = 'entra_id';

const POOL_MAX = 10;

type Rows = readonly Record<string, unknown>[];

/** What the stages bring to the database. */
export interface DatabaseParts {
  readonly entities: readonly EntitySchema[];
  readonly migrations: readonly NamedMigration[];
}

/** An open database: MikroORM for entities, `sql` for bulk work, both over the same connections. */
export interface OpenDatabase {
  readonly orm: MikroORM;
  readonly sql: Database;
  close(): Promise<void>;
}

interface Engine {
  readonly kind: Database['engine'];
  readonly pglite: PGlite | undefined;
  readonly pool: pg.Pool | undefined;
  readonly connection: object;
  close(): Promise<void>;
}

/**
 * Opens the database and brings its schema up to date.
 * @throws ProblemError `database-in-use`, `database-unreachable`
 */
export async function openDatabase(
  location: ResolvedOptions['database'],
  parts: DatabaseParts,
): Promise<OpenDatabase> {
  const engine = await openEngine(location);
  try {
    const orm = await MikroORM.init({
      driver: PostgreSqlDriver,
      ...engine.connection,
      entities: [...parts.entities],
      schema: SCHEMA,
      extensions: [Migrator],
      discovery: { warnWhenNoEntities: false },
      migrations: {
        migrationsList: parts.migrations.map((migration) => ({
          name: migration.name,
          class: migration.class,
        })),
        snapshot: false,
        tableName: 'migration',
        silent: true,
      },
      allowGlobalContext: false,
      debug: false,
    });
    await migrate(orm);
    const close = async (): Promise<void> => {
      await orm.close(true);
      await engine.close();
    };
    return { orm, sql: createSql(orm, engine), close };
  } catch (error) {
    await engine.close();
    throw asUnreachable(error);
  }
}

async function migrate(orm: MikroORM): Promise<void> {
  await kyselyOf(orm).executeQuery(CompiledQuery.raw(`create schema if not exists ${SCHEMA}`));
  await orm.migrator.up();
}

async function openEngine(location: ResolvedOptions['database']): Promise<Engine> {
  if (location.kind === 'postgresql') {
    const pool = new pg.Pool({ connectionString: location.url, max: POOL_MAX });
    pool.on('error', dropIdleConnection);
    const driverOptions = new PostgresDialect({ pool });
    const connection = { dbName: 'postgres', driverOptions };
    return { kind: 'postgresql', pglite: undefined, pool, connection, close: () => endPool(pool) };
  }
  if (location.kind === 'borrowed') return embeddedEngine(location.pglite, () => Promise.resolve());
  const owned = await openEmbeddedDatabase(location.kind === 'directory' ? location.path : undefined);
  return embeddedEngine(owned.pglite, () => owned.close());
}

function embeddedEngine(pglite: PGlite, close: () => Promise<void>): Engine {
  const dialect = new PGliteDialect({ pglite: withoutClosing(pglite) });
  return {
    kind: 'pglite',
    pglite,
    pool: undefined,
    connection: { dbName: 'postgres', driverOptions: dialect },
    close,
  };
}

/** Kysely closes the engine that it is given; here whoever opened it closes it. */
function withoutClosing(pglite: PGlite): PGlite {
  return new Proxy(pglite, {
    get(target, key) {
      if (key === 'close') return () => Promise.resolve();
      const value: unknown = Reflect.get(target, key, target);
      return typeof value === 'function' ? (value.bind(target) as unknown) : value;
    },
  });
}

function kyselyOf(orm: MikroORM): Kysely<unknown> {
  const connection = orm.em.getConnection() as unknown as { getClient(): Kysely<unknown> };
  return connection.getClient();
}

function createSql(orm: MikroORM, engine: Engine): Database {
  const kysely = kyselyOf(orm);
  return {
    engine: engine.kind,
    ...sqlOver(kysely),
    transaction: (work) => kysely.transaction().execute((transaction) => work(sqlOver(transaction))),
    maintain: async () => {
      if (engine.pglite !== undefined) await engine.pglite.exec('vacuum analyze');
    },
    script: (text) => runScript(engine, text),
  };
}

function sqlOver(executor: Pick<Kysely<unknown>, 'executeQuery'>): Sql {
  return {
    query: async <Row extends object>(text: string, parameters: readonly unknown[] = []) => {
      const result = await executor.executeQuery<Row>(CompiledQuery.raw(text, [...parameters]));
      return result.rows;
    },
    execute: async (text, parameters = []) => {
      const result = await executor.executeQuery(CompiledQuery.raw(text, [...parameters]));
      return Number(result.numAffectedRows ?? 0n);
    },
  };
}

/** Kysely shows the rows of one statement only, the drivers below it those of each. */
async function runScript({ pglite, pool }: Engine, text: string): Promise<readonly Rows[]> {
  if (pglite !== undefined) return (await pglite.exec(text)).map((result) => result.rows);
  const results: unknown = await pool?.query(text);
  return (Array.isArray(results) ? results : [results]).map((result: { rows: Rows }) => result.rows);
}

/**
 * A server that restarts ends connections that nobody uses at the moment. The pool has dropped them already; without
 * a listener the event would end the whole process.
 */
function dropIdleConnection(): void {
  return undefined;
}

/** MikroORM ends the pool that it was given, unless it failed before. */
async function endPool(pool: pg.Pool): Promise<void> {
  if (!pool.ended) await pool.end();
}

function asUnreachable(error: unknown): unknown {
  const code = errorCode(error);
  const unreachable = ['ECONNREFUSED', 'ENOTFOUND', 'ETIMEDOUT', '28P01', '3D000'];
  if (code === undefined || !unreachable.includes(code)) return error;
  return new ProblemError(storageProblems['database-unreachable'], { context: { code }, cause: error });
}
