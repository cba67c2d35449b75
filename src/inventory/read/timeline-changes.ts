import { OPEN_REVISION } from '../kinds.js';
import type { ResourceName } from '../resources.js';
import { knowsResource } from './read-revisions.js';

/**
 * One account's changes in SQL. Parameters of every text here: $1 connection, $2 the revision up to which is read,
 * $3 the account.
 */

/** First revision that knows a resource: what it shows is new to the plugin, not to the tenant. */
const firstOf = (resource: ResourceName): string =>
  `(select v.revision from entra_id.revision v where v.connection_id = $1
      and ${knowsResource('v', `'${resource}'`)} order by v.revision limit 1)`;

const COLUMNS =
  'revision, key, category, phase, kind, subject_type, subject_id, state, route, scope, via_group_id, before, after';

const NO_ROLE = 'null::text as state, null::text as route, null::text as scope, null::uuid as via_group_id';

/** What publication noted of the account itself and of its memberships. */
const NOTED = `
select c.revision, case when c.group_id is null then '1:' else '2:' end || lpad(c.id::text, 20, '0') as key,
  case when c.group_id is null then 'identity' else 'membership' end as category, c.phase, c.kind,
  case when c.group_id is not null then 'group' end as subject_type, c.group_id as subject_id, ${NO_ROLE},
  c.before, c.after
from entra_id.directory_change c
where c.connection_id = $1 and c.account_id = $3`;

/** The account was there when accounts were read for the first time. */
const FIRST_READ = `
select a.since_revision, '0:', 'identity', 'joiner', 'first-read', null, null::uuid, ${NO_ROLE}, null, null
from entra_id.account a
where a.connection_id = $1 and a.object_id = $3 and a.since_revision = ${firstOf('accounts')}`;

/** Rows that a revision ended and rows that it began, side by side where they are the same thing. */
const sides = (table: string, key: string, columns: string, condition: string): string => {
  const side = (revision: string, more: string): string => `
    (select ${revision} as revision, ${key}, ${columns} from entra_id.${table}
     where connection_id = $1 and ${condition} and ${more})`;
  return `${side('until_revision', `until_revision < ${OPEN_REVISION}`)} o
  full join ${side('since_revision', 'true')} n using (revision, ${key})`;
};

const OWNERSHIPS = `
select revision, '3:' || source_id, 'ownership', 'mover',
  case when n.there then 'ownership-added' else 'ownership-removed' end, 'group', source_id, ${NO_ROLE}, null, null
from ${sides('ownership', 'source_id', 'true as there', 'target_id = $3')}
where (o.there is null or n.there is null) and revision > ${firstOf('ownerships')}`;

const ends = (side: string): string =>
  `to_char(${side}.end_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"')`;

/** A role is new to the tenant only where everything that leads to it had been read before. */
const ROLES = `
select revision, '4:' || role_id || ':' || holding_id || ':' || state || ':' || route, 'role', 'mover',
  case when o.scope is null then 'role-added' when n.scope is null then 'role-ended' else 'role-changed' end,
  'role', role_id, state, route, coalesce(n.scope, o.scope), coalesce(n.via_group_id, o.via_group_id),
  ${ends('o')}, ${ends('n')}
from ${sides(
  'effective_privilege',
  'role_id, holding_id, state, route',
  'scope, via_group_id, start_at, end_at',
  'principal_id = $3',
)}
where (o.scope, o.via_group_id, o.start_at, o.end_at) is distinct from (n.scope, n.via_group_id, n.start_at, n.end_at)
  and revision > ${firstOf('roleAssignments')}
  and (state = 'active' or route <> 'direct' or revision > ${firstOf('roleEligibilityScheduleInstances')})
  and (route = 'direct' or revision > ${firstOf('memberships')})
  and (route <> 'pim-for-groups' or revision > ${firstOf('groupEligibilityScheduleInstances')})`;

/** Only what is assigned to the account itself: through a group it comes and goes with the membership. */
const ASSIGNMENTS = `
select revision, '5:' || object_id, 'application', 'mover',
  case when o.payload is null then 'application-assigned' else 'application-unassigned' end, 'servicePrincipal',
  (coalesce(n.payload, o.payload)->>'resourceId')::uuid, ${NO_ROLE},
  o.payload->>'appRoleId', n.payload->>'appRoleId'
from ${sides('app_role_assignment', 'object_id', 'payload', `payload->>'principalId' = $3::text`)}
where (o.payload is null or n.payload is null) and revision > ${firstOf('appRoleAssignments')}`;

const CONSENTS = `
select revision, '6:' || object_id, 'consent', 'mover',
  case when o.payload is null then 'consent-given' when n.payload is null then 'consent-withdrawn'
    else 'consent-changed' end,
  'servicePrincipal', (coalesce(n.payload, o.payload)->>'clientId')::uuid, ${NO_ROLE},
  o.payload->>'scope', n.payload->>'scope'
from ${sides('oauth2_grant', 'object_id', 'payload', `payload->>'principalId' = $3::text`)}
where o.payload->>'scope' is distinct from n.payload->>'scope' and revision > ${firstOf('oauth2PermissionGrants')}`;

const SOURCES = [NOTED, FIRST_READ, OWNERSHIPS, ROLES, ASSIGNMENTS, CONSENTS];

/** What each category is read from, which decides since when a change can have come. */
const RESOURCES: Readonly<Record<string, ResourceName>> = {
  identity: 'accounts',
  membership: 'memberships',
  ownership: 'ownerships',
  role: 'roleAssignments',
  application: 'appRoleAssignments',
  consent: 'oauth2PermissionGrants',
};

const resourceOf = Object.entries(RESOURCES)
  .map(([category, resource]) => `when '${category}' then '${resource}'`)
  .join(' ');

/** Name of an object in the newest version up to the change's revision. */
const nameIn = (kind: string): string => `(select s.payload->>'displayName' from entra_id.${kind} s
    where s.connection_id = $1 and s.object_id = c.subject_id and s.since_revision <= c.revision
    order by s.until_revision desc limit 1)`;

/** A page of changes with $4 + 1 rows at most; what retention has begun to forget is left out. */
export function timelinePage(conditions: string): string {
  return `
with c as (
  select ${COLUMNS} from (${SOURCES.join('\nunion all\n')}) change
  where revision <= $2
    and revision > (select k.retained_from from entra_id.connection k where k.id = $1)${conditions}
  order by revision desc, key collate "C" limit $4
)
select c.*, v.read_to as at,
  case when c.kind <> 'first-read' then (select p.read_from from entra_id.revision p where p.connection_id = $1
    and p.revision < c.revision and ${knowsResource('p', `(case c.category ${resourceOf} end)`)}
    order by p.revision desc limit 1) end as not_before,
  case c.subject_type when 'group' then ${nameIn('directory_group')} when 'role' then ${nameIn('role_definition')}
    when 'servicePrincipal' then ${nameIn('service_principal')} end as name
from c join entra_id.revision v on v.connection_id = $1 and v.revision = c.revision
order by c.revision desc, c.key collate "C"`;
}
