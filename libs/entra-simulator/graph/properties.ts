/** Properties of a user without `$select`. Source: https://learn.microsoft.com/graph/api/user-list */
export const USER_DEFAULTS: readonly string[] = [
  'businessPhones',
  'displayName',
  'givenName',
  'jobTitle',
  'mail',
  'mobilePhone',
  'officeLocation',
  'preferredLanguage',
  'surname',
  'userPrincipalName',
  'id',
];

/** Properties that a reader with User.ReadBasic.All alone sees. */
export const USER_BASICS: readonly string[] = [
  'id',
  'displayName',
  'givenName',
  'surname',
  'mail',
  'userPrincipalName',
  'photo',
  'securityIdentifier',
];
