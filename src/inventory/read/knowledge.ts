import type { UnknownReason } from '#access-graph/known.js';
import type { Database } from '../../database/database.port.js';
import { licencesOf, type Licence } from '../licences.js';
import { REQUIREMENTS } from '../requirements.js';
import { RESOURCE_NAMES, type ResourceName } from '../resources.js';
import type { ReadAt, RevisionInfo } from './inventory-reader.port.js';

/** What is known of one resource in a revision, and what knowing more would take. */
export interface Capability {
  readonly resource: ResourceName;
  readonly feature: string;
  readonly completeness: string;
  /** Why it is not known; null when it is. */
  readonly reason: UnknownReason | 'unfinished' | null;
  /** Permissions of which one suffices, least privileged first. */
  readonly anyOf: readonly string[];
  readonly licence: Licence | null;
}

/** What the licences and permissions of a revision's run allowed, resource by resource. */
export async function readCapabilities(
  database: Database,
  at: ReadAt,
  revision: RevisionInfo,
): Promise<{ readonly licences: readonly Licence[]; readonly items: readonly Capability[] }> {
  const licences = await licencesAt(database, at);
  const steps = await database.query<{ resource: string; code: string | null }>(
    `select s.resource, s.problem->>'code' as code from entra_id.sync_step s
     join entra_id.revision v on v.run_id = s.run_id
     where v.connection_id = $1 and v.revision = $2 and s.problem is not null`,
    [at.connectionId, at.revision],
  );
  const codes = new Map(steps.map(({ resource, code }) => [resource, code]));
  const skusKnown = revision.completeness.subscribedSkus === 'complete';
  const items = RESOURCE_NAMES.map((resource) => {
    const { anyOf, feature, licence = null } = REQUIREMENTS[resource];
    const completeness = revision.completeness[resource] ?? 'not-read';
    const lacks = skusKnown && licence !== null && !licences.has(licence);
    const reason = reasonOf(completeness, codes.get(resource), lacks);
    return { resource, feature, completeness, reason, anyOf, licence };
  });
  return { licences: [...licences].sort(), items };
}

function reasonOf(
  completeness: string,
  code: string | null | undefined,
  lacks: boolean,
): Capability['reason'] {
  if (completeness === 'complete') return null;
  if (completeness === 'not-read') return 'not-synced-yet';
  if (code === 'hidden-membership') return code;
  if (completeness !== 'refused') return 'unfinished';
  if (code === 'licence-missing') return 'licence-missing';
  return code === undefined && lacks ? 'licence-missing' : 'permission-not-granted';
}

async function licencesAt(database: Database, at: ReadAt): Promise<ReadonlySet<Licence>> {
  const rows = await database.query<{ plan: string }>(
    `select p->>'servicePlanName' as plan
     from entra_id.subscribed_sku s cross join lateral jsonb_array_elements(s.payload->'servicePlans') p
     where s.connection_id = $1 and s.since_revision <= $2 and s.until_revision > $2
       and s.payload->>'capabilityStatus' = 'Enabled' and p->>'provisioningStatus' = 'Success'`,
    [at.connectionId, at.revision],
  );
  return licencesOf(rows.map(({ plan }) => plan));
}
