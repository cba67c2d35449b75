import { defineProblems, ProblemError } from '#kernel/problem.js';

/** Problems of starting, running and ending a sync. */
export const syncProblems = defineProblems({
  'run-not-found': {
    status: 404,
    actor: 'operator',
    retry: 'never',
    title: 'There is no such run of this connection.',
    remedy: 'List the runs of the connection and take an id from there.',
  },
  'run-not-held': {
    status: 409,
    actor: 'tenant-admin',
    retry: 'never',
    title: 'The run does not wait for a decision.',
    remedy: 'Look at the run: it was released, discarded or superseded already, or was never held.',
  },
  'run-superseded': {
    status: 409,
    actor: 'tenant-admin',
    retry: 'after-remedy',
    title: 'The decision names another revision than the one that is held.',
    remedy: 'Look at the held run again and decide on the revision that it shows now.',
  },
  'lease-lost': {
    status: 409,
    actor: 'operator',
    retry: 'later',
    title: 'Another worker took over this run.',
    remedy: 'Nothing to do: the other worker goes on where this one stopped.',
  },
  'run-event-illegal': {
    status: 500,
    actor: 'developer',
    retry: 'later',
    title: 'Something was to happen to a run that cannot happen in its state.',
    remedy: 'Nothing was changed. Report the run id, its state and the event, for this must not happen.',
  },
  'run-cancelled': {
    status: 409,
    actor: 'operator',
    retry: 'never',
    title: 'The run was asked to stop.',
    remedy: 'Nothing to do: what it wrote is taken back; start another run when you want one.',
  },
  'page-out-of-order': {
    status: 500,
    actor: 'developer',
    retry: 'later',
    title: 'A page of a step arrived out of its order.',
    remedy: 'Start a full run; report the run id, for this must not happen.',
  },
  'count-mismatch': {
    status: 502,
    actor: 'operator',
    retry: 'later',
    title: 'Graph counts a different number of objects than were read.',
    remedy:
      'Nothing to do: the next run reads everything again. If it stays, report it with the two numbers.',
  },
  'hidden-membership': {
    status: 403,
    actor: 'tenant-admin',
    retry: 'after-remedy',
    title: 'The members of a group with hidden membership may not be read.',
    remedy:
      'Grant Member.Read.Hidden if these groups belong to the review; their members are unknown until then.',
  },
  'catch-up-unfinished': {
    status: 503,
    actor: 'operator',
    retry: 'later',
    title: 'The tenant changes faster than the changes could be read.',
    remedy: 'Nothing to do: the next run goes on from here.',
  },
  'report-unfinished': {
    status: 503,
    actor: 'operator',
    retry: 'later',
    title: 'A report was read in part, as far as Microsoft lets it be read in one run.',
    remedy: 'Nothing to do: the next run goes on from here.',
  },
  'run-interrupted': {
    status: 500,
    actor: 'operator',
    retry: 'later',
    title: 'The run stopped before it read anything completely.',
    remedy: 'See the problems of its steps; the next scheduled run tries again.',
  },
});

/** Whether an error is about the run as a whole (taken over, asked to stop), as opposed to one step's problem. */
export function endsSlice(error: unknown): boolean {
  return ProblemError.is(error, 'lease-lost') || ProblemError.is(error, 'run-cancelled');
}
