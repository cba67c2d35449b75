import type { TenantStore } from '#simulator/tenant/tenant-store.js';
import type { Database } from '../../src/database/database.port.js';
import { OPEN_REVISION } from '../../src/inventory/kinds.js';

/** Ids of everything that is open in the inventory: what the newest revision shows once it is published. */
export async function openRows(
  database: Database,
  connectionId: string,
): Promise<Readonly<Record<string, readonly string[]>>> {
  const objects = (table: string): Promise<readonly { id: string }[]> =>
    database.query(
      `select object_id::text as id from entra_id.${table}
       where connection_id = $1 and until_revision = ${OPEN_REVISION} order by 1`,
      [connectionId],
    );
  const links = (table: string): Promise<readonly { id: string }[]> =>
    database.query(
      `select source_id || ' ' || target_id || ' ' || target_type as id from entra_id.${table}
       where connection_id = $1 and until_revision = ${OPEN_REVISION} order by 1`,
      [connectionId],
    );
  const ids = (rows: readonly { id: string }[]): readonly string[] => rows.map((row) => row.id).sort();
  return {
    accounts: ids(await objects('account')),
    groups: ids(await objects('directory_group')),
    memberships: ids(await links('membership')),
    ownerships: ids(await links('ownership')),
  };
}

/** The same of the tenant itself. */
export function truthOf(tenant: TenantStore): Readonly<Record<string, readonly string[]>> {
  const links = (relation: 'members' | 'owners'): readonly string[] =>
    [...tenant[relation]]
      .flatMap(([id, targets]) => [...targets].map(([target, type]) => `${id} ${target} ${type}`))
      .sort();
  return {
    accounts: [...tenant.users.keys()].sort(),
    groups: [...tenant.groups.keys()].sort(),
    memberships: links('members'),
    ownerships: links('owners'),
  };
}
