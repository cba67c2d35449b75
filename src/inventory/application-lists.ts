import type { PlainList } from './lists.js';

const DIRECTORY = ['Directory.Read.All', 'Directory.ReadWrite.All'] as const;
const APPLICATIONS = ['Application.Read.All', ...DIRECTORY, 'Application.ReadWrite.All'] as const;
const INTRODUCED = '051-applications';

/**
 * Properties of a service principal that are kept. Credentials come without their values, which Graph shows only once.
 * Source: https://learn.microsoft.com/graph/api/resources/serviceprincipal
 */
export const SERVICE_PRINCIPAL_PROPERTIES = [
  'id',
  'accountEnabled',
  'appDisplayName',
  'appId',
  'appOwnerOrganizationId',
  'appRoleAssignmentRequired',
  'appRoles',
  'createdDateTime',
  'displayName',
  'homepage',
  'keyCredentials',
  'oauth2PermissionScopes',
  'passwordCredentials',
  'preferredSingleSignOnMode',
  'servicePrincipalNames',
  'servicePrincipalType',
  'signInAudience',
  'tags',
  'verifiedPublisher',
] as const;

/** Properties of an app registration that are kept. Source: https://learn.microsoft.com/graph/api/resources/application */
export const APPLICATION_PROPERTIES = [
  'id',
  'appId',
  'createdDateTime',
  'displayName',
  'identifierUris',
  'keyCredentials',
  'passwordCredentials',
  'publisherDomain',
  'requiredResourceAccess',
  'signInAudience',
  'tags',
  'verifiedPublisher',
  'web',
] as const;

/** Applications: registrations, enterprise applications, and the consent that they have. */
export const APPLICATION_LISTS = {
  servicePrincipals: {
    kind: 'service_principal',
    id: 'uuid',
    introduced: INTRODUCED,
    path: `/servicePrincipals?$select=${SERVICE_PRINCIPAL_PROPERTIES.join(',')}&$top=999`,
    answer: 'list',
    anyOf: APPLICATIONS,
    feature: 'Application access',
  },
  applications: {
    kind: 'application',
    id: 'uuid',
    introduced: INTRODUCED,
    path: `/applications?$select=${APPLICATION_PROPERTIES.join(',')}&$top=999`,
    answer: 'list',
    anyOf: APPLICATIONS,
    feature: 'Application access',
  },
  oauth2PermissionGrants: {
    kind: 'oauth2_grant',
    id: 'text',
    introduced: INTRODUCED,
    path: '/oauth2PermissionGrants?$top=999',
    answer: 'list',
    anyOf: ['Directory.Read.All', 'DelegatedPermissionGrant.ReadWrite.All', 'Directory.ReadWrite.All'],
    feature: 'Consent to applications',
  },
} as const satisfies Record<string, PlainList>;
