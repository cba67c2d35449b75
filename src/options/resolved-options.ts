import type { Clock } from '#kernel/clock.js';
import type { Random } from '#kernel/random.js';
import type { Secret } from '#kernel/secret.js';
import type { PGlite } from '@electric-sql/pglite';
import type {
  AvailabilityPort,
  CheckResultSinkPort,
  DirectorySinkPort,
  EventSinkPort,
  KeyProviderPort,
} from '#plugin-host/host.port.js';
import type { DatabaseLocation } from '#storage/database-url.js';
import type { BreakerOptions } from './entra-id.options.js';

/** How the host's app registration proves itself. */
export type AppProof =
  | { readonly kind: 'secret'; readonly secret: Secret }
  | { readonly kind: 'certificate'; readonly thumbprintSha256: string; readonly privateKey: Secret }
  | { readonly kind: 'federated'; readonly assertion: () => Promise<string> };

/** Addresses in force, after cloud and simulator were considered. */
export interface ResolvedEndpoints {
  /** Origin, no trailing slash: `https://login.microsoftonline.com`. */
  readonly authority: string;
  /** Origin: `https://graph.microsoft.com`. */
  readonly graphOrigin: string;
  /** `/v1.0`. */
  readonly graphVersionPath: string;
  /** PEM text of an extra trusted authority, for a simulator. */
  readonly caPem: string | undefined;
  /** Whether Microsoft's limits need not be kept, because a simulator enforces none. */
  readonly isUnlimited: boolean;
}

/** Options after validation, with every default filled in. */
export interface ResolvedOptions {
  readonly publicUrl: string;
  readonly callbackUrl: string;
  readonly hostPage: string;
  readonly database: DatabaseLocation | { readonly kind: 'borrowed'; readonly pglite: PGlite };
  readonly keyProvider: KeyProviderPort;
  readonly app: { readonly clientId: string; readonly proof: AppProof } | undefined;
  readonly endpoints: ResolvedEndpoints;
  readonly allowSharedTenants: boolean;
  readonly retentionDays: number;
  readonly fullSyncDays: number;
  readonly breaker: BreakerOptions | 'off';
  readonly availability: AvailabilityPort | undefined;
  readonly directorySink: DirectorySinkPort | undefined;
  readonly checkResultSink: CheckResultSinkPort | undefined;
  readonly eventSink: EventSinkPort | undefined;
  readonly clock: Clock;
  readonly random: Random;
}

/** Injection token of `ResolvedOptions`. */
export const ENTRA_ID_OPTIONS = Symbol('entra-id/options');
/** Injection token of the `Clock` in force. */
export const CLOCK = Symbol('entra-id/clock');
/** Injection token of the `Random` in force. */
export const RANDOM = Symbol('entra-id/random');
