import type { JsonObject } from '#kernel/json.js';
import type { DirectoryObject, Links } from '../directory.js';
import { AuditTrail } from './audit-trail.js';
import { Computed } from './computed.js';
import type { AssignmentTerms } from './terms.js';

/** The part of a tenant that says who has access to what beyond groups. */
export class AccessStore {
  readonly administrativeUnits = new Map<string, DirectoryObject>();
  readonly unitMembers: Links = new Map();
  readonly appRoleAssignments = new Map<string, DirectoryObject>();
  readonly oauth2PermissionGrants = new Map<string, DirectoryObject>();
  readonly applicationOwners: Links = new Map();
  readonly servicePrincipalOwners: Links = new Map();
  readonly deletedApplications = new Map<string, DirectoryObject>();
  readonly deletedServicePrincipals = new Map<string, DirectoryObject>();
  /** Terms of role assignments that are not permanent, by the assignment's id. */
  readonly assignmentTerms = new Map<string, AssignmentTerms>();
  /** Schedules of eligible role assignments, by their ids. */
  readonly roleEligibilities = new Map<string, DirectoryObject>();
  /** Groups that PIM manages. */
  readonly pimGroups = new Set<string>();
  readonly groupEligibilities = new Map<string, DirectoryObject>();
  /** Terms of memberships and ownerships of managed groups that are not permanent, by group, relation and principal. */
  readonly groupTerms = new Map<string, AssignmentTerms>();
  /** PIM's settings of a loaded tenant; a generated one works them out. */
  loadedPolicies: readonly JsonObject[] | undefined;
  readonly deviceOwners = new Computed<ReadonlyMap<string, string>>(() => undefined);
  readonly sponsors = new Computed<ReadonlyMap<string, string>>(() => undefined);
  readonly leaveDates = new Computed<string>(() => undefined);
  readonly activity = new Computed<JsonObject>(() => undefined);
  readonly registrations = new Computed<JsonObject>(() => undefined);
  /** How often sign-in activity was asked for, which decides which requests are refused without reason. */
  activityRequests = 0;
  readonly riskyUsers = new Map<string, DirectoryObject>();
  readonly audits = new AuditTrail();
  readonly signIns: DirectoryObject[] = [];
}
