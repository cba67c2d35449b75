import { join } from 'node:path';
import { PGlite } from '@electric-sql/pglite';
import { lockDirectory } from './directory-lock.js';

/** An embedded PostgreSQL of this process. */
export interface EmbeddedDatabase {
  readonly pglite: PGlite;
  /** Closes the database and frees its directory. */
  close(): Promise<void>;
}

/**
 * Opens PGlite in a directory (created when absent, taken for this process) or in memory.
 * @throws ProblemError `database-in-use` when another process has the directory open.
 */
export async function openEmbeddedDatabase(directory: string | undefined): Promise<EmbeddedDatabase> {
  const lock = directory === undefined ? undefined : lockDirectory(directory);
  try {
    const dataDir = directory === undefined ? 'memory://' : join(directory, 'pgdata');
    const pglite = await PGlite.create({ dataDir });
    return {
      pglite,
      close: async () => {
        if (!pglite.closed) await pglite.close();
        lock?.release();
      },
    };
  } catch (error) {
    lock?.release();
    throw error;
  }
}
