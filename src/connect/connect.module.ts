import { Global, Inject, Injectable, Module, type OnApplicationShutdown } from '@nestjs/common';
import type { Clock } from '#kernel/clock.js';
import { createTransport, type Transport } from '#graph/transport.js';
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
import {
  REGISTRATION_KEEPER,
  SETTINGS_READER,
  type RegistrationKeeper,
  type SettingsReader,
} from '../settings/settings.port.js';
import { ApplicationTokens } from './application-tokens.js';
import { Attempts } from './attempts.js';
import { COLLECTION_CONTROL, type CollectionControl } from './collection-control.port.js';
import { ConnectFlow } from './connect-flow.js';
import { EntraIdConnect } from './connect.service.js';
import { ConsentWatch } from './consent.js';
import {
  CONNECT_UPKEEP,
  CONSENT_WATCH,
  REGISTRATION_TOKENS,
  TENANT_DISCOVERY,
  type ConnectUpkeep,
  type RegistrationTokens,
} from './connect.tokens.js';
import { Discovery } from './discovery.js';
import { GovernedGraphAccess } from './graph-access.js';
import { GRAPH_ACCESS, type GraphAccess } from './graph-access.port.js';
import { MsalClients } from './msal-clients.js';
import { MsalTokenSource } from './msal-token-source.js';
import { SignIn } from './sign-in.js';
import { SqlBudgetLedger } from './sql-budget-ledger.js';
import { TOKEN_SOURCE } from './token-source.port.js';

/** Secrets that one round of upkeep puts under the current key at most. */
const ROTATED_MAX = 500;

const TRANSPORT = Symbol('entra-id/transport');

type ClosableTransport = Transport & { close(): Promise<void> };

@Injectable()
class TransportCloser implements OnApplicationShutdown {
  constructor(@Inject(TRANSPORT) private readonly transport: ClosableTransport) {}

  onApplicationShutdown(): Promise<void> {
    return this.transport.close();
  }
}

/** The pieces that the connect service is made of. */
const pieces = [
  {
    provide: TRANSPORT,
    inject: [ENTRA_ID_OPTIONS],
    useFactory: (options: ResolvedOptions) => createTransport(options.endpoints.caPem),
  },
  TransportCloser,
  {
    provide: MsalClients,
    inject: [ENTRA_ID_OPTIONS, TRANSPORT],
    useFactory: (options: ResolvedOptions, transport: Transport) =>
      new MsalClients(options.endpoints, transport),
  },
  {
    provide: MsalTokenSource,
    inject: [CONNECTION_STORE, SETTINGS_READER, CREDENTIAL_VAULT, MsalClients, REGISTRATION_TOKENS, CLOCK],
    useFactory: (
      ...[connections, settings, vault, clients, applications, clock]: [
        ConnectionStore,
        SettingsReader,
        CredentialVault,
        MsalClients,
        RegistrationTokens,
        Clock,
      ]
    ) => new MsalTokenSource({ connections, settings, vault, clients, applications, clock }),
  },
  { provide: TOKEN_SOURCE, useExisting: MsalTokenSource },
  {
    provide: REGISTRATION_TOKENS,
    inject: [MsalClients],
    useFactory: (clients: MsalClients) => new ApplicationTokens(clients),
  },
  {
    provide: GRAPH_ACCESS,
    inject: [ENTRA_ID_OPTIONS, MsalTokenSource, TRANSPORT, DATABASE],
    useFactory: (
      { endpoints, clock, random }: ResolvedOptions,
      tokens: MsalTokenSource,
      transport: Transport,
      database: Database,
    ) => {
      // An embedded database belongs to this process alone: nobody is there to share budgets with.
      const ledger = database.engine === 'postgresql' ? new SqlBudgetLedger(database) : undefined;
      return new GovernedGraphAccess({ endpoints, tokens, transport, clock, random, ledger });
    },
  },
  {
    provide: TENANT_DISCOVERY,
    inject: [ENTRA_ID_OPTIONS, TRANSPORT, CLOCK],
    useFactory: (options: ResolvedOptions, transport: Transport, clock: Clock) =>
      new Discovery(options.endpoints.authority, transport, clock),
  },
  {
    provide: CONSENT_WATCH,
    inject: [CONNECTION_STORE, SETTINGS_READER, CREDENTIAL_VAULT, REGISTRATION_TOKENS, CLOCK],
    useFactory: (
      connections: ConnectionStore,
      settings: SettingsReader,
      vault: CredentialVault,
      tokens: RegistrationTokens,
      clock: Clock,
    ) => new ConsentWatch(connections, settings, vault, tokens, clock),
  },
  {
    provide: Attempts,
    inject: [DATABASE, CREDENTIAL_VAULT, CLOCK],
    useFactory: (database: Database, vault: CredentialVault, clock: Clock) =>
      new Attempts(database, vault, clock),
  },
  {
    provide: CONNECT_UPKEEP,
    inject: [CONSENT_WATCH, Attempts, CREDENTIAL_VAULT, ENTRY_AVAILABILITY],
    useFactory: (
      consent: ConsentWatch,
      attempts: Attempts,
      vault: CredentialVault,
      availability: EntryAvailability,
    ): ConnectUpkeep => ({
      upkeep: async () => {
        await consent.watch(async (organization) => (await availability.of(organization)) === 'available');
        await attempts.prune();
        await vault.rotate(ROTATED_MAX);
      },
    }),
  },
  {
    provide: SignIn,
    inject: [MsalClients, TENANT_DISCOVERY, GRAPH_ACCESS, ENTRA_ID_OPTIONS],
    useFactory: (
      clients: MsalClients,
      discovery: Discovery,
      graphs: GraphAccess,
      { callbackUrl }: ResolvedOptions,
    ) => new SignIn({ clients, discovery, graphs, callbackUrl }),
  },
];

const KEPT = [CONNECTION_STORE, ACTIVITY_LOG, CREDENTIAL_VAULT, ENTRA_ID_OPTIONS] as const;
type Kept = [ConnectionStore, ActivityLog, CredentialVault, ResolvedOptions];

/**
 * Takes: an administrator on their way to Microsoft and back.
 * Gives: bound tenants, tokens and Graph clients.
 * Owns: attempts to connect, the token cache, the decision how a tenant is read.
 * Never: believes a tenant that a redirect names, or sends a token anywhere but to Graph.
 */
@Global()
@Module({
  providers: [
    ...pieces,
    {
      provide: ConnectFlow,
      inject: [
        ...KEPT,
        SETTINGS_READER,
        REGISTRATION_KEEPER,
        Attempts,
        TENANT_DISCOVERY,
        SignIn,
        CONSENT_WATCH,
      ],
      useFactory: (
        ...[connections, activity, vault, options, settings, keeper, attempts, discovery, signIn, consent]: [
          ...Kept,
          SettingsReader,
          RegistrationKeeper,
          Attempts,
          Discovery,
          SignIn,
          ConsentWatch,
        ]
      ) => {
        const { clock } = options;
        const kept = { connections, activity, vault, options, clock };
        return new ConnectFlow({ ...kept, settings, keeper, attempts, discovery, signIn, consent });
      },
    },
    {
      provide: EntraIdConnect,
      inject: [...KEPT, ENTRY_AVAILABILITY, DATABASE, Attempts, ConnectFlow, COLLECTION_CONTROL],
      useFactory: (
        ...[connections, activity, vault, options, availability, database, attempts, flow, control]: [
          ...Kept,
          EntryAvailability,
          Database,
          Attempts,
          ConnectFlow,
          CollectionControl,
        ]
      ) => {
        const kept = { connections, activity, vault, options };
        return new EntraIdConnect({ ...kept, availability, database, attempts, flow, control });
      },
    },
  ],
  exports: [
    CONNECT_UPKEEP,
    TOKEN_SOURCE,
    REGISTRATION_TOKENS,
    GRAPH_ACCESS,
    TENANT_DISCOVERY,
    CONSENT_WATCH,
    EntraIdConnect,
  ],
})
export class ConnectModule {}
