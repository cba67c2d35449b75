import { isJsonObject, text, type Json, type JsonObject } from '#kernel/json.js';
import { delegatedLevel, MICROSOFT_GRAPH_APP_ID, permissionLevel } from '#access-graph/graph-permissions.js';
import type { AccessReader } from '../../inventory/read/access-reader.port.js';
import type { PageRequest, ReadAt } from '../../inventory/read/inventory-reader.port.js';
import { describePrincipal } from './describe-principal.js';

const DAY_MS = 86_400_000;
const ONE = { limit: 1, cursor: undefined } as const;

/** When and what one app registration is described from. */
export interface ApplicationAt extends ReadAt {
  /** Time by which days are counted. */
  readonly now: Date;
}

/**
 * One app registration with its owners, when its credentials end, what it asks for, and what its service principal in
 * the tenant really holds; `servicePrincipal` is null where the tenant has none.
 */
export async function describeApplication(
  reader: AccessReader,
  at: ApplicationAt,
  applicationId: string,
  first: PageRequest,
): Promise<object> {
  const application = await reader.object(at, 'application', applicationId);
  const owners = await reader.objects(at, 'application_owner', { applicationId }, first);
  const principal = await principalOf(reader, at, text(application['appId']));
  const held =
    principal === undefined ? {} : await describePrincipal(reader, at, text(principal['id']), first);
  return {
    permissions: [],
    delegatedPermissions: [],
    servicePrincipal: null,
    ...held,
    application,
    owners: owners.items,
    credentials: credentialsOf(application, at.now),
    requestedPermissions: await requestedBy(reader, at, application),
  };
}

async function principalOf(reader: AccessReader, at: ReadAt, appId: string): Promise<JsonObject | undefined> {
  if (appId === '') return undefined;
  const { items } = await reader.objects(at, 'service_principal', { appId }, ONE);
  return items[0];
}

function credentialsOf(application: JsonObject, now: Date): readonly object[] {
  const of = (name: string, kind: 'secret' | 'certificate'): readonly object[] =>
    listOf(application[name]).map((credential) => {
      const endAt = text(credential['endDateTime']);
      const leftMs = Date.parse(endAt) - now.getTime();
      return {
        kind,
        keyId: credential['keyId'] ?? null,
        displayName: credential['displayName'] ?? null,
        startAt: credential['startDateTime'] ?? null,
        endAt: endAt === '' ? null : endAt,
        daysLeft: Number.isNaN(leftMs) ? null : Math.floor(leftMs / DAY_MS),
        expired: Number.isNaN(leftMs) ? null : leftMs <= 0,
      };
    });
  return [...of('passwordCredentials', 'secret'), ...of('keyCredentials', 'certificate')];
}

/** What the registration asks for, by the names that the resource publishes; null where the resource was not read. */
async function requestedBy(
  reader: AccessReader,
  at: ReadAt,
  application: JsonObject,
): Promise<readonly object[]> {
  const requested: object[] = [];
  for (const wanted of listOf(application['requiredResourceAccess'])) {
    const appId = text(wanted['resourceAppId']);
    const resource = await principalOf(reader, at, appId);
    requested.push(...listOf(wanted['resourceAccess']).map((access) => requestOf(access, appId, resource)));
  }
  return requested;
}

function requestOf(access: JsonObject, resourceAppId: string, resource: JsonObject | undefined): object {
  const isRole = access['type'] === 'Role';
  const published = listOf(resource?.[isRole ? 'appRoles' : 'oauth2PermissionScopes']);
  const permission = published.find(({ id }) => id === access['id'])?.['value'] ?? null;
  return {
    resourceAppId,
    resourceName: resource?.['displayName'] ?? null,
    permissionId: access['id'] ?? null,
    type: isRole ? 'application' : 'delegated',
    permission,
    level: typeof permission === 'string' ? levelOf(resourceAppId, permission, isRole) : null,
  };
}

function levelOf(resourceAppId: string, permission: string, isRole: boolean): object | null {
  if (!isRole) return delegatedLevel(resourceAppId, permission);
  return resourceAppId === MICROSOFT_GRAPH_APP_ID ? permissionLevel(permission) : null;
}

function listOf(value: Json | undefined): readonly JsonObject[] {
  return Array.isArray(value) ? (value as readonly Json[]).filter(isJsonObject) : [];
}
