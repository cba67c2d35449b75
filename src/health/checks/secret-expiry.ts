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
 * When the secret of the app registration expires; known only in the registration's home tenant. Of several secrets
 * the earliest end that is still ahead counts.
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
    return verdict(items.flatMap(endsOf), now.getTime());
  } catch (error) {
    if (!(error instanceof ProblemError)) throw error;
    return found(NAME, 'unknown', 'The expiry of the client secret may not be read (Application.Read.All).');
  }
}

/** Which of several secrets is in use is not known, so the one that ends first among those still valid counts. */
function verdict(ends: readonly number[], now: number): HealthCheck {
  if (ends.length === 0)
    return found(NAME, 'unknown', 'The expiry of the client secret is known only in its home tenant.');
  const ahead = ends.filter((end) => end > now);
  const next = ahead.length > 0 ? Math.min(...ahead) : Math.max(...ends);
  const days = Math.floor((next - now) / DAY_MS);
  const summary = summaryOf(ahead.length, days);
  if (days > WARN_DAYS) return found(NAME, 'pass', summary);
  const context = { days, secrets: ahead.length };
  return foundProblem(NAME, 'warn', healthProblems['app-secret-expires'], { summary, context });
}

function summaryOf(secrets: number, days: number): string {
  if (secrets === 0) return `The client secret expired ${-days} days ago.`;
  if (secrets === 1) return `The client secret expires in ${days} days.`;
  return `The app registration has ${secrets} client secrets; the first of them expires in ${days} days. Which one is in use is not known.`;
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
