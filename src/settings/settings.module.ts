import { Global, Module } from '@nestjs/common';
import type { Clock } from '#kernel/clock.js';
import {
  ACTIVITY_LOG,
  CONNECTION_STORE,
  type ActivityLog,
  type ConnectionStore,
} from '../connections/connections.port.js';
import { CREDENTIAL_VAULT, type CredentialVault } from '../credentials/credentials.port.js';
import { DATABASE, type Database } from '../database/database.port.js';
import { ENTRY_AVAILABILITY, type EntryAvailability } from '../manifest/availability.port.js';
import { CLOCK, ENTRA_ID_OPTIONS, type ResolvedOptions } from '../options/resolved-options.js';
import { REGISTRATION_KEEPER, SETTINGS_READER, SETTINGS_TRIAL, type SettingsTrial } from './settings.port.js';
import { EntraIdSettings } from './settings.service.js';
import { SqlSettingsStore } from './sql-settings-store.js';

/**
 * Takes: what administrators configure, and a trial from a later stage.
 * Gives: the settings in force and the app registration of each connection.
 * Owns: the table `settings`, every version of it.
 * Never: keeps a change that does not work, or shows a secret.
 */
@Global()
@Module({
  providers: [
    {
      provide: SqlSettingsStore,
      inject: [DATABASE, CREDENTIAL_VAULT, ENTRA_ID_OPTIONS, CLOCK],
      useFactory: (database: Database, vault: CredentialVault, options: ResolvedOptions, clock: Clock) =>
        new SqlSettingsStore(database, vault, options, clock),
    },
    { provide: SETTINGS_READER, useExisting: SqlSettingsStore },
    { provide: REGISTRATION_KEEPER, useExisting: SqlSettingsStore },
    {
      provide: EntraIdSettings,
      inject: [
        ENTRY_AVAILABILITY,
        CONNECTION_STORE,
        ACTIVITY_LOG,
        CREDENTIAL_VAULT,
        SqlSettingsStore,
        SETTINGS_TRIAL,
      ],
      useFactory: (
        ...[availability, connections, activity, vault, store, trial]: [
          EntryAvailability,
          ConnectionStore,
          ActivityLog,
          CredentialVault,
          SqlSettingsStore,
          SettingsTrial,
        ]
      ) => new EntraIdSettings({ availability, connections, activity, vault, store, trial }),
    },
  ],
  exports: [SETTINGS_READER, REGISTRATION_KEEPER, EntraIdSettings],
})
export class SettingsModule {}
