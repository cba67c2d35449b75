import type { Json } from '#kernel/json.js';
import type { Sql } from '../../database/database.port.js';
import type { LinkKind, ObjectKind } from '../../inventory/kinds.js';
import { accountFromDelta, groupsFromDelta, type LinkEntry } from '../normalise/normalise.js';
import type { DeltaResource, DeltaRow } from '../plan/catalogue.js';
import { writeLinkChanges } from '../store/link-statements.js';
import { writeObjects } from '../store/object-statements.js';
import type { Lease } from '../store/page-store.js';
import type { DeltaQuery } from './follow-changes.js';

/** How a page of each delta query is written: users/delta may bring the manager, groups/delta members and owners. */
const WRITES: Readonly<Record<DeltaResource, DeltaQuery['write']>> = {
  accounts: async (sql, lease, items) => {
    await writeChanges(sql, lease, 'account', items.map(accountFromDelta));
  },
  groups: async (sql, lease, items) => {
    const { groups, members, owners } = groupsFromDelta(items);
    await writeChanges(sql, lease, 'directory_group', groups);
    await writeLinks(sql, lease, 'membership', members);
    await writeLinks(sql, lease, 'ownership', owners);
  },
};

/** The delta query of a resource. Source: https://learn.microsoft.com/graph/delta-query-overview */
export function deltaQuery({ resource, deltaPath }: DeltaRow): DeltaQuery {
  return { resource, path: deltaPath, write: WRITES[resource] };
}

async function writeChanges(
  sql: Sql,
  lease: Lease,
  kind: ObjectKind,
  entries: readonly { readonly id: string; readonly payload: Json }[],
): Promise<void> {
  if (entries.length === 0) return;
  const merged = mergeById(entries);
  await sql.query(writeObjects(kind, 'change'), [lease.connectionId, lease.revision, JSON.stringify(merged)]);
  await noteGone(
    sql,
    lease,
    merged.filter((entry) => entry.payload === null).map((entry) => entry.id),
  );
}

/** An object that came and went within one run leaves no version, but its links must end all the same. */
async function noteGone(sql: Sql, lease: Lease, ids: readonly string[]): Promise<void> {
  if (ids.length === 0) return;
  await sql.execute(
    'insert into entra_id.gone_object (run_id, object_id) select $1, unnest($2::uuid[]) on conflict do nothing',
    [lease.runId, ids],
  );
}

/** A page may show one object several times, each time with other properties: all of them count, the later ones more. */
function mergeById(
  entries: readonly { readonly id: string; readonly payload: Json }[],
): readonly { readonly id: string; readonly payload: Json }[] {
  const byId = new Map<string, Json>();
  for (const { id, payload } of entries) {
    const before = byId.get(id);
    const together = isPayload(before) && isPayload(payload) ? { ...before, ...payload } : payload;
    byId.set(id, together);
  }
  return [...byId].map(([id, payload]) => ({ id, payload }));
}

function isPayload(value: Json | undefined): value is Readonly<Record<string, Json>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

async function writeLinks(
  sql: Sql,
  lease: Lease,
  kind: LinkKind,
  changes: readonly LinkEntry[],
): Promise<void> {
  if (changes.length === 0) return;
  await sql.query(writeLinkChanges(kind), [lease.connectionId, lease.revision, JSON.stringify(changes)]);
}
