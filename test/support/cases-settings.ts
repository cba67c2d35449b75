import type { JsonObject } from '#kernel/json.js';
import { ROLES, SCUBA8 } from '#access-policy/model/well-known.js';
import type { CheckCase } from './describe-checks.js';
import {
  appRestrictions,
  authorization,
  METHODS,
  methodsPolicy,
  passwordSettings,
  pimRules,
  pimSettings,
} from './exemplary-settings.js';
import { activeRole, exemplaryTenant, plus, registered, withPolicies } from './exemplary-tenant.js';
import { member, mfaPolicy, role, strength } from './policy-builder.js';

const methods = (
  configurations: Readonly<Record<string, JsonObject>>,
  changes: JsonObject = {},
): JsonObject => exemplaryTenant({ authenticationMethodsPolicy: methodsPolicy(configurations, changes) });
const method = (id: string, changes: JsonObject): JsonObject =>
  methods({ [id]: { ...METHODS[id], ...changes } });
const passwords = (changes: Readonly<Record<string, string>>): JsonObject =>
  exemplaryTenant({ groupSettings: [passwordSettings(changes)] });
const settings = (changes: JsonObject, permissions: JsonObject = {}): JsonObject =>
  exemplaryTenant({ authorizationPolicy: authorization(changes, permissions) });
const pim = (change: (rules: readonly JsonObject[]) => readonly JsonObject[]): JsonObject =>
  exemplaryTenant({
    roleManagementPolicyAssignments: SCUBA8.map((id) => pimSettings(id, change(pimRules()))),
  });
const rule = (id: string, changes: JsonObject) =>
  pim((rules) => rules.map((each) => (each['id'] === id ? { ...each, ...changes } : each)));
const apps = (changes: JsonObject): JsonObject =>
  exemplaryTenant({
    defaultAppManagementPolicy: {
      isEnabled: true,
      applicationRestrictions: appRestrictions(changes),
      servicePrincipalRestrictions: appRestrictions(),
    },
  });
const domain = (changes: JsonObject): JsonObject =>
  exemplaryTenant({
    domains: [
      { id: 'contoso.com', isVerified: true, isRoot: true, authenticationType: 'Managed', ...changes },
    ],
  });
const weakForAll = withPolicies({ everybody: mfaPolicy() });
const hybrid = { organization: { onPremisesSyncEnabled: true } };
const federated = (federatedIdpMfaBehavior: string): JsonObject =>
  domain({ authenticationType: 'Federated', federationConfiguration: [{ federatedIdpMfaBehavior }] });
const silent = { notificationRecipients: [] };
const lives = (restrictionType: string, maxLifetime: string): readonly JsonObject[] => [
  {
    restrictionType,
    state: 'enabled',
    maxLifetime,
    restrictForAppsCreatedAfterDateTime: '0001-01-01T00:00:00Z',
  },
];

/** Cases of methods and passwords. */
export const METHOD_CASES: readonly CheckCase[] = [
  {
    id: 'AM-01',
    when: 'the migration is going on',
    fail: methods({}, { policyMigrationState: 'migrationInProgress' }),
  },
  {
    id: 'AM-02',
    when: 'SMS is enabled',
    fail: method('Sms', { state: 'enabled' }),
    unknown: exemplaryTenant({
      authenticationMethodsPolicy: { authenticationMethodConfigurations: [METHODS['Sms'] ?? {}] },
    }),
  },
  { id: 'AM-03', when: 'email codes are enabled', fail: method('Email', { state: 'enabled' }) },
  {
    id: 'AM-04',
    when: 'Microsoft decides what is shown',
    pass: weakForAll,
    fail: {
      ...weakForAll,
      authenticationMethodsPolicy: methodsPolicy({
        MicrosoftAuthenticator: {
          ...METHODS['MicrosoftAuthenticator'],
          featureSettings: {
            displayAppInformationRequiredState: { state: 'default', includeTarget: { id: 'all_users' } },
            displayLocationInformationRequiredState: { state: 'enabled', includeTarget: { id: 'all_users' } },
          },
        },
      }),
    },
  },
  {
    id: 'AM-05',
    when: 'codes are accepted',
    fail: method('MicrosoftAuthenticator', { isSoftwareOathEnabled: true }),
  },
  {
    id: 'AM-06',
    when: 'any key will do',
    fail: method('Fido2', { keyRestrictions: { isEnforced: false, aaGuids: [] } }),
  },
  { id: 'AM-07', when: 'a pass works often', fail: method('TemporaryAccessPass', { isUsableOnce: false }) },
  {
    id: 'AM-08',
    when: 'reporting is off',
    fail: methods(
      {},
      { reportSuspiciousActivitySettings: { state: 'disabled', includeTarget: { id: 'all_users' } } },
    ),
  },
  {
    id: 'AM-09',
    when: 'the system prefers no method',
    fail: methods(
      {},
      { systemCredentialPreferences: { state: 'disabled', includeTargets: [{ id: 'all_users' }] } },
    ),
  },
  {
    id: 'AM-10',
    when: 'nobody is asked to register',
    fail: methods(
      {},
      {
        registrationEnforcement: {
          authenticationMethodsRegistrationCampaign: { state: 'disabled', includeTargets: [] },
        },
      },
    ),
  },
  {
    id: 'AM-11',
    when: 'a method names a group that is gone',
    fail: method('Sms', { includeTargets: [{ id: 'gone', targetType: 'group' }] }),
  },
  {
    id: 'AM-12',
    when: 'a member cannot do MFA',
    fail: exemplaryTenant({ userRegistrationDetails: [registered('member1', { isMfaCapable: false })] }),
  },
  {
    id: 'AM-13',
    when: 'an administrator has no strong method',
    fail: exemplaryTenant({
      userRegistrationDetails: [registered('global1', { methodsRegistered: ['mobilePhone'] })],
    }),
  },
  {
    id: 'AM-14',
    when: 'a strength in use allows a single factor',
    fail: withPolicies({ everybody: mfaPolicy({ grantControls: strength('s1', ['password'], 'none') }) }),
  },
  {
    id: 'AM-15',
    when: 'somebody still has per-user MFA',
    fail: plus('users', member('old1', { perUserMfaState: 'enforced' })),
  },
  {
    id: 'PW-01',
    when: 'passwords expire',
    fail: domain({ passwordValidityPeriodInDays: 90 }),
    unknown: domain({}),
  },
  { id: 'PW-02', when: 'the list is empty', fail: passwords({ BannedPasswordList: '' }) },
  {
    id: 'PW-03',
    when: 'the agents only audit',
    pass: exemplaryTenant(hybrid),
    fail: { ...passwords({ BannedPasswordCheckOnPremisesMode: 'Audit' }), ...hybrid },
  },
  { id: 'PW-04', when: 'accounts lock late', fail: passwords({ LockoutThreshold: '50' }) },
  { id: 'PW-05', when: 'administrators reset their passwords', fail: settings({ allowedToUseSSPR: true }) },
  {
    id: 'PW-06',
    when: 'a federated domain vouches for MFA',
    pass: federated('rejectMfaByFederatedIdp'),
    fail: federated('acceptIfMfaDoneByFederatedIdp'),
    unknown: domain({ authenticationType: 'Federated' }),
  },
];

/** Cases of authorization, privileged roles and applications. */
export const AUTHORIZATION_CASES: readonly CheckCase[] = [
  { id: 'AZ-01', when: 'users register apps', fail: settings({}, { allowedToCreateApps: true }) },
  {
    id: 'AZ-02',
    when: 'users consent for themselves',
    fail: settings(
      {},
      { permissionGrantPoliciesAssigned: ['ManagePermissionGrantsForSelf.microsoft-user-default-low'] },
    ),
  },
  {
    id: 'AZ-03',
    when: 'nobody reviews requests',
    fail: exemplaryTenant({
      adminConsentRequestPolicy: {
        isEnabled: true,
        notifyReviewers: true,
        remindersEnabled: true,
        requestDurationInDays: 30,
        reviewers: [],
      },
    }),
  },
  {
    id: 'AZ-04',
    when: 'guests see what members see',
    fail: settings({ guestUserRoleId: 'a0b1b346-4d3e-4e8b-98f8-753987be4970' }),
  },
  {
    id: 'AZ-05',
    when: 'everybody invites',
    fail: settings({ allowInvitesFrom: 'everyone' }),
    unknown: settings({ allowInvitesFrom: 'robots' }),
  },
  { id: 'AZ-06', when: 'users create tenants', fail: settings({}, { allowedToCreateTenants: true }) },
  { id: 'AZ-07', when: 'people sign up', fail: settings({ allowedToSignUpEmailBasedSubscriptions: true }) },
  { id: 'AZ-08', when: 'MSOL is open', fail: settings({ blockMsolPowerShell: false }) },
  {
    id: 'AZ-09',
    when: 'every tenant is trusted',
    fail: exemplaryTenant({ crossTenantAccessPolicy: { inboundTrust: { isMfaAccepted: true } } }),
  },
  { id: 'AZ-10', when: 'users create groups', fail: settings({}, { allowedToCreateSecurityGroups: true }) },
  {
    id: 'PR-01',
    when: 'only one is Global Administrator',
    fail: exemplaryTenant({ roleAssignments: [role('global1', ROLES.globalAdministrator)] }),
  },
  {
    id: 'PR-02',
    when: 'there is nobody with a finer role',
    fail: exemplaryTenant({
      roleAssignments: ['global1', 'global2'].map((id) => role(id, ROLES.globalAdministrator)),
    }),
  },
  {
    id: 'PR-03',
    when: 'an administrator comes from on-premises',
    fail: exemplaryTenant({ users: [member('global1', { onPremisesSyncEnabled: true })] }),
  },
  {
    id: 'PR-04',
    when: 'an assignment has no end',
    fail: exemplaryTenant({
      roleAssignmentScheduleInstances: [
        activeRole('global1', ROLES.globalAdministrator, { endDateTime: null }),
      ],
    }),
  },
  {
    id: 'PR-05',
    when: 'an assignment has no start',
    fail: exemplaryTenant({
      roleAssignmentScheduleInstances: [
        activeRole('global1', ROLES.globalAdministrator, { startDateTime: null }),
      ],
    }),
  },
  {
    id: 'PR-06',
    when: 'one person approves',
    fail: rule('Approval_EndUser_Assignment', {
      setting: { isApprovalRequired: true, approvalStages: [{ primaryApprovers: [{ userId: 'users1' }] }] },
    }),
  },
  { id: 'PR-07', when: 'nobody is told', fail: rule('Notification_Admin_EndUser_Assignment', silent) },
  {
    id: 'PR-08',
    when: 'a reason is enough',
    fail: rule('Enablement_EndUser_Assignment', { enabledRules: ['Justification'] }),
  },
  { id: 'AC-01', when: 'an entry is missing', fail: apps({ passwordCredentials: [] }) },
  {
    id: 'AC-02',
    when: 'passwords live a year',
    fail: apps({ passwordCredentials: lives('passwordLifetime', 'P1Y') }),
  },
  {
    id: 'AC-03',
    when: 'certificates live two years',
    fail: apps({ keyCredentials: lives('asymmetricKeyLifetime', 'P731D') }),
  },
];
