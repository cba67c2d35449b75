import type { AccessDocument } from '../../model-access.js';
import type { DirectoryLink } from '../../model.js';
import { toLink } from '../directory.js';
import { linksByOwner } from '../links-by-owner.js';
import type { TenantStore } from '../tenant-store.js';
import { visibleAppRoleAssignments, visibleGrants } from './consent-views.js';
import { groupAssignmentInstances, groupEligibilityInstances } from './group-pim.js';
import { registrationDetails } from './registration.js';
import { riskyUsersOf } from './reports.js';
import { policyAssignments } from './role-policies.js';
import {
  assignmentInstances,
  assignmentSchedules,
  eligibilityInstances,
  eligibilitySchedules,
} from './role-views.js';
import { scopedRoleMembers } from './units.js';

/** Who has access to what beyond groups, in Graph shape; what is large and not wanted is empty. */
export function accessDocument(store: TenantStore, wants: (name: string) => boolean): AccessDocument {
  const { access } = store;
  return {
    ...roleDocument(store),
    administrativeUnits: [...access.administrativeUnits.values()],
    administrativeUnitMembers: linksByOwner(access.unitMembers, exists(store)),
    scopedRoleMembers: recordOf(access.administrativeUnits.keys(), (id) =>
      some(scopedRoleMembers(store, id)),
    ),
    appRoleAssignments: visibleAppRoleAssignments(store),
    oauth2PermissionGrants: visibleGrants(store),
    applicationOwners: linksByOwner(access.applicationOwners, exists(store)),
    servicePrincipalOwners: linksByOwner(access.servicePrincipalOwners, exists(store)),
    deletedApplications: [...access.deletedApplications.values()],
    deletedServicePrincipals: [...access.deletedServicePrincipals.values()],
    ...personalDocument(store, wants),
    riskyUsers: riskyUsersOf(store),
    directoryAudits: access.audits.entries,
    signIns: access.signIns,
  };
}

type RoleKeys =
  | 'roleAssignmentSchedules'
  | 'roleAssignmentScheduleInstances'
  | 'roleEligibilitySchedules'
  | 'roleEligibilityScheduleInstances'
  | 'privilegedAccessGroupEligibilityScheduleInstances'
  | 'privilegedAccessGroupAssignmentScheduleInstances'
  | 'roleManagementPolicyAssignments';

function roleDocument(store: TenantStore): Pick<AccessDocument, RoleKeys> {
  return {
    roleAssignmentSchedules: assignmentSchedules(store),
    roleAssignmentScheduleInstances: assignmentInstances(store),
    roleEligibilitySchedules: eligibilitySchedules(store),
    roleEligibilityScheduleInstances: eligibilityInstances(store),
    privilegedAccessGroupEligibilityScheduleInstances: groupEligibilityInstances(store),
    privilegedAccessGroupAssignmentScheduleInstances: groupAssignmentInstances(store),
    roleManagementPolicyAssignments: policyAssignments(store),
  };
}

type PersonalKeys =
  'deviceOwners' | 'sponsors' | 'employeeLeaveDateTimes' | 'signInActivity' | 'userRegistrationDetails';

/** What is worked out per person and device, for all of them. */
function personalDocument(
  store: TenantStore,
  wants: (name: string) => boolean,
): Pick<AccessDocument, PersonalKeys> {
  const { access, users } = store;
  const of = <Value>(
    name: PersonalKeys,
    keys: () => Iterable<string>,
    valueOf: (id: string) => Value | undefined,
  ) => recordOf(wants(name) ? keys() : [], valueOf);
  const people = (): Iterable<string> => users.keys();
  return {
    deviceOwners: of(
      'deviceOwners',
      () => store.devices.keys(),
      (id) => endsOf(store, access.deviceOwners.get(id)),
    ),
    sponsors: of('sponsors', people, (id) => endsOf(store, access.sponsors.get(id))),
    employeeLeaveDateTimes: of('employeeLeaveDateTimes', people, (id) => access.leaveDates.get(id)),
    signInActivity: of('signInActivity', people, (id) => access.activity.get(id)),
    userRegistrationDetails: wants('userRegistrationDetails') ? [...registrationDetails(store)] : [],
  };
}

function endsOf(
  store: TenantStore,
  targets: ReadonlyMap<string, string> | undefined,
): readonly DirectoryLink[] | undefined {
  if (targets === undefined) return undefined;
  return some([...targets].filter(([id]) => exists(store)(id)).map(([id, type]) => toLink(id, type)));
}

function exists(store: TenantStore): (id: string) => boolean {
  return (id) => store.typeOf(id) !== undefined;
}

function some<Item>(items: readonly Item[]): readonly Item[] | undefined {
  return items.length === 0 ? undefined : items;
}

function recordOf<Value>(
  keys: Iterable<string>,
  valueOf: (key: string) => Value | undefined,
): Record<string, Value> {
  const record: Record<string, Value> = {};
  for (const key of keys) {
    const value = valueOf(key);
    if (value !== undefined) record[key] = value;
  }
  return record;
}
