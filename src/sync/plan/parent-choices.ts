import { RISKY_PERMISSIONS } from '#access-policy/checks/scuba/risky-permissions.js';
import { OPEN_REVISION } from '../../inventory/kinds.js';
import type { ParentChoice } from '../../inventory/parented-lists.js';

const OPEN = `until_revision = ${OPEN_REVISION}`;

/**
 * Which parents are asked, as a condition on their table, where $1 is the connection. Nested groups are known when lists
 * are read parent by parent, since memberships come before; a group that is only eligible to be nested is known as soon as
 * the list itself was read once, so that it is asked from the next run on.
 */
export const PARENT_CHOICES: Readonly<Record<ParentChoice, string>> = {
  'lead-to-roles': `object_id in (
    with recursive chain as (
      select g.object_id as id from entra_id.directory_group g
      where g.connection_id = $1 and g.${OPEN} and (g.payload->>'isAssignableToRole')::boolean
      union
      select nested.id from chain cross join lateral (
        select m.target_id as id from entra_id.membership m
        where m.connection_id = $1 and m.source_id = chain.id and m.${OPEN} and m.target_type = 'group'
        union all
        select (e.payload->>'principalId')::uuid from entra_id.group_eligibility_instance e
        where e.connection_id = $1 and e.${OPEN} and e.payload->>'groupId' = chain.id::text
      ) nested
    )
    select id from chain)`,
  federated: `payload->>'authenticationType' = 'Federated'`,
  classified: `lower(payload->>'appId') in (${[...RISKY_PERMISSIONS.keys()].map((appId) => `'${appId}'`).join()})`,
};
