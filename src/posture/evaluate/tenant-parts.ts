import { RISKY_PERMISSIONS } from '#access-policy/checks/scuba/risky-permissions.js';
import type { ConnectionId } from '#kernel/ids.js';
import type { Json, JsonObject } from '#kernel/json.js';
import type { Sql } from '../../database/database.port.js';
import { tableOf, type ObjectKind } from '../../inventory/kinds.js';
import type { RevisionInfo } from '../../inventory/read/inventory-reader.port.js';
import { addDetails } from './policy-details.js';
import { namedIn, readPolicyGroups } from './policy-groups.js';
import { readAccounts } from './user-pages.js';
import { SNAPSHOT_PARTS } from './snapshot-parts.js';

/** What a snapshot is made of. */
export interface SnapshotSource {
  readonly sql: Sql;
  readonly connectionId: ConnectionId;
  readonly revision: RevisionInfo;
  /** Groups that are asked for although no policy names them. */
  readonly alsoGroups?: readonly string[];
}

/** The policy snapshot of a published revision without its people, and what is not in it. Does not grow with the accounts. */
export interface TenantParts {
  /** As `evaluate` takes it, without users; groups have their nested groups as members, the registration report is empty. */
  readonly source: JsonObject;
  /** Accounts that policies, roles and methods name; undefined where accounts were not collected. */
  readonly named: readonly JsonObject[] | undefined;
  /** Keys that were not collected, with the reason in the words of the revision's completeness. */
  readonly notCollected: Readonly<Record<string, string>>;
}

/** Why a fact of an earlier revision is missing: only the newest report of registrations is kept. */
const NOT_KEPT = 'not-kept';

/** Makes the parts of a revision. What was not collected is left out, and named. */
export async function readTenantParts(from: SnapshotSource): Promise<TenantParts> {
  const source: Record<string, Json> = {};
  const notCollected: Record<string, string> = {};
  const collected = await collectedResources(from);
  const note = (key: string, resource: string): boolean => {
    if (collected.has(resource)) return true;
    notCollected[key] = completenessOf(from.revision)[resource] ?? 'not-read';
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
  if (note('servicePrincipals', 'servicePrincipals'))
    source['servicePrincipals'] = await readServicePrincipals(from, namedIn(source));
  await addDetails(from, source, note);
  if (note('groups', 'memberships')) source['groups'] = await readPolicyGroups(from, source);
  if (note('userRegistrationDetails', 'userRegistrationDetails')) {
    if (await isPublished(from)) source['userRegistrationDetails'] = [];
    else notCollected['userRegistrationDetails'] = NOT_KEPT;
  }
  const named = note('users', 'accounts') ? await readAccounts(from, namedIn(source)) : undefined;
  return { source, named, notCollected };
}

function completenessOf({ completeness }: RevisionInfo): Readonly<Record<string, string>> {
  return completeness;
}

/**
 * Resources of which readers see a complete state, be it an earlier one. One that was only ever read in part has no
 * such state: what is in the tables of it is not all there is.
 */
async function collectedResources(from: SnapshotSource): Promise<ReadonlySet<string>> {
  const named = Object.entries(completenessOf(from.revision));
  const having = (wanted: string): string[] =>
    named.filter(([, completeness]) => completeness === wanted).map(([resource]) => resource);
  const [complete, partial] = [having('complete'), having('partial')];
  if (partial.length === 0) return new Set(complete);
  const rows = await from.sql.query<{ resource: string }>(READ_COMPLETELY_BEFORE, [
    from.connectionId,
    from.revision.revision,
    partial,
  ]);
  return new Set([...complete, ...rows.map(({ resource }) => resource)]);
}

/**
 * The state of a resource names its newest complete revision only; for earlier ones the revisions themselves tell. One
 * that is partial because of hidden members, although every step of its run was done, has been read as far as it goes.
 */
const READ_COMPLETELY_BEFORE = `
select p.resource from unnest($3::text[]) as p(resource)
where exists (select 1 from entra_id.resource_state s
    where s.connection_id = $1 and s.resource = p.resource and s.revision <= $2)
  or exists (select 1 from entra_id.revision v
    where v.connection_id = $1 and v.revision <= $2 and v.completeness->>p.resource = 'complete')
  or exists (select 1 from entra_id.revision v join entra_id.sync_step s
      on s.run_id = v.run_id and s.resource = p.resource
    where v.connection_id = $1 and v.revision <= $2
    group by v.revision having bool_and(s.state = 'complete'))`;

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

/** Service principals that hold roles, and the resources whose permissions consent is judged by. */
async function readServicePrincipals(from: SnapshotSource, named: readonly string[]): Promise<JsonObject[]> {
  const rows = await from.sql.query<{ payload: JsonObject }>(
    `select payload from entra_id.service_principal
     where connection_id = $1 and since_revision <= $2 and until_revision > $2
       and (object_id = any($3::uuid[]) or lower(payload->>'appId') = any($4::text[])) order by object_id`,
    [from.connectionId, from.revision.revision, named, [...RISKY_PERMISSIONS.keys()]],
  );
  return rows.map(({ payload }) => payload);
}

/** Registrations have no revisions: they belong to the published one alone. */
async function isPublished(from: SnapshotSource): Promise<boolean> {
  const [published] = await from.sql.query<{ id: string }>(
    'select id::text from entra_id.connection where id = $1 and published = $2',
    [from.connectionId, from.revision.revision],
  );
  return published !== undefined;
}
