import {
  delegatedLevel,
  MICROSOFT_GRAPH_APP_ID,
  permissionLevel,
  type PermissionLevel,
} from './graph-permissions.js';

/** A permission that an app registration asks for; whether anybody granted it, consent says. */
export interface RequiredPermission {
  /** Application id of the resource. */
  readonly resourceAppId: string;
  /** Null where the resource was not read. */
  readonly resourceName: string | null;
  /** By the application itself, or on behalf of whoever is signed in. */
  readonly kind: 'application' | 'delegated';
  readonly permissionId: string;
  /** Name of the permission; null when the resource does not publish it any more or was not read. */
  readonly permission: string | null;
  /** Judged for the resources of Microsoft whose permissions are ranked; null otherwise, and without a name. */
  readonly level: PermissionLevel | null;
}

/** What an app registration asks for at one resource, as Graph's `requiredResourceAccess` has it. */
export interface RequiredAccess {
  readonly resourceAppId: string;
  readonly permissions: readonly { readonly id: string; readonly kind: RequiredPermission['kind'] }[];
}

/** A resource with the names of the permissions that it offers, by their ids. */
export interface PermissionOffer {
  readonly name: string | null;
  readonly permissions: ReadonlyMap<string, string>;
}

/**
 * The permissions that an app registration asks for, by name.
 * Source: https://learn.microsoft.com/graph/api/resources/requiredresourceaccess
 */
export function requiredPermissions(
  required: readonly RequiredAccess[],
  offer: (resourceAppId: string) => PermissionOffer | undefined,
): readonly RequiredPermission[] {
  return required.flatMap(({ resourceAppId, permissions }) => {
    const resource = offer(resourceAppId);
    return permissions.map(({ id, kind }) => {
      const permission = resource?.permissions.get(id) ?? null;
      return {
        resourceAppId,
        resourceName: resource?.name ?? null,
        kind,
        permissionId: id,
        permission,
        level: permission === null ? null : levelOf(resourceAppId, permission, kind),
      };
    });
  });
}

function levelOf(
  resourceAppId: string,
  permission: string,
  kind: RequiredPermission['kind'],
): PermissionLevel | null {
  if (kind === 'delegated') return delegatedLevel(resourceAppId, permission);
  return resourceAppId === MICROSOFT_GRAPH_APP_ID ? permissionLevel(permission) : null;
}
