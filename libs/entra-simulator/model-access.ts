import type { JsonObject } from '#kernel/json.js';
import type { DirectoryLink } from './model.js';

type Links = Readonly<Record<string, readonly DirectoryLink[]>>;

/**
 * The part of the truth document that says who has access to what beyond groups. Lists hold Graph's shapes; links and
 * what Graph shows only on request are keyed by the id of the object that they belong to.
 */
export interface AccessDocument {
  /** Active assignments as schedules and as instances: permanent, time-bound and activated ones, and those through groups. */
  readonly roleAssignmentSchedules: readonly JsonObject[];
  readonly roleAssignmentScheduleInstances: readonly JsonObject[];
  /** Who may activate a role. Empty unless the tenant has P2. */
  readonly roleEligibilitySchedules: readonly JsonObject[];
  readonly roleEligibilityScheduleInstances: readonly JsonObject[];
  /** PIM for Groups: who may become, and who is, member or owner of a group that it manages. */
  readonly privilegedAccessGroupEligibilityScheduleInstances: readonly JsonObject[];
  readonly privilegedAccessGroupAssignmentScheduleInstances: readonly JsonObject[];
  /** PIM's settings per role and per managed group, each with its policy and the policy's rules. */
  readonly roleManagementPolicyAssignments: readonly JsonObject[];
  readonly administrativeUnits: readonly JsonObject[];
  readonly administrativeUnitMembers: Links;
  /** Roles held for an administrative unit, by the unit's id. */
  readonly scopedRoleMembers: Readonly<Record<string, readonly JsonObject[]>>;
  readonly appRoleAssignments: readonly JsonObject[];
  readonly oauth2PermissionGrants: readonly JsonObject[];
  readonly applicationOwners: Links;
  readonly servicePrincipalOwners: Links;
  readonly deletedApplications: readonly JsonObject[];
  readonly deletedServicePrincipals: readonly JsonObject[];
  readonly deviceOwners: Links;
  /** Sponsors of guests. */
  readonly sponsors: Links;
  /** What `$select=employeeLeaveDateTime` shows, by user id; people without such a date are left out. */
  readonly employeeLeaveDateTimes: Readonly<Record<string, string>>;
  /** What `$select=signInActivity` shows, by user id; people who never signed in are left out. */
  readonly signInActivity: Readonly<Record<string, JsonObject>>;
  readonly userRegistrationDetails: readonly JsonObject[];
  readonly riskyUsers: readonly JsonObject[];
  readonly directoryAudits: readonly JsonObject[];
  readonly signIns: readonly JsonObject[];
}
