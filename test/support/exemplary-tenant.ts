import type { Json, JsonObject } from '#kernel/json.js';
import { ADMIN14, ROLES, SCUBA8 } from '#access-policy/model/well-known.js';
import { POLICIES } from './exemplary-policies.js';
import {
  appRestrictions,
  authorization,
  consentSettings,
  methodsPolicy,
  passwordSettings,
  pimSettings,
} from './exemplary-settings.js';
import { guest, member, role } from './policy-builder.js';

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
