import { Global, Module } from '@nestjs/common';
import {
  CONSENT_WATCH,
  REGISTRATION_TOKENS,
  TENANT_DISCOVERY,
  type ConsentRefresher,
  type RegistrationTokens,
  type TenantDiscovery,
} from '../connect/connect.tokens.js';
import { GRAPH_ACCESS, type GraphAccess } from '../connect/graph-access.port.js';
import { TOKEN_SOURCE, type TokenSource } from '../connect/token-source.port.js';
import { CONNECTION_STORE, type ConnectionStore } from '../connections/connections.port.js';
import { DATABASE, type Database } from '../database/database.port.js';
import { ENTRY_AVAILABILITY, type EntryAvailability } from '../manifest/availability.port.js';
import { ENTRA_ID_OPTIONS, type ResolvedOptions } from '../options/resolved-options.js';
import { SETTINGS_READER, SETTINGS_TRIAL, type SettingsReader } from '../settings/settings.port.js';
import { HEALTH_CHECKS } from './health.port.js';
import { EntraIdHealth } from './health.service.js';
import { ProbingSettingsTrial } from './settings-trial.js';

/**
 * Takes: tokens and Graph clients, the last revision.
 * Gives: Healthy or Needs Attention with what to do, and a trial for settings.
 * Owns: the table `health`.
 * Never: calls a missing permission an error where the feature is optional.
 */
@Global()
@Module({
  providers: [
    {
      provide: EntraIdHealth,
      inject: [
        ENTRA_ID_OPTIONS,
        ENTRY_AVAILABILITY,
        DATABASE,
        CONNECTION_STORE,
        SETTINGS_READER,
        TOKEN_SOURCE,
        GRAPH_ACCESS,
        CONSENT_WATCH,
      ],
      useFactory: (
        ...[options, availability, database, connections, settings, tokens, graphs, consent]: [
          ResolvedOptions,
          EntryAvailability,
          Database,
          ConnectionStore,
          SettingsReader,
          TokenSource,
          GraphAccess,
          ConsentRefresher,
        ]
      ) =>
        new EntraIdHealth({
          options,
          availability,
          database,
          connections,
          settings,
          tokens,
          graphs,
          consent,
        }),
    },
    { provide: HEALTH_CHECKS, useExisting: EntraIdHealth },
    {
      provide: SETTINGS_TRIAL,
      inject: [TENANT_DISCOVERY, REGISTRATION_TOKENS, GRAPH_ACCESS, EntraIdHealth],
      useFactory: (
        discovery: TenantDiscovery,
        tokens: RegistrationTokens,
        graphs: GraphAccess,
        health: EntraIdHealth,
      ) => new ProbingSettingsTrial(discovery, tokens, graphs, health),
    },
  ],
  exports: [HEALTH_CHECKS, SETTINGS_TRIAL, EntraIdHealth],
})
export class HealthModule {}
