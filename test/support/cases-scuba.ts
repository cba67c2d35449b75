import type { JsonObject } from '#kernel/json.js';
import { ROLES, SCUBA8 } from '#access-policy/model/well-known.js';
import type { CheckCase } from './describe-checks.js';
import {
  appRestrictions,
  authorization,
  consentSettings,
  METHODS,
  methodsPolicy,
  pimRules,
  pimSettings,
} from './exemplary-settings.js';
import { activeRole, exemplaryTenant, withPolicies } from './exemplary-tenant.js';
import { grant, member, mfaPolicy, role } from './policy-builder.js';

const weakForAll = withPolicies({ everybody: mfaPolicy() });
const settings = (changes: JsonObject, permissions: JsonObject = {}): JsonObject =>
  exemplaryTenant({ authorizationPolicy: authorization(changes, permissions) });
const alert = (id: string, roles: readonly string[]): JsonObject =>
  exemplaryTenant({
    roleManagementPolicyAssignments: SCUBA8.map((roleId) =>
      pimSettings(
        roleId,
        pimRules().map((rule) =>
          rule['id'] === id && roles.includes(roleId) ? { ...rule, notificationRecipients: [] } : rule,
        ),
      ),
    ),
  });
const approval = exemplaryTenant({
  roleManagementPolicyAssignments: [
    pimSettings(ROLES.globalAdministrator, [
      { id: 'Approval_EndUser_Assignment', setting: { isApprovalRequired: false } },
    ]),
  ],
});
const apps = (changes: JsonObject): JsonObject =>
  exemplaryTenant({
    defaultAppManagementPolicy: {
      applicationRestrictions: appRestrictions(changes),
      servicePrincipalRestrictions: appRestrictions(),
    },
  });
const assigned = (changes: JsonObject): JsonObject =>
  exemplaryTenant({
    roleAssignmentScheduleInstances: [activeRole('global1', ROLES.globalAdministrator, changes)],
  });
const entry = (restrictionType: string, changes: JsonObject): JsonObject => ({
  restrictionType,
  state: 'enabled',
  restrictForAppsCreatedAfterDateTime: null,
  ...changes,
});

/** Cases of every policy of the baseline that is checked. */
export const SCUBA_CASES: readonly CheckCase[] = [
  {
    id: 'MS.AAD.1.1v1',
    when: 'the policy names all clients instead of the legacy ones',
    fail: withPolicies({ legacy: mfaPolicy({ grantControls: grant('block') }) }),
  },
  {
    id: 'MS.AAD.2.1v1',
    when: 'high user risk demands a password change',
    fail: withPolicies({
      userRisk: mfaPolicy({
        conditions: { userRiskLevels: ['high'] },
        grantControls: grant(['mfa', 'passwordChange'], 'AND'),
      }),
    }),
  },
  { id: 'MS.AAD.2.3v1', when: 'risky sign-ins are let in', fail: withPolicies({ signInRisk: null }) },
  { id: 'MS.AAD.3.1v1', when: 'any method will do', fail: weakForAll },
  {
    id: 'MS.AAD.3.2v2',
    when: 'only phishing-resistant methods are demanded',
    pass: weakForAll,
    fail: exemplaryTenant(),
  },
  {
    id: 'MS.AAD.3.3v2',
    when: 'codes are accepted',
    fail: {
      ...weakForAll,
      authenticationMethodsPolicy: methodsPolicy({
        MicrosoftAuthenticator: { ...METHODS['MicrosoftAuthenticator'], isSoftwareOathEnabled: true },
      }),
    },
  },
  {
    id: 'MS.AAD.3.4v1',
    when: 'the migration has not begun',
    fail: exemplaryTenant({
      authenticationMethodsPolicy: methodsPolicy({}, { policyMigrationState: 'preMigration' }),
    }),
    unknown: exemplaryTenant({ authenticationMethodsPolicy: { authenticationMethodConfigurations: [] } }),
  },
  {
    id: 'MS.AAD.3.5v2',
    when: 'voice is enabled',
    fail: exemplaryTenant({
      authenticationMethodsPolicy: methodsPolicy({ Voice: { id: 'Voice', state: 'enabled' } }),
    }),
  },
  { id: 'MS.AAD.3.6v1', when: 'all users stand in for the roles', fail: withPolicies({ admins: null }) },
  {
    id: 'MS.AAD.3.7v1',
    when: 'both kinds of devices are demanded at once',
    fail: withPolicies({
      managed: mfaPolicy({ grantControls: grant(['compliantDevice', 'domainJoinedDevice'], 'AND') }),
    }),
  },
  {
    id: 'MS.AAD.3.8v1',
    when: 'MFA protects the registration',
    fail: withPolicies({
      registration: mfaPolicy({
        applications: { includeApplications: [], includeUserActions: ['urn:user:registersecurityinfo'] },
      }),
    }),
  },
  {
    id: 'MS.AAD.3.9v1',
    when: 'one policy blocks both flows',
    fail: withPolicies({
      deviceCode: mfaPolicy({
        conditions: { authenticationFlows: { transferMethods: 'deviceCodeFlow,authenticationTransfer' } },
        grantControls: grant('block'),
      }),
    }),
  },
  { id: 'MS.AAD.5.1v1', when: 'users register apps', fail: settings({}, { allowedToCreateApps: true }) },
  {
    id: 'MS.AAD.5.2v1',
    when: 'users consent as recommended',
    fail: settings(
      {},
      {
        permissionGrantPoliciesAssigned: ['ManagePermissionGrantsForSelf.microsoft-user-default-recommended'],
      },
    ),
  },
  {
    id: 'MS.AAD.5.3v1',
    when: 'one of two settings is off',
    fail: exemplaryTenant({ groupSettings: [consentSettings('True'), consentSettings('False')] }),
  },
  {
    id: 'MS.AAD.5.5v1',
    when: 'an entry is off',
    fail: apps({ passwordCredentials: [entry('passwordAddition', { state: 'disabled' })] }),
  },
  {
    id: 'MS.AAD.5.6v1',
    when: 'passwords live 182 days',
    fail: apps({
      passwordCredentials: [
        entry('passwordAddition', {}),
        entry('passwordLifetime', { maxLifetime: 'P182D' }),
      ],
    }),
  },
  {
    id: 'MS.AAD.5.7v1',
    when: 'certificates live 367 days',
    fail: apps({ keyCredentials: [entry('asymmetricKeyLifetime', { maxLifetime: 'P367D' })] }),
  },
  {
    id: 'MS.AAD.6.1v1',
    when: 'every domain is federated',
    fail: exemplaryTenant({
      domains: [{ id: 'a.com', authenticationType: 'Federated', isVerified: true, isRoot: true }],
    }),
  },
  {
    id: 'MS.AAD.7.1v1',
    when: 'one is Global Administrator',
    fail: exemplaryTenant({ roleAssignments: [role('global1', ROLES.globalAdministrator)] }),
  },
  {
    id: 'MS.AAD.7.2v1',
    when: 'nobody has a finer role',
    fail: exemplaryTenant({
      roleAssignments: ['global1', 'global2'].map((id) => role(id, ROLES.globalAdministrator)),
    }),
  },
  {
    id: 'MS.AAD.7.3v1',
    when: 'an administrator has an immutable id',
    fail: exemplaryTenant({ users: [member('global1', { displayName: 'A', onPremisesImmutableId: 'x' })] }),
  },
  { id: 'MS.AAD.7.4v1', when: 'an assignment has no end', fail: assigned({ endDateTime: null }) },
  { id: 'MS.AAD.7.5v1', when: 'an assignment has no start', fail: assigned({ startDateTime: null }) },
  { id: 'MS.AAD.7.6v1', when: 'nobody approves', fail: approval },
  { id: 'MS.AAD.7.7v1', when: 'nobody is told', fail: alert('Notification_Admin_Admin_Eligibility', SCUBA8) },
  {
    id: 'MS.AAD.7.8v1',
    when: 'nobody is told of Global Administrators',
    fail: alert('Notification_Admin_EndUser_Assignment', [ROLES.globalAdministrator]),
  },
  {
    id: 'MS.AAD.7.9v1',
    when: 'nobody is told of another role',
    fail: alert('Notification_Admin_EndUser_Assignment', [ROLES.userAdministrator]),
  },
  {
    id: 'MS.AAD.8.1v1',
    when: 'guests see what members see',
    fail: settings({ guestUserRoleId: 'a0b1b346-4d3e-4e8b-98f8-753987be4970' }),
  },
  {
    id: 'MS.AAD.8.2v1',
    when: 'nobody invites, which is stricter',
    fail: settings({ allowInvitesFrom: 'none' }),
  },
  { id: 'MS.AAD.9.1v1', when: 'agents are not about all resources', fail: withPolicies({ agents: null }) },
];
