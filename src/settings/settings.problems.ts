import { defineProblems } from '#kernel/problem.js';

/** Problems of changing settings. */
export const settingsProblems = defineProblems({
  'settings-invalid': {
    status: 400,
    actor: 'tenant-admin',
    retry: 'after-remedy',
    title: 'The settings are not valid.',
    remedy: 'Correct the fields that the detail names and save again.',
  },
  'tenant-mismatch': {
    status: 409,
    actor: 'tenant-admin',
    retry: 'after-remedy',
    title: 'This is another tenant than the one that the connection is bound to.',
    remedy: 'Give the connected tenant. To use another tenant, start a connection of its own.',
  },
  'app-secret-missing': {
    status: 400,
    actor: 'tenant-admin',
    retry: 'after-remedy',
    title: 'An app registration of the tenant needs its secret.',
    remedy: 'Give appId and appSecret together, or leave both out to use the platform’s registration.',
  },
  'registration-of-host-missing': {
    status: 409,
    actor: 'tenant-admin',
    retry: 'after-remedy',
    title: 'The platform has no app registration of its own to go back to.',
    remedy: 'Keep appId and appSecret.',
  },
});
