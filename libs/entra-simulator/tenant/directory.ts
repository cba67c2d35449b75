import type { Json } from '#kernel/json.js';
import type { DirectoryLink } from '../model.js';

/** A directory object that mutations may change. */
export type DirectoryObject = Record<string, Json>;

/** Collections whose changes a delta query can follow. */
export type TrackedCollection =
  | 'users'
  | 'groups'
  | 'devices'
  | 'servicePrincipals'
  | 'applications'
  | 'directoryRoles'
  | 'administrativeUnits'
  | 'oauth2PermissionGrants';

/** Collections whose changes do not count as changes of people and groups. */
const APART: ReadonlySet<TrackedCollection> = new Set([
  'directoryRoles',
  'administrativeUnits',
  'oauth2PermissionGrants',
]);

/** What a tracked object's latest change was. */
export interface TrackedChange {
  readonly sequence: number;
  readonly reason: 'present' | 'changed' | 'deleted';
}

/** Relations whose changes groups/delta shows. */
export type GroupRelation = 'members' | 'owners';

/** Links of one relation by the object that owns them, in the order in which they were added. */
export type Links = Map<string, Map<string, string>>;

/** Graph's type of a directory object, for instance `user`, in the form of `@odata.type`. */
export function odataType(type: string): string {
  return `#microsoft.graph.${type}`;
}

/** A link in Graph's shape. */
export function toLink(id: string, type: string): DirectoryLink {
  return { '@odata.type': odataType(type), id };
}

/** Remembers the latest change of each object and link, by a number that only grows. */
export class ChangeLog {
  #sequence = 0;
  #ofPeople = 0;
  readonly #objects = new Map<TrackedCollection, Map<string, TrackedChange>>();
  readonly #links = new Map<string, Map<string, number>>();
  readonly #properties = new Map<string, number>();

  /** Number of the latest change; a delta token taken now shows everything after it. */
  get sequence(): number {
    return this.#sequence;
  }

  /** How many changes were of users, groups and what they belong to; roles and consents do not count. */
  get changesOfPeople(): number {
    return this.#ofPeople;
  }

  noteObject(collection: TrackedCollection, id: string, reason: TrackedChange['reason']): void {
    this.count(collection);
    const changes = this.#objects.get(collection) ?? new Map<string, TrackedChange>();
    this.#objects.set(collection, changes);
    changes.delete(id);
    changes.set(id, { sequence: this.#sequence, reason });
  }

  /** Remembers which properties the latest change was about; an object that is new or back changed as a whole. */
  noteProperties(collection: TrackedCollection, id: string, names: readonly string[] | 'all'): void {
    for (const name of names === 'all' ? ['*'] : names) {
      this.#properties.set(`${collection}:${id}:${name}`, this.#sequence);
    }
  }

  /** Whether a property of an object changed after `since`. */
  hasChanged(collection: TrackedCollection, id: string, name: string, since: number): boolean {
    const at = (key: string): number => this.#properties.get(`${collection}:${id}:${key}`) ?? -1;
    return at(name) > since || at('*') > since;
  }

  /** Notes a link of a group, or of another object whose members a delta query shows. */
  noteLink(
    relation: GroupRelation,
    groupId: string,
    targetId: string,
    collection: TrackedCollection = 'groups',
  ): void {
    this.count(collection);
    const key = `${relation}:${groupId}`;
    const changes = this.#links.get(key) ?? new Map<string, number>();
    this.#links.set(key, changes);
    changes.set(targetId, this.#sequence);
    this.noteObject(collection, groupId, 'present');
  }

  private count(collection: TrackedCollection): void {
    this.#sequence += 1;
    if (!APART.has(collection)) this.#ofPeople += 1;
  }

  /** Objects of a collection that changed after `since`, oldest change first. */
  changedObjects(
    collection: TrackedCollection,
    since: number,
  ): readonly (readonly [string, TrackedChange])[] {
    const changes = this.#objects.get(collection);
    return changes === undefined ? [] : [...changes].filter(([, change]) => change.sequence > since);
  }

  /** Targets of a group's relation that were added or removed after `since`. */
  changedLinks(relation: GroupRelation, groupId: string, since: number): readonly string[] {
    const changes = this.#links.get(`${relation}:${groupId}`);
    return changes === undefined ? [] : [...changes].filter(([, at]) => at > since).map(([id]) => id);
  }
}
