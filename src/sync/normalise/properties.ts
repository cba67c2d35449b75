/**
 * Properties of a user that are kept. Left out on purpose: `signInActivity` (fails the whole list without a licence),
 * `onPremisesLastSyncDateTime` (changes every half hour and would make a version each time).
 * Source: https://learn.microsoft.com/graph/api/resources/user
 */
export const ACCOUNT_PROPERTIES = [
  'id',
  'accountEnabled',
  'assignedLicenses',
  'businessPhones',
  'city',
  'companyName',
  'country',
  'createdDateTime',
  'creationType',
  'department',
  'displayName',
  'employeeHireDate',
  'employeeId',
  'employeeType',
  'externalUserState',
  'externalUserStateChangeDateTime',
  'givenName',
  'identities',
  'jobTitle',
  'lastPasswordChangeDateTime',
  'mail',
  'mobilePhone',
  'officeLocation',
  'onPremisesDistinguishedName',
  'onPremisesDomainName',
  'onPremisesImmutableId',
  'onPremisesSamAccountName',
  'onPremisesSecurityIdentifier',
  'onPremisesSyncEnabled',
  'onPremisesUserPrincipalName',
  'otherMails',
  'passwordPolicies',
  'preferredLanguage',
  'proxyAddresses',
  'securityIdentifier',
  'signInSessionsValidFromDateTime',
  'surname',
  'usageLocation',
  'userPrincipalName',
  'userType',
] as const;

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
