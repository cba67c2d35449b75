import type { JsonObject } from '#kernel/json.js';

/** Lists of policies, under the names that a snapshot for policy evaluation has. */
export const POLICY_COLLECTIONS = [
  'conditionalAccessPolicies',
  'namedLocations',
  'authenticationStrengthPolicies',
  'authenticationContexts',
  'appManagementPolicies',
  'permissionGrantPolicies',
  'activityBasedTimeoutPolicies',
  'groupSettings',
] as const;

/** Policies of which a tenant has one. */
export const POLICY_SINGLETONS = [
  'securityDefaults',
  'authorizationPolicy',
  'authenticationMethodsPolicy',
  'adminConsentRequestPolicy',
  'defaultAppManagementPolicy',
  'deviceRegistrationPolicy',
  /** With `default` and `partners`, which Graph serves below it. */
  'crossTenantAccessPolicy',
] as const;

/** Name of a list of policies. */
export type PolicyCollection = (typeof POLICY_COLLECTIONS)[number];

/** Name of a policy that a tenant has once. */
export type PolicySingleton = (typeof POLICY_SINGLETONS)[number];

/** How the policy "MFA for all users" of a generated tenant is twisted, so that it does not mean what its name says. */
export type PolicyTwist =
  | 'trusted-locations-only'
  | 'or-compliant-device'
  | 'browser-only'
  | 'risky-sign-ins-only'
  | 'device-code-only'
  | 'windows-only'
  | 'group-excluded'
  | 'office-365-excluded'
  | 'password-change-on-risk'
  | 'strength-instead-of-mfa'
  | 'phishing-resistant-for-all';

/** What a truth document says of policies, in Graph's shapes. */
export type PolicyDocument = Readonly<Record<PolicyCollection, readonly JsonObject[]>> &
  Readonly<Record<PolicySingleton, JsonObject>> & {
    /** Federation by domain name. */
    readonly domainFederations: Readonly<Record<string, readonly JsonObject[]>>;
    /** Object ids of the applications that a custom app management policy applies to, by its id. */
    readonly appManagementAssignments: Readonly<Record<string, readonly string[]>>;
    /** Not of Graph: what is wrong with the policy of that id. Null in a tenant without Conditional Access. */
    readonly policyTwist: { readonly kind: PolicyTwist; readonly policyId: string } | null;
  };
