import { defineProblems } from '#kernel/problem.js';

/** Problems of the host itself, beside those of its plugins. */
export const hostProblems = defineProblems({
  'sign-in-needed': {
    status: 401,
    actor: 'operator',
    retry: 'after-remedy',
    title: 'Nobody is signed in.',
    remedy: 'Sign in, then try again.',
  },
  'role-insufficient': {
    status: 403,
    actor: 'operator',
    retry: 'after-remedy',
    title: 'Your role does not allow this.',
    remedy: 'Ask an administrator or owner of your organisation.',
  },
  'operator-only': {
    status: 401,
    actor: 'operator',
    retry: 'after-remedy',
    title: 'Only the operator of this machine may ask.',
    remedy: 'Use the command line on the machine that runs the host, as the user who started it.',
  },
  'entry-unknown': {
    status: 404,
    actor: 'developer',
    retry: 'never',
    title: 'There is no such entry in the catalog.',
    remedy: 'Use an id that GET /catalog shows.',
  },
  'availability-unknown': {
    status: 400,
    actor: 'developer',
    retry: 'never',
    title: 'The availability of an entry is "coming_soon" or "available".',
    remedy: 'Send { "availability": "available" } or { "availability": "coming_soon" }.',
  },
  'cross-site-request': {
    status: 403,
    actor: 'developer',
    retry: 'never',
    title: 'The request comes from another site.',
    remedy: 'Use the pages of the platform itself; a program sends the header Origin with its address.',
  },
  'setup-input-invalid': {
    status: 400,
    actor: 'operator',
    retry: 'after-remedy',
    title: 'The platform cannot be set up with these values.',
    remedy: 'Correct what the detail names; the link stays good.',
  },
  'setup-link-invalid': {
    status: 403,
    actor: 'operator',
    retry: 'after-remedy',
    title: 'The set-up link was used already, or is none.',
    remedy: 'Sign in with the account that was set up, or start the host again to get a new link.',
  },
  'request-unreadable': {
    status: 400,
    actor: 'developer',
    retry: 'never',
    title: 'The request cannot be read.',
    remedy: 'Correct what the detail names.',
  },
  'address-unknown': {
    status: 404,
    actor: 'developer',
    retry: 'never',
    title: 'There is nothing at this address.',
    remedy: 'Check address and method; the API is described at /docs.',
  },
});
