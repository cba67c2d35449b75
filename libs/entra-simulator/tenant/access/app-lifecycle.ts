import type { DirectoryObject } from '../directory.js';
import { numberOf } from '../numbers.js';
import { instant, type TenantStore } from '../tenant-store.js';
import { auditObject } from './audit.js';
import { noteHeld } from './held.js';

/** Applications and service principals can be deleted and restored, as users and groups can. */
export type AppCollection = 'applications' | 'servicePrincipals';

function binOf(store: TenantStore, collection: AppCollection): Map<string, DirectoryObject> {
  return collection === 'applications'
    ? store.access.deletedApplications
    : store.access.deletedServicePrincipals;
}

/** Moves an application or service principal to the deleted items; what it holds is hidden meanwhile. */
export function softDeleteApp(store: TenantStore, collection: AppCollection, id: string): void {
  const object = store[collection].get(id);
  if (object === undefined) return;
  leaveGroups(store, id);
  store[collection].delete(id);
  binOf(store, collection).set(id, { ...object, deletedDateTime: instant(store.clock) });
  store.log.noteObject(collection, id, 'changed');
  noteHeld(store, id, false);
  auditObject(store, collection, 'Delete', object);
}

/** A service principal that is deleted is in no group and owns none; unlike people, it does not come back to them. */
function leaveGroups(store: TenantStore, id: string): void {
  for (const group of [...(store.memberOf.get(id) ?? [])]) store.unlink('members', group, id);
  for (const group of [...(store.ownerOf.get(id) ?? [])]) store.unlink('owners', group, id);
}

/** Brings a deleted application or service principal back. */
export function restoreApp(store: TenantStore, collection: AppCollection, id: string): void {
  const bin = binOf(store, collection);
  const deleted = bin.get(id);
  if (deleted === undefined) return;
  bin.delete(id);
  const object = { ...deleted, deletedDateTime: null };
  numberOf(object);
  store[collection].set(id, object);
  store.log.noteObject(collection, id, 'present');
  noteHeld(store, id, true);
  auditObject(store, collection, 'Restore', object);
}
