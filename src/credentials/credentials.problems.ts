import { defineProblems } from '#kernel/problem.js';

/** Problems of sealed secrets. */
export const credentialsProblems = defineProblems({
  'encryption-key-unknown': {
    status: 500,
    actor: 'operator',
    retry: 'after-remedy',
    title: 'A stored secret was sealed with an encryption key that this server does not have.',
    remedy:
      'Start with the encryption key that was in force before, or list it behind the new one; otherwise connect again.',
  },
  'credential-damaged': {
    status: 500,
    actor: 'operator',
    retry: 'after-remedy',
    title: 'A stored secret cannot be opened: it was changed, moved or sealed with another key.',
    remedy: 'Restore the database from a backup, or connect the tenant again.',
  },
});
