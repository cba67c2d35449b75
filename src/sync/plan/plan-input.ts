import type { Database } from '../../database/database.port.js';
import { RECIPE } from '../normalise/properties.js';
import type { RunRow } from '../store/run-rows.js';
import type { DeltaResource, PlanInput, PublishedLink } from './plan.js';

interface LinkRow extends PublishedLink {
  readonly resource: DeltaResource;
}

interface StateRow {
  readonly last_full_at: Date | null;
  readonly full_needed: string | null;
}

/** Reads from the database what a plan depends on: published links, the last full run, the last counts. */
export async function readPlanInput(
  database: Database,
  run: RunRow,
  known: Pick<PlanInput, 'grants' | 'fullSyncDays' | 'graphBase' | 'now'>,
): Promise<PlanInput> {
  const links = await database.query<LinkRow>(
    `select distinct on (resource) resource, url, recipe from entra_id.delta_link
     where connection_id = $1 and revision <= $2 order by resource, revision desc`,
    [run.connection_id, run.published],
  );
  const [state] = await database.query<StateRow>(
    `select min(last_full_at) as last_full_at, min(full_needed) as full_needed from entra_id.resource_state
     where connection_id = $1 and resource in ('accounts', 'groups')`,
    [run.connection_id],
  );
  const [revision] = await database.query<{ counts: Record<string, number> }>(
    'select counts from entra_id.revision where connection_id = $1 and revision = $2',
    [run.connection_id, run.published],
  );
  return {
    ...known,
    requested: run.kind,
    recipe: RECIPE,
    links: Object.fromEntries(links.map(({ resource, url, recipe }) => [resource, { url, recipe }])),
    lastFullAt: state?.last_full_at ?? undefined,
    fullNeeded: state?.full_needed ?? undefined,
    counts: revision?.counts ?? {},
  };
}
