import type { Database } from '../../database/database.port.js';
import type { Connection } from '../../connections/connections.port.js';
import type { HealthCheck } from '../health.port.js';
import { healthProblems } from '../health.problems.js';
import { found, foundProblem } from './check.js';

const MINUTE_MS = 60_000;
/** Intervals that may pass without a publication, and the least time that is called stale. */
const INTERVALS_MAX = 3;
const STALE_MS_MIN = 6 * 60 * MINUTE_MS;

interface LastRevision {
  readonly read_to: Date;
  readonly held: boolean;
}

/** Whether the inventory is as recent as the schedule promises. */
export async function checkFreshness(
  database: Database,
  connection: Connection,
  at: { readonly now: Date; readonly intervalMinutes: number },
): Promise<HealthCheck> {
  const rows = await database.query<LastRevision>(
    `select v.read_to, exists (
         select 1 from entra_id.sync_run r where r.connection_id = v.connection_id and r.state = 'held') as held
     from entra_id.revision v where v.connection_id = $1 order by v.revision desc limit 1`,
    [connection.id],
  );
  const [last] = rows;
  if (last === undefined) return found('freshness', 'unknown', 'The first sync has not ended yet.');
  const ageMs = at.now.getTime() - last.read_to.getTime();
  const limitMs = Math.max(STALE_MS_MIN, INTERVALS_MAX * at.intervalMinutes * MINUTE_MS);
  const summary = `The inventory shows the tenant as of ${last.read_to.toISOString()}.`;
  if (ageMs > limitMs) return foundProblem('freshness', 'fail', healthProblems['sync-stale'], { summary });
  if (last.held) return found('freshness', 'warn', `${summary} A later run waits for a decision.`);
  return found('freshness', 'pass', summary);
}
