import type { Database } from '../../database/database.port.js';
import type { ApplicationAccessView } from './access-reader.port.js';
import { readCursor } from './cursor.js';
import type { Page, PageRequest, ReadAt } from './inventory-reader.port.js';
import { assertGuids, pageOf, ZERO } from './object-pages.js';

const REVISION = (alias: string): string => `${alias}.since_revision <= $2 and ${alias}.until_revision > $2`;

/**
 * Who is assigned to an application, directly and as a direct member of a group: assignments do not reach nested groups.
 * Each group gives its own first members in order, so that a page costs the same however large the groups are.
 * Source: https://learn.microsoft.com/entra/identity/enterprise-apps/assign-user-or-group-access-portal
 */
const BY_APPLICATION = `
with given as materialized (
  select object_id, payload, (payload->>'principalId')::uuid as holder from entra_id.app_role_assignment g
  where g.connection_id = $1 and ${REVISION('g')} and payload->>'resourceId' = $6
),
found as (
  select holder as id, object_id as assignment, payload, null::uuid as via, lower(payload->>'principalType') as type
  from given where payload->>'principalType' <> 'Group' and (holder, object_id) > ($4::uuid, $5)
  union all
  select m.target_id, given.object_id, given.payload, given.holder, lower(m.target_type)
  from given cross join lateral (
    select target_id, target_type from entra_id.membership m
    where m.connection_id = $1 and m.source_id = given.holder and ${REVISION('m')} and target_type <> 'group'
      and target_id >= $4::uuid and (target_id, given.object_id) > ($4::uuid, $5)
    order by target_id limit $3) m
  where given.payload->>'principalType' = 'Group'
),
page as (select * from found order by id, assignment limit $3)`;

/** What one account is assigned to, directly and through groups of which it is a direct member. */
const BY_PRINCIPAL = `
with holders as (
  select $6::uuid as holder, null::uuid as via
  union all
  select m.source_id, m.source_id from entra_id.membership m
  where m.connection_id = $1 and m.target_id = $6::uuid and ${REVISION('m')}
),
page as (
  select (g.payload->>'resourceId')::uuid as id, g.object_id as assignment, g.payload, holders.via, 'user' as type
  from holders join entra_id.app_role_assignment g
    on g.connection_id = $1 and g.payload->>'principalId' = holders.holder::text and ${REVISION('g')}
  where ((g.payload->>'resourceId')::uuid, g.object_id) > ($4::uuid, $5)
  order by 1, 2 limit $3
)`;

interface AccessRow {
  readonly id: string;
  readonly assignment: string;
  readonly principal: string;
  readonly type: string;
  readonly name: string | null;
  readonly upn: string | null;
  readonly application: string;
  readonly application_name: string | null;
  readonly role: string;
  readonly via: string | null;
  readonly via_name: string | null;
}

/** The ends that a list of assignments starts from. */
export type AccessEnd =
  { readonly kind: 'application'; readonly id: string } | { readonly kind: 'principal'; readonly id: string };

/** Assignments to an application, or of a principal. @throws ProblemError `cursor-invalid` */
export async function listApplicationAccess(
  database: Database,
  at: ReadAt,
  end: AccessEnd,
  request: PageRequest,
): Promise<Page<ApplicationAccessView>> {
  const [after = ZERO, afterAssignment = ''] = readCursor(request.cursor, 2) ?? [];
  assertGuids([after]);
  const principal = end.kind === 'application' ? 'page.id' : '$6::uuid';
  const rows = await database.query<AccessRow>(
    `${end.kind === 'application' ? BY_APPLICATION : BY_PRINCIPAL}
     select page.id::text, page.assignment, page.type, ${principal}::text as principal,
       coalesce(a.payload->>'displayName', p.payload->>'displayName') as name,
       a.payload->>'userPrincipalName' as upn, page.payload->>'resourceId' as application,
       page.payload->>'resourceDisplayName' as application_name, page.payload->>'appRoleId' as role,
       page.via::text, g.payload->>'displayName' as via_name
     from page
     left join entra_id.account a on a.connection_id = $1 and a.object_id = ${principal} and ${REVISION('a')}
     left join entra_id.service_principal p
       on p.connection_id = $1 and p.object_id = ${principal} and ${REVISION('p')}
     left join entra_id.directory_group g on g.connection_id = $1 and g.object_id = page.via and ${REVISION('g')}
     order by page.id, page.assignment`,
    [at.connectionId, at.revision, request.limit + 1, after, afterAssignment, end.id],
  );
  const { items, next } = pageOf(rows, request.limit, (row) => [row.id, row.assignment]);
  return { items: items.map(viewOf), next };
}

function viewOf(row: AccessRow): ApplicationAccessView {
  return {
    applicationId: row.application,
    applicationName: row.application_name,
    principalId: row.principal,
    principalType: row.type === 'serviceprincipal' ? 'servicePrincipal' : row.type,
    principalName: row.name,
    userPrincipalName: row.upn,
    appRoleId: row.role,
    assignmentId: row.assignment,
    viaGroupId: row.via,
    viaGroupName: row.via_name,
  };
}
