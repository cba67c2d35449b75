import type { PGlite } from '@electric-sql/pglite';
import type { Clock } from '#kernel/clock.js';
import type { Random } from '#kernel/random.js';
import type {
  AvailabilityPort,
  CheckResultSinkPort,
  DirectorySinkPort,
  EventSinkPort,
  KeyProviderPort,
} from '#plugin-host/host.port.js';

/** Microsoft cloud that a deployment talks to; tokens of one are worth nothing in another. */
export type Cloud = 'global' | 'usgov' | 'usgovdod' | 'china';

/** The host's own app registration, with exactly one way to prove itself. */
export interface AppRegistrationOptions {
  /** Application (client) id, a GUID. */
  readonly clientId: string;
  readonly clientSecret?: string;
  /** PEM private key and the certificate's SHA-256 thumbprint in hex. */
  readonly certificate?: { readonly thumbprintSha256: string; readonly privateKey: string };
  /** Returns a fresh assertion of a federated identity credential. */
  readonly federatedAssertion?: () => Promise<string>;
}

/** Replaces Microsoft's addresses by a simulator on the loopback interface; refused for any other host. */
export interface EndpointOptions {
  /** Origin of the identity platform, for instance `https://localhost:8443`. */
  readonly authority: string;
  /** Graph address with its version, for instance `https://localhost:8443/v1.0`. */
  readonly graph: string;
  /** PEM file of the authority that signed the simulator's certificate. */
  readonly caFile: string;
  /** `none` where the simulator enforces no limits, so that nothing waits for them. Default `microsoft`: they are kept. */
  readonly limits?: 'microsoft' | 'none';
}

/** When a run that removes much must wait for a person: both limits exceeded. */
export interface BreakerOptions {
  /** Share of the rows of one kind, 0 to 1. Default 0.1. */
  readonly share: number;
  /** Number of rows. Default 25. */
  readonly count: number;
}

/** What a host configures; see the README for each default. */
export interface EntraIdOptions {
  /** Public address of the host without a trailing slash; the callback is below it. */
  readonly publicUrl: string;
  /** `postgresql://...`, `pglite:./directory` or `pglite:memory`. */
  readonly databaseUrl?: string;
  /** An embedded database that the host has open already; the host closes it. */
  readonly database?: { readonly pglite: PGlite };
  /** 32 bytes in base64. Exactly one of `encryptionKey` and `keyProvider`. */
  readonly encryptionKey?: string;
  readonly keyProvider?: KeyProviderPort;
  /** Omitted: each connection brings its own appId and appSecret. */
  readonly app?: AppRegistrationOptions;
  /** Default `global`. */
  readonly cloud?: Cloud;
  readonly endpoints?: EndpointOptions;
  /** Page of the host to which the callback returns; default `<publicUrl>/organization-settings/integrations`. */
  readonly hostPage?: string;
  /** Whether two organisations may connect the same tenant. Default false. */
  readonly allowSharedTenants?: boolean;
  /** Days for which superseded versions are kept, 1 to 3650. Default 400. */
  readonly retentionDays?: number;
  /** Days after which an incremental run becomes a full one, 1 to 7. Default 7. */
  readonly fullSyncDays?: number;
  /** `'off'` publishes every run. */
  readonly breaker?: BreakerOptions | 'off';
  readonly availability?: AvailabilityPort;
  readonly directorySink?: DirectorySinkPort;
  /** Receives the results of checks of the authentication policy, for hosts that keep check results. */
  readonly checkResultSink?: CheckResultSinkPort;
  readonly eventSink?: EventSinkPort;
  /** For tests. */
  readonly clock?: Clock;
  /** For tests. */
  readonly random?: Random;
}
