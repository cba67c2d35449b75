import { isJsonObject, text, type Json, type JsonObject } from '#kernel/json.js';
import { licenceDetailId } from '../tenant/guids.js';
import { notFound } from './errors.js';
import { freshDirectorySource } from './fresh-source.js';
import type { ListSource } from './list.js';
import type { GraphRead } from './request.js';
import { count, entity, ID, list, route, type Route } from './routing.js';
import { mapSource, userIdOf } from './sources.js';
import { USER_DEFAULTS } from './properties.js';
import type { DirectoryObject } from '../tenant/directory.js';

/** What belongs to a person, and what was deleted. */
export const PEOPLE_ROUTES: readonly Route[] = [
  route(`/users/${ID}/licenseDetails`, list(licenceDetails)),
  ...Object.entries(deletedSources()).flatMap(([type, source]) => [
    route(`/directory/deletedItems/microsoft\\.graph\\.${type}`, list(source)),
    route(`/directory/deletedItems/microsoft\\.graph\\.${type}/\\$count`, count(source)),
  ]),
  route(`/directory/deletedItems/${ID}`, (read, [id = '']) =>
    entity(read, deletedItem(read, id), 'directoryObjects'),
  ),
];

function known(read: GraphRead, key: string): string {
  const id = userIdOf(read, key);
  if (id === undefined) throw notFound(key);
  return id;
}

/** Source: https://learn.microsoft.com/graph/api/user-list-licensedetails */
function licenceDetails(read: GraphRead, [key = '']: readonly string[]): ListSource {
  const id = known(read, key);
  const assigned = objectsAt(read.store.users.get(id) ?? {}, 'assignedLicenses');
  const details = assigned.map((licence) => licenceDetail(read, text(licence['skuId'])));
  return freshDirectorySource(`users('${id}')/licenseDetails`, details);
}

function licenceDetail(read: GraphRead, skuId: string): JsonObject {
  const sku = read.store.subscribedSkus.find((candidate) => candidate['skuId'] === skuId) ?? {};
  return {
    id: licenceDetailId(read.store.tenantId, skuId),
    skuId,
    skuPartNumber: sku['skuPartNumber'] ?? '',
    servicePlans: objectsAt(sku, 'servicePlans').map((plan) => ({
      servicePlanId: plan['servicePlanId'] ?? '',
      servicePlanName: plan['servicePlanName'] ?? '',
      provisioningStatus: plan['provisioningStatus'] ?? 'Success',
      appliesTo: plan['appliesTo'] ?? 'User',
    })),
  };
}

function objectsAt(object: JsonObject, name: string): readonly JsonObject[] {
  const value: Json | undefined = object[name];
  return Array.isArray(value) ? (value as readonly Json[]).filter(isJsonObject) : [];
}

type Source = (read: GraphRead) => ListSource;

/** Deleted objects that can be restored, by type. */
function deletedSources(): Readonly<Record<string, Source>> {
  return {
    user: ({ store }) => mapSource('users', remains(store.deletedUsers), USER_DEFAULTS),
    group: ({ store }) => mapSource('groups', remains(store.deletedGroups), undefined),
    application: ({ store }) => mapSource('applications', store.access.deletedApplications, undefined),
    servicePrincipal: ({ store }) =>
      mapSource('servicePrincipals', store.access.deletedServicePrincipals, undefined),
  };
}

function deletedItem({ store }: GraphRead, id: string): DirectoryObject | undefined {
  const kept = store.deletedUsers.get(id) ?? store.deletedGroups.get(id);
  return (
    kept?.object ?? store.access.deletedApplications.get(id) ?? store.access.deletedServicePrincipals.get(id)
  );
}

function remains(
  map: ReadonlyMap<string, { readonly object: DirectoryObject }>,
): ReadonlyMap<string, DirectoryObject> {
  return new Map([...map].map(([id, kept]) => [id, kept.object]));
}
