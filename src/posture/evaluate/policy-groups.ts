import type { Json, JsonObject } from '#kernel/json.js';
import { guidsIn } from './guids-in.js';
import type { SnapshotSource } from './tenant-parts.js';

/** Keys of a snapshot in which groups are named: as subjects of policies, targets of methods, holders of roles. */
const NAMING_KEYS = [
  'conditionalAccessPolicies',
  'authenticationMethodsPolicy',
  'roleAssignments',
  'roleAssignmentScheduleInstances',
  'roleEligibilityScheduleInstances',
  'privilegedAccessGroupEligibilityScheduleInstances',
] as const;

/** Members that are shown of a group whose members approve: it only matters whether there are enough. */
const APPROVERS_MAX = 10;

/** Objects that policies and roles name; among them are ids of groups, users and others. */
export function namedIn(source: Readonly<Record<string, Json>>): readonly string[] {
  return guidsIn(NAMING_KEYS.map((key) => source[key]));
}

/**
 * The groups that a tenant's policies and roles name or that are asked for, and those nested in them. Of their direct members
 * only groups are shown, since people come in pages; groups whose members approve show some people. The members of a
 * group whose list is in doubt are left out, since they are not known.
 */
export async function readPolicyGroups(
  { sql, connectionId, revision, alsoGroups = [] }: SnapshotSource,
  source: Readonly<Record<string, Json>>,
): Promise<JsonObject[]> {
  const approving = guidsIn([source['roleManagementPolicyAssignments']]);
  const rows = await sql.query<{ group: JsonObject }>(GROUPS, [
    connectionId,
    revision.revision,
    [...namedIn(source), ...alsoGroups],
    approving,
  ]);
  return rows.map(({ group }) => group);
}

/** Each group is visited once for each of its purposes, so cycles end. */
const GROUPS = `
with recursive wanted(id, approves) as (
  select object_id, object_id = any($4::uuid[]) from entra_id.directory_group
  where connection_id = $1 and since_revision <= $2 and until_revision > $2
    and (object_id = any($3::uuid[]) or object_id = any($4::uuid[]))
  union
  select m.target_id, wanted.approves from wanted join entra_id.membership m
    on m.connection_id = $1 and m.source_id = wanted.id and m.target_type = 'group'
    and m.since_revision <= $2 and m.until_revision > $2
)
select g.payload || jsonb_build_object('id', g.object_id) || case
    when s.source_id is not null then '{}'::jsonb
    else jsonb_build_object('members', coalesce((
      select jsonb_agg(jsonb_build_object('id', n.target_id, '@odata.type', '#microsoft.graph.' || n.target_type)) from (
        select m.target_id, m.target_type from entra_id.membership m
        where m.connection_id = $1 and m.source_id = g.object_id and m.target_type = 'group'
          and m.since_revision <= $2 and m.until_revision > $2
        union all (select m.target_id, m.target_type from entra_id.membership m
        where w.approves and m.connection_id = $1 and m.source_id = g.object_id and m.target_type = 'user'
          and m.since_revision <= $2 and m.until_revision > $2 order by m.target_id limit ${APPROVERS_MAX})
      ) n), '[]'::jsonb)) end as "group"
from (select id, bool_or(approves) as approves from wanted group by id) w join entra_id.directory_group g
  on g.connection_id = $1 and g.object_id = w.id and g.since_revision <= $2 and g.until_revision > $2
left join entra_id.stale_source s
  on s.connection_id = $1 and s.resource = 'memberships' and s.source_id = g.object_id
order by g.object_id`;
