import type { TenantDocument } from '../model.js';
import { accessDocument } from './access/access-document.js';
import { visibleAssignments } from './access/role-views.js';
import { linksByOwner } from './links-by-owner.js';
import type { TenantStore } from './tenant-store.js';

/** Every object and link of a tenant in Graph shape; what is large and not wanted is empty. */
export function documentOf(
  store: TenantStore,
  wants: (name: string) => boolean = () => true,
): TenantDocument {
  return {
    organization: store.organization,
    domains: store.domains,
    subscribedSkus: store.subscribedSkus,
    users: [...store.users.values()],
    groups: [...store.groups.values()],
    devices: wants('devices') ? [...store.devices.values()] : [],
    orgContacts: [...store.orgContacts.values()],
    servicePrincipals: [...store.servicePrincipals.values()],
    applications: [...store.applications.values()],
    deletedUsers: [...store.deletedUsers.values()].map((remains) => remains.object),
    deletedGroups: [...store.deletedGroups.values()].map((remains) => remains.object),
    members: linksByOwner(store.members),
    owners: linksByOwner(store.owners),
    managers: Object.fromEntries(store.managers),
    directoryRoles: [...store.directoryRoles.values()],
    directoryRoleMembers: linksByOwner(store.directoryRoleMembers, (id) => store.typeOf(id) !== undefined),
    roleDefinitions: [...store.roleDefinitions.values()],
    roleAssignments: visibleAssignments(store),
    ...accessDocument(store, wants),
    ...store.policies.document(),
  };
}
