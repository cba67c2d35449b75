import type { Json, JsonObject } from '#kernel/json.js';
import type { DirectoryObject } from '../directory.js';

const NO_INFO = {
  logoUrl: null,
  marketingUrl: null,
  privacyStatementUrl: null,
  supportUrl: null,
  termsOfServiceUrl: null,
} as const;

const UNVERIFIED = { displayName: null, verifiedPublisherId: null, addedDateTime: null } as const;

/** A service principal with every property that Graph shows; what is not given is as it is without settings. */
export function servicePrincipalShape(given: DirectoryObject): DirectoryObject {
  return {
    id: '',
    deletedDateTime: null,
    accountEnabled: true,
    alternativeNames: [],
    addIns: [],
    appDescription: null,
    appDisplayName: given['displayName'] ?? null,
    appId: '',
    applicationTemplateId: null,
    appOwnerOrganizationId: null,
    appRoleAssignmentRequired: false,
    appRoles: [],
    createdDateTime: '2025-02-01T10:00:00Z',
    description: null,
    disabledByMicrosoftStatus: null,
    displayName: null,
    homepage: null,
    info: { ...NO_INFO },
    keyCredentials: [],
    loginUrl: null,
    logoutUrl: null,
    notes: null,
    notificationEmailAddresses: [],
    oauth2PermissionScopes: [],
    passwordCredentials: [],
    preferredSingleSignOnMode: null,
    preferredTokenSigningKeyThumbprint: null,
    publisherName: null,
    replyUrls: [],
    resourceSpecificApplicationPermissions: [],
    samlSingleSignOnSettings: null,
    servicePrincipalNames: [given['appId'] ?? null],
    servicePrincipalType: 'Application',
    signInAudience: 'AzureADMyOrg',
    tags: [],
    tokenEncryptionKeyId: null,
    verifiedPublisher: { ...UNVERIFIED },
    ...given,
  };
}

/** An application registration with every property that Graph shows. */
export function applicationShape(given: DirectoryObject): DirectoryObject {
  return {
    id: '',
    deletedDateTime: null,
    isFallbackPublicClient: null,
    appId: '',
    applicationTemplateId: null,
    identifierUris: [],
    createdDateTime: '2025-02-01T10:00:00Z',
    disabledByMicrosoftStatus: null,
    displayName: null,
    isDeviceOnlyAuthSupported: null,
    groupMembershipClaims: null,
    optionalClaims: null,
    addIns: [],
    publisherDomain: null,
    samlMetadataUrl: null,
    signInAudience: 'AzureADMyOrg',
    tags: [],
    tokenEncryptionKeyId: null,
    verifiedPublisher: { ...UNVERIFIED },
    certification: null,
    api: apiShape([]),
    appRoles: [],
    publicClient: { redirectUris: [] },
    info: { ...NO_INFO },
    keyCredentials: [],
    parentalControlSettings: { countriesBlockedForMinors: [], legalAgeGroupRule: 'Allow' },
    passwordCredentials: [],
    requiredResourceAccess: [],
    web: webShape(),
    ...given,
  };
}

function apiShape(scopes: readonly JsonObject[]): Json {
  return {
    requestedAccessTokenVersion: 2,
    acceptMappedClaims: null,
    knownClientApplications: [],
    oauth2PermissionScopes: scopes,
    preAuthorizedApplications: [],
  };
}

function webShape(): Json {
  return {
    redirectUris: [],
    homePageUrl: null,
    logoutUrl: null,
    implicitGrantSettings: { enableIdTokenIssuance: false, enableAccessTokenIssuance: false },
  };
}

/** What Graph shows of a client secret: never the secret. */
export function passwordCredential(
  keyId: string,
  displayName: string,
  startDateTime: string,
  endDateTime: string,
): JsonObject {
  return {
    customKeyIdentifier: null,
    displayName,
    endDateTime,
    hint: 'sim',
    keyId,
    secretText: null,
    startDateTime,
  };
}

/** What Graph shows of a certificate: never its private key, and its public one only on request. */
export function keyCredential(
  keyId: string,
  displayName: string,
  startDateTime: string,
  endDateTime: string,
): JsonObject {
  return {
    customKeyIdentifier: Buffer.from(keyId.replaceAll('-', '').slice(0, 20)).toString('base64'),
    displayName,
    endDateTime,
    key: null,
    keyId,
    startDateTime,
    type: 'AsymmetricX509Cert',
    usage: 'Verify',
  };
}
