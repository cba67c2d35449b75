import type { ConnectionId, ObjectId } from '#kernel/ids.js';
import type { JsonObject } from '#kernel/json.js';
import type { ProblemRecord } from '#kernel/problem.js';
import type { GroupFilter } from '../../settings/group-filter.js';
import type { ResourceName } from '../resources.js';

/** A published revision that a read is about. */
export interface RevisionInfo {
  readonly revision: number;
  readonly readFrom: string;
  readonly readTo: string;
  readonly publishedAt: string;
  readonly counts: Readonly<Record<string, number>>;
  readonly completeness: Readonly<Partial<Record<ResourceName, string>>>;
}

/** One page of a list; `next` is the cursor of the page after it. */
export interface Page<Item> {
  readonly items: readonly Item[];
  readonly next: string | undefined;
}

/** Where a page begins and how long it is; 1 to 1000. */
export interface PageRequest {
  readonly limit: number;
  readonly cursor: string | undefined;
}

/** Which accounts a list shows. */
export interface AccountFilter {
  /** Beginning of the display name, in any case. */
  readonly name: string | undefined;
  readonly userType: 'Member' | 'Guest' | undefined;
  readonly accountEnabled: boolean | undefined;
  readonly department: string | undefined;
  readonly includeGuests: boolean;
  readonly includeDisabled: boolean;
}

/** Which groups a list shows. */
export interface GroupQuery {
  readonly name: string | undefined;
  readonly scope: GroupFilter | undefined;
}

/** Types of members as Graph names them. Source: https://learn.microsoft.com/graph/api/group-list-members */
export const MEMBER_TYPES = ['user', 'group', 'servicePrincipal', 'device', 'orgContact'] as const;

/** Which members a list shows; conditions on accounts leave out all that are none. */
export interface MemberQuery {
  /** Follows nested groups. */
  readonly effective: boolean;
  readonly type: (typeof MEMBER_TYPES)[number] | undefined;
  /** Beginning of the display name, in any case. */
  readonly name: string | undefined;
  readonly userType: 'Member' | 'Guest' | undefined;
  readonly accountEnabled: boolean | undefined;
}

/** One end of a membership, with the groups that lead to it. */
export interface Related {
  readonly id: string;
  readonly type: string;
  readonly displayName: string | null;
  readonly userPrincipalName: string | null;
  readonly direct: boolean;
  /** Group ids between the two ends, in the order in which membership passes on; empty when direct. */
  readonly path: readonly string[];
}

/**
 * Reads published revisions. Every method takes the revision it reads, from `resolve`, and raises `revision-gone`
 * when retention has reached it meanwhile.
 */
export interface InventoryReader {
  /**
   * The revision in force at an instant (RFC 3339), by its number, or now.
   * @throws ProblemError `nothing-published`, `before-first-revision`, `revision-unknown`, `revision-gone`,
   *   `as-of-invalid`
   */
  resolve(connectionId: ConnectionId, asOf: string | undefined): Promise<RevisionInfo>;
  accounts(at: ReadAt, filter: AccountFilter, page: PageRequest): Promise<Page<JsonObject>>;
  groups(at: ReadAt, query: GroupQuery, page: PageRequest): Promise<Page<JsonObject>>;
  /** @throws ProblemError `object-not-in-revision` */
  object(at: ReadAt, kind: 'account' | 'directory_group', id: ObjectId): Promise<JsonObject>;
  members(at: ReadAt, groupId: ObjectId, query: MemberQuery, page: PageRequest): Promise<Page<Related>>;
  /** Why the members of a group are not known for certain; null when they are. */
  doubt(at: ReadAt, groupId: ObjectId): Promise<ProblemRecord | null>;
  owners(at: ReadAt, groupId: ObjectId): Promise<readonly Related[]>;
  /** Groups of an account, direct and through others. */
  groupsOf(at: ReadAt, accountId: ObjectId, page: PageRequest): Promise<Page<Related>>;
  tenant(at: ReadAt): Promise<JsonObject>;
}

/** What a read is about. */
export interface ReadAt {
  readonly connectionId: ConnectionId;
  readonly revision: number;
}

/** Injection token of `InventoryReader`. */
export const INVENTORY_READER = Symbol('entra-id/inventory-reader');
