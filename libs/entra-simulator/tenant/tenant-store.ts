import { numberOf } from './numbers.js';
import type { Clock } from '#kernel/clock.js';
import type { DirectoryLink, SimulatorOptions, TenantDocument } from '../model.js';
import { AccessStore } from './access/access-store.js';
import { auditLink, auditObject, changedProperties } from './access/audit.js';
import { ComputedMap } from './access/computed-map.js';
import { noteHeld } from './access/held.js';
import { documentOf } from './document.js';
import { text } from '#kernel/json.js';
import {
  ChangeLog,
  toLink,
  type DirectoryObject,
  type GroupRelation,
  type Links,
  type TrackedCollection,
} from './directory.js';
import { PolicyStore } from './policy/policy-store.js';

/** What a soft-deleted object had, so that a restore brings it back. */
interface Remains {
  readonly object: DirectoryObject;
  readonly members: (readonly [string, string])[];
  readonly memberOf: string[];
  readonly ownerOf: string[];
  readonly owners: (readonly [string, string])[];
  readonly managerId: string | undefined;
  readonly reports: readonly string[];
}

/** The objects and links of one tenant; every change is logged for delta queries. */
export class TenantStore {
  readonly users = new Map<string, DirectoryObject>();
  readonly groups = new Map<string, DirectoryObject>();
  readonly devices = new ComputedMap();
  readonly orgContacts = new Map<string, DirectoryObject>();
  readonly servicePrincipals = new Map<string, DirectoryObject>();
  readonly applications = new Map<string, DirectoryObject>();
  readonly directoryRoles = new Map<string, DirectoryObject>();
  readonly roleDefinitions = new Map<string, DirectoryObject>();
  readonly roleAssignments = new Map<string, DirectoryObject>();
  readonly domains: DirectoryObject[] = [];
  readonly subscribedSkus: DirectoryObject[] = [];
  readonly deletedUsers = new Map<string, Remains>();
  readonly deletedGroups = new Map<string, Remains>();
  readonly members: Links = new Map();
  readonly owners: Links = new Map();
  readonly directoryRoleMembers: Links = new Map();
  readonly managers = new Map<string, string>();
  readonly reports = new Map<string, Set<string>>();
  readonly memberOf = new Map<string, Set<string>>();
  readonly ownerOf = new Map<string, Set<string>>();
  readonly log = new ChangeLog();
  readonly policies = new PolicyStore();
  /** Who has access to what beyond groups. */
  readonly access = new AccessStore();
  /** Whether the tenant is built, so that changes are noted as such. */
  live = false;
  organization: DirectoryObject = {};

  constructor(
    readonly options: SimulatorOptions,
    readonly clock: Clock,
  ) {}

  get tenantId(): string {
    return text(this.organization['id']);
  }

  collection(name: TrackedCollection): Map<string, DirectoryObject> {
    return name === 'administrativeUnits' || name === 'oauth2PermissionGrants'
      ? this.access[name]
      : this[name];
  }

  /** Graph's type of an object that can be a member, by its id; undefined when there is no such object. */
  typeOf(id: string): string | undefined {
    if (this.users.has(id)) return 'user';
    if (this.groups.has(id)) return 'group';
    if (this.devices.has(id)) return 'device';
    if (this.servicePrincipals.has(id)) return 'servicePrincipal';
    return this.orgContacts.has(id) ? 'orgContact' : undefined;
  }

  /** Id of the user who signs in with a name, in any case. */
  userByUpn(upn: string): string | undefined {
    const wanted = upn.toLowerCase();
    for (const [id, user] of this.users) {
      if (text(user['userPrincipalName']).toLowerCase() === wanted) return id;
    }
    return undefined;
  }

  /** Template ids of the roles that a user holds in the whole tenant. */
  rolesOf(userId: string): readonly string[] {
    return [...this.roleAssignments.values()]
      .filter((assignment) => assignment['principalId'] === userId && assignment['directoryScopeId'] === '/')
      .map((assignment) => text(assignment['roleDefinitionId']));
  }

  /** Adds a link that was there from the beginning, so that no delta query shows it as a change. */
  seedLink(relation: GroupRelation, groupId: string, targetId: string, type: string): void {
    linksOf(this[relation], groupId).set(targetId, type);
    setOf(relation === 'members' ? this.memberOf : this.ownerOf, targetId).add(groupId);
  }

  link(relation: GroupRelation, groupId: string, targetId: string, type: string): void {
    this.seedLink(relation, groupId, targetId, type);
    this.log.noteLink(relation, groupId, targetId);
    auditLink(this, relation, true, groupId, targetId);
  }

  unlink(relation: GroupRelation, groupId: string, targetId: string): void {
    this[relation].get(groupId)?.delete(targetId);
    (relation === 'members' ? this.memberOf : this.ownerOf).get(targetId)?.delete(groupId);
    this.log.noteLink(relation, groupId, targetId);
    auditLink(this, relation, false, groupId, targetId);
  }

  setManager(userId: string, managerId: string | undefined): void {
    const before = this.managers.get(userId);
    if (before !== undefined) this.reports.get(before)?.delete(userId);
    if (managerId === undefined) this.managers.delete(userId);
    else {
      this.managers.set(userId, managerId);
      setOf(this.reports, managerId).add(userId);
    }
    this.log.noteObject('users', userId, 'present');
    this.log.noteProperties('users', userId, ['manager']);
  }

  /** Changes properties of an object. */
  change(
    collection: 'users' | 'groups' | 'servicePrincipals' | 'applications' | 'devices',
    id: string,
    change: DirectoryObject,
  ): void {
    const object = this[collection].get(id);
    if (object === undefined) return;
    auditObject(this, collection, 'Update', object, changedProperties(object, change));
    this[collection].set(id, Object.assign(object, change));
    this.log.noteObject(collection, id, 'present');
    this.log.noteProperties(collection, id, Object.keys(change));
  }

  add(collection: TrackedCollection, object: DirectoryObject): void {
    const id = text(object['id']);
    this.collection(collection).set(id, object);
    numberOf(object);
    this.log.noteObject(collection, id, 'present');
    this.log.noteProperties(collection, id, 'all');
    auditObject(this, collection, 'Add', object);
  }

  /** Soft-deletes a user or group: it can be restored, its links are not shown meanwhile. */
  softDelete(collection: 'users' | 'groups', id: string): void {
    const object = this[collection].get(id);
    if (object === undefined) return;
    const remains: Remains = {
      object: { ...object, deletedDateTime: instant(this.clock) },
      members: [...(this.members.get(id) ?? [])],
      owners: [...(this.owners.get(id) ?? [])],
      memberOf: [...(this.memberOf.get(id) ?? [])],
      ownerOf: [...(this.ownerOf.get(id) ?? [])],
      managerId: this.managers.get(id),
      reports: [...(this.reports.get(id) ?? [])],
    };
    this.detach(id, remains);
    this[collection].delete(id);
    (collection === 'users' ? this.deletedUsers : this.deletedGroups).set(id, remains);
    this.log.noteObject(collection, id, 'changed');
    noteHeld(this, id, false);
    auditObject(this, collection, 'Delete', object);
  }

  /** Brings a soft-deleted object back with the links whose other ends still exist. */
  restore(collection: 'users' | 'groups', id: string): void {
    const deleted = collection === 'users' ? this.deletedUsers : this.deletedGroups;
    const remains = deleted.get(id);
    if (remains === undefined) return;
    deleted.delete(id);
    const object = { ...remains.object, deletedDateTime: null };
    this[collection].set(id, object);
    numberOf(object);
    this.log.noteObject(collection, id, 'present');
    this.log.noteProperties(collection, id, 'all');
    this.attach(id, collection === 'users' ? 'user' : 'group', remains);
    noteHeld(this, id, true);
    auditObject(this, collection, 'Restore', object);
  }

  /** Removes a soft-deleted object for good. */
  purge(collection: 'users' | 'groups', id: string): void {
    const deleted = collection === 'users' ? this.deletedUsers : this.deletedGroups;
    auditObject(this, collection, 'Hard Delete', deleted.get(id)?.object ?? { id });
    deleted.delete(id);
    this.log.noteObject(collection, id, 'deleted');
  }

  linksOf(links: Links, id: string): readonly DirectoryLink[] {
    return [...(links.get(id) ?? [])].map(([target, type]) => toLink(target, type));
  }

  /** Every object and link in Graph shape. */
  document(): TenantDocument {
    return documentOf(this);
  }

  /** The log does not speak of links here: Graph shows the object's removal, and readers must conclude the rest. */
  private detach(id: string, remains: Remains): void {
    for (const groupId of remains.memberOf) this.members.get(groupId)?.delete(id);
    for (const groupId of remains.ownerOf) this.owners.get(groupId)?.delete(id);
    for (const [target] of remains.members) this.memberOf.get(target)?.delete(id);
    for (const [target] of remains.owners) this.ownerOf.get(target)?.delete(id);
    for (const report of remains.reports) this.setManager(report, undefined);
    for (const map of [this.members, this.owners, this.memberOf, this.ownerOf]) map.delete(id);
    if (remains.managerId !== undefined) this.reports.get(remains.managerId)?.delete(id);
    this.managers.delete(id);
  }

  private attach(id: string, type: string, remains: Remains): void {
    for (const groupId of remains.memberOf) this.rejoin('members', groupId, id, type);
    for (const groupId of remains.ownerOf) this.rejoin('owners', groupId, id, type);
    for (const [target, targetType] of remains.members) this.rejoin('members', id, target, targetType);
    for (const [target, targetType] of remains.owners) this.rejoin('owners', id, target, targetType);
    for (const report of remains.reports) if (this.users.has(report)) this.setManager(report, id);
    if (remains.managerId !== undefined && this.users.has(remains.managerId))
      this.setManager(id, remains.managerId);
  }

  /** A link comes back as soon as both of its ends are there again; delta queries show it as an added one. */
  private rejoin(relation: GroupRelation, groupId: string, targetId: string, type: string): void {
    const [group, target] = [this.deletedGroups.get(groupId), this.remainsOf(targetId)];
    if (group !== undefined) group[relation].push([targetId, type]);
    else if (target !== undefined) target[relation === 'members' ? 'memberOf' : 'ownerOf'].push(groupId);
    else if (this.groups.has(groupId) && this.typeOf(targetId) !== undefined) {
      this.link(relation, groupId, targetId, type);
    }
  }

  private remainsOf(id: string): Remains | undefined {
    return this.deletedUsers.get(id) ?? this.deletedGroups.get(id);
  }
}

/** An entity date as Graph writes it: UTC to the second. */
export function instant(clock: Clock): string {
  return `${clock.now().toISOString().slice(0, 19)}Z`;
}

function linksOf(links: Links, id: string): Map<string, string> {
  const own = links.get(id) ?? new Map<string, string>();
  links.set(id, own);
  return own;
}

function setOf(index: Map<string, Set<string>>, id: string): Set<string> {
  const own = index.get(id) ?? new Set<string>();
  index.set(id, own);
  return own;
}
