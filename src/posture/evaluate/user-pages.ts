import type { UserPage } from '#access-policy/model/user-pages.js';
import type { JsonObject } from '#kernel/json.js';
import type { SnapshotSource, TenantParts } from './tenant-parts.js';

/** Accounts of a page: some MB, and few enough questions for a million of them. */
const PAGE_SIZE = 2_000;
/** Before every id. */
const FIRST = '00000000-0000-0000-0000-000000000000';

/**
 * Properties of an account that policies and checks look at. The inventory leaves empty ones out; in a snapshot they
 * are null, since missing would mean that they were not read.
 */
const PROPERTIES = [
  'id',
  'userPrincipalName',
  'displayName',
  'accountEnabled',
  'userType',
  'creationType',
  'externalUserState',
  'identities',
  'onPremisesSyncEnabled',
  'onPremisesImmutableId',
  'passwordPolicies',
  'employeeHireDate',
];

const ACCOUNT = `jsonb_build_object(${PROPERTIES.map((name) => `'${name}', payload->'${name}'`).join(', ')})`;
const OF_REVISION = 'connection_id = $1 and since_revision <= $2 and until_revision > $2';

interface AccountRow {
  readonly id: string;
  readonly account: JsonObject;
}

/** The accounts with these ids; ids that are no accounts find none. */
export async function readAccounts(
  { sql, connectionId, revision }: SnapshotSource,
  ids: readonly string[],
): Promise<JsonObject[]> {
  const rows = await sql.query<AccountRow>(
    `select object_id::text as id, ${ACCOUNT} as account from entra_id.account
     where ${OF_REVISION} and object_id = any($3::uuid[]) order by object_id`,
    [connectionId, revision.revision, ids],
  );
  return rows.map(({ account }) => account);
}

/** Every account of a revision, in pages by id, with its memberships in the groups of the tenant and its registration. */
export async function* readUserPages(
  from: SnapshotSource,
  tenant: TenantParts,
  size = PAGE_SIZE,
): AsyncGenerator<UserPage> {
  if (tenant.named === undefined) return;
  let after: string | undefined = FIRST;
  while (after !== undefined) {
    const rows: readonly AccountRow[] = await accountsAfter(from, after, size);
    after = rows.length < size ? undefined : rows.at(-1)?.id;
    if (rows.length > 0) yield await pageOf(from, tenant, rows);
  }
}

/** Some accounts as a page of their own. */
export async function readUserPage(
  from: SnapshotSource,
  tenant: TenantParts,
  ids: readonly string[],
): Promise<UserPage> {
  const accounts = tenant.named === undefined ? [] : await readAccounts(from, ids);
  const rows = accounts.map((account) => ({
    id: typeof account['id'] === 'string' ? account['id'] : '',
    account,
  }));
  return pageOf(from, tenant, rows);
}

function accountsAfter(
  { sql, connectionId, revision }: SnapshotSource,
  after: string,
  size: number,
): Promise<readonly AccountRow[]> {
  return sql.query<AccountRow>(
    `select object_id::text as id, ${ACCOUNT} as account from entra_id.account
     where ${OF_REVISION} and object_id > $3::uuid order by object_id limit $4`,
    [connectionId, revision.revision, after, size],
  );
}

async function pageOf(
  from: SnapshotSource,
  { source }: TenantParts,
  rows: readonly AccountRow[],
): Promise<UserPage> {
  const ids = rows.map(({ id }) => id);
  return {
    users: rows.map(({ account }) => account),
    membersByGroup: await membersOf(from, groupIds(source), ids),
    registrations:
      source['userRegistrationDetails'] === undefined ? undefined : await registrationsOf(from, ids),
  };
}

function groupIds({ groups }: JsonObject): readonly string[] {
  const list = Array.isArray(groups) ? (groups as readonly JsonObject[]) : [];
  return list.flatMap(({ id }) => (typeof id === 'string' ? id : []));
}

async function membersOf(
  { sql, connectionId, revision }: SnapshotSource,
  groups: readonly string[],
  ids: readonly string[],
): Promise<UserPage['membersByGroup']> {
  if (groups.length === 0) return new Map();
  const rows = await sql.query<{ id: string; members: readonly string[] }>(
    `select source_id::text as id, jsonb_agg(target_id order by target_id) as members from entra_id.membership
     where ${OF_REVISION} and target_id = any($3::uuid[]) and source_id = any($4::uuid[]) group by source_id`,
    [connectionId, revision.revision, ids, groups],
  );
  return new Map(rows.map(({ id, members }) => [id, members]));
}

/** Registrations have no revisions: once another revision is published, they are no longer those of this one. */
async function registrationsOf(
  { sql, connectionId, revision }: SnapshotSource,
  ids: readonly string[],
): Promise<readonly JsonObject[]> {
  const [published] = await sql.query<{ rows: readonly JsonObject[] }>(
    `select coalesce((select jsonb_agg(payload order by object_id) from entra_id.registration_detail
       where connection_id = $1 and object_id = any($3::uuid[])), '[]') as rows
     from entra_id.connection where id = $1 and published = $2`,
    [connectionId, revision.revision, ids],
  );
  if (published === undefined) throw new Superseded();
  return published.rows;
}

/** Raised when a later revision was published or evaluated meanwhile: nobody needs this evaluation any more. */
export class Superseded extends Error {
  override readonly name = 'Superseded';

  constructor() {
    super('A later revision was published or evaluated meanwhile.');
  }
}
