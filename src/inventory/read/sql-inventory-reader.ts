import type { ConnectionId, ObjectId } from '#kernel/ids.js';
import type { JsonObject } from '#kernel/json.js';
import { ProblemError, type ProblemRecord } from '#kernel/problem.js';
import type { Database } from '../../database/database.port.js';
import type { NameTest } from '../../settings/group-filter.js';
import { tableOf, type ObjectKind } from '../kinds.js';
import { readCursor } from './cursor.js';
import { inventoryProblems } from './inventory.problems.js';
import type {
  AccountFilter,
  GroupQuery,
  InventoryReader,
  MemberQuery,
  Page,
  PageRequest,
  ReadAt,
  Related,
  RevisionInfo,
} from './inventory-reader.port.js';
import { containingGroups, nestedGroups, pathTo } from './nesting.js';
import { assertGuids, Conditions, IN_REVISION, listObjects, pageOf, ZERO } from './object-pages.js';
import { resolveRevision } from './revisions.js';

interface ObjectRow {
  readonly id: string;
  readonly name: string;
  readonly payload: JsonObject;
}

interface EndRow {
  readonly id: string;
  readonly type: string;
  readonly via: string;
  readonly display_name: string | null;
  readonly upn: string | null;
}

/** Published revisions in the plugin's database, read by keyset pages. */
export class SqlInventoryReader implements InventoryReader {
  constructor(private readonly database: Database) {}

  resolve(connectionId: ConnectionId, asOf: string | undefined): Promise<RevisionInfo> {
    return resolveRevision(this.database, connectionId, asOf);
  }

  accounts(at: ReadAt, filter: AccountFilter, page: PageRequest): Promise<Page<JsonObject>> {
    const where = new Conditions();
    if (filter.name !== undefined) where.add((p) => `display_name like ${p}`, prefix(filter.name));
    if (filter.department !== undefined) where.add((p) => `payload->>'department' = ${p}`, filter.department);
    if (filter.userType !== undefined)
      where.add((p) => `coalesce(payload->>'userType', 'Member') = ${p}`, filter.userType);
    if (filter.accountEnabled !== undefined)
      where.add((p) => `(payload->>'accountEnabled')::boolean = ${p}`, filter.accountEnabled);
    if (!filter.includeGuests) where.add((p) => `coalesce(payload->>'userType', 'Member') <> ${p}`, 'Guest');
    if (!filter.includeDisabled)
      where.add((p) => `(payload->>'accountEnabled')::boolean is not ${p}`, false, true);
    return listObjects(this.database, at, 'account', where, page);
  }

  groups(at: ReadAt, query: GroupQuery, page: PageRequest): Promise<Page<JsonObject>> {
    const where = new Conditions();
    if (query.name !== undefined) where.add((p) => `display_name like ${p}`, prefix(query.name));
    if (query.scope !== undefined)
      where.add((p) => `display_name like any(${p}::text[])`, query.scope.map(patternOf));
    return listObjects(this.database, at, 'directory_group', where, page);
  }

  async object(at: ReadAt, kind: 'account' | 'directory_group', id: ObjectId): Promise<JsonObject> {
    const rows = await this.database.query<ObjectRow>(
      `select payload from ${tableOf(kind)} where connection_id = $1 and ${IN_REVISION} and object_id = $3`,
      [at.connectionId, at.revision, id],
    );
    const [row] = rows;
    if (row === undefined) throw new ProblemError(inventoryProblems['object-not-in-revision']);
    return row.payload;
  }

  async members(
    at: ReadAt,
    groupId: ObjectId,
    query: MemberQuery,
    page: PageRequest,
  ): Promise<Page<Related>> {
    await this.object(at, 'directory_group', groupId);
    const where = memberConditions(query);
    const paths = query.effective
      ? await nestedGroups(this.database, at, groupId)
      : new Map([[groupId, groupId]]);
    const after = afterId(page.cursor);
    const rows = await this.database.query<EndRow>(
      `with first as (
         select distinct on (m.target_id) m.target_id, m.target_type, m.source_id
         from unnest($3::uuid[]) as via(id) cross join lateral (
           select target_id, target_type, source_id from entra_id.membership
           where connection_id = $1 and source_id = via.id and target_id > $4::uuid
             and target_id <> $5::uuid and ${IN_REVISION}${where.text}
           order by target_id limit $6) m
         order by m.target_id, m.source_id <> $5::uuid, m.source_id limit $6
       )
       select m.target_id::text as id, m.target_type as type, m.source_id::text as via, ${NAMES}
       from first m ${NAMES_FROM} order by m.target_id`,
      [at.connectionId, at.revision, [...paths.keys()], after, groupId, page.limit + 1, ...where.parameters],
    );
    const items = rows.map((row) => toRelated(row, row.via === groupId, pathTo(paths, row.via)));
    return pageOf(items, page.limit, (item) => [item.id]);
  }

  async doubt(at: ReadAt, groupId: ObjectId): Promise<ProblemRecord | null> {
    const rows = await this.database.query<{ problem: ProblemRecord }>(
      `select problem from entra_id.stale_source
       where connection_id = $1 and source_id = $2 and resource = 'memberships' and noted_by <= $3`,
      [at.connectionId, groupId, at.revision],
    );
    return rows[0]?.problem ?? null;
  }

  async owners(at: ReadAt, groupId: ObjectId): Promise<readonly Related[]> {
    const rows = await this.database.query<EndRow>(
      `select m.target_id::text as id, m.target_type as type, m.source_id::text as via, ${NAMES}
       from entra_id.ownership m ${NAMES_FROM}
       where m.connection_id = $1 and m.source_id = $3 and m.since_revision <= $2 and m.until_revision > $2
       order by m.target_id`,
      [at.connectionId, at.revision, groupId],
    );
    return rows.map((row) => toRelated(row, true, []));
  }

  async groupsOf(at: ReadAt, accountId: ObjectId, page: PageRequest): Promise<Page<Related>> {
    await this.object(at, 'account', accountId);
    const paths = await containingGroups(this.database, at, [accountId]);
    const after = afterId(page.cursor);
    const wanted = [...paths.keys()].filter((id) => id !== accountId && id > after).sort();
    const ids = wanted.slice(0, page.limit + 1);
    const rows = await this.database.query<ObjectRow>(
      `select object_id::text as id, payload->>'displayName' as name from entra_id.directory_group
       where connection_id = $1 and ${IN_REVISION} and object_id = any($3::uuid[])`,
      [at.connectionId, at.revision, ids],
    );
    const names = new Map(rows.map((row) => [row.id, row.name]));
    const items = ids.map((id) => {
      const path = pathTo(paths, id).slice(0, -1);
      const displayName = names.get(id) ?? null;
      return { id, type: 'group', displayName, userPrincipalName: null, direct: path.length === 0, path };
    });
    return pageOf(items, page.limit, (item) => [item.id]);
  }

  async tenant(at: ReadAt): Promise<JsonObject> {
    const all = async (kind: ObjectKind): Promise<readonly JsonObject[]> => {
      const rows = await this.database.query<ObjectRow>(
        `select payload from ${tableOf(kind)} where connection_id = $1 and ${IN_REVISION} order by object_id`,
        [at.connectionId, at.revision],
      );
      return rows.map((row) => row.payload);
    };
    const [organization = null] = await all('organization');
    return { organization, domains: await all('domain'), subscribedSkus: await all('subscribed_sku') };
  }
}

/** Conditions on a membership by what it leads to. */
function memberConditions(query: MemberQuery): Conditions {
  const where = new Conditions(6);
  const { type, name, userType, accountEnabled } = query;
  if (type !== undefined) where.add((p) => `target_type = ${p}`, type);
  if (name !== undefined)
    where.add((p) => `(${isTarget('account', p)} or ${isTarget('directory_group', p)})`, prefix(name));
  if (userType !== undefined)
    where.add((p) => isAccount(`coalesce(payload->>'userType', 'Member') = ${p}`), userType);
  if (accountEnabled !== undefined)
    where.add((p) => isAccount(`(payload->>'accountEnabled')::boolean = ${p}`), accountEnabled);
  return where;
}

const isTarget = (kind: ObjectKind, place: string): string => existsAs(kind, `display_name like ${place}`);
const isAccount = (condition: string): string => existsAs('account', condition);

/** The columns of the condition are those of the object: the innermost table is meant. */
function existsAs(kind: ObjectKind, condition: string): string {
  return `exists (select from ${tableOf(kind)} where connection_id = $1 and object_id = target_id
    and ${IN_REVISION} and ${condition})`;
}

const NAMES = `coalesce(a.payload->>'displayName', g.payload->>'displayName') as display_name,
         a.payload->>'userPrincipalName' as upn`;
const NAMES_FROM = `
       left join entra_id.account a on a.connection_id = $1 and a.object_id = m.target_id
         and a.since_revision <= $2 and a.until_revision > $2
       left join entra_id.directory_group g on g.connection_id = $1 and g.object_id = m.target_id
         and g.since_revision <= $2 and g.until_revision > $2`;

/** The id after which a page begins. @throws ProblemError `cursor-invalid` */
function afterId(cursor: string | undefined): string {
  const key = readCursor(cursor, 1) ?? [ZERO];
  assertGuids(key);
  return key[0] ?? ZERO;
}

function toRelated(row: EndRow, direct: boolean, path: readonly string[]): Related {
  const { id, type, display_name: displayName, upn: userPrincipalName } = row;
  return { id, type, displayName, userPrincipalName, direct, path };
}

function prefix(text: string): string {
  return `${escapeLike(text.toLowerCase())}%`;
}

function patternOf(test: NameTest): string {
  return test.kind === 'startswith' ? prefix(test.value) : escapeLike(test.value.toLowerCase());
}

function escapeLike(text: string): string {
  return text.replace(/[\\%_]/g, (character) => `\\${character}`);
}
