import { defineProblems } from '#kernel/problem.js';

/** Problems of opening the database. */
export const storageProblems = defineProblems({
  'database-url-invalid': {
    status: 500,
    actor: 'operator',
    retry: 'after-remedy',
    title: 'The database address cannot be understood.',
    remedy: 'Give postgresql://user:password@host/database, pglite:./directory or pglite:memory.',
  },
  'database-in-use': {
    status: 500,
    actor: 'operator',
    retry: 'after-remedy',
    title: 'Another process has this embedded database open.',
    remedy:
      'Stop the other process first: an embedded database belongs to one process. Use PostgreSQL for several.',
  },
  'database-unreachable': {
    status: 503,
    actor: 'operator',
    retry: 'later',
    title: 'The database does not answer.',
    remedy: 'Check that the server runs, that the address is right and that the user may connect.',
  },
});
