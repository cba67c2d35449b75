import type { Sql } from '../../database/database.port.js';
import { OPEN_REVISION } from '../../inventory/kinds.js';
import { knowsResource } from '../../inventory/read/read-revisions.js';
import type { ResourceName } from '../../inventory/resources.js';
import type { Lease } from '../store/page-store.js';

/** Whether a value is given and true, as a SQL expression: an account without the property counts as enabled. */
const enabled = (payload: string): string => `coalesce((${payload}->>'accountEnabled')::boolean, true)`;

const changed = (property: string): string => `pair and o->>'${property}' is distinct from n->>'${property}'`;

/** What an account's version before (o) and after (n) a revision mean; `pair` says that there are both. */
const ACCOUNT_CHANGES = `
    ('joiner', 'account-appeared', o is null, null, null),
    ('leaver', 'account-removed', n is null, null, null),
    ('joiner', 'account-enabled', pair and not ${enabled('o')} and ${enabled('n')}, 'false', 'true'),
    ('leaver', 'account-disabled', pair and ${enabled('o')} and not ${enabled('n')}, 'true', 'false'),
    ('mover', 'department-changed', ${changed('department')}, o->>'department', n->>'department'),
    ('mover', 'title-changed', ${changed('jobTitle')}, o->>'jobTitle', n->>'jobTitle'),
    ('mover', 'manager-changed', ${changed('managerId')}, o->>'managerId', n->>'managerId')`;

const NOTE_ACCOUNTS = `
insert into entra_id.directory_change (connection_id, revision, phase, kind, account_id, before, after)
select $1, $2, c.phase, c.kind, v.id, c.before, c.after
from (
  select coalesce(old.object_id, new.object_id) as id, old.payload as o, new.payload as n,
    old.payload is not null and new.payload is not null as pair
  from (select object_id, payload from entra_id.account where connection_id = $1 and until_revision = $2) old
  full join (select object_id, payload from entra_id.account
    where connection_id = $1 and since_revision = $2 and until_revision = ${OPEN_REVISION}) new using (object_id)
) v cross join lateral (values ${ACCOUNT_CHANGES}) as c(phase, kind, happened, before, after)
where c.happened
order by v.id, c.kind`;

/**
 * Members that were hidden until now are new to the plugin, not to the group: its doubt goes with this revision, and none
 * of its members was ever seen before.
 */
const WAS_HIDDEN = `exists (select 1 from entra_id.stale_source s where s.connection_id = $1
    and s.resource = 'memberships' and s.source_id = membership.source_id and s.cleared_by = $2)
  and not exists (select 1 from entra_id.membership before where before.connection_id = $1
    and before.source_id = membership.source_id and before.since_revision < $2)`;

const NOTE_MEMBERSHIPS = `
insert into entra_id.directory_change (connection_id, revision, phase, kind, account_id, group_id)
select $1, $2, 'mover', m.kind, m.target_id, m.source_id
from (
  select 'membership-added' as kind, source_id, target_id from entra_id.membership
  where connection_id = $1 and since_revision = $2 and until_revision = ${OPEN_REVISION} and target_type = 'user'
    and not (${WAS_HIDDEN})
  union all
  select 'membership-removed', source_id, target_id from entra_id.membership
  where connection_id = $1 and until_revision = $2 and target_type = 'user'
) m
order by m.target_id, m.source_id, m.kind`;

/**
 * Notes who joined, moved and left by a revision, in the transaction that publishes it and without a row in memory.
 * A resource that was never known before has no changes: everything of it is new to the plugin, not to the tenant.
 */
export async function noteChanges(sql: Sql, lease: Lease): Promise<void> {
  const parameters = [lease.connectionId, lease.revision];
  const known = await sql.query<{ resource: ResourceName }>(
    `select r.resource from unnest(array['accounts', 'memberships']) r(resource)
     where exists (select 1 from entra_id.resource_state s
       where s.connection_id = $1 and s.resource = r.resource and s.revision < $2)
     or exists (select 1 from entra_id.revision v
       where v.connection_id = $1 and v.revision < $2 and ${knowsResource('v', 'r.resource')})`,
    parameters,
  );
  const before = new Set(known.map(({ resource }) => resource));
  if (before.has('accounts')) await sql.execute(NOTE_ACCOUNTS, parameters);
  if (before.has('memberships')) await sql.execute(NOTE_MEMBERSHIPS, parameters);
}
