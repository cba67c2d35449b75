/** Shapes of the access API, as far as the console reads them. Instants are RFC 3339 in UTC. */
import type { GraphObject } from './policy-types.js';
import type { Completeness, Provenance } from './types.js';

/** How much a role can do. */
export type RoleLevel = 'highly-privileged' | 'privileged' | 'standard' | 'unknown';

/** A resource that is not complete where a list depends on it. */
export interface Gap {
  readonly resource: string;
  readonly completeness: Completeness;
}

/** A directory role. */
export interface Role {
  readonly id: string;
  readonly displayName: string | null;
  readonly templateId: string | null;
  readonly level: RoleLevel;
}

/** One way in which somebody has a role. */
export interface Privilege {
  readonly principalId: string;
  readonly principalType: 'user' | 'servicePrincipal' | 'unknown';
  readonly principalName: string | null;
  readonly userPrincipalName: string | null;
  readonly accountEnabled: boolean | null;
  readonly roleId: string;
  readonly roleName: string | null;
  readonly level: RoleLevel;
  readonly state: 'active' | 'eligible';
  readonly route: 'direct' | 'group' | 'pim-for-groups';
  readonly scope: string;
  readonly scopeKind: string;
  readonly viaGroupId: string | null;
  readonly viaGroupName: string | null;
  /** `unknown`: the times of assignments could not be read. */
  readonly term: 'permanent' | 'time-bound' | 'unknown';
  readonly startAt: string | null;
  readonly endAt: string | null;
}

/** One way in which somebody may use an application. */
export interface ApplicationAccess {
  readonly principalId: string;
  readonly principalType: string;
  readonly principalName: string | null;
  readonly userPrincipalName: string | null;
  readonly appRoleId: string;
  readonly viaGroupId: string | null;
  readonly viaGroupName: string | null;
}

/** How much harm a permission can do; judged for Microsoft Graph only. */
export interface PermissionLevel {
  readonly level: 'takes-over-tenant' | 'writes' | 'reads';
  /** Whether whoever reviews applications must look at it. */
  readonly highRisk: boolean;
  readonly source: string;
}

/** An application permission that a service principal holds. */
export interface HeldPermission {
  readonly assignmentId: string;
  readonly resourceId: string;
  /** Null: the resource does not publish it any more, or was not read. */
  readonly permission: string | null;
  readonly level: PermissionLevel | null;
}

/** A permission that is used on behalf of people. */
export interface DelegatedPermission {
  readonly grantId: string;
  readonly resourceId: string;
  readonly permission: string;
  /** Null: everybody in the tenant. */
  readonly userId: string | null;
  readonly level: PermissionLevel | null;
}

/** Who owns an application. */
export interface Ownership {
  readonly ownerId?: string;
  readonly type?: string;
}

/** A permission that an app registration asks for. */
export interface RequiredPermission {
  readonly resourceAppId: string;
  readonly resourceName: string | null;
  readonly kind: 'application' | 'delegated';
  readonly permissionId: string;
  readonly permission: string | null;
  readonly level: PermissionLevel | null;
}

/** An app registration with all that follows from it. */
export interface RegistrationFound extends Provenance {
  readonly application: GraphObject;
  readonly owners: readonly Ownership[];
  /** Its enterprise application in this tenant. */
  readonly servicePrincipal: GraphObject | null;
  readonly requiredPermissions: readonly RequiredPermission[];
  readonly more: boolean;
  readonly gaps: readonly Gap[];
}

/** Why a fact is not known. */
export type UnknownReason =
  | 'permission-not-granted'
  | 'licence-missing'
  | 'hidden-membership'
  | 'report-lag'
  | 'not-synced-yet'
  | 'not-reported';

/** A fact, or the reason why there is none. */
export type Known<Value> =
  | { readonly kind: 'known'; readonly value: Value }
  | { readonly kind: 'unknown'; readonly reason: UnknownReason };

/** What a reviewer must know of an account. */
export interface AccountFacts {
  readonly id: string;
  readonly displayName: string | null;
  readonly userPrincipalName: string | null;
  readonly userType: string | null;
  readonly accountEnabled: boolean | null;
  readonly lastSuccessfulSignInAt: Known<string | null>;
  readonly daysInactive: Known<number>;
  readonly neverSignedIn: Known<boolean>;
  readonly mfaRegistered: Known<boolean>;
  readonly mfaCapable: Known<boolean>;
  readonly mfaMethods: Known<readonly string[]>;
  readonly phishingResistant: Known<boolean>;
  readonly homeDomain: string | null;
  readonly staleGuest: Known<boolean>;
  readonly passwordNeverExpires: boolean;
  readonly source: 'cloud' | 'synced';
}

/** An application that an account is assigned to. */
export interface AssignedApplication extends ApplicationAccess {
  readonly applicationId: string;
  readonly applicationName: string | null;
  readonly assignmentId: string;
}

/** What one account can reach, and what is known of it. */
export interface AccountAccess extends Provenance {
  readonly account: AccountFacts | null;
  readonly applications: { readonly items: readonly AssignedApplication[]; readonly more: boolean };
  readonly gaps: readonly Gap[];
}

/** Inactive accounts, MFA registration and holders of privileged roles, counted. */
export interface Figures extends Provenance {
  readonly accounts: {
    readonly enabled: number;
    readonly inactiveDays: number;
    readonly signIn: Known<{ readonly inactive: number; readonly never: number; readonly unknown: number }>;
    readonly mfa: Known<{
      readonly registered: number;
      readonly notRegistered: number;
      readonly unknown: number;
    }>;
  };
  readonly privileged: {
    readonly people: number;
    readonly applications: number;
    readonly permanent: number;
  };
  readonly gaps: readonly Gap[];
}

/** A service principal with all that follows from it. */
export interface PrincipalFound extends Provenance {
  readonly servicePrincipal: GraphObject;
  readonly openTo: 'assigned-only' | 'everyone' | 'nobody' | 'unknown';
  readonly permissions: readonly HeldPermission[];
  readonly delegatedPermissions: readonly DelegatedPermission[];
  readonly owners: readonly Ownership[];
  readonly more: boolean;
  readonly gaps: readonly Gap[];
}
