import type { OrganizationId, RunId } from '#kernel/ids.js';
import { ProblemError } from '#kernel/problem.js';
import type { Database } from '../../database/database.port.js';
import { OPEN_STATES, sqlStates } from '../run-states.js';
import type { RunState } from '../runs.port.js';

/** A run that is open or held although its organisation may not use the entry any more. */
export interface WithdrawnRun {
  readonly runId: RunId;
  readonly state: RunState;
}

/** Why such runs end. */
export const WITHDRAWN = 'The catalog entry was set back to coming soon.';

/** Finds the open and held runs of organisations for which the catalog entry is only announced. */
export async function withdrawnRuns(
  database: Database,
  assertAvailable: (organizationId: OrganizationId) => Promise<void>,
): Promise<readonly WithdrawnRun[]> {
  const rows = await database.query<WithdrawnRun & { organization: OrganizationId }>(
    `select r.id as "runId", r.state, c.organization_id as organization
     from entra_id.sync_run r join entra_id.connection c on c.id = r.connection_id
     where r.state in ${sqlStates([...OPEN_STATES, 'held'])} and not r.cancel_requested`,
  );
  const withdrawn = new Set<OrganizationId>();
  for (const organization of new Set(rows.map((row) => row.organization))) {
    if (await isAnnouncedOnly(organization, assertAvailable)) withdrawn.add(organization);
  }
  return rows.filter((row) => withdrawn.has(row.organization));
}

async function isAnnouncedOnly(
  organization: OrganizationId,
  assertAvailable: (organizationId: OrganizationId) => Promise<void>,
): Promise<boolean> {
  try {
    await assertAvailable(organization);
    return false;
  } catch (error) {
    if (ProblemError.is(error, 'entry-coming-soon')) return true;
    throw error;
  }
}
