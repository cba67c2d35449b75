import { isJsonObject, text, type Json, type JsonObject } from '#kernel/json.js';
import { scopedAssignmentId } from '../guids.js';
import type { TenantStore } from '../tenant-store.js';
import { PERMANENT, type AssignmentTerms } from './terms.js';

/** Assignments whose principal and scope exist: those of a deleted principal come back when it is restored. */
export function visibleAssignments(store: TenantStore): readonly JsonObject[] {
  return [...store.roleAssignments.values()].filter((assignment) => isVisible(store, assignment));
}

function isVisible(store: TenantStore, held: JsonObject): boolean {
  return store.typeOf(text(held['principalId'])) !== undefined && scopeExists(store, held);
}

function scopeExists(store: TenantStore, held: JsonObject): boolean {
  const scope = text(held['directoryScopeId']);
  const id = scope.split('/').at(-1) ?? '';
  if (scope.startsWith('/administrativeUnits/')) return store.access.administrativeUnits.has(id);
  return scope === '/' || store.applications.has(id) || store.servicePrincipals.has(id);
}

/** Active assignments as PIM shows them, those of a group's members after the group's own. */
export function assignmentInstances(store: TenantStore): readonly JsonObject[] {
  return visibleAssignments(store).flatMap((assignment) => {
    const own = instanceOf(assignment, termsOf(store, assignment));
    return [own, ...throughGroup(store, own, store.roleAssignments)];
  });
}

/** The schedules behind active assignments. */
export function assignmentSchedules(store: TenantStore): readonly JsonObject[] {
  return visibleAssignments(store).map((assignment) => {
    const terms = termsOf(store, assignment);
    const { startDateTime, endDateTime, scheduleId } = terms;
    return {
      id: scheduleId ?? text(assignment['id']),
      principalId: text(assignment['principalId']),
      roleDefinitionId: text(assignment['roleDefinitionId']),
      directoryScopeId: text(assignment['directoryScopeId']),
      appScopeId: null,
      createdUsing: scheduleId,
      createdDateTime: startDateTime,
      modifiedDateTime: null,
      status: 'Provisioned',
      assignmentType: terms.assignmentType,
      memberType: terms.memberType,
      scheduleInfo: scheduleInfo(startDateTime, endDateTime),
    };
  });
}

/** Schedules of eligible assignments. */
export function eligibilitySchedules(store: TenantStore): readonly JsonObject[] {
  return [...store.access.roleEligibilities.values()].filter((schedule) => isVisible(store, schedule));
}

/** Who may activate a role now: what starts later has a schedule but no instance yet. */
export function eligibilityInstances(store: TenantStore): readonly JsonObject[] {
  const now = store.clock.now().toISOString();
  return eligibilitySchedules(store).flatMap((schedule) => {
    const own = eligibilityInstance(schedule);
    const later = text(own['startDateTime']) > now;
    return later ? [] : [own, ...throughGroup(store, own, new Map())];
  });
}

/** When something begins and ends, as PIM writes it. */
export function scheduleInfo(startDateTime: string | null, endDateTime: string | null): JsonObject {
  const type = endDateTime === null ? 'noExpiration' : 'afterDateTime';
  return { startDateTime, recurrence: null, expiration: { type, endDateTime, duration: null } };
}

function termsOf(store: TenantStore, assignment: JsonObject): AssignmentTerms {
  return store.access.assignmentTerms.get(text(assignment['id'])) ?? PERMANENT;
}

function instanceOf(assignment: JsonObject, terms: AssignmentTerms): JsonObject {
  const id = text(assignment['id']);
  return {
    id,
    principalId: text(assignment['principalId']),
    roleDefinitionId: text(assignment['roleDefinitionId']),
    directoryScopeId: text(assignment['directoryScopeId']),
    appScopeId: null,
    startDateTime: terms.startDateTime,
    endDateTime: terms.endDateTime,
    assignmentType: terms.assignmentType,
    memberType: terms.memberType,
    roleAssignmentOriginId: id,
    roleAssignmentScheduleId: terms.scheduleId ?? id,
  };
}

function eligibilityInstance(schedule: JsonObject): JsonObject {
  const [roleId, principalId] = [text(schedule['roleDefinitionId']), text(schedule['principalId'])];
  const info = objectAt(schedule, 'scheduleInfo');
  return {
    id: `${scopedAssignmentId(roleId, principalId, text(schedule['directoryScopeId']))}-e`,
    principalId,
    roleDefinitionId: roleId,
    directoryScopeId: schedule['directoryScopeId'] ?? '/',
    appScopeId: null,
    startDateTime: info['startDateTime'] ?? null,
    endDateTime: objectAt(info, 'expiration')['endDateTime'] ?? null,
    memberType: schedule['memberType'] ?? 'Direct',
    roleEligibilityScheduleId: schedule['id'] ?? null,
  };
}

/** People who hold something because their group does; whoever also holds it directly is not repeated. */
function throughGroup(
  store: TenantStore,
  own: JsonObject,
  direct: ReadonlyMap<string, unknown>,
): readonly JsonObject[] {
  const groupId = text(own['principalId']);
  if (!store.groups.has(groupId)) return [];
  const suffix = text(own['id']).endsWith('-e') ? '-e' : '';
  const [roleId, scope] = [text(own['roleDefinitionId']), text(own['directoryScopeId'])];
  return [...(store.members.get(groupId) ?? [])].flatMap(([principalId, type]) => {
    const id = scopedAssignmentId(roleId, principalId, scope);
    if (type !== 'user' || direct.has(id)) return [];
    return [{ ...own, id: `${id}${suffix}`, principalId, memberType: 'Group' }];
  });
}

function objectAt(object: JsonObject, name: string): JsonObject {
  const value: Json | undefined = object[name];
  return isJsonObject(value) ? value : {};
}
