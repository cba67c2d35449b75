import type { JsonObject } from '#kernel/json.js';
import { isJsonObject } from '#kernel/json.js';
import type { UserPage } from '#access-policy/model/user-pages.js';
import type { SnapshotSource, TenantParts } from './tenant-parts.js';
import { readUserPage, readUserPages } from './user-pages.js';

/** Rows that are read at once of lists that grow with the tenant. */
const PAGE_SIZE = 2_000;
const FIRST = '00000000-0000-0000-0000-000000000000';

/** The policy snapshot of a tenant as `what-if` takes it, with some accounts and service principals in it. */
export async function snapshotWith(
  from: SnapshotSource,
  tenant: TenantParts,
  ids: readonly string[],
): Promise<JsonObject> {
  const { users, membersByGroup } = await readUserPage(from, tenant, ids);
  const { source } = tenant;
  const groups = listOf(source['groups']).map((group) => withMembers(group, membersByGroup));
  const applications = await readServicePrincipals(from, 'object_id = any($3::uuid[])', [ids]);
  return {
    ...source,
    ...(tenant.named !== undefined && { users }),
    ...(source['groups'] !== undefined && { groups }),
    ...(source['servicePrincipals'] !== undefined && {
      servicePrincipals: [...applications, ...listOf(source['servicePrincipals'])],
    }),
  };
}

/** The whole policy snapshot of a tenant as a text in pieces, as `evaluate` takes it; nothing of it is held whole. */
export async function* snapshotText(from: SnapshotSource, tenant: TenantParts): AsyncGenerator<string> {
  const { groups, servicePrincipals, userRegistrationDetails, ...rest } = tenant.source;
  yield JSON.stringify(rest).slice(0, -1);
  if (servicePrincipals !== undefined)
    yield* listText('servicePrincipals', servicePrincipalsOf(from, listOf(servicePrincipals)));
  if (groups !== undefined) yield* groupsText(from, listOf(groups));
  if (tenant.named !== undefined) {
    yield* listText(
      'users',
      pagesOf(from, tenant, ({ users }) => users),
    );
    if (userRegistrationDetails !== undefined)
      yield* listText(
        'userRegistrationDetails',
        pagesOf(from, tenant, ({ registrations = [] }) => registrations),
      );
  }
  yield '}';
}

async function* listText(key: string, pages: AsyncIterable<readonly JsonObject[]>): AsyncGenerator<string> {
  yield `,${JSON.stringify(key)}:[`;
  let separator = '';
  for await (const page of pages) {
    if (page.length === 0) continue;
    yield separator + page.map((item) => JSON.stringify(item)).join(',');
    separator = ',';
  }
  yield ']';
}

async function* pagesOf(
  from: SnapshotSource,
  tenant: TenantParts,
  pick: (page: UserPage) => readonly JsonObject[],
): AsyncGenerator<readonly JsonObject[]> {
  for await (const page of readUserPages(from, tenant)) yield pick(page);
}

async function* groupsText(from: SnapshotSource, groups: readonly JsonObject[]): AsyncGenerator<string> {
  yield ',"groups":[';
  let separator = '';
  for (const { members, ...group } of groups) {
    yield separator + JSON.stringify(group).slice(0, -1);
    if (members !== undefined) yield* listText('members', membersOf(from, idText(group)));
    yield '}';
    separator = ',';
  }
  yield ']';
}

async function* membersOf(
  { sql, connectionId, revision }: SnapshotSource,
  groupId: string,
): AsyncGenerator<readonly JsonObject[]> {
  let after: string | undefined = FIRST;
  while (after !== undefined) {
    const rows: readonly { id: string; type: string }[] = await sql.query(
      `select target_id::text as id, target_type as type from entra_id.membership
       where connection_id = $1 and since_revision <= $2 and until_revision > $2 and source_id = $3 and target_id > $4
       order by target_id limit ${PAGE_SIZE}`,
      [connectionId, revision.revision, groupId, after],
    );
    after = rows.length < PAGE_SIZE ? undefined : rows.at(-1)?.id;
    yield rows.map(({ id, type }) => ({ id, '@odata.type': `#microsoft.graph.${type}` }));
  }
}

/** @param detailed those that have more to them than Graph lists; they stand for themselves */
async function* servicePrincipalsOf(
  from: SnapshotSource,
  detailed: readonly JsonObject[],
): AsyncGenerator<readonly JsonObject[]> {
  const known = new Map(detailed.map((each) => [idText(each), each]));
  let after: string | undefined = FIRST;
  while (after !== undefined) {
    const where = `object_id > $3::uuid order by object_id limit ${PAGE_SIZE}`;
    const rows = await readServicePrincipals(from, where, [after]);
    const last = rows.at(-1)?.['id'];
    after = rows.length < PAGE_SIZE || typeof last !== 'string' ? undefined : last;
    yield rows.map((each) => known.get(idText(each)) ?? each);
  }
}

async function readServicePrincipals(
  { sql, connectionId, revision }: SnapshotSource,
  where: string,
  parameters: readonly unknown[],
): Promise<readonly JsonObject[]> {
  const rows = await sql.query<{ payload: JsonObject }>(
    `select payload from entra_id.service_principal
     where connection_id = $1 and since_revision <= $2 and until_revision > $2 and ${where}`,
    [connectionId, revision.revision, ...parameters],
  );
  return rows.map(({ payload }) => payload);
}

function withMembers(group: JsonObject, membersByGroup: UserPage['membersByGroup']): JsonObject {
  const { members } = group;
  if (!Array.isArray(members)) return group;
  const more = (membersByGroup.get(idText(group)) ?? []).map((each) => ({ id: each }));
  return { ...group, members: [...(members as readonly JsonObject[]), ...more] };
}

const idText = ({ id }: JsonObject): string => (typeof id === 'string' ? id : '');

function listOf(value: JsonObject[string] | undefined): readonly JsonObject[] {
  return Array.isArray(value) ? value.filter(isJsonObject) : [];
}
