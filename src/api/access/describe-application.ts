import { isJsonObject, text, type Json, type JsonObject } from '#kernel/json.js';
import {
  requiredPermissions,
  type PermissionOffer,
  type RequiredAccess,
} from '#access-graph/required-permissions.js';
import type { AccessReader } from '../../inventory/read/access-reader.port.js';
import type { PageRequest, ReadAt } from '../../inventory/read/inventory-reader.port.js';
import { describePrincipal } from './describe-principal.js';

const DAY_MS = 86_400_000;
const ONE = { limit: 1, cursor: undefined } as const;
/** Resources of which one registration's permissions are named; the rest stays without names. */
const RESOURCES_MAX = 50;

/** What a registration without a service principal in the tenant holds. */
const NOTHING_HELD = { permissions: [], delegatedPermissions: [], servicePrincipal: null, more: false };

/** A secret or certificate of a registration, and how long it is valid. */
export interface ApplicationCredential {
  readonly kind: 'secret' | 'certificate';
  readonly keyId: string | null;
  readonly displayName: string | null;
  readonly startAt: string | null;
  readonly endAt: string | null;
  /** Whole days until its end, negative after it; null where Graph gave no end. */
  readonly daysLeft: number | null;
  readonly expired: boolean | null;
}

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
    principal === undefined
      ? NOTHING_HELD
      : await describePrincipal(reader, at, text(principal['id']), first);
  const required = requiredOf(application);
  const offers = await offersOf(reader, at, required);
  return {
    ...held,
    application,
    owners: owners.items,
    credentials: credentialsOf(application, at.now),
    requiredPermissions: requiredPermissions(required, (appId) => offers.get(appId)),
    more: held.more || owners.next !== undefined,
  };
}

async function principalOf(reader: AccessReader, at: ReadAt, appId: string): Promise<JsonObject | undefined> {
  if (appId === '') return undefined;
  const { items } = await reader.objects(at, 'service_principal', { appId }, ONE);
  return items[0];
}

function credentialsOf(application: JsonObject, now: Date): readonly ApplicationCredential[] {
  const of = (name: string, kind: ApplicationCredential['kind']): readonly ApplicationCredential[] =>
    objectsOf(application[name]).map((credential) => {
      const endAt = text(credential['endDateTime']);
      const leftMs = Date.parse(endAt) - now.getTime();
      return {
        kind,
        keyId: textOrNull(credential['keyId']),
        displayName: textOrNull(credential['displayName']),
        startAt: textOrNull(credential['startDateTime']),
        endAt: endAt === '' ? null : endAt,
        daysLeft: Number.isNaN(leftMs) ? null : Math.floor(leftMs / DAY_MS),
        expired: Number.isNaN(leftMs) ? null : leftMs <= 0,
      };
    });
  return [...of('passwordCredentials', 'secret'), ...of('keyCredentials', 'certificate')];
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

function textOrNull(value: Json | undefined): string | null {
  return typeof value === 'string' ? value : null;
}

function objectsOf(value: Json | undefined): readonly JsonObject[] {
  return Array.isArray(value) ? (value as readonly Json[]).filter(isJsonObject) : [];
}
