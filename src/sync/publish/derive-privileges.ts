import type { Sql } from '../../database/database.port.js';
import { OPEN_REVISION } from '../../inventory/kinds.js';
import { assertLease, type Lease } from '../store/page-store.js';
import { undoRevision } from '../store/object-statements.js';

const TABLE = 'entra_id.effective_privilege';
const OPEN = `until_revision = ${OPEN_REVISION}`;

/**
 * Works out who has which role under a run's revision, in the database: what it costs grows with the members of
 * groups that hold roles, and nothing is kept in memory. What it says is specified by `effectivePrivileges` of the
 * access graph. Restartable: what an interrupted derivation wrote is taken back first.
 * @throws ProblemError `lease-lost`
 */
export async function derivePrivileges(sql: Sql, lease: Lease): Promise<void> {
  await assertLease(sql, lease);
  await undoPrivileges(sql, lease);
  await sql.execute(DERIVE, [lease.connectionId, lease.revision]);
}

/** Takes back what a run derived. */
export async function undoPrivileges(sql: Sql, lease: Lease): Promise<void> {
  for (const statement of undoRevision(TABLE)) {
    await sql.execute(statement, [lease.connectionId, lease.revision]);
  }
}

/** An instant that Graph wrote, or one of the infinities where there is none. */
function instant(payload: string, property: string, otherwise: '-infinity' | 'infinity'): string {
  return `coalesce((${payload}->>'${property}')::timestamptz, '${otherwise}'::timestamptz)`;
}

const times = (payload: string): string =>
  `${instant(payload, 'startDateTime', '-infinity')} as start_at, ${instant(payload, 'endDateTime', 'infinity')} as end_at`;

const scopeOf = (payload: string): string =>
  `coalesce('app:' || (${payload}->>'appScopeId'), ${payload}->>'directoryScopeId', '/') as scope`;

/**
 * Roles as they are held. An assignment takes its times from the instance that it gave rise to; instances that only
 * show members of a group are left out, since members are followed here.
 */
const HOLDINGS = `
instance as materialized (
  select object_id, payload, payload->>'roleAssignmentOriginId' as origin from entra_id.role_assignment_instance
  where connection_id = $1 and ${OPEN} and coalesce(payload->>'memberType', 'Direct') = 'Direct'
),
assigned as (
  select a.object_id as id, a.payload as held, coalesce(i.payload, a.payload) as timed
  from entra_id.role_assignment a
  left join lateral (
    select payload from instance where origin = a.object_id or instance.object_id = a.object_id
    order by instance.object_id limit 1
  ) i on true
  where a.connection_id = $1 and a.${OPEN}
),
holding as materialized (
  select id, (held->>'principalId')::uuid as principal_id, (held->>'roleDefinitionId')::uuid as role_id,
    'active' as state, ${scopeOf('held')}, ${times('timed')}
  from assigned
  union all
  select object_id, (payload->>'principalId')::uuid, (payload->>'roleDefinitionId')::uuid,
    'active', ${scopeOf('payload')}, ${times('payload')}
  from instance where not exists (
    select 1 from assigned where assigned.id = instance.origin or assigned.id = instance.object_id)
  union all
  select object_id, (payload->>'principalId')::uuid, (payload->>'roleDefinitionId')::uuid,
    'eligible', ${scopeOf('payload')}, ${times('payload')}
  from entra_id.role_eligibility_instance
  where connection_id = $1 and ${OPEN} and coalesce(payload->>'memberType', 'Direct') = 'Direct'
)`;

const pimRows = (table: string, eligible: boolean): string => `
  select (payload->>'groupId')::uuid as group_id, (payload->>'principalId')::uuid as member_id,
    ${String(eligible)} as eligible, ${times('payload')}
  from entra_id.${table}
  where connection_id = $1 and ${OPEN} and payload->>'accessId' = 'member'`;

/** Memberships by PIM for Groups; an active one takes the place of the membership that Graph lists for it. */
const PIM = `
pim as materialized (
  ${pimRows('group_assignment_instance', false)}
  union all ${pimRows('group_eligibility_instance', true)}
)`;

const isGroup = (id: string): string => `exists (select 1 from entra_id.directory_group g
  where g.connection_id = $1 and g.object_id = ${id} and g.${OPEN})`;

/** Everybody in a group that was reached, with the marks of the way there. */
const ENTRIES = `
  select m.target_id as member_id, m.target_type as type, false as eligible, false as pim,
    '-infinity'::timestamptz as start_at, 'infinity'::timestamptz as end_at
  from entra_id.membership m
  where m.connection_id = $1 and m.source_id = r.id and m.${OPEN} and not exists (
    select 1 from pim p where p.group_id = r.id and p.member_id = m.target_id and not p.eligible)
  union all
  select p.member_id, case when ${isGroup('p.member_id')} then 'group' end, p.eligible, true, p.start_at, p.end_at
  from pim p where p.group_id = r.id`;

const MARKS = `r.root, e.member_id as id, r.eligible or e.eligible as eligible, r.pim or e.pim as pim,
    greatest(r.start_at, e.start_at) as start_at, least(r.end_at, e.end_at) as end_at`;

const REACH = `
reach as (
  select distinct principal_id as root, principal_id as id, false as eligible, false as pim,
    '-infinity'::timestamptz as start_at, 'infinity'::timestamptz as end_at
  from holding where ${isGroup('principal_id')}
  union
  select ${MARKS} from reach r cross join lateral (${ENTRIES}) e
  where e.type = 'group' and e.member_id <> r.root
),
ends as (
  select ${MARKS} from reach r cross join lateral (${ENTRIES}) e
  where e.type is null or e.type in ('user', 'servicePrincipal')
)`;

const found = `
found as (
  select principal_id, role_id, id as holding_id, state, 'direct' as route, scope, null::uuid as via_group_id,
    start_at, end_at
  from holding where not ${isGroup('principal_id')}
  union all
  select ends.id, h.role_id, h.id, case when ends.eligible then 'eligible' else h.state end,
    case when ends.pim then 'pim-for-groups' else 'group' end, h.scope, h.principal_id,
    greatest(h.start_at, ends.start_at), least(h.end_at, ends.end_at)
  from holding h join ends on ends.root = h.principal_id
),
wanted as materialized (
  select principal_id, role_id, holding_id, state, route, min(scope) as scope,
    min(via_group_id::text)::uuid as via_group_id,
    nullif(min(start_at), '-infinity') as start_at, nullif(max(end_at), 'infinity') as end_at,
    case
      when exists (select 1 from entra_id.account a
        where a.connection_id = $1 and a.object_id = principal_id and a.${OPEN}) then 'user'
      when exists (select 1 from entra_id.service_principal s
        where s.connection_id = $1 and s.object_id = principal_id and s.${OPEN}) then 'servicePrincipal'
      else 'unknown'
    end as principal_type
  from found group by principal_id, role_id, holding_id, state, route
)`;

const KEY = ['principal_id', 'role_id', 'holding_id', 'state', 'route'] as const;
const FACTS = ['principal_type', 'scope', 'via_group_id', 'start_at', 'end_at'] as const;
/** Keys by equality, so that the join can hash; facts may be null. */
const sameKey = KEY.map((column) => `t.${column} = w.${column}`).join(' and ');
const sameFacts = FACTS.map((column) => `t.${column} is not distinct from w.${column}`).join(' and ');
const ALL = [...KEY, ...FACTS].join(', ');

const DERIVE = `
with recursive ${HOLDINGS}, ${PIM}, ${REACH}, ${found},
kept as materialized (
  select t.ctid as row, ${KEY.map((column) => `w.${column}`).join(', ')}
  from wanted w join ${TABLE} t on t.connection_id = $1 and t.${OPEN} and ${sameKey} and ${sameFacts}
),
closed as (
  update ${TABLE} t set until_revision = $2
  where t.connection_id = $1 and t.${OPEN} and not exists (select 1 from kept where kept.row = t.ctid)
  returning 1
)
insert into ${TABLE} (connection_id, since_revision, ${ALL})
select $1, $2, ${ALL} from wanted w
where (select count(*) from closed) >= 0
  and not exists (select 1 from kept t where ${sameKey})`;
