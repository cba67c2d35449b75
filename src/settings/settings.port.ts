import type { ConnectionId, OrganizationId, TenantId } from '#kernel/ids.js';
import type { Secret } from '#kernel/secret.js';
import type { AppProof } from '../options/resolved-options.js';
import type { Connection } from '../connections/connections.port.js';

/** Settings of a connection as people see them; the secret shows only whether there is one. */
export interface Settings {
  readonly version: number;
  readonly tenantId: string | null;
  readonly appId: string | null;
  readonly appSecretSet: boolean;
  readonly includeGuests: boolean;
  readonly includeDisabled: boolean;
  readonly groupFilter: string | null;
  readonly syncIntervalMinutes: number;
  readonly changedAt: string | null;
  readonly changedBy: string | null;
}

/** The app registration that a connection uses. */
export interface Registration {
  readonly owner: 'host' | 'tenant';
  readonly clientId: string;
  readonly proof: AppProof;
}

/** Whoever changes settings. */
export interface SettingsActor {
  readonly organizationId: OrganizationId;
  readonly userId: string;
}

/** Reads settings, for every later stage. */
export interface SettingsReader {
  read(connectionId: ConnectionId): Promise<Settings>;
  /** The tenant's own registration where it brought one, else the host's; undefined when there is neither. */
  registration(connection: Pick<Connection, 'id' | 'organizationId'>): Promise<Registration | undefined>;
  /** The registration of the platform itself, where it has one. */
  hostRegistration(): Registration | undefined;
}

/** Keeps a registration that a tenant brings along when it connects. */
export interface RegistrationKeeper {
  keep(
    connection: Pick<Connection, 'id' | 'organizationId'>,
    registration: { readonly appId: string; readonly secret: Secret },
    actor: string,
  ): Promise<void>;
  /** Goes over to the platform's registration. */
  release(connection: Pick<Connection, 'id' | 'organizationId'>, actor: string): Promise<void>;
}

/** Tries settings out before they are kept; a later stage implements it. */
export interface SettingsTrial {
  /** The tenant behind a GUID or verified domain. @throws ProblemError `tenant-not-found`, `tenant-malformed` */
  tenantOf(text: string): Promise<TenantId>;
  /** Proves that a registration reads the tenant. @throws ProblemError with the reason when it does not */
  prove(connection: Connection, registration: Registration): Promise<void>;
  /** Looks at the connection once more when settings were kept, so that the badge is true at once. */
  saved(connection: Connection): Promise<void>;
}

/** Injection tokens of the settings stage. */
export const SETTINGS_READER = Symbol('entra-id/settings-reader');
/** Injection token of `RegistrationKeeper`. */
export const REGISTRATION_KEEPER = Symbol('entra-id/registration-keeper');
/** Injection token of `SettingsTrial`. */
export const SETTINGS_TRIAL = Symbol('entra-id/settings-trial');
