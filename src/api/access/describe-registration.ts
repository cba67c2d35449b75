import { isJsonObject, text, type Json, type JsonObject } from '#kernel/json.js';
import {
  requiredPermissions,
  type PermissionOffer,
  type RequiredAccess,
} from '#access-graph/required-permissions.js';
import type { AccessReader } from '../../inventory/read/access-reader.port.js';
import type { PageRequest, ReadAt } from '../../inventory/read/inventory-reader.port.js';

const ONE: PageRequest = { limit: 1, cursor: undefined };
/** Resources of which one registration's permissions are named; the rest stays without names. */
const RESOURCES_MAX = 50;

/** One app registration with its owners, the permissions that it asks for, and its enterprise application. */
export async function describeRegistration(
  reader: AccessReader,
  at: ReadAt,
  id: string,
  first: PageRequest,
): Promise<object> {
  const application = await reader.object(at, 'application', id);
  const owners = await reader.objects(at, 'application_owner', { applicationId: id }, first);
  const required = requiredOf(application);
  const offers = await offersOf(reader, at, required);
  const principal = await principalOf(reader, at, text(application['appId']));
  return {
    application,
    owners: owners.items,
    servicePrincipalId: principal === undefined ? null : text(principal['id']),
    requiredPermissions: requiredPermissions(required, (appId) => offers.get(appId)),
    more: owners.next !== undefined,
  };
}

async function offersOf(
  reader: AccessReader,
  at: ReadAt,
  required: readonly RequiredAccess[],
): Promise<ReadonlyMap<string, PermissionOffer>> {
  const offers = new Map<string, PermissionOffer>();
  for (const { resourceAppId } of required.slice(0, RESOURCES_MAX)) {
    const found = await principalOf(reader, at, resourceAppId);
    if (found !== undefined) offers.set(resourceAppId, offerOf(found));
  }
  return offers;
}

async function principalOf(reader: AccessReader, at: ReadAt, appId: string): Promise<JsonObject | undefined> {
  return (await reader.objects(at, 'service_principal', { appId }, ONE)).items[0];
}

function offerOf(principal: JsonObject): PermissionOffer {
  const name = principal['displayName'];
  const offered = [...objectsOf(principal['appRoles']), ...objectsOf(principal['oauth2PermissionScopes'])];
  return {
    name: typeof name === 'string' ? name : null,
    permissions: new Map(
      offered.flatMap(({ id, value }) => (typeof value === 'string' ? [[text(id), value] as const] : [])),
    ),
  };
}

/** `Role` is asked for the application itself, `Scope` on behalf of a user. */
function requiredOf(application: JsonObject): readonly RequiredAccess[] {
  return objectsOf(application['requiredResourceAccess']).map((access) => ({
    resourceAppId: text(access['resourceAppId']),
    permissions: objectsOf(access['resourceAccess']).map(({ id, type }) => ({
      id: text(id),
      kind: type === 'Role' ? ('application' as const) : ('delegated' as const),
    })),
  }));
}

function objectsOf(value: Json | undefined): readonly JsonObject[] {
  return Array.isArray(value) ? (value as readonly Json[]).filter(isJsonObject) : [];
}
