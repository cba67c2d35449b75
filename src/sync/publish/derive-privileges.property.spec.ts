import fc from 'fast-check';
import type { ConnectionId, OrganizationId, RunId } from '#kernel/ids.js';
import { effectivePrivileges, type GroupEntry } from '#access-graph/privileges.js';
import { seededAccess, type SeededAccess } from '../../../test/support/seeded-access.js';
import { connectionsMigration } from '../../connections/connections.migration.js';
import { openDatabase, type OpenDatabase } from '../../database/database.mikro-orm.js';
import type { Database } from '../../database/database.port.js';
import { accessMigration } from '../../inventory/access.migration.js';
import { inventoryMigration, laterKindMigrations } from '../../inventory/inventory.migration.js';
import { OPEN_REVISION } from '../../inventory/kinds.js';
import type { Lease } from '../store/page-store.js';
import { derivePrivileges, undoPrivileges } from './derive-privileges.js';

const CONNECTION = '00000000-0000-4000-8000-00000000c0de' as ConnectionId;
const TABLES = [
  'account',
  'directory_group',
  'membership',
  'role_assignment',
  'role_assignment_instance',
  'role_eligibility_instance',
  'group_assignment_instance',
  'group_eligibility_instance',
] as const;

const lease = (revision: number): Lease => ({
  runId: `00000000-0000-4000-8000-00000000000${revision}` as RunId,
  connectionId: CONNECTION,
  organizationId: 'acme' as OrganizationId,
  revision,
  epoch: 0,
});

type Rows = readonly { readonly id: string; readonly payload: object }[];

/** Puts a tenant into the tables in place of whatever they hold, as if a run had read it. */
async function store(database: Database, tenant: SeededAccess): Promise<void> {
  for (const table of TABLES) await database.execute(`delete from entra_id.${table}`);
  await put(
    database,
    'account',
    tenant.users.map((id) => ({ id, payload: { id } })),
  );
  await put(
    database,
    'directory_group',
    tenant.groups.map((id) => ({ id, payload: { id } })),
  );
  for (const { groupId, memberId, memberType } of tenant.links) {
    await database.execute(
      `insert into entra_id.membership (connection_id, source_id, target_id, target_type, since_revision)
       values ($1, $2, $3, $4, 1)`,
      [CONNECTION, groupId, memberId, memberType],
    );
  }
  const held = tenant.holdings.map((one) => ({
    ...one,
    payload: { principalId: one.principalId, roleDefinitionId: one.roleId, directoryScopeId: one.scope },
    times: { startDateTime: one.startAt, endDateTime: one.endAt, memberType: 'Direct' },
  }));
  const active = held.filter(({ state }) => state === 'active');
  const eligible = held.filter(({ state }) => state === 'eligible');
  const instances = active.map(({ id, payload, times }) => ({
    id: `instance of ${id}`,
    payload: { ...payload, ...times, roleAssignmentOriginId: id },
  }));
  await put(database, 'role_assignment', active);
  await put(database, 'role_assignment_instance', instances);
  const asRows: Rows = eligible.map(({ id, payload, times }) => ({ id, payload: { ...payload, ...times } }));
  await put(database, 'role_eligibility_instance', asRows);
  await put(database, 'group_assignment_instance', pimRows(tenant, 'active'));
  await put(database, 'group_eligibility_instance', pimRows(tenant, 'eligible'));
}

function pimRows(tenant: SeededAccess, state: GroupEntry['state']): Rows {
  return tenant.entries
    .filter((entry) => entry.pim && entry.state === state)
    .map(({ groupId, memberId, startAt, endAt }, n) => ({
      id: `${state} ${n}`,
      payload: {
        groupId,
        principalId: memberId,
        accessId: 'member',
        startDateTime: startAt,
        endDateTime: endAt,
      },
    }));
}

async function put(database: Database, table: string, rows: Rows): Promise<void> {
  const type = table === 'account' || table === 'directory_group' ? 'uuid' : 'text';
  await database.execute(
    `insert into entra_id.${table} (connection_id, object_id, since_revision, hash, payload)
     select $1, id, 1, md5(payload::text)::uuid, payload
     from jsonb_to_recordset($2::jsonb) as (id ${type}, payload jsonb)`,
    [CONNECTION, JSON.stringify(rows.map(({ id, payload }) => ({ id, payload })))],
  );
}

/** What the access graph derives; an active membership by PIM stands for the plain one that Graph lists too. */
function specified(tenant: SeededAccess): readonly string[] {
  const byPim = tenant.entries.filter((entry) => entry.pim && entry.state === 'active');
  const entries = tenant.entries.filter(
    (entry) =>
      entry.pim || !byPim.some((one) => one.groupId === entry.groupId && one.memberId === entry.memberId),
  );
  return effectivePrivileges(tenant.holdings, entries, (id) => tenant.groups.includes(id))
    .map((row) =>
      [
        ...[row.principalId, row.roleId, row.holdingId, row.state, row.route, row.scope],
        ...[row.viaGroupId, row.startAt, row.endAt],
      ].join(' | '),
    )
    .sort();
}

async function stored(database: Database, revision: number): Promise<readonly string[]> {
  const rows = await database.query<Readonly<Record<string, string | Date | null>>>(
    `select principal_id, role_id, holding_id, state, route, scope, via_group_id, start_at, end_at
     from entra_id.effective_privilege
     where connection_id = $1 and since_revision <= $2 and until_revision > $2`,
    [CONNECTION, revision],
  );
  return rows
    .map((row) =>
      Object.values(row)
        .map((value) => (value instanceof Date ? value.toISOString() : value))
        .join(' | '),
    )
    .sort();
}

describe('given seeded tenants in the inventory', () => {
  let database: OpenDatabase;

  beforeAll(async () => {
    const migrations = [connectionsMigration, inventoryMigration, ...laterKindMigrations(), accessMigration];
    database = await openDatabase({ kind: 'memory' }, { entities: [], migrations });
    for (const revision of [1, 2]) {
      await database.sql.execute(
        `insert into entra_id.sync_run (id, connection_id, revision, kind, trigger, state, generation, queued_at)
         values ($1, $2, $3, 'full', 'manual', 'running', 1, now())`,
        [lease(revision).runId, `00000000-0000-4000-8000-00000000000${revision}`, revision],
      );
    }
  }, 60_000);
  afterAll(() => database.close());

  it('derives in the database what the access graph specifies, keeps the past, and can be taken back', async () => {
    const seeds = fc.integer({ min: 0, max: 1_000_000 });
    await fc.assert(
      fc.asyncProperty(seeds, seeds, seeds, async (first, second, interrupted) => {
        const { sql } = database;
        await sql.execute('delete from entra_id.effective_privilege');
        const [before, after] = [seededAccess(first), seededAccess(second)];
        await store(sql, before);
        await sql.transaction((inside) => derivePrivileges(inside, lease(1)));
        expect(await stored(sql, 1)).toEqual(specified(before));
        for (const read of [seededAccess(interrupted), after]) {
          await store(sql, read);
          await sql.transaction((inside) => derivePrivileges(inside, lease(2)));
          expect(await stored(sql, 2)).toEqual(specified(read));
          expect(await stored(sql, 1)).toEqual(specified(before));
        }
        const touching = await sql.query(
          `select 1 from entra_id.effective_privilege a join entra_id.effective_privilege b using
             (principal_id, role_id, holding_id, state, route, principal_type, scope)
           where a.until_revision = b.since_revision and a.start_at is not distinct from b.start_at
             and a.end_at is not distinct from b.end_at and a.via_group_id is not distinct from b.via_group_id`,
        );
        expect(touching).toEqual([]);
        await sql.transaction((inside) => undoPrivileges(inside, lease(2)));
        expect(await stored(sql, OPEN_REVISION - 1)).toEqual(specified(before));
      }),
      { numRuns: 60 },
    );
  }, 120_000);

  it('writes nothing for a worker that lost its lease', async () => {
    const stale = { ...lease(1), epoch: -1 };
    await expect(database.sql.transaction((sql) => derivePrivileges(sql, stale))).rejects.toThrow(
      /lease-lost/,
    );
  });
});
