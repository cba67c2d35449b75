import { eachInTurn } from '#kernel/each.js';
import type { ConnectionId, OrganizationId } from '#kernel/ids.js';
import { ProblemError } from '#kernel/problem.js';
import type { GraphAccess } from '../connect/graph-access.port.js';
import type { ConsentRefresher } from '../connect/connect.tokens.js';
import type { GraphToken, TokenSource } from '../connect/token-source.port.js';
import { connectionsProblems } from '../connections/connections.problems.js';
import type { EntryAvailability } from '../manifest/availability.port.js';
import type { Connection, ConnectionStore } from '../connections/connections.port.js';
import type { Database } from '../database/database.port.js';
import type { ResolvedOptions } from '../options/resolved-options.js';
import type { SettingsReader } from '../settings/settings.port.js';
import { failed, found, foundProblem } from './checks/check.js';
import { checkFeatures } from './checks/feature-reach.js';
import { checkFreshness } from './checks/freshness.js';
import { checkPermissions } from './checks/permissions.js';
import { checkLicence, checkReach, checkTenant } from './checks/reach.js';
import { checkSecretExpiry } from './checks/secret-expiry.js';
import type { Health, HealthCheck, HealthChecks, HealthStatus } from './health.port.js';
import { healthProblems } from './health.problems.js';

const STALE_AFTER_MS = 6 * 3_600_000;
const STALE_PER_ROUND = 20;

/** What health checks work with. */
export interface HealthParts {
  readonly availability: EntryAvailability;
  readonly options: Pick<ResolvedOptions, 'clock' | 'eventSink'>;
  readonly database: Database;
  readonly connections: ConnectionStore;
  readonly settings: SettingsReader;
  readonly tokens: TokenSource;
  readonly graphs: GraphAccess;
  readonly consent: ConsentRefresher;
}

interface HealthRow {
  readonly status: Exclude<HealthStatus, 'checking'>;
  readonly checked_at: Date;
  readonly checks: readonly HealthCheck[];
}

/** Checks connections and keeps the badge. */
export class EntraIdHealth implements HealthChecks {
  constructor(private readonly parts: HealthParts) {}

  async check(organizationId: OrganizationId, connectionId: ConnectionId): Promise<Health> {
    const { availability, connections, consent } = this.parts;
    const connection = await connections.get(organizationId, connectionId);
    await availability.assertAvailable(organizationId);
    if (connection.status !== 'connected')
      throw new ProblemError(connectionsProblems['connection-not-connected']);
    const checks = await this.run(connection, async () => {
      await consent.refresh(connection);
      return connections.get(organizationId, connectionId);
    });
    return this.keep(connection, checks);
  }

  async last(organizationId: OrganizationId, connectionId: ConnectionId): Promise<Health> {
    const connection = await this.parts.connections.get(organizationId, connectionId);
    if (connection.status === 'disconnected') return ended(connection);
    const row = await this.row(connectionId);
    if (row === undefined) return { status: 'checking', checkedAt: null, checks: [] };
    return { status: row.status, checkedAt: row.checked_at.toISOString(), checks: row.checks };
  }

  async checkStale(): Promise<number> {
    const before = new Date(this.parts.options.clock.now().getTime() - STALE_AFTER_MS);
    const announced = await this.announcedOnly();
    const stale = await this.parts.database.query<{ id: ConnectionId; organization_id: OrganizationId }>(
      `select c.id, c.organization_id from entra_id.connection c left join entra_id.health h on h.connection_id = c.id
       where c.status = 'connected' and (h.checked_at is null or h.checked_at < $1)
         and c.organization_id not in (select jsonb_array_elements_text($2::jsonb))
       order by c.id limit ${STALE_PER_ROUND}`,
      [before, JSON.stringify(announced)],
    );
    await eachInTurn(stale, ({ id, organization_id: organizationId }) => this.check(organizationId, id));
    return stale.length;
  }

  /** Organisations whose connections are left alone, since the entry is only announced for them. */
  private async announcedOnly(): Promise<readonly OrganizationId[]> {
    const rows = await this.parts.database.query<{ id: OrganizationId }>(
      `select distinct organization_id as id from entra_id.connection where status = 'connected'`,
    );
    return this.parts.availability.announcedOnly(rows.map(({ id }) => id));
  }

  private async run(before: Connection, refresh: () => Promise<Connection>): Promise<readonly HealthCheck[]> {
    const { settings, tokens, database, options } = this.parts;
    const { syncIntervalMinutes: intervalMinutes } = await settings.read(before.id);
    const now = options.clock.now();
    const freshness = await checkFreshness(database, before, { now, intervalMinutes });
    try {
      const connection = await refresh();
      const token = await tokens.token(connection.id, { skipCache: true });
      return [...(await this.withToken(connection, token)), freshness];
    } catch (error) {
      if (!(error instanceof ProblemError)) throw error;
      return [failed('token', error), freshness];
    }
  }

  private async withToken(connection: Connection, token: GraphToken): Promise<readonly HealthCheck[]> {
    const { graphs, settings, options } = this.parts;
    const graph = graphs.forConnection(connection);
    const registration = await settings.registration(connection);
    const [reach, features, expiry] = await Promise.all([
      checkReach(graph, token),
      checkFeatures(graph, token),
      checkSecretExpiry(graph, registration?.clientId ?? '', options.clock.now()),
    ]);
    return [
      found('token', 'pass', 'The identity platform issues tokens for the connection.'),
      checkTenant(connection.tenantId, token, reach),
      checkAccess(connection),
      ...checkPermissions(token),
      ...reach.checks,
      ...features,
      checkLicence(reach),
      ...(registration?.proof.kind === 'secret' ? [expiry] : []),
    ];
  }

  private async keep(connection: Connection, checks: readonly HealthCheck[]): Promise<Health> {
    const status = checks.some((check) => check.status === 'fail') ? 'needs_attention' : 'healthy';
    const checkedAt = this.parts.options.clock.now();
    const before = await this.row(connection.id);
    await this.parts.database.execute(
      `insert into entra_id.health (connection_id, status, checked_at, checks) values ($1, $2, $3, $4::jsonb)
       on conflict (connection_id) do update set status = $2, checked_at = $3, checks = $4::jsonb`,
      [connection.id, status, checkedAt, JSON.stringify(checks)],
    );
    const at = checkedAt.toISOString();
    if (before?.status !== status) {
      const { organizationId, id: connectionId } = connection;
      const reason = checks.find((check) => check.status === 'fail')?.summary ?? null;
      const event = { kind: 'health-changed', organizationId, connectionId, status, at, reason } as const;
      await this.parts.options.eventSink?.emit(event).catch(() => undefined);
    }
    return { status, checkedAt: at, checks };
  }

  private async row(connectionId: ConnectionId): Promise<HealthRow | undefined> {
    const rows = await this.parts.database.query<HealthRow>(
      'select status, checked_at, checks from entra_id.health where connection_id = $1',
      [connectionId],
    );
    return rows[0];
  }
}

/** What was found before a connection ended says nothing about it now. */
function ended(connection: Connection): Health {
  const check = failed('token', new ProblemError(connectionsProblems['connection-not-connected']));
  const checkedAt = connection.disconnectedAt?.toISOString() ?? null;
  return { status: 'needs_attention', checkedAt, checks: [check] };
}

function checkAccess(connection: Connection): HealthCheck {
  if (connection.access === 'application') return found('access', 'pass', 'The app reads by itself.');
  const waiting = connection.consent === 'waiting';
  return foundProblem('access', 'warn', healthProblems[waiting ? 'consent-on-its-way' : 'reads-on-behalf']);
}
