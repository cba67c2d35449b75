import { defineProblems } from '#kernel/problem.js';

/** Problems of naming a connection. */
export const connectionsProblems = defineProblems({
  'connection-not-found': {
    status: 404,
    actor: 'operator',
    retry: 'never',
    title: 'There is no such connection in this organisation.',
    remedy: 'List the connections of the organisation and take an id from there.',
  },
});
