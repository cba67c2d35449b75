import { flag, list, optional, orNull } from '#plugin-host/openapi/field.js';
import { exported, GAPS, json } from '../answers.js';
import type { Described } from '../operation.js';
import {
  AS_OF,
  flagParameter,
  guidParameterOf,
  idParameter,
  PAGED_AS_OF,
  textParameter,
} from '../parameters.js';
import { OF_LIST, OF_OBJECT } from '../problem-sets.js';
import { DELEGATED_PERMISSION, HELD_PERMISSION, OPEN_TO } from '../rows/access.js';
import { APPLICATIONS, CREDENTIAL, REQUIRED_PERMISSION, SERVICE_PRINCIPALS } from '../rows/applications.js';
import {
  APPLICATION,
  APPLICATION_OWNER,
  SERVICE_PRINCIPAL,
  SERVICE_PRINCIPAL_OWNER,
} from '../rows/objects.js';
import { DERIVED } from './access.js';
import { about } from './inventory.js';

/** Days ahead in which credentials can be looked for, at most. */
export const CREDENTIAL_DAYS_MAX = 3_650;

const MORE = flag('Whether one of the lists was cut at 1000 rows.');

const SHARED = [
  textParameter('name', 'Beginning of the display name, in any case.', 'Payroll'),
  guidParameterOf('appId', 'The one with this application (client) id.'),
  textParameter('signInAudience', 'Those that let in exactly these accounts.', 'AzureADMyOrg'),
  textParameter('publisher', 'Beginning of the publisher’s verified name or domain, in any case.', 'contoso'),
  flagParameter('verified', 'Those whose publisher Microsoft verified, or those whose it did not.'),
  flagParameter('hasHighRiskPermissions', 'Those that hold a permission of high risk, or hold none.'),
  {
    name: 'credentialExpiresWithinDays',
    description: 'Those with a secret or certificate that is valid now and ends within so many days.',
    schema: { type: 'integer', minimum: 0, maximum: CREDENTIAL_DAYS_MAX },
    example: 30,
  },
  flagParameter('credentialExpired', 'Those with a secret or certificate that has ended, or without one.'),
];

/** GET applications */
export const LIST_APPLICATIONS: Described = {
  method: 'GET',
  path: 'applications',
  operationId: 'listApplications',
  summary: 'App registrations of the tenant, with when their credentials end.',
  description: 'By display name. A condition on what Graph did not say fits none.',
  needs: 'read',
  query: [...PAGED_AS_OF, ...SHARED],
  answer: exported(APPLICATIONS, 'A page of app registrations.', DERIVED),
  problems: OF_LIST,
};

/** GET service-principals */
export const LIST_SERVICE_PRINCIPALS: Described = {
  method: 'GET',
  path: 'service-principals',
  operationId: 'listServicePrincipals',
  summary: 'Enterprise applications, managed identities and other service principals.',
  description: 'By display name. A condition on what Graph did not say fits none.',
  needs: 'read',
  query: [
    ...PAGED_AS_OF,
    ...SHARED,
    flagParameter('enabled', 'Those that can sign in, or those that cannot.'),
    textParameter('servicePrincipalType', 'Those of exactly this type.', 'ManagedIdentity'),
    guidParameterOf('appOwnerOrganizationId', 'Those whose registration belongs to this tenant.'),
  ],
  answer: exported(SERVICE_PRINCIPALS, 'A page of service principals.', DERIVED),
  problems: OF_LIST,
};

/** GET applications/{objectId} */
export const GET_APPLICATION: Described = {
  method: 'GET',
  path: 'applications/:objectId',
  operationId: 'getApplication',
  summary: 'One app registration: owners, when its credentials end, what it asks for and what it holds.',
  description: 'What it holds is what its service principal in the tenant holds.',
  needs: 'read',
  pathParameters: [
    idParameter('objectId', 'Object id of the app registration, which is not its application id.'),
  ],
  query: [AS_OF],
  answer: json(
    about('ApplicationAnswer', 'One app registration.', {
      application: APPLICATION,
      owners: list(APPLICATION_OWNER, 'Who owns it; the first 1000.'),
      credentials: list(CREDENTIAL, 'Its secrets and certificates.'),
      requiredPermissions: list(REQUIRED_PERMISSION, 'What it asks for.'),
      servicePrincipal: orNull(SERVICE_PRINCIPAL, 'the tenant has none, so it holds nothing.'),
      permissions: list(HELD_PERMISSION, 'Permissions that it holds by itself.'),
      delegatedPermissions: list(DELEGATED_PERMISSION, 'Permissions on behalf of users.'),
      openTo: optional(OPEN_TO),
      more: MORE,
      gaps: GAPS,
    }),
    'The app registration.',
  ),
  problems: OF_OBJECT,
};

/** GET service-principals/{objectId} */
export const GET_SERVICE_PRINCIPAL: Described = {
  method: 'GET',
  path: 'service-principals/:objectId',
  operationId: 'getServicePrincipal',
  summary: 'One enterprise application: for whom it is open, which permissions it holds, on whose behalf.',
  needs: 'read',
  pathParameters: [idParameter('objectId', 'Object id of the service principal.')],
  query: [AS_OF],
  answer: json(
    about('ServicePrincipalAnswer', 'One enterprise application.', {
      servicePrincipal: SERVICE_PRINCIPAL,
      openTo: OPEN_TO,
      permissions: list(HELD_PERMISSION, 'Permissions that it holds by itself.'),
      delegatedPermissions: list(DELEGATED_PERMISSION, 'Permissions on behalf of users.'),
      owners: list(SERVICE_PRINCIPAL_OWNER, 'Who owns it.'),
      more: MORE,
      gaps: GAPS,
    }),
    'The enterprise application.',
  ),
  problems: OF_OBJECT,
};
