import type { ObjectId } from '#kernel/ids.js';
import type { JsonObject } from '#kernel/json.js';
import type { AccountFacts } from '#access-graph/account-facts.js';
import type { MembershipPaths } from '#access-graph/membership-paths.js';
import type { PrivilegeRoute, PrivilegeState } from '#access-graph/privileges.js';
import type { RoleLevel } from '#access-graph/role-levels.js';
import type { ObjectKind } from '../kinds.js';
import type { Licence } from '../licences.js';
import type { Capability } from './knowledge.js';
import type { Page, PageRequest, ReadAt, RevisionInfo } from './inventory-reader.port.js';

/** A directory role with how much it can do. */
export interface RoleView extends RoleLevel {
  readonly id: string;
  readonly displayName: string | null;
  readonly description: string | null;
  readonly templateId: string | null;
  readonly isBuiltIn: boolean;
  readonly isEnabled: boolean;
}

/** Which roles a list shows. */
export interface RoleFilter {
  readonly name: string | undefined;
  readonly level: RoleLevel['level'] | undefined;
}

/** Where a role counts. */
export type ScopeKind = 'tenant' | 'administrative-unit' | 'object' | 'application-scope';

/** One way in which somebody has a role. */
export interface PrivilegeView {
  readonly principalId: string;
  readonly principalType: 'user' | 'servicePrincipal' | 'unknown';
  readonly principalName: string | null;
  readonly userPrincipalName: string | null;
  readonly accountEnabled: boolean | null;
  readonly roleId: string;
  readonly roleName: string | null;
  readonly level: RoleLevel['level'];
  readonly levelSource: RoleLevel['source'];
  readonly state: PrivilegeState;
  readonly route: PrivilegeRoute;
  readonly scope: string;
  readonly scopeKind: ScopeKind;
  readonly viaGroupId: string | null;
  readonly viaGroupName: string | null;
  /** `unknown`: the times of assignments could not be read, so nobody says whether it ends. */
  readonly term: 'permanent' | 'time-bound' | 'unknown';
  readonly startAt: string | null;
  readonly endAt: string | null;
  readonly holdingId: string;
}

/** Which privileges a list shows. */
export interface PrivilegeFilter {
  readonly principalId?: string | undefined;
  readonly principalType?: PrivilegeView['principalType'] | undefined;
  readonly roleId?: string | undefined;
  readonly viaGroupId?: string | undefined;
  readonly level?: RoleLevel['level'] | undefined;
  readonly state?: PrivilegeState | undefined;
  readonly route?: PrivilegeRoute | undefined;
  readonly term?: 'permanent' | 'time-bound' | undefined;
  readonly scopeKind?: ScopeKind | undefined;
  /** Roles that count for this administrative unit only. */
  readonly administrativeUnitId?: string | undefined;
}

/** Conditions on properties of objects as Graph names them; undefined leaves a property free. */
export type PropertyFilter = Readonly<Record<string, string | undefined>>;

/** One way in which somebody may use an application. */
export interface ApplicationAccessView {
  readonly applicationId: string;
  readonly applicationName: string | null;
  readonly principalId: string;
  readonly principalType: string;
  readonly principalName: string | null;
  readonly userPrincipalName: string | null;
  /** All zeros: access without a particular role. */
  readonly appRoleId: string;
  readonly assignmentId: string;
  /** Group by which it was assigned; null when directly. */
  readonly viaGroupId: string | null;
  readonly viaGroupName: string | null;
}

/** What reviewers must know of an account; each missing fact carries its reason. */
export interface AccountFactView extends AccountFacts {
  readonly id: string;
  readonly displayName: string | null;
  readonly userPrincipalName: string | null;
  readonly userType: string | null;
  readonly accountEnabled: boolean | null;
}

/** Which accounts a list of facts shows; conditions on reports only fit accounts that the report mentions. */
export interface AccountFactFilter {
  readonly accountId?: string | undefined;
  /** In any case. */
  readonly userPrincipalName?: string | undefined;
  readonly userType?: 'Member' | 'Guest' | undefined;
  readonly accountEnabled?: boolean | undefined;
  readonly mfaRegistered?: boolean | undefined;
  readonly neverSignedIn?: boolean | undefined;
  /** Whole days since the last successful sign-in, or since creation where there was none. */
  readonly inactiveDays?: number | undefined;
  readonly staleGuest?: boolean | undefined;
  readonly leaverStillEnabled?: boolean | undefined;
  /** Of guests only. */
  readonly hasSponsor?: boolean | undefined;
  readonly disabledInGroups?: boolean | undefined;
  readonly passwordNeverExpires?: boolean | undefined;
  readonly source?: 'cloud' | 'synced' | undefined;
}

/** Which events a list shows. */
export interface AuditFilter {
  readonly category: string | undefined;
  readonly targetId: string | undefined;
  /** RFC 3339; events up to then. */
  readonly before: Date | undefined;
}

/** A revision, whether it is an earlier one, and the time by which days are counted. */
export interface FactsAt extends ReadAt {
  readonly revisionInfo: RevisionInfo;
  readonly isPast: boolean;
  readonly now: Date;
}

/** Reads who has access to what from published revisions. Every method takes the revision it reads. */
export interface AccessReader {
  /** @throws ProblemError `cursor-invalid` */
  roles(at: ReadAt, filter: RoleFilter, page: PageRequest): Promise<Page<RoleView>>;
  /** @throws ProblemError `cursor-invalid` */
  privileges(at: ReadAt, filter: PrivilegeFilter, page: PageRequest): Promise<Page<PrivilegeView>>;
  /** Objects of a kind as Graph shows them, by name. @throws ProblemError `cursor-invalid` */
  objects(at: ReadAt, kind: ObjectKind, filter: PropertyFilter, page: PageRequest): Promise<Page<JsonObject>>;
  /** One object. @throws ProblemError `object-not-in-revision` */
  object(at: ReadAt, kind: ObjectKind, id: string): Promise<JsonObject>;
  /** Who is assigned to an application. @throws ProblemError `object-not-in-revision`, `cursor-invalid` */
  applicationAccess(
    at: ReadAt,
    applicationId: string,
    page: PageRequest,
  ): Promise<Page<ApplicationAccessView>>;
  /** What a principal is assigned to, directly and through groups. @throws ProblemError `cursor-invalid` */
  assignmentsOf(at: ReadAt, principalId: string, page: PageRequest): Promise<Page<ApplicationAccessView>>;
  /** @throws ProblemError `cursor-invalid` */
  accountFacts(at: FactsAt, filter: AccountFactFilter, page: PageRequest): Promise<Page<AccountFactView>>;
  /** @throws ProblemError `cursor-invalid` */
  auditEvents(at: ReadAt, filter: AuditFilter, page: PageRequest): Promise<Page<JsonObject>>;
  /** What licences and permissions allowed, and what each missing one would add. */
  capabilities(
    at: ReadAt,
    revision: RevisionInfo,
  ): Promise<{ readonly licences: readonly Licence[]; readonly items: readonly Capability[] }>;
  /** How somebody is in a group. @throws ProblemError `object-not-in-revision`, `nesting-too-wide` */
  membershipPaths(at: ReadAt, groupId: ObjectId, memberId: ObjectId): Promise<MembershipPaths>;
}

/** Injection token of `AccessReader`. */
export const ACCESS_READER = Symbol('entra-id/access-reader');
