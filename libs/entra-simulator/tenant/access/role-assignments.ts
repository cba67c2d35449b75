import { text, type JsonObject } from '#kernel/json.js';
import { guidOf, scopedAssignmentId } from '../guids.js';
import type { TenantStore } from '../tenant-store.js';
import { audit, principalTarget, targetOf } from './audit.js';
import type { AssignmentTerms } from './terms.js';

/** A directory role for somebody: a user, a role-assignable group or a service principal. */
export interface RoleGrant {
  readonly roleId: string;
  readonly principalId: string;
  /** `/`, `/administrativeUnits/{id}` or `/{id}` of an application. */
  readonly scope?: string;
  readonly terms?: AssignmentTerms;
}

/** Gives a role; the same role in the same scope again changes its terms. Returns the assignment's id. */
export function grantRole(store: TenantStore, grant: RoleGrant): string {
  const { roleId, principalId, scope = '/' } = grant;
  const id = scopedAssignmentId(roleId, principalId, scope);
  const assignment = { id, principalId, directoryScopeId: scope, roleDefinitionId: roleId };
  if (!store.roleAssignments.has(id)) store.roleAssignments.set(id, assignment);
  if (grant.terms === undefined) store.access.assignmentTerms.delete(id);
  else store.access.assignmentTerms.set(id, grant.terms);
  if (scope === '/' && isBuiltIn(store, roleId)) joinRole(store, roleId, principalId);
  auditRole(store, assignment, true);
  return id;
}

/** Takes a role away again. */
export function revokeRole(store: TenantStore, id: string): void {
  const assignment = store.roleAssignments.get(id);
  if (assignment === undefined) return;
  store.roleAssignments.delete(id);
  store.access.assignmentTerms.delete(id);
  auditRole(store, assignment, false);
  if (assignment['directoryScopeId'] !== '/') return;
  const role = directoryRole(store, text(assignment['roleDefinitionId']));
  const principalId = text(assignment['principalId']);
  if (role === undefined || store.directoryRoleMembers.get(role)?.delete(principalId) !== true) return;
  store.log.noteLink('members', role, principalId, 'directoryRoles');
}

/** Id of the active directory role of a definition; undefined while nobody has held it. */
export function directoryRole(store: TenantStore, roleId: string): string | undefined {
  const id = guidOf(`${store.tenantId} ${roleId}`);
  if (store.directoryRoles.has(id)) return id;
  for (const [other, role] of store.directoryRoles) if (role['roleTemplateId'] === roleId) return other;
  return undefined;
}

function auditRole(store: TenantStore, assignment: JsonObject, given: boolean): void {
  if (!store.live) return;
  const scope = assignment['directoryScopeId'] === '/' ? '' : ' scoped over a part of the tenant';
  const definition = store.roleDefinitions.get(text(assignment['roleDefinitionId'])) ?? { id: '' };
  audit(store, {
    category: 'RoleManagement',
    activity: `${given ? 'Add member to role' : 'Remove member from role'}${scope}`,
    operation: given ? 'Assign' : 'Unassign',
    targets: [principalTarget(store, text(assignment['principalId'])), targetOf(definition, 'Role')],
  });
}

function isBuiltIn(store: TenantStore, roleId: string): boolean {
  return store.roleDefinitions.get(roleId)?.['isBuiltIn'] !== false;
}

/** A role becomes active, and has an object of its own, when somebody holds it for the first time. */
function joinRole(store: TenantStore, roleId: string, principalId: string): void {
  const id = directoryRole(store, roleId) ?? activate(store, roleId);
  const members = store.directoryRoleMembers.get(id) ?? new Map<string, string>();
  members.set(principalId, store.typeOf(principalId) ?? 'user');
  store.directoryRoleMembers.set(id, members);
  if (store.live) store.log.noteLink('members', id, principalId, 'directoryRoles');
}

function activate(store: TenantStore, roleId: string): string {
  const definition = store.roleDefinitions.get(roleId);
  const id = guidOf(`${store.tenantId} ${roleId}`);
  store.directoryRoles.set(id, {
    id,
    deletedDateTime: null,
    description: definition?.['description'] ?? null,
    displayName: definition?.['displayName'] ?? null,
    roleTemplateId: roleId,
  });
  return id;
}
