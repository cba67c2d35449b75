import { resolve } from 'node:path';
import { ProblemError } from '#kernel/problem.js';
import { storageProblems } from './storage.problems.js';

/** Where the database is: a PostgreSQL server, a directory of this machine, or this process's memory. */
export type DatabaseLocation =
  | { readonly kind: 'postgresql'; readonly url: string }
  | { readonly kind: 'directory'; readonly path: string }
  | { readonly kind: 'memory' };

/**
 * Parses `postgresql://...`, `pglite:./directory` or `pglite:memory`.
 * @throws ProblemError `database-url-invalid`; the text itself is never repeated, it may hold a password.
 */
export function parseDatabaseUrl(text: string): DatabaseLocation {
  if (/^postgres(ql)?:\/\//.test(text) && URL.canParse(text)) return { kind: 'postgresql', url: text };
  if (text === 'pglite:memory') return { kind: 'memory' };
  const directory = /^pglite:(?<path>.+)$/.exec(text)?.groups?.['path'];
  if (directory !== undefined) return { kind: 'directory', path: resolve(directory) };
  throw new ProblemError(storageProblems['database-url-invalid']);
}
