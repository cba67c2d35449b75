import type { ConnectionId, OrganizationId, TenantId } from '#kernel/ids.js';
import type { JsonObject } from '#kernel/json.js';
import type { Sql } from '../database/database.port.js';

/** `pending` until Microsoft has sent the administrator back. */
export type ConnectionStatus = 'pending' | 'connected' | 'disconnected';

/** How the tenant is read: with the app's own permissions, or on behalf of the administrator who signed in. */
export type ConnectionAccess = 'application' | 'delegated';

/** Whether the tenant's consent to the application permissions is known, on its way, or missing. */
export type ConsentState = 'granted' | 'waiting' | 'missing';

/** One organisation's connection to one tenant. */
export interface Connection {
  readonly id: ConnectionId;
  readonly organizationId: OrganizationId;
  /** Null until the sign-in has proved which tenant it is. */
  readonly tenantId: TenantId | null;
  readonly status: ConnectionStatus;
  readonly access: ConnectionAccess | null;
  readonly consent: ConsentState | null;
  /** Since when consent is waited for. */
  readonly consentAskedAt: Date | null;
  /** Name of the tenant, as its administrator knows it. */
  readonly displayName: string | null;
  readonly createdAt: Date;
  readonly connectedAt: Date | null;
  readonly disconnectedAt: Date | null;
  /** Revision that readers see; 0 before the first. */
  readonly published: number;
  readonly nextDueAt: Date | null;
}

/** Facts of a sign-in that bound a tenant. */
export interface Binding {
  readonly tenantId: TenantId;
  readonly access: ConnectionAccess;
  readonly consent: ConsentState;
  readonly displayName: string | null;
  /** Whether no other organisation may have this tenant. */
  readonly exclusive: boolean;
  readonly at: Date;
}

/** Keeps connections. */
export interface ConnectionStore {
  /** Opens a pending connection. */
  create(organizationId: OrganizationId, at: Date): Promise<Connection>;
  /** @throws ProblemError `connection-not-found`, also for another organisation's connection */
  get(organizationId: OrganizationId, id: ConnectionId): Promise<Connection>;
  /** A connection of any organisation, for work that nobody asked for. */
  find(id: ConnectionId): Promise<Connection | undefined>;
  /** The organisation's connections, pending ones left out, oldest first. */
  list(organizationId: OrganizationId): Promise<readonly Connection[]>;
  /**
   * Binds a connection to its tenant. An earlier connection of the organisation to the same tenant goes on instead,
   * with its history: the answer says which one it is. `undefined`: another organisation has this tenant.
   * @throws ProblemError `connection-not-found` when no such connection is free or bound to this tenant already
   */
  bind(id: ConnectionId, binding: Binding): Promise<ConnectionId | undefined>;
  /** Notes how the tenant is read from now on. */
  access(
    id: ConnectionId,
    change: { readonly access: ConnectionAccess; readonly consent: ConsentState; readonly askedAt?: Date },
  ): Promise<void>;
  /** Brings the next run forward where it would come later than an interval from now. */
  dueWithin(id: ConnectionId, minutes: number): Promise<void>;
  /** Ends the connection; nothing is scheduled any more. */
  disconnect(sql: Sql, id: ConnectionId, at: Date): Promise<void>;
  /** Removes the connection itself; what others keep of it must be gone. */
  remove(sql: Sql, id: ConnectionId): Promise<void>;
  /** Connected connections, by id, from one on. */
  connected(after: ConnectionId | undefined, limit: number): Promise<readonly Connection[]>;
}

/** What somebody did, for auditors. */
export interface Activity {
  /** The connection, which may have been erased since. */
  readonly connectionId: ConnectionId;
  readonly at: string;
  readonly actor: string;
  readonly action: ActivityAction;
  readonly reason: string | null;
  readonly details: JsonObject;
}

/** Actions that are kept. */
export type ActivityAction =
  | 'connect-started'
  | 'connected'
  | 'connect-failed'
  | 'consent-requested'
  | 'settings-changed'
  | 'standard-changed'
  | 'exemption-declared'
  | 'exemption-ended'
  | 'run-started'
  | 'run-cancelled'
  | 'run-released'
  | 'run-discarded'
  | 'disconnected'
  | 'erased';

/** An activity before it is kept. */
export interface NewActivity {
  readonly organizationId: OrganizationId;
  readonly connectionId: ConnectionId;
  readonly actor: string;
  readonly action: ActivityAction;
  readonly reason?: string;
  readonly details?: JsonObject;
}

/** Keeps who did what, when and why. Never a secret. */
export interface ActivityLog {
  record(activity: NewActivity): Promise<void>;
  /** Newest first; `before` is the cursor of the page before. */
  list(
    connectionId: ConnectionId,
    page: { readonly limit: number; readonly before?: string | undefined },
  ): Promise<{ readonly items: readonly Activity[]; readonly next: string | undefined }>;
  /** Of every connection that an organisation has or had, newest first, erased ones with who erased them and why. */
  listOf(
    organizationId: OrganizationId,
    page: { readonly limit: number; readonly before?: string | undefined },
  ): Promise<{ readonly items: readonly Activity[]; readonly next: string | undefined }>;
}

/** Injection token of `ConnectionStore`. */
export const CONNECTION_STORE = Symbol('entra-id/connection-store');
/** Injection token of `ActivityLog`. */
export const ACTIVITY_LOG = Symbol('entra-id/activity-log');
