import { isJsonObject, type Json } from '#kernel/json.js';
import { ProblemError } from '#kernel/problem.js';
import type { GraphClient } from '#graph/graph-client.js';
import type { HealthCheck } from '../health.port.js';
import { healthProblems } from '../health.problems.js';
import { found, foundProblem } from './check.js';

const DAY_MS = 86_400_000;
const WARN_DAYS = 30;
const NAME = 'secret-expiry';

/**
 * When the secret of the app registration expires; known only in the registration's home tenant.
 * Source: https://learn.microsoft.com/graph/api/resources/application
 */
export async function checkSecretExpiry(
  graph: GraphClient,
  clientId: string,
  now: Date,
): Promise<HealthCheck> {
  try {
    const { items } = await graph.page(
      `/applications?$filter=appId eq '${clientId}'&$select=id,appId,passwordCredentials`,
    );
    const ends = items.flatMap(endsOf);
    const last = Math.max(...ends);
    if (ends.length === 0)
      return found(NAME, 'unknown', 'The expiry of the client secret is known only in its home tenant.');
    const days = Math.floor((last - now.getTime()) / DAY_MS);
    const summary = `The client secret expires in ${days} days.`;
    if (days > WARN_DAYS) return found(NAME, 'pass', summary);
    return foundProblem(NAME, 'warn', healthProblems['app-secret-expires'], { summary, context: { days } });
  } catch (error) {
    if (!(error instanceof ProblemError)) throw error;
    return found(NAME, 'unknown', 'The expiry of the client secret may not be read (Application.Read.All).');
  }
}

function endsOf(application: Json): readonly number[] {
  const credentials = isJsonObject(application) ? application['passwordCredentials'] : undefined;
  if (!Array.isArray(credentials)) return [];
  return (credentials as readonly Json[]).flatMap((credential) => {
    const end = isJsonObject(credential) ? credential['endDateTime'] : undefined;
    const at = typeof end === 'string' ? Date.parse(end) : Number.NaN;
    return Number.isNaN(at) ? [] : [at];
  });
}
