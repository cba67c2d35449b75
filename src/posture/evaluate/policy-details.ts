import { isJsonObject, type Json, type JsonObject } from '#kernel/json.js';
import { tableOf, type ObjectKind } from '../../inventory/kinds.js';
import type { ResourceName } from '../../inventory/resources.js';
import type { SnapshotSource } from './tenant-parts.js';

/** A list that Graph has object by object, and that checks look for inside those objects. */
interface Detail {
  readonly resource: ResourceName;
  readonly kind: ObjectKind;
  /** Property of a detail that names its parent. */
  readonly parent: string;
  /** Key of the snapshot whose objects are the parents, and the property of a parent in which its details stand. */
  readonly key: string;
  readonly property: string;
}

const DETAILS: readonly Detail[] = [
  {
    resource: 'federationConfigurations',
    kind: 'domain_federation',
    parent: 'domainId',
    key: 'domains',
    property: 'federationConfiguration',
  },
  {
    resource: 'appManagementPolicyTargets',
    kind: 'app_management_policy_target',
    parent: 'appManagementPolicyId',
    key: 'appManagementPolicies',
    property: 'appliesTo',
  },
  {
    resource: 'delegatedPermissionClassifications',
    kind: 'permission_classification',
    parent: 'servicePrincipalId',
    key: 'servicePrincipals',
    property: 'delegatedPermissionClassifications',
  },
];

/** Puts details into the objects of a snapshot that they belong to; where they were not collected, the objects stay without. */
export async function addDetails(
  from: SnapshotSource,
  source: Record<string, Json>,
  isCollected: (key: string, resource: string) => boolean,
): Promise<void> {
  for (const detail of DETAILS) {
    const objects = source[detail.key];
    if (!isCollected(detail.resource, detail.resource) || !Array.isArray(objects)) continue;
    const byParent = await detailsByParent(from, detail);
    source[detail.key] = (objects as readonly Json[])
      .filter(isJsonObject)
      .map((object) => ({ ...object, [detail.property]: byParent.get(idText(object)) ?? [] }));
  }
}

async function detailsByParent(
  { sql, connectionId, revision }: SnapshotSource,
  { kind, parent }: Detail,
): Promise<ReadonlyMap<string, readonly JsonObject[]>> {
  const rows = await sql.query<{ parent: string; details: readonly JsonObject[] }>(
    `select payload->>'${parent}' as parent,
       jsonb_agg(${kind === 'app_management_policy_target' ? TARGET : 'payload'} order by object_id) as details
     from ${tableOf(kind)} t
     where connection_id = $1 and since_revision <= $2 and until_revision > $2 group by 1`,
    [connectionId, revision.revision],
  );
  return new Map(rows.map((row) => [row.parent, row.details]));
}

/** A target as Graph lists it, with the name of the application where it is one that was read. */
const TARGET = `jsonb_build_object('id', payload->>'targetId', 'displayName', (
  select a.payload->>'displayName' from entra_id.application a
  where a.connection_id = $1 and a.since_revision <= $2 and a.until_revision > $2
    and a.object_id = (t.payload->>'targetId')::uuid))`;

const idText = ({ id }: JsonObject): string => (typeof id === 'string' ? id : '');
