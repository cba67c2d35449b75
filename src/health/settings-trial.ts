import type { TenantId } from '#kernel/ids.js';
import { ProblemError } from '#kernel/problem.js';
import type { RegistrationTokens, TenantDiscovery } from '../connect/connect.tokens.js';
import type { GraphAccess } from '../connect/graph-access.port.js';
import type { Connection } from '../connections/connections.port.js';
import { CORE_PERMISSIONS } from '../connections/permissions.port.js';
import type { Registration, SettingsTrial } from '../settings/settings.port.js';
import type { HealthChecks } from './health.port.js';
import { healthProblems } from './health.problems.js';

/** Tries settings out with fresh tokens, before they are kept. */
export class ProbingSettingsTrial implements SettingsTrial {
  constructor(
    private readonly discovery: TenantDiscovery,
    private readonly tokens: RegistrationTokens,
    private readonly graphs: GraphAccess,
    private readonly health: HealthChecks,
  ) {}

  tenantOf(text: string): Promise<TenantId> {
    return this.discovery.tenantOf(text);
  }

  async prove(connection: Connection, registration: Registration): Promise<void> {
    const token = await this.tokens.application(registration, connection.tenantId ?? '');
    const missing = CORE_PERMISSIONS.filter((permission) => !token.grants.has(permission));
    if (missing.length > 0) {
      const detail = `The registration is not granted ${missing.join(', ')}.`;
      throw new ProblemError(healthProblems['core-permission-missing'], { detail });
    }
    if (token.tenantId !== connection.tenantId) throw new ProblemError(healthProblems['tenant-changed']);
    await this.graphs.withToken(token).page('/users?$select=id&$top=1');
  }

  async saved(connection: Connection): Promise<void> {
    await this.health.check(connection.organizationId, connection.id);
  }
}
