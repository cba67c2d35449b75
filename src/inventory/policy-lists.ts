import type { PlainList } from './lists.js';

const FEATURE = 'Authentication policy';
const INTRODUCED = '070-policies';
const POLICY_READERS = ['Policy.Read.All'];
const METHOD_READERS = ['Policy.Read.AuthenticationMethod', 'Policy.Read.All'];

type Row = Pick<PlainList, 'kind' | 'id' | 'path' | 'key'>;

const COMMON = { feature: FEATURE, introduced: INTRODUCED, exact: true } as const;

function list<const Given extends Row>(given: Given, anyOf: readonly string[] = POLICY_READERS) {
  return { ...given, ...COMMON, anyOf, answer: 'list' } as const;
}

/** Of which a tenant has exactly one. */
function single<const Given extends Row>(given: Given, anyOf: readonly string[] = POLICY_READERS) {
  return { ...given, ...COMMON, anyOf, answer: 'object' } as const;
}

/**
 * The tenant's authentication policy: what decides how people sign in and what they may do by themselves. Kept exactly
 * as Graph shows it, since an empty list and a missing one mean different things here.
 * Permissions: https://github.com/microsoftgraph/microsoft-graph-devx-content permissions.json
 */
export const POLICY_LISTS = {
  conditionalAccessPolicies: list({
    kind: 'conditional_access_policy',
    id: 'uuid',
    path: '/identity/conditionalAccess/policies',
  }),
  namedLocations: list({
    kind: 'named_location',
    id: 'uuid',
    path: '/identity/conditionalAccess/namedLocations',
  }),
  authenticationContexts: list(
    {
      kind: 'authentication_context',
      id: 'text',
      path: '/identity/conditionalAccess/authenticationContextClassReferences',
    },
    ['AuthenticationContext.Read.All', 'Policy.Read.ConditionalAccess'],
  ),
  authenticationStrengths: list(
    {
      kind: 'authentication_strength',
      id: 'uuid',
      path: '/policies/authenticationStrengthPolicies',
    },
    METHOD_READERS,
  ),
  securityDefaults: single({
    kind: 'security_defaults',
    id: 'text',
    path: '/policies/identitySecurityDefaultsEnforcementPolicy',
  }),
  authorizationPolicy: single({
    kind: 'authorization_policy',
    id: 'text',
    path: '/policies/authorizationPolicy',
  }),
  authenticationMethodsPolicy: single(
    {
      kind: 'authentication_methods_policy',
      id: 'text',
      path: '/policies/authenticationMethodsPolicy',
    },
    METHOD_READERS,
  ),
  adminConsentRequestPolicy: single({
    kind: 'admin_consent_request_policy',
    id: 'text',
    path: '/policies/adminConsentRequestPolicy',
  }),
  defaultAppManagementPolicy: single({
    kind: 'default_app_management_policy',
    id: 'text',
    path: '/policies/defaultAppManagementPolicy',
  }),
  appManagementPolicies: {
    ...list({
      kind: 'app_management_policy',
      id: 'uuid',
      path: '/policies/appManagementPolicies',
    }),
    introduced: '083-policy-details',
  },
  crossTenantAccessDefault: single({
    kind: 'cross_tenant_access_default',
    id: 'text',
    path: '/policies/crossTenantAccessPolicy/default',
  }),
  crossTenantAccessPartners: list({
    kind: 'cross_tenant_access_partner',
    id: 'text',
    path: '/policies/crossTenantAccessPolicy/partners',
    key: 'tenantId',
  }),
  deviceRegistrationPolicy: single(
    {
      kind: 'device_registration_policy',
      id: 'text',
      path: '/policies/deviceRegistrationPolicy',
    },
    ['Policy.Read.DeviceConfiguration'],
  ),
  groupSettings: list(
    {
      kind: 'group_setting',
      id: 'text',
      path: '/groupSettings',
    },
    ['GroupSettings.Read.All', 'Directory.Read.All'],
  ),
} as const satisfies Record<string, PlainList>;
