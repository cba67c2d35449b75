import type { Connection } from '../connections/connections.port.js';
import type { TenantId } from '#kernel/ids.js';
import type { Registration } from '../settings/settings.port.js';
import type { GraphToken } from './token-source.port.js';

/** Moves connections to application permissions as soon as consent has reached the tokens. */
export interface ConsentRefresher {
  /** Looks at one connection; answers whether it changed. */
  refresh(connection: Connection): Promise<boolean>;
}

/** Fresh tokens of a registration, before it is the one in force. */
export interface RegistrationTokens {
  /** @throws ProblemError of the AADSTS catalogue */
  application(registration: Registration, tenantId: string): Promise<GraphToken>;
}

/** Finds tenants. */
export interface TenantDiscovery {
  /** @throws ProblemError `tenant-not-found`, `tenant-malformed` */
  tenantOf(text: string): Promise<TenantId>;
}

/** What is due now and then: consent that has taken effect, old attempts, secrets under an older key. */
export interface ConnectUpkeep {
  upkeep(): Promise<void>;
}

/** Injection token of `ConnectUpkeep`. */
export const CONNECT_UPKEEP = Symbol('entra-id/connect-upkeep');
/** Injection token of `ConsentRefresher`. */
export const CONSENT_WATCH = Symbol('entra-id/consent-watch');
/** Injection token of `RegistrationTokens`. */
export const REGISTRATION_TOKENS = Symbol('entra-id/registration-tokens');
/** Injection token of `TenantDiscovery`. */
export const TENANT_DISCOVERY = Symbol('entra-id/tenant-discovery');
