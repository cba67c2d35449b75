import {
  delegatedLevel,
  MICROSOFT_GRAPH_APP_ID,
  permissionLevel,
  type PermissionLevel,
} from './graph-permissions.js';

/** That a user, group or service principal was given an app role of an application. */
export interface AppRoleGrant {
  readonly id: string;
  readonly principalId: string;
  readonly principalType: 'User' | 'Group' | 'ServicePrincipal';
  /** Service principal of the application whose role it is. */
  readonly resourceId: string;
  /** All zeros: access without a particular role. */
  readonly appRoleId: string;
}

/** An enterprise application: the service principal in the tenant. */
export interface EnterpriseApplication {
  readonly id: string;
  readonly appId: string;
  /** Whether anybody can sign in at all; null when Graph did not say. */
  readonly accountEnabled: boolean | null;
  /** Whether only those who are assigned may use it; null when Graph did not say. */
  readonly assignmentRequired: boolean | null;
  readonly appRoles: readonly { readonly id: string; readonly value: string | null }[];
}

/** One way in which somebody may use an application. */
export interface ApplicationAccess {
  readonly applicationId: string;
  readonly principalId: string;
  readonly principalType: 'User' | 'ServicePrincipal' | 'Other';
  readonly assignmentId: string;
  readonly appRoleId: string;
  /** Group by which it was assigned; null when directly. */
  readonly viaGroupId: string | null;
}

/** Who may use an application besides those who are assigned. */
export type OpenTo = 'assigned-only' | 'everyone' | 'nobody' | 'unknown';

/** A direct member of a group. */
export interface DirectMember {
  readonly id: string;
  readonly type: string;
}

/** Whether an application lets in only those who are assigned. */
export function openTo({ accountEnabled, assignmentRequired }: EnterpriseApplication): OpenTo {
  if (accountEnabled === false) return 'nobody';
  if (assignmentRequired === null || accountEnabled === null) return 'unknown';
  return assignmentRequired ? 'assigned-only' : 'everyone';
}

/**
 * Who is assigned to an application, directly and through groups. An assignment of a group reaches its direct members
 * only. Source: https://learn.microsoft.com/entra/identity/enterprise-apps/assign-user-or-group-access-portal
 */
export function applicationAccess(
  application: EnterpriseApplication,
  grants: readonly AppRoleGrant[],
  membersOf: (groupId: string) => readonly DirectMember[],
): readonly ApplicationAccess[] {
  return grants
    .filter((grant) => grant.resourceId === application.id)
    .flatMap((grant): readonly ApplicationAccess[] => {
      const common = { applicationId: application.id, assignmentId: grant.id, appRoleId: grant.appRoleId };
      const { principalId, principalType } = grant;
      if (principalType !== 'Group') return [{ ...common, principalId, principalType, viaGroupId: null }];
      return membersOf(principalId)
        .filter((member) => member.type !== 'group')
        .map((member) => ({
          ...common,
          principalId: member.id,
          principalType: typeOfMember(member.type),
          viaGroupId: principalId,
        }));
    });
}

function typeOfMember(type: string): ApplicationAccess['principalType'] {
  if (type === 'user') return 'User';
  return type === 'servicePrincipal' ? 'ServicePrincipal' : 'Other';
}

/** A permission that an application holds by itself, without a signed-in user. */
export interface HeldPermission {
  readonly assignmentId: string;
  readonly resourceId: string;
  /** Name of the app role; null when the resource does not publish it any more or was not read. */
  readonly permission: string | null;
  /** Judged for Microsoft Graph only; null otherwise. */
  readonly level: PermissionLevel | null;
}

/** The application permissions of a service principal. */
export function heldPermissions(
  principalId: string,
  grants: readonly AppRoleGrant[],
  resource: (id: string) => EnterpriseApplication | undefined,
): readonly HeldPermission[] {
  return grants
    .filter((grant) => grant.principalId === principalId && grant.principalType === 'ServicePrincipal')
    .map((grant) => {
      const of = resource(grant.resourceId);
      const permission = of?.appRoles.find((role) => role.id === grant.appRoleId)?.value ?? null;
      const judged = permission !== null && of?.appId === MICROSOFT_GRAPH_APP_ID;
      const level = judged ? permissionLevel(permission) : null;
      return { assignmentId: grant.id, resourceId: grant.resourceId, permission, level };
    });
}

/** Consent by which an application acts on behalf of one user, or of everybody in the tenant. */
export interface DelegatedGrant {
  readonly id: string;
  readonly clientId: string;
  readonly resourceId: string;
  readonly consentType: 'AllPrincipals' | 'Principal';
  /** Null with `AllPrincipals`. */
  readonly principalId: string | null;
  /** Permissions separated by spaces. */
  readonly scope: string;
}

/** One delegated permission, and for whom. */
export interface DelegatedPermission {
  readonly grantId: string;
  readonly clientId: string;
  readonly resourceId: string;
  readonly permission: string;
  /** The user; null for the whole tenant. */
  readonly userId: string | null;
  /** Judged for resources of Microsoft that CISA lists; null otherwise, and where the resource was not read. */
  readonly level: PermissionLevel | null;
}

/** Takes consent apart into permissions. */
export function delegatedPermissions(
  grants: readonly DelegatedGrant[],
  resource: (id: string) => EnterpriseApplication | undefined,
): readonly DelegatedPermission[] {
  return grants.flatMap(({ id, clientId, resourceId, consentType, principalId, scope }) =>
    [...new Set(scope.split(/\s+/).filter((name) => name !== ''))].map((permission) => ({
      grantId: id,
      clientId,
      resourceId,
      permission,
      userId: consentType === 'AllPrincipals' ? null : principalId,
      level: delegatedLevel(resource(resourceId)?.appId ?? '', permission),
    })),
  );
}
