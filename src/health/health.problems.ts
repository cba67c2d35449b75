import { defineProblems } from '#kernel/problem.js';

/** What a health check can find. */
export const healthProblems = defineProblems({
  'core-permission-missing': {
    status: 409,
    actor: 'tenant-admin',
    retry: 'after-remedy',
    title: 'A permission that every feature needs is not granted.',
    remedy:
      'Grant admin consent from the connection’s page; in Entra: Enterprise applications > Permissions.',
  },
  'permission-not-needed': {
    status: 409,
    actor: 'tenant-admin',
    retry: 'after-remedy',
    title: 'The app was granted permissions that this plugin does not need.',
    remedy:
      'Remove them from the app registration and grant admin consent again, above all those that can write.',
  },
  'tenant-changed': {
    status: 409,
    actor: 'tenant-admin',
    retry: 'after-remedy',
    title: 'Microsoft Graph answers for another tenant than the connected one.',
    remedy: 'Disconnect and connect the right tenant again.',
  },
  'reads-on-behalf': {
    status: 409,
    actor: 'tenant-admin',
    retry: 'after-remedy',
    title: 'The tenant is read on behalf of whoever connected it, not by the app itself.',
    remedy: 'Grant admin consent from the connection’s page, so that reading does not depend on one person.',
  },
  'consent-on-its-way': {
    status: 409,
    actor: 'tenant-admin',
    retry: 'later',
    title: 'Consent was given and has not reached Microsoft’s tokens yet.',
    remedy: 'Nothing to do: it takes some minutes and is looked at again by itself.',
  },
  'sync-stale': {
    status: 409,
    actor: 'operator',
    retry: 'after-remedy',
    title: 'The last complete sync is older than it should be.',
    remedy: 'Look at the latest run and its problems; start a run when they are solved.',
  },
  'app-secret-expires': {
    status: 409,
    actor: 'tenant-admin',
    retry: 'after-remedy',
    title: 'The client secret of the app registration expires soon.',
    remedy: 'Create a new client secret and save its value in the settings before the old one expires.',
  },
});
