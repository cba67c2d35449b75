import { flag, guid, instant, text, words, type AnyField } from '#plugin-host/openapi/field.js';
import {
  APP_ID,
  CREATED,
  DESCRIPTION,
  DISPLAY_NAME,
  ENABLED,
  graphObject,
  nested,
  OBJECT_ID,
  TEXT_ID,
  texts,
} from './graph-object.js';

const PRINCIPAL = guid('Object id of the user, group or service principal.');
const AUDIENCE = text('Accounts that may sign in: AzureADMyOrg, AzureADMultipleOrgs and so on.');
const CREDENTIALS = 'name, id and when each begins and ends; never their values.';
const TYPE = text('Type as Graph names it.', { example: 'user' });

const VERIFIED_PUBLISHER: AnyField = {
  schema: {
    type: 'object',
    description:
      'Publisher whom Microsoft verified, with id, name and time; its parts are empty without one.',
    additionalProperties: true,
  },
};

/** An app registration. */
export const APPLICATION = graphObject(
  'Application',
  { description: 'An app registration of the tenant.', resource: 'application' },
  {
    id: OBJECT_ID,
    appId: APP_ID,
    createdDateTime: CREATED,
    displayName: DISPLAY_NAME,
    identifierUris: texts('URIs by which it is named as an API.'),
    keyCredentials: nested(`Certificates: ${CREDENTIALS}`),
    passwordCredentials: nested(`Client secrets: ${CREDENTIALS}`),
    publisherDomain: text('Domain of the publisher.'),
    requiredResourceAccess: nested('Permissions that it asks for.'),
    signInAudience: AUDIENCE,
    tags: texts('Tags.'),
    verifiedPublisher: VERIFIED_PUBLISHER,
    web: {
      schema: { type: 'object', description: 'Settings of a web application.', additionalProperties: true },
    },
  },
);

/** A service principal. */
export const SERVICE_PRINCIPAL = graphObject(
  'ServicePrincipal',
  {
    description: 'An enterprise application, managed identity or other service principal.',
    resource: 'serviceprincipal',
  },
  {
    id: OBJECT_ID,
    accountEnabled: ENABLED,
    appDisplayName: text('Display name of the registration.'),
    appId: APP_ID,
    appOwnerOrganizationId: guid('Tenant of the registration.'),
    appRoleAssignmentRequired: flag('Whether only those who are assigned may use it.'),
    appRoles: nested('Roles that it publishes.'),
    createdDateTime: CREATED,
    displayName: DISPLAY_NAME,
    homepage: text('Address of its start page.'),
    keyCredentials: nested(`Certificates: ${CREDENTIALS}`),
    oauth2PermissionScopes: nested('Delegated permissions that it publishes.'),
    passwordCredentials: nested(`Client secrets: ${CREDENTIALS}`),
    preferredSingleSignOnMode: text('How people sign in to it: password, saml, oidc, notSupported.'),
    servicePrincipalNames: texts('Names by which it is known.'),
    servicePrincipalType: text('Application, ManagedIdentity, Legacy, SocialIdp.'),
    signInAudience: AUDIENCE,
    tags: texts('Tags.'),
    verifiedPublisher: VERIFIED_PUBLISHER,
  },
);

/** An app role that was given. */
export const APP_ROLE_ASSIGNMENT = graphObject(
  'AppRoleAssignment',
  {
    description: 'That a user, group or application was given a role of an application.',
    resource: 'approleassignment',
    extent: 'whole',
  },
  {
    id: TEXT_ID,
    principalId: PRINCIPAL,
    principalType: text('User, Group or ServicePrincipal.'),
    principalDisplayName: text('What it is called.'),
    resourceId: guid('Service principal of the application.'),
    resourceDisplayName: text('What the application is called.'),
    appRoleId: guid('The role; all zeros: access without a particular role.'),
    createdDateTime: CREATED,
  },
);

/** Consent on behalf of users. */
export const PERMISSION_GRANT = graphObject(
  'PermissionGrant',
  {
    description: 'Consent by which an application acts on behalf of one user or of everybody.',
    resource: 'oauth2permissiongrant',
    extent: 'whole',
  },
  {
    id: TEXT_ID,
    clientId: guid('Service principal that acts.'),
    resourceId: guid('Service principal of the API.'),
    consentType: words(['AllPrincipals', 'Principal'], 'For everybody, or for one user.'),
    principalId: guid('The user; absent for everybody.'),
    scope: text('Permissions, separated by spaces.'),
  },
);

/** A device. */
export const DEVICE = graphObject(
  'Device',
  { description: 'A device that is registered in the tenant.', resource: 'device' },
  {
    id: OBJECT_ID,
    accountEnabled: ENABLED,
    approximateLastSignInDateTime: instant('About when it was used last.'),
    deviceId: guid('Id that the device gave itself.'),
    displayName: DISPLAY_NAME,
    isCompliant: flag('Whether it complies with the policies of Intune.'),
    isManaged: flag('Whether it is managed.'),
    operatingSystem: text('Operating system.'),
    operatingSystemVersion: text('Its version.'),
    profileType: text('RegisteredDevice, SecureVM, Printer, Shared, IoT.'),
    registrationDateTime: instant('When it was registered.'),
    trustType: text('Workplace, AzureAd or ServerAd.'),
    registeredOwners: nested('To whom it is registered: id and type.'),
  },
);

/** A place that policies know. */
export const NAMED_LOCATION = graphObject(
  'NamedLocation',
  {
    description: 'A place that policies know by name: ranges of addresses, or countries.',
    resource: 'namedlocation',
    extent: 'whole',
  },
  {
    id: OBJECT_ID,
    displayName: DISPLAY_NAME,
    isTrusted: flag('Whether sign-ins from there count as trusted; ranges of addresses only.'),
    createdDateTime: CREATED,
    modifiedDateTime: instant('When it was changed last.'),
  },
);

/** An administrative unit. */
export const ADMINISTRATIVE_UNIT = graphObject(
  'AdministrativeUnit',
  {
    description: 'A part of the tenant that is administered by itself.',
    resource: 'administrativeunit',
    extent: 'whole',
  },
  {
    id: OBJECT_ID,
    displayName: DISPLAY_NAME,
    description: DESCRIPTION,
    visibility: text('HiddenMembership, or absent for Public.'),
    membershipType: text('Assigned or Dynamic.'),
    membershipRule: text('Rule that dynamic members follow.'),
  },
);

/** That something belongs to an administrative unit. */
export const ADMINISTRATIVE_UNIT_MEMBER = graphObject(
  'AdministrativeUnitMember',
  { description: 'That something belongs to an administrative unit.', resource: 'administrativeunit' },
  {
    id: text('Both object ids, joined by an underscore.'),
    administrativeUnitId: guid('Object id of the administrative unit.'),
    memberId: guid('Object id of the user, group or device.'),
    type: TYPE,
  },
);

/** That somebody owns an app registration. */
export const APPLICATION_OWNER = graphObject(
  'ApplicationOwner',
  { description: 'That somebody owns an app registration.', resource: 'application' },
  {
    id: text('Both object ids, joined by an underscore.'),
    applicationId: guid('Object id of the app registration.'),
    ownerId: guid('Object id of the owner.'),
    type: TYPE,
  },
);

/** That somebody owns a service principal. */
export const SERVICE_PRINCIPAL_OWNER = graphObject(
  'ServicePrincipalOwner',
  { description: 'That somebody owns a service principal.', resource: 'serviceprincipal' },
  {
    id: text('Both object ids, joined by an underscore.'),
    servicePrincipalId: guid('Object id of the service principal.'),
    ownerId: guid('Object id of the owner.'),
    type: TYPE,
  },
);

/** An object that was deleted. */
export const DELETED_OBJECT = graphObject(
  'DeletedObject',
  { description: 'An object that was deleted and can still be restored.', resource: 'directoryobject' },
  {
    id: OBJECT_ID,
    displayName: DISPLAY_NAME,
    deletedDateTime: instant('When it was deleted; it is gone for good 30 days later.'),
  },
);

/** An account at risk. */
export const RISKY_USER = graphObject(
  'RiskyUser',
  { description: 'An account that Microsoft holds to be at risk.', resource: 'riskyuser', extent: 'whole' },
  {
    id: OBJECT_ID,
    userPrincipalName: text('Name by which the account signs in.'),
    userDisplayName: text('Display name.'),
    riskLevel: text('low, medium, high, hidden or none.'),
    riskState: text('atRisk, confirmedCompromised, remediated, dismissed and so on.'),
    riskDetail: text('Why the risk is as it is.'),
    riskLastUpdatedDateTime: instant('When that changed last.'),
  },
);
