import type { ConnectionId } from '#kernel/ids.js';
import type { Json, JsonObject } from '#kernel/json.js';
import type { Sql } from '../../database/database.port.js';
import { tableOf, type ObjectKind } from '../../inventory/kinds.js';
import type { RevisionInfo } from '../../inventory/read/inventory-reader.port.js';
import { readPolicyGroups } from './policy-groups.js';
import { SNAPSHOT_PARTS } from './snapshot-parts.js';

/** What a snapshot is made of. */
export interface SnapshotSource {
  readonly sql: Sql;
  readonly connectionId: ConnectionId;
  readonly revision: RevisionInfo;
}

/** A policy snapshot of a published revision, and what is not in it. */
export interface TenantSnapshot {
  readonly source: JsonObject;
  /** Keys that were not collected, with the reason in the words of the revision's completeness. */
  readonly notCollected: Readonly<Record<string, string>>;
}

/** A resource counts as collected where readers see a complete state of it, be it an earlier one. */
const COLLECTED: ReadonlySet<string> = new Set(['complete', 'partial']);

/**
 * Properties of an account that policies and checks look at. The inventory leaves empty ones out; in a snapshot they
 * are null, since missing would mean that they were not read.
 */
export const POLICY_ACCOUNT_PROPERTIES = [
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
] as const;

/** Makes the policy snapshot of a revision. What was not collected is left out, and named. */
export async function readTenantSnapshot(from: SnapshotSource): Promise<TenantSnapshot> {
  const source: Record<string, Json> = {};
  const notCollected: Record<string, string> = {};
  const note = (key: string, resource: string): boolean => {
    const completeness =
      (from.revision.completeness as Readonly<Record<string, string>>)[resource] ?? 'not-read';
    if (COLLECTED.has(completeness)) return true;
    notCollected[key] = completeness;
    return false;
  };
  for (const { key, resource, kind, shape } of SNAPSHOT_PARTS) {
    if (!note(key, resource)) continue;
    const objects = await readKind(from, kind);
    const [only] = objects;
    if (shape === 'list') source[key] = objects;
    else if (only !== undefined) source[key] = only;
  }
  if (note('crossTenantAccessPolicy', 'crossTenantAccessDefault'))
    source['crossTenantAccessPolicy'] = await crossTenantAccess(from);
  if (note('users', 'accounts')) source['users'] = await readAccounts(from);
  if (note('groups', 'memberships')) source['groups'] = await readPolicyGroups(from, source);
  if (note('userRegistrationDetails', 'userRegistrationDetails'))
    source['userRegistrationDetails'] = await readRegistrations(from);
  return { source, notCollected };
}

async function readKind(from: SnapshotSource, kind: ObjectKind): Promise<JsonObject[]> {
  const rows = await from.sql.query<{ payload: JsonObject }>(
    `select payload from ${tableOf(kind)}
     where connection_id = $1 and since_revision <= $2 and until_revision > $2 order by object_id`,
    [from.connectionId, from.revision.revision],
  );
  return rows.map(({ payload }) => payload);
}

async function crossTenantAccess(from: SnapshotSource): Promise<JsonObject> {
  const [defaults = {}] = await readKind(from, 'cross_tenant_access_default');
  return { ...defaults, partners: await readKind(from, 'cross_tenant_access_partner') };
}

async function readAccounts(from: SnapshotSource): Promise<JsonObject[]> {
  const properties = POLICY_ACCOUNT_PROPERTIES.map((name) => `'${name}', payload->'${name}'`);
  const rows = await from.sql.query<{ account: JsonObject }>(
    `select jsonb_build_object(${properties.join(', ')}) as account from entra_id.account
     where connection_id = $1 and since_revision <= $2 and until_revision > $2 order by object_id`,
    [from.connectionId, from.revision.revision],
  );
  return rows.map(({ account }) => account);
}

async function readRegistrations(from: SnapshotSource): Promise<JsonObject[]> {
  const rows = await from.sql.query<{ payload: JsonObject }>(
    'select payload from entra_id.registration_detail where connection_id = $1 order by object_id',
    [from.connectionId],
  );
  return rows.map(({ payload }) => payload);
}
