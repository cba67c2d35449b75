import type { ObjectId } from '#kernel/ids.js';
import type { JsonObject } from '#kernel/json.js';
import { ProblemError } from '#kernel/problem.js';
import { MembershipGraph, type MemberLink } from '#access-graph/membership-graph.js';
import { membershipPaths, type MembershipPaths } from '#access-graph/membership-paths.js';
import type { Database } from '../../database/database.port.js';
import { OBJECT_KINDS, tableOf, type ObjectKind } from '../kinds.js';
import type {
  AccessReader,
  AccountFactFilter,
  AccountFactView,
  ApplicationAccessView,
  AuditFilter,
  FactsAt,
  PrivilegeFilter,
  PrivilegeView,
  PropertyFilter,
  RoleFilter,
  RoleView,
} from './access-reader.port.js';
import { listAccountFacts } from './account-facts.js';
import { listApplicationAccess } from './application-access.js';
import { listAuditEvents } from './audit-events.js';
import { inventoryProblems } from './inventory.problems.js';
import type { Page, PageRequest, ReadAt, RevisionInfo } from './inventory-reader.port.js';
import { readCapabilities } from './knowledge.js';
import { containingGroups } from './nesting.js';
import { Conditions, IN_REVISION, listObjects } from './object-pages.js';
import { listPrivileges } from './privileges.js';
import { allRoles, roleView } from './roles.js';

/** Who has access to what, from the plugin's database. */
export class SqlAccessReader implements AccessReader {
  constructor(private readonly database: Database) {}

  async roles(at: ReadAt, filter: RoleFilter, page: PageRequest): Promise<Page<RoleView>> {
    const where = new Conditions();
    if (filter.name !== undefined)
      where.add((place) => `starts_with(display_name, ${place})`, filter.name.toLowerCase());
    if (filter.level !== undefined) {
      const all = await allRoles(this.database, at);
      const ids = [...all.values()].filter(({ level }) => level === filter.level).map(({ id }) => id);
      where.add((place) => `object_id = any(${place}::uuid[])`, ids);
    }
    const { items, next } = await listObjects(this.database, at, 'role_definition', where, page);
    return { items: items.map(roleView), next };
  }

  privileges(at: ReadAt, filter: PrivilegeFilter, page: PageRequest): Promise<Page<PrivilegeView>> {
    return listPrivileges(this.database, at, filter, page);
  }

  objects(
    at: ReadAt,
    kind: ObjectKind,
    filter: PropertyFilter,
    page: PageRequest,
  ): Promise<Page<JsonObject>> {
    const where = new Conditions();
    for (const [property, value] of Object.entries(filter)) {
      if (!/^\w+$/.test(property)) throw new RangeError(`no property: ${property}`);
      if (value !== undefined) where.add((place) => `payload->>'${property}' = ${place}`, value);
    }
    return listObjects(this.database, at, kind, where, page);
  }

  async object(at: ReadAt, kind: ObjectKind, id: string): Promise<JsonObject> {
    const rows = await this.database.query<{ payload: JsonObject }>(
      `select payload from ${tableOf(kind)}
       where connection_id = $1 and ${IN_REVISION} and object_id = $3::${OBJECT_KINDS[kind].id}`,
      [at.connectionId, at.revision, id],
    );
    const [row] = rows;
    if (row === undefined) throw new ProblemError(inventoryProblems['object-not-in-revision']);
    return row.payload;
  }

  async applicationAccess(
    at: ReadAt,
    applicationId: string,
    page: PageRequest,
  ): Promise<Page<ApplicationAccessView>> {
    await this.object(at, 'service_principal', applicationId);
    return listApplicationAccess(this.database, at, { kind: 'application', id: applicationId }, page);
  }

  assignmentsOf(at: ReadAt, principalId: string, page: PageRequest): Promise<Page<ApplicationAccessView>> {
    return listApplicationAccess(this.database, at, { kind: 'principal', id: principalId }, page);
  }

  accountFacts(at: FactsAt, filter: AccountFactFilter, page: PageRequest): Promise<Page<AccountFactView>> {
    return listAccountFacts(this.database, at, filter, page);
  }

  auditEvents(at: ReadAt, filter: AuditFilter, page: PageRequest): Promise<Page<JsonObject>> {
    return listAuditEvents(this.database, at, filter, page);
  }

  capabilities(at: ReadAt, revision: RevisionInfo): ReturnType<AccessReader['capabilities']> {
    return readCapabilities(this.database, at, revision);
  }

  async membershipPaths(at: ReadAt, groupId: ObjectId, memberId: ObjectId): Promise<MembershipPaths> {
    await this.object(at, 'directory_group', groupId);
    const above = await containingGroups(this.database, at, [memberId]);
    const links = await this.database.query<MemberLink>(
      `select source_id::text as "groupId", target_id::text as "memberId", target_type as "memberType"
       from entra_id.membership
       where connection_id = $1 and ${IN_REVISION} and target_id = any($3::uuid[])`,
      [at.connectionId, at.revision, [...above.keys()]],
    );
    return membershipPaths(new MembershipGraph(links), groupId, memberId);
  }
}
