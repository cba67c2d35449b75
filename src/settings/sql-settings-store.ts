import type { ConnectionId } from '#kernel/ids.js';
import type { Clock } from '#kernel/clock.js';
import type { Secret } from '#kernel/secret.js';
import type { Connection } from '../connections/connections.port.js';
import type { CredentialVault } from '../credentials/credentials.port.js';
import type { Database, Sql } from '../database/database.port.js';
import type { ResolvedOptions } from '../options/resolved-options.js';
import { SYNC_INTERVAL } from './settings.dto.js';
import type { Registration, RegistrationKeeper, Settings, SettingsReader } from './settings.port.js';

/** Settings as a version holds them. */
export interface SettingsValues {
  readonly tenantId: string | null;
  readonly appId: string | null;
  readonly includeGuests: boolean;
  readonly includeDisabled: boolean;
  readonly groupFilter: string | null;
  readonly syncIntervalMinutes: number;
}

interface SettingsRow extends SettingsValues {
  readonly version: number;
  readonly changedAt: Date | null;
  readonly changedBy: string | null;
}

const DEFAULTS: SettingsRow = {
  version: 0,
  tenantId: null,
  appId: null,
  includeGuests: true,
  includeDisabled: true,
  groupFilter: null,
  syncIntervalMinutes: SYNC_INTERVAL.default,
  changedAt: null,
  changedBy: null,
};

type Owner = Pick<Connection, 'id' | 'organizationId'>;

/** Settings in the plugin's database: every change is a version of its own. */
export class SqlSettingsStore implements SettingsReader, RegistrationKeeper {
  constructor(
    private readonly database: Database,
    private readonly vault: CredentialVault,
    private readonly options: Pick<ResolvedOptions, 'app'>,
    private readonly clock: Clock,
  ) {}

  async read(connectionId: ConnectionId): Promise<Settings> {
    const row = await this.latest(connectionId);
    const secrets = await this.database.query(
      `select 1 from entra_id.credential where connection_id = $1 and purpose = 'app-secret'`,
      [connectionId],
    );
    return {
      ...row,
      appSecretSet: secrets.length > 0,
      changedAt: row.changedAt?.toISOString() ?? null,
    };
  }

  async registration(connection: Owner): Promise<Registration | undefined> {
    const { appId } = await this.latest(connection.id);
    if (appId === null) return this.hostRegistration();
    const secret = await this.vault.get(ownerOf(connection), 'app-secret');
    return secret === undefined
      ? undefined
      : { owner: 'tenant', clientId: appId, proof: { kind: 'secret', secret } };
  }

  /** The registration of the platform itself, where it has one. */
  hostRegistration(): Registration | undefined {
    const { app } = this.options;
    return app === undefined ? undefined : { owner: 'host', ...app };
  }

  async keep(
    connection: Owner,
    registration: { readonly appId: string; readonly secret: Secret },
    actor: string,
  ): Promise<void> {
    await this.vault.put(ownerOf(connection), 'app-secret', registration.secret);
    await this.write(connection, { appId: registration.appId }, actor);
  }

  release(connection: Owner, actor: string): Promise<void> {
    return this.write(connection, { appId: null }, actor);
  }

  /** Adds a version; what the change leaves out stays as it was. */
  async write(connection: Owner, change: Partial<SettingsValues>, actor: string): Promise<void> {
    const { appId } = await this.database.transaction(async (sql) => {
      // One change at a time: each goes on from the one before, and versions are numbered without a gap.
      await sql.query('select 1 from entra_id.connection where id = $1 for update', [connection.id]);
      const next = { ...(await this.latest(connection.id, sql)), ...change };
      await this.insert(sql, connection.id, next, actor);
      return next;
    });
    if (appId === null) await this.vault.remove(ownerOf(connection), 'app-secret');
  }

  private async insert(sql: Sql, id: ConnectionId, next: SettingsRow, actor: string): Promise<void> {
    await sql.execute(
      `insert into entra_id.settings (connection_id, version, tenant_id, app_id, include_guests, include_disabled,
         group_filter, sync_interval_minutes, changed_at, changed_by)
       values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`,
      [
        id,
        next.version + 1,
        next.tenantId,
        next.appId,
        next.includeGuests,
        next.includeDisabled,
        next.groupFilter,
        next.syncIntervalMinutes,
        this.clock.now(),
        actor,
      ],
    );
  }

  private async latest(connectionId: ConnectionId, sql: Sql = this.database): Promise<SettingsRow> {
    const rows = await sql.query<SettingsRow>(
      `select version, tenant_id as "tenantId", app_id as "appId", include_guests as "includeGuests",
         include_disabled as "includeDisabled", group_filter as "groupFilter",
         sync_interval_minutes as "syncIntervalMinutes", changed_at as "changedAt", changed_by as "changedBy"
       from entra_id.settings where connection_id = $1 order by version desc limit 1`,
      [connectionId],
    );
    return rows[0] ?? DEFAULTS;
  }
}

function ownerOf(connection: Owner): {
  readonly organizationId: Owner['organizationId'];
  readonly connectionId: ConnectionId;
} {
  return { organizationId: connection.organizationId, connectionId: connection.id };
}
