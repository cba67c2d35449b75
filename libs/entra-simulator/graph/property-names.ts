/** Properties of a directory type in Graph v1.0. */
interface TypeProperties {
  /** Single values: null where they have none. */
  readonly single: string;
  /** Lists of values: empty where there are none. */
  readonly lists: string;
  /** Everything else that has a name: structures and relations. */
  readonly others: string;
}

const EVERY = 'id deletedDateTime';

/** Names by type. Source: the metadata of Graph v1.0, https://graph.microsoft.com/v1.0/$metadata */
const TYPES: Readonly<Record<string, TypeProperties>> = {
  user: {
    single: `aboutMe accountEnabled ageGroup birthday city companyName consentProvidedForMinor country createdDateTime
      creationType department deviceEnrollmentLimit displayName employeeHireDate employeeId employeeLeaveDateTime
      employeeType externalUserState externalUserStateChangeDateTime faxNumber givenName hireDate identityParentId
      isManagementRestricted isResourceAccount jobTitle lastPasswordChangeDateTime legalAgeGroupClassification mail
      mailNickname mobilePhone mySite officeLocation onPremisesDistinguishedName onPremisesDomainName
      onPremisesImmutableId onPremisesLastSyncDateTime onPremisesSamAccountName onPremisesSecurityIdentifier
      onPremisesSyncEnabled onPremisesUserPrincipalName passwordPolicies postalCode preferredDataLocation
      preferredLanguage preferredName securityIdentifier showInAddressList signInSessionsValidFromDateTime state
      streetAddress surname usageLocation userPrincipalName userType`,
    lists: `businessPhones imAddresses interests otherMails pastProjects proxyAddresses responsibilities schools skills`,
    others: `activities adhocCalls agreementAcceptances appRoleAssignments assignedLicenses assignedPlans authentication
      authorizationInfo calendar calendarGroups calendars calendarView chats cloudClipboard cloudPCs contactFolders
      contacts createdObjects customSecurityAttributes dataSecurityAndGovernance
      deviceManagementTroubleshootingEvents directReports drive drives employeeExperience employeeOrgData events
      extensions followedSites identities inferenceClassification insights joinedTeams licenseAssignmentStates
      licenseDetails mailboxSettings mailFolders managedAppRegistrations managedDevices manager memberOf messages notes
      oauth2PermissionGrants onenote onlineMeetings onPremisesExtensionAttributes onPremisesProvisioningErrors
      onPremisesSyncBehavior outlook ownedDevices ownedObjects passwordProfile people permissionGrants photo photos
      planner presence print provisionedPlans registeredDevices scopedRoleMemberOf serviceProvisioningErrors settings
      signInActivity solutions sponsorOf sponsors teamwork todo transitiveMemberOf transitiveReports`,
  },
  group: {
    single: `accessType allowExternalSenders autoSubscribeNewMembers classification createdDateTime description
      displayName expirationDateTime hasMembersWithLicenseErrors hideFromAddressLists hideFromOutlookClients isArchived
      isAssignableToRole isFavorite isManagementRestricted isSubscribedByMail mail mailEnabled mailNickname
      membershipRule membershipRuleProcessingState onPremisesDomainName onPremisesLastSyncDateTime
      onPremisesNetBiosName onPremisesSamAccountName onPremisesSecurityIdentifier onPremisesSyncEnabled organizationId
      preferredDataLocation preferredLanguage renewedDateTime securityEnabled securityIdentifier theme uniqueName
      unseenConversationsCount unseenCount unseenMessagesCount visibility welcomeMessageEnabled`,
    lists: `creationOptions groupTypes infoCatalogs proxyAddresses resourceBehaviorOptions
      resourceProvisioningOptions`,
    others: `acceptedSenders appRoleAssignments assignedLabels assignedLicenses calendar calendarView conversations
      createdOnBehalfOf drive drives events extensions groupLifecyclePolicies licenseProcessingState memberOf members
      membersWithLicenseErrors onenote onPremisesExtensionAttributes onPremisesProvisioningErrors
      onPremisesSyncBehavior owners permissionGrants photo photos planner rejectedSenders serviceProvisioningErrors
      settings sites team threads transitiveMemberOf transitiveMembers`,
  },
  device: {
    single: `accountEnabled approximateLastSignInDateTime complianceExpirationDateTime createdDateTime deviceCategory
      deviceId deviceMetadata deviceOwnership deviceVersion displayName domainName enrollmentProfileName enrollmentType
      externalSourceName isCompliant isManaged isManagementRestricted isRooted managementType manufacturer mdmAppId model
      onPremisesLastSyncDateTime onPremisesSecurityIdentifier onPremisesSyncEnabled operatingSystem
      operatingSystemVersion profileType registrationDateTime sourceType trustType`,
    lists: `hostnames physicalIds systemLabels`,
    others: `alternativeSecurityIds extensionAttributes extensions memberOf registeredOwners registeredUsers
      transitiveMemberOf`,
  },
  servicePrincipal: {
    single: `accountEnabled appDescription appDisplayName appId applicationTemplateId appOwnerOrganizationId
      appRoleAssignmentRequired createdByAppId createdDateTime description disabledByMicrosoftStatus displayName
      errorUrl homepage isAuthorizationServiceEnabled isDisabled loginUrl logoutUrl notes preferredSingleSignOnMode
      preferredTokenSigningKeyEndDateTime preferredTokenSigningKeyThumbprint publisherName samlMetadataUrl
      servicePrincipalType signInAudience tokenEncryptionKeyId`,
    lists: `alternativeNames notificationEmailAddresses replyUrls servicePrincipalNames tags`,
    others: `addIns appManagementPolicies appRoleAssignedTo appRoleAssignments appRoles claimsMappingPolicies
      createdObjects customSecurityAttributes delegatedPermissionClassifications endpoints
      federatedIdentityCredentials homeRealmDiscoveryPolicies info keyCredentials memberOf oauth2PermissionGrants
      oauth2PermissionScopes ownedObjects owners passwordCredentials passwordSingleSignOnSettings
      remoteDesktopSecurityConfiguration resourceSpecificApplicationPermissions samlSingleSignOnSettings
      synchronization tokenIssuancePolicies tokenLifetimePolicies transitiveMemberOf verifiedPublisher`,
  },
  application: {
    single: `appId applicationTemplateId createdByAppId createdDateTime defaultRedirectUri description
      disabledByMicrosoftStatus displayName groupMembershipClaims isAuthorizationServiceEnabled
      isDeviceOnlyAuthSupported isDisabled isFallbackPublicClient logo notes oauth2RequirePostResponse publisherDomain
      samlMetadataUrl serviceManagementReference signInAudience tokenEncryptionKeyId uniqueName`,
    lists: `identifierUris managerApplications tags`,
    others: `addIns api appManagementPolicies appRoles authenticationBehaviors certification createdOnBehalfOf
      extensionProperties federatedIdentityCredentials homeRealmDiscoveryPolicies info keyCredentials
      nativeAuthenticationApisEnabled optionalClaims orgRestrictions owners parentalControlSettings passwordCredentials
      publicClient requestSignatureVerification requiredResourceAccess servicePrincipalLockConfiguration spa
      synchronization tokenIssuancePolicies tokenLifetimePolicies verifiedPublisher web`,
  },
};

/** Names of a type's properties. */
export interface PropertyNames {
  readonly single: ReadonlySet<string>;
  readonly lists: ReadonlySet<string>;
  readonly all: ReadonlySet<string>;
}

const NAMES: ReadonlyMap<string, PropertyNames> = new Map(
  Object.entries(TYPES).map(([type, { single, lists, others }]) => {
    const [singles, several] = [words(`deletedDateTime ${single}`), words(lists)];
    const all = new Set([...words(EVERY), ...singles, ...several, ...words(others)]);
    return [type, { single: new Set(singles), lists: new Set(several), all }];
  }),
);

/** What the simulator knows of a type's properties; undefined for types whose selections it does not check. */
export function propertyNames(type: string): PropertyNames | undefined {
  return NAMES.get(type);
}

function words(text: string): readonly string[] {
  return text.split(/\s+/).filter((word) => word !== '');
}
