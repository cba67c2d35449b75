import { ProblemError } from '#kernel/problem.js';
import { createGraphClient } from '#graph/create-graph-client.js';
import { Governor } from '#graph/governor.js';
import { createTransport } from '#graph/transport.js';
import { Discovery } from './connect/discovery.js';
import { MsalClients } from './connect/msal-clients.js';
import { ApplicationTokens } from './connect/application-tokens.js';
import type { EntraIdOptions } from './options/entra-id.options.js';
import { resolveOptions } from './options/resolve-options.js';
import { failed, found } from './health/checks/check.js';
import { checkPermissions } from './health/checks/permissions.js';
import { checkLicence, checkReach, checkTenant } from './health/checks/reach.js';
import { checkSecretExpiry } from './health/checks/secret-expiry.js';
import type { HealthCheck } from './health/health.port.js';

/** What a diagnosis found. */
export interface Diagnosis {
  readonly tenantId: string | null;
  readonly checks: readonly HealthCheck[];
}

/**
 * Checks a tenant with the registration of the options, without a database or a connection: what an operator runs
 * before anybody connects.
 * @throws ProblemError `options-invalid`
 */
export async function diagnoseTenant(options: EntraIdOptions, tenant: string): Promise<Diagnosis> {
  const resolved = resolveOptions(options);
  const { endpoints, clock, random, app } = resolved;
  const transport = createTransport(endpoints.caPem);
  try {
    const tenantId = await new Discovery(endpoints.authority, transport, clock).tenantOf(tenant);
    const clients = new MsalClients(endpoints, transport);
    if (app === undefined) throw new TypeError('the options name no app registration');
    const token = await new ApplicationTokens(clients).application({ owner: 'host', ...app }, tenantId);
    const graph = createGraphClient({
      endpoint: { origin: endpoints.graphOrigin, versionPath: endpoints.graphVersionPath },
      tokens: { token: () => Promise.resolve(token) },
      transport,
      governor: new Governor(clock),
      clock,
      random,
      onRequest: () => undefined,
    });
    const reach = await checkReach(graph, token);
    const checks = [
      found('token', 'pass', 'The identity platform issues tokens for the registration.'),
      checkTenant(tenantId, token, reach),
      ...checkPermissions(token),
      ...reach.checks,
      checkLicence(reach),
      await checkSecretExpiry(graph, app.clientId, clock.now()),
    ];
    return { tenantId, checks };
  } catch (error) {
    if (!(error instanceof ProblemError)) throw error;
    return { tenantId: null, checks: [failed('token', error)] };
  } finally {
    await transport.close();
  }
}
