import { defineProblems } from '#kernel/problem.js';

/** Everything that reading Microsoft Graph can meet. */
export const graphProblems = defineProblems({
  'permission-not-granted': {
    status: 403,
    actor: 'tenant-admin',
    retry: 'after-remedy',
    title: 'The tenant has not granted the permission that this needs.',
    remedy:
      'Grant the permission in Entra (Enterprise applications > Permissions > Grant admin consent) and check again.',
  },
  'licence-missing': {
    status: 403,
    actor: 'tenant-admin',
    retry: 'never',
    title: 'The tenant has no licence for this feature.',
    remedy: 'Nothing to do unless the feature is wanted: it needs Microsoft Entra ID P1 or P2.',
  },
  'token-rejected': {
    status: 401,
    actor: 'tenant-admin',
    retry: 'after-remedy',
    title: 'Microsoft Graph does not accept the access token.',
    remedy: 'Check the connection; if consent was revoked or the app was disabled, connect again.',
  },
  'object-not-found': {
    status: 404,
    actor: 'operator',
    retry: 'later',
    title: 'The directory object does not exist (any more).',
    remedy: 'Nothing to do: the next run sees what became of it.',
  },
  throttled: {
    status: 503,
    actor: 'operator',
    retry: 'later',
    title: 'Microsoft Graph limits how often this tenant may be read.',
    remedy: 'Nothing to do: reading goes on when the limit allows it.',
  },
  'service-unavailable': {
    status: 503,
    actor: 'operator',
    retry: 'later',
    title: 'Microsoft Graph is not available at the moment.',
    remedy: 'Nothing to do: the next run tries again. See https://status.cloud.microsoft if it stays.',
  },
  'connection-failed': {
    status: 503,
    actor: 'operator',
    retry: 'later',
    title: 'Microsoft Graph cannot be reached.',
    remedy: 'Check that this server may open connections to graph.microsoft.com on port 443.',
  },
  'page-token-expired': {
    status: 503,
    actor: 'operator',
    retry: 'later',
    title: 'The token of a list page has expired.',
    remedy: 'Nothing to do: the list is read again from its beginning.',
  },
  'delta-expired': {
    status: 503,
    actor: 'operator',
    retry: 'later',
    title: 'Microsoft Graph no longer knows the point from which changes were followed.',
    remedy: 'Nothing to do: everything is read again.',
  },
  'malformed-page': {
    status: 502,
    actor: 'operator',
    retry: 'later',
    title: 'Microsoft Graph sent an answer that cannot be understood.',
    remedy: 'Nothing to do: the next run tries again. If it stays, report the request id to Microsoft.',
  },
  'response-too-large': {
    status: 502,
    actor: 'developer',
    retry: 'never',
    title: 'An answer of Microsoft Graph is larger than the plugin accepts.',
    remedy: 'Report the request id to the developers of the plugin.',
  },
  'unsupported-query': {
    status: 502,
    actor: 'developer',
    retry: 'never',
    title: 'Microsoft Graph does not support the query.',
    remedy: 'Report the request id to the developers of the plugin.',
  },
  'graph-link-foreign': {
    status: 502,
    actor: 'operator',
    retry: 'never',
    title: 'An answer contained a link to another host or version, which is not followed.',
    remedy: 'Check what stands between this server and graph.microsoft.com; report the request id.',
  },
  'write-refused': {
    status: 500,
    actor: 'developer',
    retry: 'never',
    title: 'The plugin refused to send a request that could change the tenant.',
    remedy: 'Report it to the developers of the plugin; nothing was sent.',
  },
});
