import { defineProblems } from '#kernel/problem.js';

/** Problems of calling the API. */
export const apiProblems = defineProblems({
  'not-signed-in': {
    status: 401,
    actor: 'operator',
    retry: 'after-remedy',
    title: 'Nobody is signed in.',
    remedy: 'Sign in to the platform.',
  },
  'capability-missing': {
    status: 403,
    actor: 'operator',
    retry: 'after-remedy',
    title: 'Your role does not allow this.',
    remedy: 'Ask an administrator or owner of your organisation.',
  },
  'request-invalid': {
    status: 400,
    actor: 'developer',
    retry: 'never',
    title: 'The request is not valid.',
    remedy: 'Correct what the detail names; the OpenAPI document describes every parameter.',
  },
  'body-not-json': {
    status: 415,
    actor: 'developer',
    retry: 'never',
    title: 'The body is not sent as JSON.',
    remedy: 'Send JSON with the header "content-type: application/json", or no body at all.',
  },
});
