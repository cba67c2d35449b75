import type { Json } from '#kernel/json.js';

/**
 * An account without any value: all properties that are kept, in their order. Written out, because V8 gives objects
 * that come from one literal one shape, and serialises those several times faster than objects that grew.
 * Left out on purpose: `signInActivity` (fails the whole list without a licence), `onPremisesLastSyncDateTime`
 * (changes every half hour and would make a version each time).
 * Source: https://learn.microsoft.com/graph/api/resources/user
 */
export function emptyAccount(): Record<string, Json | undefined> {
  return {
    id: undefined,
    accountEnabled: undefined,
    assignedLicenses: undefined,
    businessPhones: undefined,
    city: undefined,
    companyName: undefined,
    country: undefined,
    createdDateTime: undefined,
    creationType: undefined,
    department: undefined,
    displayName: undefined,
    employeeHireDate: undefined,
    employeeId: undefined,
    employeeType: undefined,
    externalUserState: undefined,
    externalUserStateChangeDateTime: undefined,
    givenName: undefined,
    identities: undefined,
    jobTitle: undefined,
    lastPasswordChangeDateTime: undefined,
    mail: undefined,
    mobilePhone: undefined,
    officeLocation: undefined,
    onPremisesDistinguishedName: undefined,
    onPremisesDomainName: undefined,
    onPremisesImmutableId: undefined,
    onPremisesSamAccountName: undefined,
    onPremisesSecurityIdentifier: undefined,
    onPremisesSyncEnabled: undefined,
    onPremisesUserPrincipalName: undefined,
    otherMails: undefined,
    passwordPolicies: undefined,
    preferredLanguage: undefined,
    proxyAddresses: undefined,
    securityIdentifier: undefined,
    signInSessionsValidFromDateTime: undefined,
    surname: undefined,
    usageLocation: undefined,
    userPrincipalName: undefined,
    userType: undefined,
    managerId: undefined,
  };
}

/** Properties of a user that are selected and kept. */
export const ACCOUNT_PROPERTIES: readonly string[] = Object.keys(emptyAccount()).filter(
  (name) => name !== 'managerId',
);

/** Properties of a group that are kept. Source: https://learn.microsoft.com/graph/api/resources/group */
export const GROUP_PROPERTIES = [
  'id',
  'classification',
  'createdDateTime',
  'description',
  'displayName',
  'expirationDateTime',
  'groupTypes',
  'isAssignableToRole',
  'mail',
  'mailEnabled',
  'mailNickname',
  'membershipRule',
  'membershipRuleProcessingState',
  'onPremisesDomainName',
  'onPremisesSamAccountName',
  'onPremisesSecurityIdentifier',
  'onPremisesSyncEnabled',
  'proxyAddresses',
  'renewedDateTime',
  'resourceProvisioningOptions',
  'securityEnabled',
  'securityIdentifier',
  'visibility',
] as const;

/**
 * Version of what is read and how it is normalised. A delta link remembers the recipe it was taken with; another
 * recipe starts with a full read, so that no property is half known.
 */
export const RECIPE = '1';
