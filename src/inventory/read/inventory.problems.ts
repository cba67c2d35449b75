import { defineProblems } from '#kernel/problem.js';

/** Problems of reading the inventory. */
export const inventoryProblems = defineProblems({
  'nothing-published': {
    status: 409,
    actor: 'operator',
    retry: 'later',
    title: 'The first sync of this connection has not ended yet.',
    remedy: 'Wait for the first run to end, or look at its problems.',
  },
  'before-first-revision': {
    status: 404,
    actor: 'operator',
    retry: 'never',
    title: 'Nothing was collected yet at that time.',
    remedy: 'Ask for a time after the first sync, or for a revision that the runs list.',
  },
  'revision-unknown': {
    status: 404,
    actor: 'operator',
    retry: 'never',
    title: 'There is no such published revision.',
    remedy: 'Take a revision from the list of runs; revisions beyond the retention time are gone.',
  },
  'revision-gone': {
    status: 410,
    actor: 'operator',
    retry: 'never',
    title: 'That revision is older than what is kept.',
    remedy:
      'Ask for a later time; evidence that must stay is pinned, and the host may set retentionDays higher for the future.',
  },
  'as-of-invalid': {
    status: 400,
    actor: 'developer',
    retry: 'never',
    title: 'asOf is neither a time nor a revision.',
    remedy: 'Give an RFC 3339 time such as 2026-01-31T12:00:00Z, or the number of a revision.',
  },
  'cursor-invalid': {
    status: 400,
    actor: 'developer',
    retry: 'never',
    title: 'The cursor is none that this list gave out.',
    remedy: 'Begin without a cursor, and use "next" as it comes.',
  },
  'object-not-in-revision': {
    status: 404,
    actor: 'operator',
    retry: 'never',
    title: 'There is no such object in this revision.',
    remedy: 'Check the id; with asOf, the object may exist at another time.',
  },
  'nesting-too-wide': {
    status: 422,
    actor: 'operator',
    retry: 'never',
    title: 'The groups are nested so widely that their effective members cannot be worked out at once.',
    remedy: 'Ask for the nested groups one by one.',
  },
});
