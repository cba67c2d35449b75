import type { JsonObject, Json } from '#kernel/json.js';
import { isJsonObject, text } from '#kernel/json.js';
import { ProblemError } from '#kernel/problem.js';
import {
  delegatedPermissions,
  heldPermissions,
  openTo,
  type AppRoleGrant,
  type DelegatedGrant,
  type EnterpriseApplication,
} from '#access-graph/application-access.js';
import type { AccessReader } from '../../inventory/read/access-reader.port.js';
import type { PageRequest, ReadAt } from '../../inventory/read/inventory-reader.port.js';

/** An enterprise application as it is shown. */
export interface PrincipalDescription {
  readonly servicePrincipal: JsonObject;
  readonly openTo: ReturnType<typeof openTo>;
  readonly permissions: ReturnType<typeof heldPermissions>;
  readonly delegatedPermissions: ReturnType<typeof delegatedPermissions>;
  readonly owners: readonly JsonObject[];
  /** Whether one of the lists was cut. */
  readonly more: boolean;
}

/** One enterprise application with all that follows from it; `more` says which lists were cut. */
export async function describePrincipal(
  reader: AccessReader,
  at: ReadAt,
  id: string,
  first: PageRequest,
): Promise<PrincipalDescription> {
  const principal = await reader.object(at, 'service_principal', id);
  const held = await reader.objects(at, 'app_role_assignment', { principalId: id }, first);
  const consented = await reader.objects(at, 'oauth2_grant', { clientId: id }, first);
  const owners = await reader.objects(at, 'service_principal_owner', { servicePrincipalId: id }, first);
  const resources = await resourcesOf(reader, at, [...held.items, ...consented.items]);
  const resource = (wanted: string): EnterpriseApplication | undefined => resources.get(wanted);
  return {
    servicePrincipal: principal,
    openTo: openTo(applicationOf(principal)),
    permissions: heldPermissions(id, held.items.map(grantOf), resource),
    delegatedPermissions: delegatedPermissions(consented.items.map(delegatedOf), resource),
    owners: owners.items,
    more: [held, consented, owners].some(({ next }) => next !== undefined),
  };
}

async function resourcesOf(
  reader: AccessReader,
  at: ReadAt,
  granted: readonly JsonObject[],
): Promise<ReadonlyMap<string, EnterpriseApplication>> {
  const resources = new Map<string, EnterpriseApplication>();
  for (const id of new Set(granted.map((grant) => text(grant['resourceId'])))) {
    const found = await reader.object(at, 'service_principal', id).catch(notThere);
    if (found !== undefined) resources.set(id, applicationOf(found));
  }
  return resources;
}

/** A resource that was not read leaves the permission without a name. */
function notThere(error: unknown): undefined {
  if (ProblemError.is(error, 'object-not-in-revision')) return undefined;
  throw error;
}

function applicationOf(principal: JsonObject): EnterpriseApplication {
  const { accountEnabled, appRoleAssignmentRequired: required } = principal;
  const roles = principal['appRoles'];
  return {
    id: text(principal['id']),
    appId: text(principal['appId']),
    accountEnabled: typeof accountEnabled === 'boolean' ? accountEnabled : null,
    assignmentRequired: typeof required === 'boolean' ? required : null,
    appRoles: (Array.isArray(roles) ? (roles as readonly Json[]) : []).filter(isJsonObject).map((role) => ({
      id: text(role['id']),
      value: typeof role['value'] === 'string' ? role['value'] : null,
    })),
  };
}

function grantOf(grant: JsonObject): AppRoleGrant {
  const type = grant['principalType'];
  return {
    id: text(grant['id']),
    principalId: text(grant['principalId']),
    principalType: type === 'Group' || type === 'User' ? type : 'ServicePrincipal',
    resourceId: text(grant['resourceId']),
    appRoleId: text(grant['appRoleId']),
  };
}

function delegatedOf(grant: JsonObject): DelegatedGrant {
  const principalId = grant['principalId'];
  return {
    id: text(grant['id']),
    clientId: text(grant['clientId']),
    resourceId: text(grant['resourceId']),
    consentType: grant['consentType'] === 'AllPrincipals' ? 'AllPrincipals' : 'Principal',
    principalId: typeof principalId === 'string' ? principalId : null,
    scope: text(grant['scope']),
  };
}
