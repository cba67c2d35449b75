import type { ConnectionId } from '#kernel/ids.js';
import { ProblemError } from '#kernel/problem.js';
import { Secret } from '#kernel/secret.js';
import { connectionsProblems } from '../connections/connections.problems.js';
import type { ActivityLog, Connection, ConnectionStore } from '../connections/connections.port.js';
import type { EntryAvailability } from '../manifest/availability.port.js';
import type { CredentialVault } from '../credentials/credentials.port.js';
import { parseDto } from './parse.dto.js';
import { SettingsDto } from './settings.dto.js';
import { settingsProblems } from './settings.problems.js';
import type { Registration, Settings, SettingsActor, SettingsTrial } from './settings.port.js';
import type { SettingsValues, SqlSettingsStore } from './sql-settings-store.js';

/** What the settings service works with. */
export interface SettingsParts {
  readonly availability: EntryAvailability;
  readonly connections: ConnectionStore;
  readonly activity: ActivityLog;
  readonly vault: CredentialVault;
  readonly store: SqlSettingsStore;
  readonly trial: SettingsTrial;
}

/** Shows and changes the settings of connections. */
export class EntraIdSettings {
  constructor(private readonly parts: SettingsParts) {}

  /** @throws ProblemError `connection-not-found` */
  async read(actor: Pick<SettingsActor, 'organizationId'>, connectionId: ConnectionId): Promise<Settings> {
    await this.parts.connections.get(actor.organizationId, connectionId);
    return this.parts.store.read(connectionId);
  }

  /**
   * Tries the settings out and keeps them when they work; fields that are left out stay as they are.
   * @throws ProblemError `entry-coming-soon`, `settings-invalid`, `tenant-mismatch`, `app-secret-missing`, `connection-not-connected`, and
   * what the trial meets
   */
  async update(actor: SettingsActor, connectionId: ConnectionId, input: unknown): Promise<Settings> {
    const { availability, connections, store, activity } = this.parts;
    const connection = await connections.get(actor.organizationId, connectionId);
    await availability.assertAvailable(actor.organizationId);
    if (connection.status !== 'connected')
      throw new ProblemError(connectionsProblems['connection-not-connected']);
    const dto = await parseDto(SettingsDto, input, settingsProblems['settings-invalid']);
    await this.assertTenant(connection, dto.tenantId);
    await this.tryRegistration(connection, dto);
    const change = changeOf(dto);
    if (dto.appSecret !== undefined && dto.appSecret !== '') {
      await this.parts.vault.put(
        { organizationId: actor.organizationId, connectionId },
        'app-secret',
        new Secret(dto.appSecret),
      );
    }
    await store.write(connection, change, actor.userId);
    await activity.record({
      organizationId: actor.organizationId,
      connectionId,
      actor: actor.userId,
      action: 'settings-changed',
      details: { ...change, appSecretChanged: dto.appSecret !== undefined },
    });
    if (dto.syncIntervalMinutes !== undefined)
      await connections.dueWithin(connection.id, dto.syncIntervalMinutes);
    await this.parts.trial.saved(connection);
    return store.read(connectionId);
  }

  private async assertTenant(connection: Connection, text: string): Promise<void> {
    const tenantId = await this.parts.trial.tenantOf(text);
    if (tenantId !== connection.tenantId) throw new ProblemError(settingsProblems['tenant-mismatch']);
  }

  /** A registration is tried whenever it would be another one than now. */
  private async tryRegistration(connection: Connection, dto: SettingsDto): Promise<void> {
    const { store } = this.parts;
    const current = await store.read(connection.id);
    const appId = dto.appId ?? current.appId ?? '';
    if (appId === '' && dto.appSecret !== undefined && dto.appSecret !== '') {
      throw new ProblemError(settingsProblems['app-secret-missing'], {
        detail: 'appSecret was given without appId.',
      });
    }
    if (appId === '') {
      if (current.appId !== null) await this.adopt(connection, store.hostRegistration());
      return;
    }
    const registrationChanges = appId.toLowerCase() !== current.appId || dto.appSecret !== undefined;
    if (!registrationChanges) return;
    if (dto.appSecret === undefined || dto.appSecret === '') {
      throw new ProblemError(settingsProblems['app-secret-missing']);
    }
    const proof = { kind: 'secret', secret: new Secret(dto.appSecret) } as const;
    await this.adopt(connection, { owner: 'tenant', clientId: appId.toLowerCase(), proof });
  }

  /** Once a registration has proved itself, the app reads by itself and no refresh token is needed. */
  private async adopt(connection: Connection, registration: Registration | undefined): Promise<void> {
    if (registration === undefined) throw new ProblemError(settingsProblems['registration-of-host-missing']);
    await this.parts.trial.prove(connection, registration);
    await this.parts.connections.access(connection.id, { access: 'application', consent: 'granted' });
    const owner = { organizationId: connection.organizationId, connectionId: connection.id };
    await this.parts.vault.remove(owner, 'token-cache');
  }
}

function changeOf(dto: SettingsDto): Partial<SettingsValues> {
  const { includeGuests, includeDisabled, syncIntervalMinutes } = dto;
  return {
    tenantId: dto.tenantId.toLowerCase(),
    ...(dto.appId === undefined ? {} : { appId: dto.appId === '' ? null : dto.appId.toLowerCase() }),
    ...(includeGuests === undefined ? {} : { includeGuests }),
    ...(includeDisabled === undefined ? {} : { includeDisabled }),
    ...(dto.groupFilter === undefined
      ? {}
      : { groupFilter: dto.groupFilter === '' ? null : dto.groupFilter }),
    ...(syncIntervalMinutes === undefined ? {} : { syncIntervalMinutes }),
  };
}
