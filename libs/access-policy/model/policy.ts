import type { JsonObject } from '#kernel/json.js';

/** Whether a policy decides, only reports, or rests; `unknown` is a state that we do not know. */
export type PolicyState = 'enabled' | 'enabledForReportingButNotEnforced' | 'disabled' | 'unknown';

/** Parts of a policy that can be in doubt: they are what a reason of Graph's What If names. */
export type Dimension =
  | 'users'
  | 'workloadIdentities'
  | 'application'
  | 'devicePlatform'
  | 'devices'
  | 'clientApps'
  | 'location'
  | 'signInRisk'
  | 'userRisk'
  | 'insiderRisk'
  | 'servicePrincipalRisk'
  | 'authenticationFlow'
  | 'other';

/** A value or a field of a policy that we do not know, so that a verdict that depends on it is indeterminate. */
export interface Doubt {
  /** The part of the policy; `grant` doubts touch what is demanded, all others whether the policy applies. */
  readonly part: Dimension | 'grant' | 'session';
  /** Where it stands, as in `conditions.times`. */
  readonly path: string;
  /** What stands there, for a person; shortened to 200 characters. */
  readonly value: string;
  /** What it could change: who or what is included, who or what is excluded, or both (an unknown field). */
  readonly touches: 'inclusion' | 'exclusion' | 'all';
}

/** External people that a policy names. */
export interface GuestConditions {
  readonly guestOrExternalUserTypes: readonly string[];
  /** Home tenants; undefined (also membershipKind `all`) means any. */
  readonly externalTenants: readonly string[] | undefined;
}

/** Who a policy is about. Lists are never absent: absent, null and empty are alike. */
export interface UserConditions {
  readonly includeUsers: readonly string[];
  readonly excludeUsers: readonly string[];
  readonly includeGroups: readonly string[];
  readonly excludeGroups: readonly string[];
  readonly includeRoles: readonly string[];
  readonly excludeRoles: readonly string[];
  readonly includeGuestsOrExternalUsers: GuestConditions | undefined;
  readonly excludeGuestsOrExternalUsers: GuestConditions | undefined;
}

/** A rule with its mode; any other mode than `include` and `exclude` is in doubt. */
export interface FilterCondition {
  readonly mode: string;
  readonly rule: string;
}

/** What a policy protects: resources, user actions or authentication contexts. */
export interface ApplicationConditions {
  readonly includeApplications: readonly string[];
  readonly excludeApplications: readonly string[];
  readonly includeUserActions: readonly string[];
  readonly includeAuthenticationContextClassReferences: readonly string[];
  readonly applicationFilter: FilterCondition | undefined;
}

/** Which workload identities a policy is about. */
export interface ClientApplicationConditions {
  readonly includeServicePrincipals: readonly string[];
  readonly excludeServicePrincipals: readonly string[];
  readonly servicePrincipalFilter: FilterCondition | undefined;
  /** Only in the beta representation. */
  readonly includeAgentIdServicePrincipals: readonly string[];
  /** Only in the beta representation. */
  readonly excludeAgentIdServicePrincipals: readonly string[];
}

/** Everything that must match for a policy to apply; an empty list or undefined matches everything. */
export interface PolicyConditions {
  readonly users: UserConditions;
  readonly applications: ApplicationConditions;
  readonly clientApplications: ClientApplicationConditions | undefined;
  readonly clientAppTypes: readonly string[];
  readonly platforms:
    | { readonly includePlatforms: readonly string[]; readonly excludePlatforms: readonly string[] }
    | undefined;
  readonly locations:
    | { readonly includeLocations: readonly string[]; readonly excludeLocations: readonly string[] }
    | undefined;
  readonly deviceFilter: FilterCondition | undefined;
  readonly signInRiskLevels: readonly string[];
  readonly userRiskLevels: readonly string[];
  readonly insiderRiskLevels: readonly string[];
  readonly servicePrincipalRiskLevels: readonly string[];
  /** Only in the beta representation. */
  readonly agentIdRiskLevels: readonly string[];
  /** `authenticationFlows.transferMethods`, split; `none` is left out. */
  readonly transferMethods: readonly string[];
}

/** An authentication strength as a policy has it inlined, or as the list of strengths has it. */
export interface AuthenticationStrength {
  readonly id: string;
  readonly displayName: string;
  readonly policyType: string | undefined;
  /** `mfa` or `none`; undefined when only the id is known. */
  readonly requirementsSatisfied: string | undefined;
  readonly allowedCombinations: readonly string[];
}

/** What a policy demands. */
export interface GrantControls {
  /** `AND` or `OR`; what is absent or unknown is undefined (irrelevant for a single control). */
  readonly operator: 'AND' | 'OR' | undefined;
  readonly builtInControls: readonly string[];
  readonly customAuthenticationFactors: readonly string[];
  readonly termsOfUse: readonly string[];
  readonly authenticationStrength: AuthenticationStrength | undefined;
}

/** How long and how a session may be used. */
export interface SessionControls {
  readonly signInFrequency:
    | {
        readonly isEnabled: boolean;
        readonly type: string | undefined;
        readonly value: number | undefined;
        readonly frequencyInterval: string | undefined;
        readonly authenticationType: string | undefined;
      }
    | undefined;
  readonly persistentBrowser: { readonly isEnabled: boolean; readonly mode: string | undefined } | undefined;
  readonly cloudAppSecurity:
    { readonly isEnabled: boolean; readonly cloudAppSecurityType: string | undefined } | undefined;
  readonly applicationEnforcedRestrictions: { readonly isEnabled: boolean } | undefined;
  readonly secureSignInSession: { readonly isEnabled: boolean } | undefined;
  readonly disableResilienceDefaults: boolean | undefined;
}

/** A Conditional Access policy, normalised: absent, null and empty alike, flag strings split, GUIDs in lower case. */
export interface Policy {
  readonly id: string;
  readonly displayName: string;
  readonly state: PolicyState;
  readonly templateId: string | undefined;
  readonly createdDateTime: string | undefined;
  readonly modifiedDateTime: string | undefined;
  readonly conditions: PolicyConditions;
  readonly grantControls: GrantControls | undefined;
  readonly sessionControls: SessionControls | undefined;
  /** Unknown values and fields; empty for a policy that is understood. */
  readonly doubts: readonly Doubt[];
  /** The policy as Graph answered it. */
  readonly source: JsonObject;
}
