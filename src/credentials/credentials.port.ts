import type { ConnectionId, OrganizationId } from '#kernel/ids.js';
import type { Secret } from '#kernel/secret.js';
import type { Sql } from '../database/database.port.js';

/** What a kept secret is for. */
export type CredentialPurpose = 'app-secret' | 'token-cache';

/** Whose secret it is. */
export interface CredentialOwner {
  readonly organizationId: OrganizationId;
  readonly connectionId: ConnectionId;
}

/** What a text is sealed for: it opens only there. */
export interface SealedFor {
  readonly organizationId: string;
  readonly record: string;
  readonly purpose: string;
}

/** Keeps secrets of connections, sealed. */
export interface CredentialVault {
  /** Seals a secret that the caller keeps itself. */
  seal(secret: Secret, context: SealedFor): Promise<string>;
  /** Opens what `seal` made. @throws ProblemError `encryption-key-unknown`, `credential-damaged` */
  unseal(sealed: string, context: SealedFor): Promise<Secret>;
  /** Keeps a secret in place of an earlier one; a disconnected connection gets none, however late its worker comes. */
  put(owner: CredentialOwner, purpose: CredentialPurpose, secret: Secret): Promise<void>;
  /** @throws ProblemError `encryption-key-unknown`, `credential-damaged` */
  get(owner: CredentialOwner, purpose: CredentialPurpose): Promise<Secret | undefined>;
  remove(owner: CredentialOwner, purpose: CredentialPurpose): Promise<void>;
  /** Removes every secret of a connection, within a transaction of the caller's. */
  removeAll(sql: Sql, connectionId: ConnectionId): Promise<void>;
  /** Number of secrets that a connection has. */
  count(connectionId: ConnectionId): Promise<number>;
  /** Puts secrets that an older key sealed under the current one; answers how many. At most `limit` at a time. */
  rotate(limit: number): Promise<number>;
}

/** Injection token of `CredentialVault`. */
export const CREDENTIAL_VAULT = Symbol('entra-id/credential-vault');
