import type { Json, JsonObject } from '#kernel/json.js';
import { isGuid } from '#kernel/ids.js';
import type { SnapshotSource } from './tenant-snapshot.js';

/** Keys of a snapshot in which groups are named: as subjects of policies, targets of methods, holders of roles. */
const NAMING_KEYS = [
  'conditionalAccessPolicies',
  'authenticationMethodsPolicy',
  'roleAssignments',
  'roleAssignmentScheduleInstances',
  'roleEligibilityScheduleInstances',
] as const;

/**
 * The groups that a tenant's policies and roles name, and those nested in them, each with its direct members. The
 * members of a group whose list is in doubt are left out, since they are not known.
 */
export async function readPolicyGroups(
  from: SnapshotSource,
  source: Readonly<Record<string, Json>>,
): Promise<JsonObject[]> {
  const named = new Set<string>();
  for (const key of NAMING_KEYS) collectGuids(source[key], named);
  const rows = await from.sql.query<{ group: JsonObject }>(GROUPS, [
    from.connectionId,
    from.revision.revision,
    [...named],
  ]);
  return rows.map(({ group }) => group);
}

/** Every GUID in a document; those that are no groups find none. */
function collectGuids(value: Json | undefined, found: Set<string>): void {
  if (typeof value === 'string') {
    if (isGuid(value)) found.add(value.toLowerCase());
  } else if (Array.isArray(value)) {
    for (const item of value) collectGuids(item as Json, found);
  } else if (typeof value === 'object' && value !== null) {
    for (const item of Object.values(value)) collectGuids(item, found);
  }
}

/** Each group is visited once, so cycles end. */
const GROUPS = `
with recursive wanted(id) as (
  select object_id from entra_id.directory_group
  where connection_id = $1 and since_revision <= $2 and until_revision > $2 and object_id = any($3::uuid[])
  union
  select m.target_id from wanted join entra_id.membership m
    on m.connection_id = $1 and m.source_id = wanted.id and m.target_type = 'group'
    and m.since_revision <= $2 and m.until_revision > $2
)
select g.payload || jsonb_build_object('id', g.object_id) || case
    when s.source_id is not null then '{}'::jsonb
    else jsonb_build_object('members', coalesce((
      select jsonb_agg(jsonb_build_object('id', m.target_id, '@odata.type', '#microsoft.graph.' || m.target_type))
      from entra_id.membership m
      where m.connection_id = $1 and m.source_id = g.object_id and m.since_revision <= $2 and m.until_revision > $2
    ), '[]'::jsonb)) end as "group"
from wanted join entra_id.directory_group g
  on g.connection_id = $1 and g.object_id = wanted.id and g.since_revision <= $2 and g.until_revision > $2
left join entra_id.stale_source s
  on s.connection_id = $1 and s.resource = 'memberships' and s.source_id = g.object_id
order by g.object_id`;
