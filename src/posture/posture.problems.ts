import { defineProblems } from '#kernel/problem.js';

/** Problems of judging a tenant's authentication policy. */
export const postureProblems = defineProblems({
  'nothing-evaluated': {
    status: 409,
    actor: 'tenant-admin',
    retry: 'later',
    title: 'The authentication policy of this tenant has not been evaluated yet.',
    remedy: 'Wait until the first run has been published; then it is evaluated.',
  },
  'check-unknown': {
    status: 404,
    actor: 'developer',
    retry: 'never',
    title: 'There is no such check.',
    remedy: 'Use an id that the list of checks shows.',
  },
  'policy-unknown': {
    status: 404,
    actor: 'developer',
    retry: 'never',
    title: 'There is no such Conditional Access policy, and there was none.',
    remedy: 'Use an id that the list of policies shows.',
  },
  'standard-invalid': {
    status: 400,
    actor: 'tenant-admin',
    retry: 'after-remedy',
    title: 'The standard cannot be kept with these values.',
    remedy: 'Correct the fields that the detail names.',
  },
  'exemption-invalid': {
    status: 400,
    actor: 'tenant-admin',
    retry: 'after-remedy',
    title: 'The exemption cannot be kept with these values.',
    remedy: 'Give the check, the scope, a reason, an owner and a date at most two years ahead.',
  },
  'exemption-not-found': {
    status: 404,
    actor: 'tenant-admin',
    retry: 'never',
    title: 'There is no such exemption, or it has ended already.',
    remedy: 'Look at the list of exemptions.',
  },
  'what-if-invalid': {
    status: 400,
    actor: 'developer',
    retry: 'never',
    title: 'The sign-in cannot be evaluated as it is described.',
    remedy: 'Describe it like a request to Graph: signInIdentity, signInContext, signInConditions.',
  },
});
