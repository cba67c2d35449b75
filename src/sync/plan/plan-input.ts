import type { Database } from '../../database/database.port.js';
import { licencesOf, type Licence } from '../../inventory/licences.js';
import { RECIPE } from '../normalise/properties.js';
import type { RunRow } from '../store/run-rows.js';
import { tableOf } from '../../inventory/kinds.js';
import { DELTA_ROWS, LINKS_ROWS, type DeltaResource, type LinksRow } from './catalogue.js';
import { COSTS } from './cost-table.js';
import type { PlanInput, PublishedLink } from './plan.js';

interface LinkRow extends PublishedLink {
  readonly resource: DeltaResource;
}

interface StateRow {
  readonly last_full_at: Date | null;
  readonly full_needed: string | null;
}

/** What is planned for: a run, or one that somebody thinks of. */
export type PlannedFor = Pick<RunRow, 'connection_id' | 'published' | 'kind'>;

/** Reads from the database what a plan depends on: published links, the last full run, the last counts. */
export async function readPlanInput(
  database: Database,
  run: PlannedFor,
  known: Pick<PlanInput, 'grants' | 'fullSyncDays' | 'graphBase' | 'now'>,
): Promise<PlanInput> {
  const links = await database.query<LinkRow>(
    `select distinct on (resource) resource, url, recipe from entra_id.delta_link
     where connection_id = $1 and revision <= $2 order by resource, revision desc`,
    [run.connection_id, run.published],
  );
  const [state] = await database.query<StateRow>(
    `select min(last_full_at) as last_full_at, min(full_needed) as full_needed from entra_id.resource_state
     where connection_id = $1 and resource = any($2::text[])`,
    [run.connection_id, DELTA_ROWS.map((row) => row.resource)],
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
    licences: await readLicences(database, run),
    largeShares: await readLargeShares(database, run),
  };
}

/** Sources that are looked at; ids are random, so the first ones by id are a fair sample. */
const SAMPLED = 1_000;

async function readLargeShares(database: Database, run: PlannedFor): Promise<PlanInput['largeShares']> {
  if (run.published === 0) return {};
  const shares = await Promise.all(
    LINKS_ROWS.map(async (row) => {
      const [found] = await database.query<{ share: number | null }>(largeShare(row), [
        run.connection_id,
        run.published,
      ]);
      return [row.resource, found?.share ?? null] as const;
    }),
  );
  return Object.fromEntries(shares.filter(([, share]) => share !== null));
}

function largeShare({ kind }: LinksRow): string {
  const seen = 'since_revision <= $2 and until_revision > $2';
  return `
    select avg(case when l.links >= ${COSTS.expandedLinks} then 1 else 0 end)::float8 as share
    from (
      select object_id from entra_id.directory_group
      where connection_id = $1 and ${seen} order by object_id limit ${SAMPLED}
    ) g cross join lateral (
      select count(*) as links from (
        select 1 from ${tableOf(kind)} where connection_id = $1 and source_id = g.object_id and ${seen}
        limit ${COSTS.expandedLinks}
      ) shown
    ) l`;
}

async function readLicences(database: Database, run: PlannedFor): Promise<ReadonlySet<Licence> | undefined> {
  const rows = await database.query<{ plan: string | null }>(
    `select p->>'servicePlanName' as plan from entra_id.subscribed_sku s
     left join lateral jsonb_array_elements(s.payload->'servicePlans') p on p->>'provisioningStatus' = 'Success'
     where s.connection_id = $1 and s.since_revision <= $2 and s.until_revision > $2
       and s.payload->>'capabilityStatus' = 'Enabled'`,
    [run.connection_id, run.published],
  );
  const [known] = await database.query(
    `select 1 from entra_id.resource_state where connection_id = $1 and resource = 'subscribedSkus'`,
    [run.connection_id],
  );
  return known === undefined ? undefined : licencesOf(rows.flatMap(({ plan }) => plan ?? []));
}
