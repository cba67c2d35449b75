import { defineProblems } from '#kernel/problem.js';

/** What the identity platform answers, by AADSTS code. */
export const aadstsProblems = defineProblems({
  'app-not-in-tenant': {
    status: 403,
    actor: 'tenant-admin',
    retry: 'after-remedy',
    title: 'The app registration is not known in the tenant.',
    remedy: 'Let a Global Administrator grant admin consent; check the tenant, the cloud and the app ID.',
  },
  'app-secret-wrong': {
    status: 403,
    actor: 'tenant-admin',
    retry: 'after-remedy',
    title: 'The client secret is wrong.',
    remedy: 'Enter the value of the client secret, not its ID.',
  },
  'app-secret-expired': {
    status: 403,
    actor: 'tenant-admin',
    retry: 'after-remedy',
    title: 'The client secret has expired.',
    remedy:
      'Create a new client secret in Entra (App registrations > Certificates & secrets) and save its value.',
  },
  'app-proof-rejected': {
    status: 403,
    actor: 'operator',
    retry: 'after-remedy',
    title: 'The identity platform does not accept the certificate or assertion of the app registration.',
    remedy:
      'Upload the certificate to the registration, or correct issuer and subject of the federated credential.',
  },
  'app-disabled': {
    status: 403,
    actor: 'tenant-admin',
    retry: 'after-remedy',
    title: 'The app is disabled in the tenant.',
    remedy:
      'Enable it in Entra: Enterprise applications > the app > Properties > Enabled for users to sign in.',
  },
  'app-single-tenant': {
    status: 400,
    actor: 'tenant-admin',
    retry: 'after-remedy',
    title: 'The app registration serves its own tenant only.',
    remedy: 'Name that tenant when you connect, or let the registration serve accounts of any organisation.',
  },
  'tenant-not-found': {
    status: 404,
    actor: 'tenant-admin',
    retry: 'after-remedy',
    title: 'There is no such tenant.',
    remedy: 'Check the tenant ID (Entra admin center > Overview) and the cloud.',
  },
  'tenant-malformed': {
    status: 400,
    actor: 'tenant-admin',
    retry: 'after-remedy',
    title: 'This is neither a tenant ID nor a domain of a tenant.',
    remedy: 'Give the tenant ID (a GUID) or a verified domain.',
  },
  'consent-missing': {
    status: 403,
    actor: 'tenant-admin',
    retry: 'after-remedy',
    title: 'The tenant has not consented to the permissions.',
    remedy: 'Let a Global Administrator connect again and accept the consent page.',
  },
  'sign-in-again': {
    status: 403,
    actor: 'tenant-admin',
    retry: 'after-remedy',
    title: 'The sign-in on which the connection rests has ended.',
    remedy: 'Connect again. With admin consent to the application permissions this does not happen any more.',
  },
  'access-blocked': {
    status: 403,
    actor: 'tenant-admin',
    retry: 'after-remedy',
    title: 'A policy of the tenant blocks this access.',
    remedy:
      'Look at the sign-in logs in Entra; allow the app in the Conditional Access policy that blocked it.',
  },
  'redirect-uri-mismatch': {
    status: 400,
    actor: 'operator',
    retry: 'after-remedy',
    title: 'The redirect URI is not registered.',
    remedy: 'Add the exact redirect URI of this deployment to the app registration.',
  },
  'code-already-redeemed': {
    status: 409,
    actor: 'tenant-admin',
    retry: 'after-remedy',
    title: 'The authorization code was used already, is too old or was not issued to this attempt.',
    remedy: 'Start connecting again.',
  },
  'identity-platform-busy': {
    status: 503,
    actor: 'operator',
    retry: 'later',
    title: 'Microsoft’s identity platform is not available at the moment.',
    remedy: 'Nothing to do: it is tried again. See https://status.cloud.microsoft if it stays.',
  },
  'identity-platform-unreachable': {
    status: 503,
    actor: 'operator',
    retry: 'later',
    title: 'Microsoft’s identity platform cannot be reached.',
    remedy: 'Check that this server may open connections to login.microsoftonline.com on port 443.',
  },
  'sign-in-failed': {
    status: 403,
    actor: 'tenant-admin',
    retry: 'after-remedy',
    title: 'The identity platform refused the request.',
    remedy: 'Look the AADSTS code up at https://login.microsoftonline.com/error and follow what it says.',
  },
});
