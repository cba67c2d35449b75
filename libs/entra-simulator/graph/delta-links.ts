import type { Json, JsonObject } from '#kernel/json.js';
import { text } from '#kernel/json.js';
import { isVisibleGrant } from '../tenant/access/consent-views.js';
import { odataType, type DirectoryObject, type Links, type TrackedCollection } from '../tenant/directory.js';
import type { TenantStore } from '../tenant/tenant-store.js';
import { seesHiddenMembers } from './permissions.js';
import type { GraphRead } from './request.js';

/**
 * `members@delta` of directory roles and administrative units. A selection cannot ask for it: only users and groups
 * have relations that it may name. Source: https://learn.microsoft.com/graph/delta-query-overview
 */
export function membersDelta(
  read: GraphRead,
  collection: TrackedCollection,
  object: JsonObject,
  since: number,
): readonly Json[] {
  const links = linksOf(read, collection);
  const hidden = object['visibility'] === 'HiddenMembership' && !seesHiddenMembers(read.caller);
  if (links === undefined || hidden) return [];
  const id = text(object['id']);
  const present = links.get(id) ?? new Map<string, string>();
  const exists = (target: string): boolean => read.store.typeOf(target) !== undefined;
  if (since < 0) {
    return [...present].filter(([target]) => exists(target)).map(([target, type]) => linkTo(target, type));
  }
  return read.store.log.changedLinks('members', id, since).map((target) => {
    const type = present.get(target);
    if (type !== undefined && exists(target)) return linkTo(target, type);
    return { ...linkTo(target, read.store.typeOf(target) ?? 'user'), '@removed': { reason: 'deleted' } };
  });
}

/** What a delta query follows: consents of people who are gone are gone, too. */
export function visibleCollection(
  store: TenantStore,
  collection: TrackedCollection,
): ReadonlyMap<string, DirectoryObject> {
  if (collection !== 'oauth2PermissionGrants') return store.collection(collection);
  return new Map(
    [...store.access.oauth2PermissionGrants].filter(([, grant]) => isVisibleGrant(store, grant)),
  );
}

function linksOf(read: GraphRead, collection: TrackedCollection): Links | undefined {
  if (collection === 'directoryRoles') return read.store.directoryRoleMembers;
  return collection === 'administrativeUnits' ? read.store.access.unitMembers : undefined;
}

function linkTo(id: string, type: string): JsonObject {
  return { '@odata.type': odataType(type), id };
}
