import type { PlainList } from './lists.js';

const FEATURE = 'Authentication policy';
const INTRODUCED = '070-policies';
const POLICY_READERS = ['Policy.Read.All'];
const METHOD_READERS = ['Policy.Read.AuthenticationMethod', 'Policy.Read.All'];

type Row = Pick<PlainList, 'kind' | 'id' | 'path'> & Partial<Pick<PlainList, 'anyOf' | 'answer' | 'key'>>;

function row<const Given extends Row>(given: Given) {
  return {
    answer: 'list',
    anyOf: POLICY_READERS,
    ...given,
    feature: FEATURE,
    introduced: INTRODUCED,
    exact: true,
  } as const;
}

/**
 * The tenant's authentication policy: what decides how people sign in and what they may do by themselves. Kept exactly
 * as Graph shows it, since an empty list and a missing one mean different things here.
 * Permissions: https://github.com/microsoftgraph/microsoft-graph-devx-content permissions.json
 */
export const POLICY_LISTS = {
  conditionalAccessPolicies: row({
    kind: 'conditional_access_policy',
    id: 'uuid',
    path: '/identity/conditionalAccess/policies',
  }),
  namedLocations: row({
    kind: 'named_location',
    id: 'uuid',
    path: '/identity/conditionalAccess/namedLocations',
  }),
  authenticationContexts: row({
    kind: 'authentication_context',
    id: 'text',
    path: '/identity/conditionalAccess/authenticationContextClassReferences',
    anyOf: ['AuthenticationContext.Read.All', 'Policy.Read.ConditionalAccess'],
  }),
  authenticationStrengths: row({
    kind: 'authentication_strength',
    id: 'uuid',
    path: '/policies/authenticationStrengthPolicies',
    anyOf: METHOD_READERS,
  }),
  securityDefaults: row({
    kind: 'security_defaults',
    id: 'text',
    path: '/policies/identitySecurityDefaultsEnforcementPolicy',
    answer: 'object',
  }),
  authorizationPolicy: row({
    kind: 'authorization_policy',
    id: 'text',
    path: '/policies/authorizationPolicy',
    answer: 'object',
  }),
  authenticationMethodsPolicy: row({
    kind: 'authentication_methods_policy',
    id: 'text',
    path: '/policies/authenticationMethodsPolicy',
    answer: 'object',
    anyOf: METHOD_READERS,
  }),
  adminConsentRequestPolicy: row({
    kind: 'admin_consent_request_policy',
    id: 'text',
    path: '/policies/adminConsentRequestPolicy',
    answer: 'object',
  }),
  defaultAppManagementPolicy: row({
    kind: 'default_app_management_policy',
    id: 'text',
    path: '/policies/defaultAppManagementPolicy',
    answer: 'object',
  }),
  crossTenantAccessDefault: row({
    kind: 'cross_tenant_access_default',
    id: 'text',
    path: '/policies/crossTenantAccessPolicy/default',
    answer: 'object',
  }),
  crossTenantAccessPartners: row({
    kind: 'cross_tenant_access_partner',
    id: 'text',
    path: '/policies/crossTenantAccessPolicy/partners',
    key: 'tenantId',
  }),
  deviceRegistrationPolicy: row({
    kind: 'device_registration_policy',
    id: 'text',
    path: '/policies/deviceRegistrationPolicy',
    answer: 'object',
    anyOf: ['Policy.Read.DeviceConfiguration'],
  }),
  groupSettings: row({
    kind: 'group_setting',
    id: 'text',
    path: '/groupSettings',
    anyOf: ['GroupSettings.Read.All', 'Directory.Read.All'],
  }),
} as const satisfies Record<string, PlainList>;
