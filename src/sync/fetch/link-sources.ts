import type { Database } from '../../database/database.port.js';
import { OPEN_REVISION, tableOf, type LinkKind } from '../../inventory/kinds.js';
import type { Lease } from '../store/page-store.js';

/** A group whose links are to be read. */
export interface LinkSource {
  readonly id: string;
  /** Whether Graph hides its members from readers without a permission of their own. */
  readonly hidden: boolean;
}

const FIRST_ID = '00000000-0000-0000-0000-000000000000';

/** The next groups whose links are in doubt after an id, in the order of their ids. `limit` 1 to 1,000. */
export async function doubtfulSources(
  database: Database,
  lease: Lease,
  ask: { readonly kind: LinkKind; readonly after: string | undefined; readonly limit: number },
): Promise<readonly LinkSource[]> {
  return database.query<LinkSource>(
    `select g.object_id as id, coalesce(g.payload->>'visibility' = 'HiddenMembership', false) as hidden
     from entra_id.directory_group g
     where g.connection_id = $1 and g.until_revision = ${OPEN_REVISION} and g.object_id > $2::uuid
       and g.object_id in (${doubtful(ask.kind)})
     order by g.object_id limit ${ask.limit}`,
    [lease.connectionId, ask.after ?? FIRST_ID, lease.revision, lease.runId],
  );
}

/**
 * Groups whose links must be read again: those that failed in an earlier run, those that came back, and those to
 * which an account belonged that came back. What came back has a version from this revision, an earlier one, and none
 * that this revision closed; or a delta page of this run called it removed and yet it is there: links that ended just
 * before it went are shown by no delta page any more. Where no version ended before, as in a first run, nothing of the
 * former kind is there, and nothing is compared.
 */
function doubtful(kind: LinkKind): string {
  const resource = kind === 'membership' ? 'memberships' : 'ownerships';
  return `
    select source_id from entra_id.stale_source where connection_id = $1 and resource = '${resource}'
    union (${cameBack('directory_group')})
    union (${wentAndCame('directory_group')})
    union select l.source_id from ${tableOf(kind)} l
      where l.connection_id = $1 and l.until_revision < ${OPEN_REVISION} and l.target_id in (${cameBack('account')})
    union select l.source_id from ${tableOf(kind)} l
      where l.connection_id = $1 and l.target_id in (${wentAndCame('account')})`;
}

function wentAndCame(table: 'account' | 'directory_group'): string {
  return `
    select x.object_id from entra_id.gone_object x join entra_id.${table} n on n.object_id = x.object_id
      and n.connection_id = $1 and n.until_revision = ${OPEN_REVISION}
    where x.run_id = $4`;
}

function cameBack(table: 'account' | 'directory_group'): string {
  return `
    select n.object_id from entra_id.${table} n
    where n.connection_id = $1 and n.since_revision = $3 and n.until_revision = ${OPEN_REVISION}
      and exists (select 1 from entra_id.${table} x where x.connection_id = $1 and x.until_revision < $3)
      and exists (select 1 from entra_id.${table} o where o.connection_id = $1
        and o.object_id = n.object_id and o.until_revision < $3)
      and not exists (select 1 from entra_id.${table} o where o.connection_id = $1
        and o.object_id = n.object_id and o.until_revision = $3)`;
}
