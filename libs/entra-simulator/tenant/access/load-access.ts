import { isJsonObject, text, type JsonObject } from '#kernel/json.js';
import type { AccessDocument } from '../../model-access.js';
import type { DirectoryLink } from '../../model.js';
import type { DirectoryObject, Links } from '../directory.js';
import type { TenantStore } from '../tenant-store.js';
import { groupTermsKey } from './group-pim.js';
import type { AssignmentTerms } from './terms.js';

/** Serves the access of a truth document; what the document leaves out is empty. */
export function loadAccess(store: TenantStore, document: Partial<AccessDocument>): void {
  const { access } = store;
  fill(access.administrativeUnits, document.administrativeUnits);
  fill(access.appRoleAssignments, document.appRoleAssignments);
  fill(access.oauth2PermissionGrants, document.oauth2PermissionGrants);
  fill(access.deletedApplications, document.deletedApplications);
  fill(access.deletedServicePrincipals, document.deletedServicePrincipals);
  fill(access.roleEligibilities, document.roleEligibilitySchedules);
  fill(access.riskyUsers, document.riskyUsers);
  link(access.unitMembers, document.administrativeUnitMembers);
  link(access.applicationOwners, document.applicationOwners);
  link(access.servicePrincipalOwners, document.servicePrincipalOwners);
  loadTerms(store, document);
  loadGroupPim(store, document);
  loadPersonal(store, document);
  access.loadedPolicies = document.roleManagementPolicyAssignments ?? [];
  access.audits.entries.push(...(document.directoryAudits ?? []).map((entry) => ({ ...entry })));
  access.signIns.push(...(document.signIns ?? []).map((entry) => ({ ...entry })));
}

function fill(map: Map<string, DirectoryObject>, objects: readonly JsonObject[] | undefined): void {
  for (const object of objects ?? []) map.set(text(object['id']), { ...object });
}

function link(links: Links, record: AccessDocument['deviceOwners'] | undefined): void {
  for (const [id, ends] of Object.entries(record ?? {})) links.set(id, endsOf(ends));
}

function endsOf(ends: readonly DirectoryLink[]): Map<string, string> {
  return new Map(ends.map((end) => [end.id, end['@odata.type'].replace('#microsoft.graph.', '')]));
}

/** A group's members hold roles through it; their instances are worked out again. */
function loadTerms(store: TenantStore, document: Partial<AccessDocument>): void {
  for (const instance of document.roleAssignmentScheduleInstances ?? []) {
    const id = text(instance['id']);
    const schedule = text(instance['roleAssignmentScheduleId']);
    if (instance['memberType'] === 'Group' || schedule === id) continue;
    store.access.assignmentTerms.set(id, termsOf(instance, schedule));
  }
}

function loadGroupPim(store: TenantStore, document: Partial<AccessDocument>): void {
  const { access } = store;
  for (const eligible of document.privilegedAccessGroupEligibilityScheduleInstances ?? []) {
    access.groupEligibilities.set(text(eligible['id']), { ...eligible });
  }
  for (const policy of document.roleManagementPolicyAssignments ?? []) {
    if (policy['scopeType'] === 'Group') access.pimGroups.add(text(policy['scopeId']));
  }
  for (const held of document.privilegedAccessGroupAssignmentScheduleInstances ?? []) {
    const schedule = text(held['assignmentScheduleId']);
    if (schedule === text(held['id'])) continue;
    const accessId = held['accessId'] === 'owner' ? 'owner' : 'member';
    const key = groupTermsKey(text(held['groupId']), accessId, text(held['principalId']));
    access.groupTerms.set(key, termsOf(held, schedule));
  }
}

function termsOf(instance: JsonObject, scheduleId: string): AssignmentTerms {
  return {
    assignmentType: instance['assignmentType'] === 'Activated' ? 'Activated' : 'Assigned',
    memberType: instance['memberType'] === 'Inherited' ? 'Inherited' : 'Direct',
    startDateTime: textOrNull(instance['startDateTime']),
    endDateTime: textOrNull(instance['endDateTime']),
    scheduleId,
  };
}

function textOrNull(value: JsonObject[string] | undefined): string | null {
  return typeof value === 'string' ? value : null;
}

function loadPersonal(store: TenantStore, document: Partial<AccessDocument>): void {
  const { access } = store;
  for (const [id, ends] of Object.entries(document.deviceOwners ?? {}))
    access.deviceOwners.set(id, endsOf(ends));
  for (const [id, ends] of Object.entries(document.sponsors ?? {})) access.sponsors.set(id, endsOf(ends));
  for (const [id, at] of Object.entries(document.employeeLeaveDateTimes ?? {})) access.leaveDates.set(id, at);
  for (const [id, activity] of Object.entries(document.signInActivity ?? {}))
    access.activity.set(id, activity);
  for (const details of document.userRegistrationDetails ?? []) {
    if (isJsonObject(details)) access.registrations.set(text(details['id']), details);
  }
}
