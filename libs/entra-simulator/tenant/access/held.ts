import type { TenantStore } from '../tenant-store.js';

/**
 * Tells delta queries what a deletion took away, or a restore brought back, beside the object and its groups: consents
 * are objects of their own. A role's or unit's missing member shows by its own removal, as a group's does.
 */
export function noteHeld(store: TenantStore, id: string, back: boolean): void {
  for (const [grantId, grant] of store.access.oauth2PermissionGrants) {
    const concerned = grant['principalId'] === id || grant['clientId'] === id || grant['resourceId'] === id;
    if (concerned) store.log.noteObject('oauth2PermissionGrants', grantId, back ? 'present' : 'deleted');
  }
  if (!back) return;
  for (const [roleId, members] of store.directoryRoleMembers) {
    if (members.has(id)) store.log.noteLink('members', roleId, id, 'directoryRoles');
  }
  for (const [unitId, members] of store.access.unitMembers) {
    if (members.has(id)) store.log.noteLink('members', unitId, id, 'administrativeUnits');
  }
}
