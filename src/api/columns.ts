/** Columns of account exports. */
export const ACCOUNT_COLUMNS = [
  'id',
  'displayName',
  'userPrincipalName',
  'mail',
  'userType',
  'accountEnabled',
  'department',
  'jobTitle',
  'managerId',
  'employeeId',
  'createdDateTime',
] as const;
/** Columns of group exports. */
export const GROUP_COLUMNS = [
  'id',
  'displayName',
  'description',
  'mail',
  'securityEnabled',
  'mailEnabled',
  'groupTypes',
  'visibility',
  'membershipRule',
  'isAssignableToRole',
  'createdDateTime',
] as const;
/** Columns of exports of members and of an account's groups. */
export const RELATED_COLUMNS = ['id', 'type', 'displayName', 'userPrincipalName', 'direct', 'path'] as const;
