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

/** An application permission that a service principal holds. */
export interface HeldPermission {
  readonly assignmentId: string;
  readonly resourceId: string;
  /** Null: the resource does not publish it any more, or was not read. */
  readonly permission: string | null;
  /** Judged for Microsoft Graph only. */
  readonly level: {
    readonly level: 'takes-over-tenant' | 'writes' | 'reads';
    readonly source: string;
  } | null;
}

/** A permission that is used on behalf of people. */
export interface DelegatedPermission {
  readonly grantId: string;
  readonly permission: string;
  /** Null: everybody in the tenant. */
  readonly userId: string | null;
}

/** A service principal with all that follows from it. */
export interface PrincipalFound extends Provenance {
  readonly servicePrincipal: GraphObject;
  readonly openTo: 'assigned-only' | 'everyone' | 'nobody' | 'unknown';
  readonly permissions: readonly HeldPermission[];
  readonly delegatedPermissions: readonly DelegatedPermission[];
  readonly owners: readonly { readonly ownerId?: string; readonly type?: string }[];
  readonly more: boolean;
  readonly gaps: readonly Gap[];
}
