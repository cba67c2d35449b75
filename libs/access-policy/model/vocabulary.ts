/** Values that Graph v1.0 documents for the parts of a policy; another value puts the policy in doubt. */
const words = (list: string): ReadonlySet<string> => new Set(list.split(' '));

/** States of a policy. */
export const STATES = words('enabled disabled enabledForReportingButNotEnforced');
/** conditionalAccessClientApp. */
export const CLIENT_APPS = words(
  'all browser mobileAppsAndDesktopClients exchangeActiveSync easSupported other',
);
/** conditionalAccessDevicePlatform. */
export const PLATFORMS = words('all android iOS windows windowsPhone macOS linux');
/** riskLevel; `hidden` is what a tenant without the licence sees. */
export const RISK_LEVELS = words('none low medium high hidden');
/** conditionalAccessInsiderRiskLevels. */
export const INSIDER_RISK_LEVELS = words('minor moderate elevated');
/** conditionalAccessTransferMethods. */
export const TRANSFER_METHODS = words('none deviceCodeFlow authenticationTransfer');
/** conditionalAccessGrantControl. */
export const GRANT_CONTROLS = words(
  'block mfa compliantDevice domainJoinedDevice approvedApplication compliantApplication passwordChange riskRemediation',
);
/** conditionalAccessGuestOrExternalUserTypes. */
export const GUESTS = words(
  'internalGuest b2bCollaborationGuest b2bCollaborationMember b2bDirectConnectUser otherExternalUser serviceProvider',
);
/** User actions that a policy can name. */
export const ACTIONS = words('urn:user:registersecurityinfo urn:user:registerdevice');
/** Names in `includeUsers` and `excludeUsers` that are no ids. */
export const USER_WORDS = words('All None GuestsOrExternalUsers');
/** Names in `includeApplications` and `excludeApplications` that are no ids. */
export const APP_WORDS = words('All None Office365 MicrosoftAdminPortals');
