import type { Clock } from '#kernel/clock.js';
import type { OrganizationId } from '#kernel/ids.js';
import { ProblemError } from '#kernel/problem.js';
import type {
  Connection,
  ConnectionAccess,
  ConnectionStore,
  ConsentState,
} from '../connections/connections.port.js';
import type { CredentialVault } from '../credentials/credentials.port.js';
import type { Registration, SettingsReader } from '../settings/settings.port.js';
import { hasCore } from '../connections/permissions.port.js';
import type { RegistrationTokens } from './connect.tokens.js';

/** After this time, consent that has not reached the tokens is taken to be missing. */
const PATIENCE_MS = 30 * 60_000;

/** Refusals that mean "not consented", as opposed to "did not work". */
const NOT_CONSENTED: ReadonlySet<string> = new Set(['app-not-in-tenant', 'consent-missing']);

/** How a tenant can be read. */
export interface AccessDecision {
  readonly access: ConnectionAccess;
  readonly consent: ConsentState;
}

/** Finds out whether the app may read by itself, and moves connections to that as soon as it may. */
export class ConsentWatch {
  constructor(
    private readonly connections: ConnectionStore,
    private readonly settings: SettingsReader,
    private readonly vault: CredentialVault,
    private readonly tokens: RegistrationTokens,
    private readonly clock: Clock,
  ) {}

  /** Asks for a fresh token of the app itself and looks at what it allows. */
  async decide(registration: Registration, tenantId: string): Promise<AccessDecision> {
    try {
      const token = await this.tokens.application(registration, tenantId);
      if (hasCore(token.grants)) return { access: 'application', consent: 'granted' };
    } catch (error) {
      if (!(error instanceof ProblemError) || !NOT_CONSENTED.has(error.problem.code)) throw error;
    }
    return { access: 'delegated', consent: 'missing' };
  }

  /** Looks again at a connection that reads on somebody's behalf. Answers whether it changed. */
  async refresh(connection: Connection): Promise<boolean> {
    const isDelegated = connection.status === 'connected' && connection.access === 'delegated';
    if (!isDelegated || connection.tenantId === null) return false;
    const registration = await this.settings.registration(connection);
    if (registration === undefined) return false;
    const decision = await this.decide(registration, connection.tenantId);
    if (decision.access === 'application') {
      await this.connections.access(connection.id, decision);
      const owner = { organizationId: connection.organizationId, connectionId: connection.id };
      await this.vault.remove(owner, 'token-cache');
      return true;
    }
    const waitedMs = this.clock.now().getTime() - (connection.consentAskedAt?.getTime() ?? 0);
    if (connection.consent !== 'waiting' || waitedMs < PATIENCE_MS) return false;
    await this.connections.access(connection.id, { access: 'delegated', consent: 'missing' });
    return true;
  }

  /** Looks at every connection that waits for consent to take effect, of organisations that may use the entry. */
  async watch(mayUse: (organizationId: OrganizationId) => Promise<boolean>): Promise<void> {
    for (let after: Connection['id'] | undefined; ;) {
      const page = await this.connections.connected(after, 100);
      for (const connection of page) {
        const isWaiting = connection.consent === 'waiting';
        if (isWaiting && (await mayUse(connection.organizationId))) await this.tryRefresh(connection);
      }
      after = page.at(-1)?.id;
      if (after === undefined) return;
    }
  }

  /** What one connection meets must not keep the others waiting; its health check shows the reason. */
  private async tryRefresh(connection: Connection): Promise<void> {
    try {
      await this.refresh(connection);
    } catch (error) {
      if (!(error instanceof ProblemError)) throw error;
    }
  }
}
