import type { JsonObject } from '#kernel/json.js';

const ALL_APPS_DATE = '0001-01-01T00:00:00Z';

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
