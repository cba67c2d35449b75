import { text, type Json, type JsonObject } from '#kernel/json.js';
import type { DirectoryObject, GroupRelation, TrackedCollection } from '../directory.js';
import type { TenantStore } from '../tenant-store.js';
import type { AuditActor, AuditedAction, AuditTarget } from './audit-trail.js';

type Category = AuditedAction['category'];

const KINDS: Readonly<Partial<Record<TrackedCollection, readonly [Category, name: string, type: string]>>> = {
  users: ['UserManagement', 'user', 'User'],
  groups: ['GroupManagement', 'group', 'Group'],
  devices: ['Device', 'device', 'Device'],
  servicePrincipals: ['ApplicationManagement', 'service principal', 'ServicePrincipal'],
  applications: ['ApplicationManagement', 'application', 'Application'],
};

const OPERATIONS: Readonly<Record<string, AuditedAction['operation']>> = {
  Add: 'Add',
  Update: 'Update',
  Delete: 'Delete',
  'Hard Delete': 'Delete',
  Restore: 'Update',
};

const ACTORS = 2;

/** Notes an action of an administrator; nothing is noted while a tenant is being built. */
export function audit(store: TenantStore, action: AuditedAction): void {
  if (store.live) store.access.audits.note(action, actorOf(store), store.clock.now());
}

/** Notes that an object was added, changed, deleted or restored. */
export function auditObject(
  store: TenantStore,
  collection: TrackedCollection,
  verb: 'Add' | 'Update' | 'Delete' | 'Hard Delete' | 'Restore',
  object: DirectoryObject,
  changed: readonly JsonObject[] = [],
): void {
  const kind = KINDS[collection];
  if (kind === undefined || !store.live) return;
  const [category, name, type] = kind;
  audit(store, {
    category,
    activity: `${verb} ${name}`,
    operation: OPERATIONS[verb] ?? 'Update',
    targets: [{ ...targetOf(object, type), changed }],
  });
}

/** Notes that somebody joined or left a group, as member or owner. */
export function auditLink(
  store: TenantStore,
  relation: GroupRelation,
  joined: boolean,
  groupId: string,
  targetId: string,
): void {
  if (!store.live) return;
  const name = relation === 'members' ? 'member' : 'owner';
  audit(store, {
    category: 'GroupManagement',
    activity: joined ? `Add ${name} to group` : `Remove ${name} from group`,
    operation: joined ? 'Assign' : 'Unassign',
    targets: [
      principalTarget(store, targetId),
      targetOf(store.groups.get(groupId) ?? { id: groupId }, 'Group'),
    ],
  });
}

/** Notes a change of a policy. */
export function auditPolicy(
  store: TenantStore,
  activity: string,
  operation: AuditedAction['operation'],
  policy: JsonObject,
): void {
  const service = activity.includes('conditional access') ? 'Conditional Access' : 'Core Directory';
  audit(store, { category: 'Policy', activity, operation, service, targets: [targetOf(policy, 'Policy')] });
}

/** A user, group or service principal as a target. */
export function principalTarget(store: TenantStore, id: string): AuditTarget {
  const user = store.users.get(id);
  if (user !== undefined)
    return { ...targetOf(user, 'User'), userPrincipalName: text(user['userPrincipalName']) };
  const group = store.groups.get(id);
  if (group !== undefined) return targetOf(group, 'Group');
  return targetOf(store.servicePrincipals.get(id) ?? { id }, 'ServicePrincipal');
}

/** Any object as a target. */
export function targetOf(object: JsonObject, type: string): AuditTarget {
  const name = object['displayName'];
  return { id: text(object['id']), type, displayName: typeof name === 'string' ? name : null };
}

/** What a change makes of an object, property by property, as the audit log writes it. */
export function changedProperties(object: JsonObject, change: JsonObject): readonly JsonObject[] {
  return Object.entries(change).map(([name, value]) => ({
    displayName: name,
    oldValue: written(object[name]),
    newValue: written(value),
  }));
}

function written(value: Json | undefined): string | null {
  return value === undefined || value === null ? null : JSON.stringify([value]);
}

/** Who acts next: two administrators take turns. */
export function actorOf(store: TenantStore): AuditActor {
  const wanted = store.access.audits.entries.length % ACTORS;
  let index = 0;
  for (const user of store.users.values()) {
    if (index === wanted) return nameOf(user);
    index += 1;
  }
  return { id: '', displayName: '', userPrincipalName: '' };
}

function nameOf(user: DirectoryObject): AuditActor {
  return {
    id: text(user['id']),
    displayName: text(user['displayName']),
    userPrincipalName: text(user['userPrincipalName']),
  };
}
