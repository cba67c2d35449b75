import type { GraphErrorReply } from '../errors.js';

/** Application permissions that are accepted for a path, and what Graph says where all are missing. */
export interface PathPermissions {
  readonly path: RegExp;
  readonly accepted: readonly string[];
  /** Without it the answer is that of the directory. */
  readonly denial?: GraphErrorReply;
}

const DIRECTORY = ['Directory.Read.All', 'Directory.ReadWrite.All'];
const READ = 'Policy.Read.All';

/** Source: public code and issue logs of several tools. */
const SCOPES_MISSING: GraphErrorReply = {
  status: 403,
  code: 'AccessDenied',
  message: 'You cannot perform the requested operation, required scopes are missing in the token.',
};
const AUTHORIZATION_FAILED: GraphErrorReply = {
  status: 403,
  code: 'accessDenied',
  message: 'Request Authorization failed',
};

/**
 * Permissions per policy path, the first that fits. Reading Conditional Access takes Policy.Read.All: the narrower
 * Policy.Read.ConditionalAccess opens only What-If and contexts.
 * Source: https://github.com/microsoftgraph/microsoft-graph-devx-content permissions.json
 */
export const POLICY_PERMISSIONS: readonly PathPermissions[] = [
  {
    path: /^\/identity\/conditionalAccess\/evaluate/,
    accepted: ['Policy.Read.ConditionalAccess', READ],
    denial: SCOPES_MISSING,
  },
  {
    path: /^\/identity\/conditionalAccess\/authenticationContextClassReferences/,
    accepted: [
      'AuthenticationContext.Read.All',
      'AuthenticationContext.ReadWrite.All',
      'Policy.Read.ConditionalAccess',
      'Policy.ReadWrite.ConditionalAccess',
    ],
    denial: SCOPES_MISSING,
  },
  {
    path: /^\/(policies\/authenticationStrengthPolicies|identity\/conditionalAccess\/authenticationStrength)/,
    accepted: [
      'Policy.Read.AuthenticationMethod',
      READ,
      'Policy.ReadWrite.AuthenticationMethod',
      'Policy.ReadWrite.ConditionalAccess',
    ],
    denial: SCOPES_MISSING,
  },
  { path: /^\/identity\/conditionalAccess/, accepted: [READ], denial: SCOPES_MISSING },
  {
    path: /^\/policies\/authenticationMethodsPolicy/,
    accepted: ['Policy.Read.AuthenticationMethod', 'Policy.ReadWrite.AuthenticationMethod', READ],
    denial: AUTHORIZATION_FAILED,
  },
  {
    path: /^\/policies\/authorizationPolicy/,
    accepted: [READ, 'Policy.ReadWrite.Authorization'],
    denial: AUTHORIZATION_FAILED,
  },
  { path: /^\/policies\/identitySecurityDefaultsEnforcementPolicy/, accepted: [READ] },
  {
    path: /^\/policies\/adminConsentRequestPolicy/,
    accepted: [READ, 'Policy.ReadWrite.ConsentRequest', ...DIRECTORY],
  },
  { path: /^\/policies\/crossTenantAccessPolicy/, accepted: [READ, 'Policy.ReadWrite.CrossTenantAccess'] },
  {
    path: /^\/policies\/appManagementPolicies\/[^/]+\/appliesTo/,
    accepted: ['Application.Read.All', READ, 'Policy.ReadWrite.ApplicationConfiguration'],
  },
  {
    path: /^\/policies\/(defaultAppManagementPolicy|appManagementPolicies|activityBasedTimeoutPolicies)/,
    accepted: [READ, 'Policy.ReadWrite.ApplicationConfiguration'],
  },
  {
    path: /^\/policies\/deviceRegistrationPolicy/,
    accepted: ['Policy.Read.DeviceConfiguration', 'Policy.ReadWrite.DeviceConfiguration'],
  },
  {
    path: /^\/policies\/permissionGrantPolicies/,
    accepted: ['Policy.Read.PermissionGrant', 'Policy.ReadWrite.PermissionGrant'],
  },
  {
    path: /^\/groupSettings/,
    accepted: ['GroupSettings.Read.All', 'GroupSettings.ReadWrite.All', ...DIRECTORY],
  },
  {
    path: /^\/domains\/[^/]+\/federationConfiguration/,
    accepted: [
      'Domain-InternalFederation.Read.All',
      'Domain-InternalFederation.ReadWrite.All',
      'Domain.Read.All',
      'Domain.ReadWrite.All',
    ],
  },
  {
    path: /^\/tenantRelationships\/findTenantInformationByDomainName/,
    accepted: ['CrossTenantInformation.ReadBasic.All'],
  },
];
