import { isJsonObject, text, type JsonObject } from '#kernel/json.js';

/** Permissions that administrators usually classify low, as Microsoft suggests. */
const LOW = ['User.Read', 'openid', 'profile', 'email', 'offline_access'];

/**
 * Classifications of a service principal's delegated permissions: those of its scopes that are usually classified low.
 * Source: https://learn.microsoft.com/graph/api/serviceprincipal-list-delegatedpermissionclassifications
 */
export function permissionClassifications(principal: JsonObject): readonly JsonObject[] {
  const scopes = principal['oauth2PermissionScopes'];
  if (!Array.isArray(scopes)) return [];
  return (scopes as readonly JsonObject[]).filter(isJsonObject).flatMap((scope) => {
    const permissionName = text(scope['value']);
    if (!LOW.includes(permissionName)) return [];
    const permissionId = text(scope['id']);
    return [{ id: `${permissionId}L`, permissionId, permissionName, classification: 'low' }];
  });
}
