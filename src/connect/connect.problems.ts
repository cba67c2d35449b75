import { defineProblems } from '#kernel/problem.js';

/** Problems of connecting and disconnecting. */
export const connectProblems = defineProblems({
  'registration-missing': {
    status: 409,
    actor: 'tenant-admin',
    retry: 'after-remedy',
    title: 'There is no app registration to connect with.',
    remedy: 'Give appId and appSecret of a registration of your own; this platform has none configured.',
  },
  'connect-input-invalid': {
    status: 400,
    actor: 'tenant-admin',
    retry: 'after-remedy',
    title: 'The connection cannot be started with these values.',
    remedy: 'Correct the fields that the detail names and start again.',
  },
  'attempt-unknown': {
    status: 400,
    actor: 'tenant-admin',
    retry: 'after-remedy',
    title: 'Microsoft sent you back with an attempt to connect that this platform does not know.',
    remedy: 'Start connecting again from the integration page.',
  },
  'attempt-replayed': {
    status: 409,
    actor: 'tenant-admin',
    retry: 'after-remedy',
    title: 'This attempt to connect was completed already.',
    remedy: 'Look at the connection; if it is not connected, start again.',
  },
  'attempt-expired': {
    status: 410,
    actor: 'tenant-admin',
    retry: 'after-remedy',
    title: 'The attempt to connect took longer than 10 minutes.',
    remedy: 'Start connecting again.',
  },
  'attempt-other-session': {
    status: 403,
    actor: 'tenant-admin',
    retry: 'after-remedy',
    title: 'The attempt to connect was begun in another session.',
    remedy: 'Sign in to this platform and connect in one and the same browser session.',
  },
  'sign-in-declined': {
    status: 403,
    actor: 'tenant-admin',
    retry: 'after-remedy',
    title: 'The sign-in or the consent was declined.',
    remedy: 'Connect again and accept; the plugin asks for read permissions only.',
  },
  'consent-declined': {
    status: 403,
    actor: 'tenant-admin',
    retry: 'after-remedy',
    title: 'Admin consent was declined.',
    remedy:
      'The connection goes on reading on behalf of whoever signed in. Grant admin consent to make it independent.',
  },
  'not-tenant-admin': {
    status: 403,
    actor: 'tenant-admin',
    retry: 'after-remedy',
    title: 'Whoever signed in holds no administrator role that can consent for the tenant.',
    remedy: 'Let a Global Administrator or Privileged Role Administrator of the tenant connect.',
  },
  'signer-roles-unreadable': {
    status: 403,
    actor: 'tenant-admin',
    retry: 'after-remedy',
    title: 'The app registration may not read which roles whoever signed in holds.',
    remedy:
      'Give the registration the delegated permission RoleManagement.Read.Directory with admin consent, then connect again.',
  },
  'tenant-taken': {
    status: 409,
    actor: 'operator',
    retry: 'after-remedy',
    title: 'Another organisation is connected to this tenant.',
    remedy: 'Disconnect it there first, or ask the operator whether organisations may share a tenant.',
  },
  'sign-in-invalid': {
    status: 502,
    actor: 'operator',
    retry: 'after-remedy',
    title: 'The proof of the sign-in is not valid.',
    remedy:
      'Start connecting again; if it stays, check the clock of this server and what stands between it and Microsoft.',
  },
  'erase-not-confirmed': {
    status: 400,
    actor: 'tenant-admin',
    retry: 'after-remedy',
    title: 'Erasing was not confirmed.',
    remedy: 'Repeat the request with the name of the tenant as "confirm".',
  },
});
