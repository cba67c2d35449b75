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
  'connection-not-connected': {
    status: 409,
    actor: 'tenant-admin',
    retry: 'after-remedy',
    title: 'The connection is not connected, so nothing can be read.',
    remedy: 'Connect the tenant first.',
  },
});
