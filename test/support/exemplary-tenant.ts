import type { Json, JsonObject } from '#kernel/json.js';
import {
  ADMIN14,
  APPS,
  PHISHING_RESISTANT,
  ROLES,
  SCUBA8,
  STRENGTHS,
} from '#access-policy/model/well-known.js';
import { grant, guest, member, mfaPolicy, role, strength } from './policy-builder.js';

const RESISTANT = strength(STRENGTHS.phishingResistant, PHISHING_RESISTANT);
const NEVER = { isEnabled: true, mode: 'never' };
const HOURLY = { isEnabled: true, type: 'hours', value: 4, frequencyInterval: 'timeBased' };
const EVERY_TIME = { isEnabled: true, frequencyInterval: 'everyTime' };
const ALL_APPS_DATE = '0001-01-01T00:00:00Z';

/** The policies of a tenant that does everything right, by id. */
export const POLICIES: Readonly<Record<string, JsonObject>> = {
  everybody: mfaPolicy({ id: 'everybody', grantControls: RESISTANT }),
  admins: mfaPolicy({
    id: 'admins',
    users: { includeUsers: [], includeRoles: [...new Set([...ADMIN14, ...SCUBA8])] },
    grantControls: RESISTANT,
    sessionControls: { signInFrequency: HOURLY, persistentBrowser: NEVER },
  }),
  legacy: mfaPolicy({
    id: 'legacy',
    conditions: { clientAppTypes: ['exchangeActiveSync', 'other'] },
    grantControls: grant('block'),
  }),
  userRisk: mfaPolicy({
    id: 'userRisk',
    conditions: { userRiskLevels: ['high'] },
    grantControls: grant('block'),
  }),
  signInRisk: mfaPolicy({
    id: 'signInRisk',
    conditions: { signInRiskLevels: ['high'] },
    grantControls: grant('block'),
  }),
  managed: mfaPolicy({ id: 'managed', grantControls: grant(['compliantDevice', 'domainJoinedDevice']) }),
  registration: mfaPolicy({
    id: 'registration',
    applications: { includeApplications: [], includeUserActions: ['urn:user:registersecurityinfo'] },
    grantControls: grant(['compliantDevice', 'domainJoinedDevice']),
  }),
  devices: mfaPolicy({
    id: 'devices',
    applications: { includeApplications: [], includeUserActions: ['urn:user:registerdevice'] },
  }),
  deviceCode: mfaPolicy({
    id: 'deviceCode',
    conditions: { authenticationFlows: { transferMethods: 'deviceCodeFlow' } },
    grantControls: grant('block'),
  }),
  transfer: mfaPolicy({
    id: 'transfer',
    conditions: { authenticationFlows: { transferMethods: 'authenticationTransfer' } },
    grantControls: grant('block'),
  }),
  sessions: {
    ...mfaPolicy({
      id: 'sessions',
      conditions: { devices: { deviceFilter: { mode: 'include', rule: 'device.isCompliant -ne True' } } },
      sessionControls: { signInFrequency: HOURLY, persistentBrowser: NEVER },
    }),
    grantControls: null,
  },
  intune: mfaPolicy({
    id: 'intune',
    applications: { includeApplications: [APPS.intuneEnrolment] },
    sessionControls: { signInFrequency: EVERY_TIME },
  }),
  platforms: mfaPolicy({
    id: 'platforms',
    conditions: {
      platforms: {
        includePlatforms: ['all'],
        excludePlatforms: ['android', 'iOS', 'windows', 'macOS', 'linux'],
      },
    },
    grantControls: grant('block'),
  }),
  countries: mfaPolicy({
    id: 'countries',
    conditions: { locations: { includeLocations: ['far'] } },
    grantControls: grant('block'),
  }),
  restricted: {
    ...mfaPolicy({
      id: 'restricted',
      applications: { includeApplications: ['Office365'] },
      sessionControls: { applicationEnforcedRestrictions: { isEnabled: true } },
    }),
    grantControls: null,
  },
  tokens: {
    ...mfaPolicy({
      id: 'tokens',
      applications: { includeApplications: ['Office365'] },
      conditions: {
        platforms: { includePlatforms: ['windows'] },
        clientAppTypes: ['mobileAppsAndDesktopClients'],
      },
      sessionControls: { secureSignInSession: { isEnabled: true } },
    }),
    grantControls: null,
  },
  agents: mfaPolicy({
    id: 'agents',
    users: { includeUsers: ['None'] },
    conditions: {
      agentIdRiskLevels: 'high',
      clientApplications: { includeAgentIdServicePrincipals: ['All'] },
    },
    grantControls: grant('block'),
  }),
};

const ADMINS: Readonly<Record<string, string>> = {
  global1: ROLES.globalAdministrator,
  global2: ROLES.globalAdministrator,
  users1: ROLES.userAdministrator,
  exchange1: ROLES.exchangeAdministrator,
  sharepoint1: ROLES.sharePointAdministrator,
};

const person = (id: string): JsonObject =>
  member(id, {
    displayName: id,
    onPremisesSyncEnabled: null,
    onPremisesImmutableId: null,
    perUserMfaState: 'disabled',
  });

const visitor = guest('guest1', { displayName: 'guest1', perUserMfaState: 'disabled' });

/** Names of the highly privileged roles, by template id. */
const ROLE_NAMES: Readonly<Record<string, string>> = {
  [ROLES.globalAdministrator]: 'Global Administrator',
  [ROLES.privilegedRoleAdministrator]: 'Privileged Role Administrator',
  [ROLES.userAdministrator]: 'User Administrator',
  [ROLES.sharePointAdministrator]: 'SharePoint Administrator',
  [ROLES.exchangeAdministrator]: 'Exchange Administrator',
  [ROLES.hybridIdentityAdministrator]: 'Hybrid Identity Administrator',
  [ROLES.applicationAdministrator]: 'Application Administrator',
  [ROLES.cloudApplicationAdministrator]: 'Cloud Application Administrator',
};

const DEFINITIONS = [...new Set([...ADMIN14, ...SCUBA8, ROLES.directorySynchronizationAccounts])];

/** The PIM rules of a role that asks for everything. */
export function pimRules(): readonly JsonObject[] {
  const alert = (id: string): JsonObject => ({
    id,
    notificationType: 'Email',
    notificationRecipients: ['soc@contoso.com'],
  });
  const approvers = ['users1', 'exchange1'].map((userId) => ({ userId }));
  return [
    { id: 'Enablement_EndUser_Assignment', enabledRules: ['MultiFactorAuthentication', 'Justification'] },
    {
      id: 'Approval_EndUser_Assignment',
      setting: { isApprovalRequired: true, approvalStages: [{ primaryApprovers: approvers }] },
    },
    alert('Notification_Admin_Admin_Assignment'),
    alert('Notification_Admin_Admin_Eligibility'),
    alert('Notification_Admin_EndUser_Assignment'),
  ];
}

/** PIM settings of a role. */
export function pimSettings(roleDefinitionId: string, rules: readonly JsonObject[] = pimRules()): JsonObject {
  return { scopeType: 'DirectoryRole', scopeId: '/', roleDefinitionId, policy: { rules } };
}

/** Restrictions of one scope of the app management policy. */
export function appRestrictions(changes: JsonObject = {}): JsonObject {
  const entry = (restrictionType: string, maxLifetime: string | null): JsonObject => ({
    restrictionType,
    state: 'enabled',
    maxLifetime,
    restrictForAppsCreatedAfterDateTime: ALL_APPS_DATE,
  });
  return {
    passwordCredentials: [entry('passwordAddition', null), entry('passwordLifetime', 'P180D')],
    keyCredentials: [entry('asymmetricKeyLifetime', 'P365D')],
    ...changes,
  };
}

const SHOWN = { state: 'enabled', includeTarget: { id: 'all_users', targetType: 'group' } };

/** The configurations of the methods, by id. */
export const METHODS: Readonly<Record<string, JsonObject>> = {
  Sms: { id: 'Sms', state: 'disabled', includeTargets: [] },
  Voice: { id: 'Voice', state: 'disabled' },
  Email: { id: 'Email', state: 'disabled' },
  MicrosoftAuthenticator: {
    id: 'MicrosoftAuthenticator',
    state: 'enabled',
    isSoftwareOathEnabled: false,
    featureSettings: {
      displayAppInformationRequiredState: SHOWN,
      displayLocationInformationRequiredState: SHOWN,
    },
    includeTargets: [{ id: 'all_users', targetType: 'group' }],
  },
  Fido2: {
    id: 'Fido2',
    state: 'enabled',
    isAttestationEnforced: true,
    keyRestrictions: { isEnforced: true, enforcementType: 'allow', aaGuids: ['a'] },
  },
  TemporaryAccessPass: {
    id: 'TemporaryAccessPass',
    state: 'enabled',
    isUsableOnce: true,
    maximumLifetimeInMinutes: 480,
  },
};

const EVERYBODY = [{ id: 'all_users', targetType: 'group' }];

/** The policy on methods; `methods` replaces configurations by id. */
export function methodsPolicy(
  methods: Readonly<Record<string, JsonObject>> = {},
  changes: JsonObject = {},
): JsonObject {
  return {
    policyMigrationState: 'migrationComplete',
    authenticationMethodConfigurations: Object.values({ ...METHODS, ...methods }),
    reportSuspiciousActivitySettings: { state: 'enabled', includeTarget: { id: 'all_users' } },
    systemCredentialPreferences: { state: 'default', includeTargets: EVERYBODY, excludeTargets: [] },
    registrationEnforcement: {
      authenticationMethodsRegistrationCampaign: { state: 'enabled', includeTargets: EVERYBODY },
    },
    ...changes,
  };
}

/** Values of the password settings; `changes` replaces some. */
export function passwordSettings(changes: Readonly<Record<string, string>> = {}): JsonObject {
  const values = {
    EnableBannedPasswordCheck: 'True',
    BannedPasswordList: 'contoso',
    EnableBannedPasswordCheckOnPremises: 'True',
    BannedPasswordCheckOnPremisesMode: 'Enforce',
    LockoutThreshold: '10',
    LockoutDurationInSeconds: '60',
    ...changes,
  };
  return {
    templateId: '5cf42378-d67d-4f36-ba46-e8b86229381d',
    values: Object.entries(values).map(([name, value]) => ({ name, value })),
  };
}

/** A tenant for which every check that does not need on-premises or break-glass accounts passes. */
export function exemplaryTenant(changes: JsonObject = {}): JsonObject {
  const ids = [...Object.keys(ADMINS), 'member1', 'member2'];
  return {
    organization: { id: 'contoso', onPremisesSyncEnabled: null },
    subscribedSkus: [licence('AAD_PREMIUM_P2')],
    domains: [
      {
        id: 'contoso.com',
        authenticationType: 'Managed',
        isVerified: true,
        isRoot: true,
        passwordValidityPeriodInDays: 2_147_483_647,
      },
    ],
    users: [...ids.map(person), visitor],
    groups: [],
    roleDefinitions: DEFINITIONS.map((id) => ({
      id,
      templateId: id,
      displayName: ROLE_NAMES[id] ?? id,
      isBuiltIn: true,
    })),
    roleAssignments: Object.entries(ADMINS).map(([id, roleId]) => role(id, roleId)),
    roleAssignmentScheduleInstances: Object.entries(ADMINS).map(([id, roleId]) => activeRole(id, roleId)),
    roleEligibilityScheduleInstances: [],
    roleManagementPolicyAssignments: SCUBA8.map((id) => pimSettings(id)),
    conditionalAccessPolicies: Object.values(POLICIES),
    namedLocations: [
      {
        id: 'office',
        displayName: 'Office',
        isTrusted: true,
        ipRanges: [{ cidrAddress: '198.51.100.0/24' }],
      },
      { id: 'far', displayName: 'Far away', countriesAndRegions: ['AQ'] },
    ],
    authenticationStrengthPolicies: [],
    securityDefaults: { isEnabled: false },
    authorizationPolicy: authorization(),
    authenticationMethodsPolicy: methodsPolicy(),
    userRegistrationDetails: [...ids, 'guest1'].map((id) => registered(id)),
    adminConsentRequestPolicy: {
      isEnabled: true,
      notifyReviewers: true,
      remindersEnabled: true,
      requestDurationInDays: 30,
      reviewers: [{ query: '/users/global1' }],
    },
    defaultAppManagementPolicy: {
      isEnabled: true,
      applicationRestrictions: appRestrictions(),
      servicePrincipalRestrictions: appRestrictions(),
    },
    appManagementPolicies: [],
    deviceRegistrationPolicy: { multiFactorAuthConfiguration: 'notRequired' },
    groupSettings: [passwordSettings(), consentSettings('true')],
    crossTenantAccessPolicy: { inboundTrust: { isMfaAccepted: false }, partners: [] },
    servicePrincipals: [],
    ...changes,
  };
}

/** The exemplary tenant with some of its policies replaced; null leaves one out. */
export function withPolicies(
  changes: Readonly<Record<string, JsonObject | null>>,
  more: JsonObject = {},
): JsonObject {
  const policies = Object.values({ ...POLICIES, ...changes }).filter((policy) => policy !== null);
  return exemplaryTenant({ conditionalAccessPolicies: policies, ...more });
}

/** A subscription with one provisioned plan. */
export function licence(servicePlanName: string): JsonObject {
  return { capabilityStatus: 'Enabled', servicePlans: [{ servicePlanName, provisioningStatus: 'Success' }] };
}

/** What users and guests may do; `changes` replaces settings. */
export function authorization(changes: JsonObject = {}, permissions: JsonObject = {}): JsonObject {
  return {
    guestUserRoleId: '2af84b1e-32c8-42b7-82bc-daa82404023b',
    allowInvitesFrom: 'adminsAndGuestInviters',
    allowedToUseSSPR: false,
    allowedToSignUpEmailBasedSubscriptions: false,
    allowEmailVerifiedUsersToJoinOrganization: false,
    allowUserConsentForRiskyApps: false,
    blockMsolPowerShell: true,
    defaultUserRolePermissions: {
      allowedToCreateApps: false,
      allowedToCreateSecurityGroups: false,
      allowedToCreateTenants: false,
      allowedToReadBitlockerKeysForOwnedDevice: false,
      permissionGrantPoliciesAssigned: [],
      ...permissions,
    },
    ...changes,
  };
}

/** The directory setting on admin consent. */
export function consentSettings(value: string): JsonObject {
  return {
    templateId: 'dffd5d46-495d-40a9-8e21-954ff55e198a',
    values: [{ name: 'EnableAdminConsentRequests', value }],
  };
}

/** An active assignment with an end. */
export function activeRole(
  principalId: string,
  roleDefinitionId: string,
  changes: JsonObject = {},
): JsonObject {
  return {
    ...role(principalId, roleDefinitionId),
    assignmentType: 'Assigned',
    startDateTime: '2026-01-01T00:00:00Z',
    endDateTime: '2027-01-01T00:00:00Z',
    ...changes,
  };
}

/** A row of the registration report. */
export function registered(id: string, changes: JsonObject = {}): JsonObject {
  return {
    id,
    isMfaRegistered: true,
    isMfaCapable: true,
    methodsRegistered: ['fido2SecurityKey'],
    ...changes,
  };
}

/** A list of the exemplary tenant with an item more. */
export function plus(key: string, ...items: readonly Json[]): JsonObject {
  const list = exemplaryTenant()[key];
  return exemplaryTenant({ [key]: [...(Array.isArray(list) ? (list as Json[]) : []), ...items] });
}

/** The exemplary tenant without a key: it was not collected. */
export function without(...keys: readonly string[]): JsonObject {
  return Object.fromEntries(Object.entries(exemplaryTenant()).filter(([key]) => !keys.includes(key)));
}
