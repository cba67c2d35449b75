import { defineProblems } from '#kernel/problem.js';

/** Problems of the catalog entry. */
export const manifestProblems = defineProblems({
  'entry-coming-soon': {
    status: 409,
    actor: 'operator',
    retry: 'after-remedy',
    title: 'The integration is announced but not available yet.',
    remedy: 'Let an administrator of the platform make the catalog entry available.',
  },
});
