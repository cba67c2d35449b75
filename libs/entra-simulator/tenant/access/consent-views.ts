import { text, type JsonObject } from '#kernel/json.js';
import type { TenantStore } from '../tenant-store.js';

/** Assignments to apps and consents to app permissions whose both ends exist. */
export function visibleAppRoleAssignments(store: TenantStore): readonly JsonObject[] {
  return [...store.access.appRoleAssignments.values()].filter(
    (held) =>
      store.servicePrincipals.has(text(held['resourceId'])) &&
      store.typeOf(text(held['principalId'])) !== undefined,
  );
}

/** Delegated consents whose client, resource and person exist. */
export function visibleGrants(store: TenantStore): readonly JsonObject[] {
  return [...store.access.oauth2PermissionGrants.values()].filter((grant) => isVisibleGrant(store, grant));
}

/** Whether a delegated consent's client, resource and person exist. */
export function isVisibleGrant(store: TenantStore, grant: JsonObject): boolean {
  const person = grant['principalId'];
  return (
    store.servicePrincipals.has(text(grant['clientId'])) &&
    store.servicePrincipals.has(text(grant['resourceId'])) &&
    (typeof person !== 'string' || store.users.has(person))
  );
}
