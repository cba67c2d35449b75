import type { ConnectionId, OrganizationId } from '#kernel/ids.js';
import { ProblemError, toProblemRecord, type Problem } from '#kernel/problem.js';
import type { PluginEvent } from '#plugin-host/host.port.js';
import { connectionsProblems } from '../connections/connections.problems.js';
import type { ActivityLog, Connection, ConnectionStore } from '../connections/connections.port.js';
import type { CredentialVault } from '../credentials/credentials.port.js';
import type { Database } from '../database/database.port.js';
import type { EntryAvailability } from '../manifest/availability.port.js';
import type { ResolvedOptions } from '../options/resolved-options.js';
import { codeInText, problemOfCode } from './aadsts.js';
import type { Attempt, Attempts, Returning } from './attempts.js';
import type { CollectionControl } from './collection-control.port.js';
import type { ConnectActor, ConnectFlow, StartedConnection } from './connect-flow.js';
import { connectProblems } from './connect.problems.js';

/** What Microsoft's redirect brings. */
export type CallbackQuery = Readonly<Record<string, unknown>>;

/** How a connection ended, and what the administrator does in Entra to end it there too. */
export interface Disconnected {
  readonly connectionId: ConnectionId;
  readonly status: 'disconnected' | 'erased';
  /** Secrets of the connection that are still kept: 0. */
  readonly credentialsLeft: number;
  /** Jobs of the connection that still wait: 0. */
  readonly scheduledJobsLeft: number;
  readonly revoke: string;
}

/** What the connect service works with. */
export interface ConnectParts {
  readonly options: Pick<ResolvedOptions, 'hostPage' | 'eventSink' | 'clock'>;
  readonly availability: EntryAvailability;
  readonly connections: ConnectionStore;
  readonly activity: ActivityLog;
  readonly vault: CredentialVault;
  readonly database: Database;
  readonly attempts: Attempts;
  readonly flow: ConnectFlow;
  readonly control: CollectionControl;
  /** Logs what nobody foresaw, while a browser must be sent on all the same. */
  readonly onUnexpected: (error: unknown) => void;
}

const REVOKE =
  'To take back the consent too, delete the app in Entra: Enterprise applications > the app > Properties > Delete. ' +
  'If you brought an app registration of your own, delete its client secret under App registrations as well.';

/** Connects tenants, and disconnects them. */
export class EntraIdConnect {
  constructor(private readonly parts: ConnectParts) {}

  /** Begins to connect a tenant. @throws ProblemError `entry-coming-soon`, `connect-input-invalid`, … */
  async start(actor: ConnectActor, input: unknown): Promise<StartedConnection> {
    await this.parts.availability.assertAvailable(actor.organizationId);
    return this.parts.flow.start(actor, input);
  }

  /** Begins to ask a tenant's administrator for consent to the application permissions. */
  async requestConsent(actor: ConnectActor, connectionId: ConnectionId): Promise<StartedConnection> {
    await this.parts.availability.assertAvailable(actor.organizationId);
    const connection = await this.parts.connections.get(actor.organizationId, connectionId);
    if (connection.status !== 'connected')
      throw new ProblemError(connectionsProblems['connection-not-connected']);
    return this.parts.flow.requestConsent(actor, connection);
  }

  /** Takes Microsoft's redirect and answers where to send the browser: always to the host's page, never an error. */
  async callback(caller: Returning | undefined, query: CallbackQuery): Promise<string> {
    const page = new URL(this.parts.options.hostPage);
    try {
      page.searchParams.set('connection', await this.complete(caller, query));
    } catch (error) {
      if (!(error instanceof ProblemError)) this.parts.onUnexpected(error);
      page.searchParams.set('problem', toProblemRecord(error).code);
    }
    return page.href;
  }

  /** The organisation's connections. */
  list(organizationId: OrganizationId): Promise<readonly Connection[]> {
    return this.parts.connections.list(organizationId);
  }

  /** @throws ProblemError `connection-not-found` */
  get(organizationId: OrganizationId, connectionId: ConnectionId): Promise<Connection> {
    return this.parts.connections.get(organizationId, connectionId);
  }

  /** Stops collecting and removes the credentials; what was published stays readable. */
  async disconnect(
    actor: Omit<ConnectActor, 'sessionId'>,
    connectionId: ConnectionId,
    reason: string | undefined,
  ): Promise<Disconnected> {
    const connection = await this.parts.connections.get(actor.organizationId, connectionId);
    await this.end(connection);
    await this.note(actor, connection, 'disconnected', reason);
    return this.ended(connection, 'disconnected');
  }

  /** Disconnects and removes everything that was collected. @throws ProblemError `erase-not-confirmed` */
  async erase(
    actor: Omit<ConnectActor, 'sessionId'>,
    connectionId: ConnectionId,
    confirmation: { readonly confirm: string | undefined; readonly reason: string | undefined },
  ): Promise<Disconnected> {
    const { connections, control, database } = this.parts;
    const connection = await connections.get(actor.organizationId, connectionId);
    const name = connection.displayName ?? connection.tenantId ?? connection.id;
    if (confirmation.confirm !== name) throw new ProblemError(connectProblems['erase-not-confirmed']);
    await this.end(connection);
    await control.erase(connectionId);
    await this.note(actor, connection, 'erased', confirmation.reason);
    await database.transaction((sql) => connections.remove(sql, connectionId));
    return this.ended(connection, 'erased');
  }

  private async complete(caller: Returning | undefined, query: CallbackQuery): Promise<string> {
    const { state, code } = query;
    if (typeof state !== 'string' || state === '') throw new ProblemError(connectProblems['attempt-unknown']);
    const attempt = await this.parts.attempts.take(state, caller);
    try {
      await this.parts.availability.assertAvailable(attempt.organizationId);
      const declined = declineOf(attempt, query);
      if (declined !== undefined) throw new ProblemError(declined);
      if (attempt.kind === 'consent') return await this.parts.flow.consented(attempt);
      if (typeof code !== 'string') throw new ProblemError(connectProblems['sign-in-declined']);
      const connectionId = await this.parts.flow.signedIn(attempt, code);
      await this.tell(attempt.organizationId, connectionId, 'connected');
      return connectionId;
    } catch (error) {
      if (error instanceof ProblemError) await this.noteFailure(attempt, error);
      throw error;
    }
  }

  private async end(connection: Connection): Promise<void> {
    const { control, database, vault, connections, options } = this.parts;
    await database.transaction(async (sql) => {
      await connections.disconnect(sql, connection.id, options.clock.now());
      await vault.removeAll(sql, connection.id);
    });
    await control.stop(connection.id);
    await vault.removeAll(database, connection.id);
  }

  private async ended(connection: Connection, status: Disconnected['status']): Promise<Disconnected> {
    await this.tell(connection.organizationId, connection.id, status);
    const credentialsLeft = await this.parts.vault.count(connection.id);
    const scheduledJobsLeft = await this.parts.control.jobsLeft(connection.id);
    return { connectionId: connection.id, status, credentialsLeft, scheduledJobsLeft, revoke: REVOKE };
  }

  private async note(
    actor: Omit<ConnectActor, 'sessionId'>,
    connection: Connection,
    action: 'disconnected' | 'erased',
    reason: string | undefined,
  ): Promise<void> {
    const { organizationId, userId } = actor;
    const details = { tenantId: connection.tenantId };
    const why = reason === undefined ? {} : { reason };
    await this.parts.activity.record({
      organizationId,
      connectionId: connection.id,
      actor: userId,
      action,
      details,
      ...why,
    });
  }

  private async noteFailure(attempt: Attempt, error: ProblemError): Promise<void> {
    const { organizationId, connectionId, actor } = attempt;
    const details = { problem: error.problem.code, ...error.context };
    await this.parts.activity.record({
      organizationId,
      connectionId,
      actor,
      action: 'connect-failed',
      details,
    });
  }

  private async tell(
    organizationId: OrganizationId,
    connectionId: ConnectionId,
    status: Extract<PluginEvent, { kind: 'connection-changed' }>['status'],
  ): Promise<void> {
    const { eventSink, clock } = this.parts.options;
    const at = clock.now().toISOString();
    await eventSink
      ?.emit({ kind: 'connection-changed', organizationId, connectionId, status, at })
      .catch(() => undefined);
  }
}

/** What an error in the redirect means; consent says "admin_consent=True" even when it was declined. */
function declineOf(attempt: Attempt, query: CallbackQuery): Problem | undefined {
  if (typeof query['error'] !== 'string') return undefined;
  const code = codeInText(typeof query['error_description'] === 'string' ? query['error_description'] : '');
  const declined = code === undefined || code === 65004 || query['error'] === 'access_denied';
  if (!declined) return problemOfCode(code);
  return attempt.kind === 'consent'
    ? connectProblems['consent-declined']
    : connectProblems['sign-in-declined'];
}
