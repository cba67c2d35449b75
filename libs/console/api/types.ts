/** Shapes of the public HTTP API, as far as the console reads them. Instants are RFC 3339 in UTC. */

/** What a caller may do. */
export type Capability = 'read' | 'manage' | 'own';

/** Who is signed in. */
export interface Me {
  readonly email: string;
  readonly name: string;
  readonly role: 'owner' | 'admin' | 'auditor';
  readonly capabilities: readonly Capability[];
  readonly organization: { readonly id: string; readonly name: string };
}

/** A problem with its cause, remedy and who can act on it (RFC 9457). */
export interface Problem {
  readonly code: string;
  readonly title: string;
  readonly detail?: string | null;
  readonly remedy?: string;
  readonly actor?: 'tenant-admin' | 'operator' | 'developer';
  readonly retry?: 'never' | 'after-remedy' | 'later';
  readonly reference?: string;
  readonly status?: number;
  readonly context?: Readonly<Record<string, string | number | boolean | null>>;
}

/** One permission that an integration asks for. */
export interface Permission {
  readonly name: string;
  readonly kind: 'core' | 'extended';
  readonly feature: string;
  readonly reason: string;
  readonly appRoleId: string | null;
}

/** Tab of the catalog that an entry belongs to. */
export type EntryState = 'installed' | 'available' | 'coming_soon';

/** One entry of the catalog. */
export interface CatalogEntry {
  readonly id: string;
  readonly version: string;
  readonly state: EntryState;
  readonly connections: number;
  readonly redirectUri: string;
  readonly catalog: {
    readonly name: string;
    readonly family: string;
    readonly category: string;
    readonly description: string;
    readonly docsUrl: string;
    readonly logo: string;
    readonly tags: readonly string[];
    readonly capabilities: readonly string[];
    readonly frameworks: readonly { readonly name: string; readonly controls: readonly string[] }[];
  };
  readonly permissions: readonly Permission[];
  readonly operations: readonly {
    readonly name: string;
    readonly description: string;
    readonly defaultIntervalMinutes: number | null;
  }[];
}

/** Badge of a connection. */
export type HealthStatus = 'healthy' | 'needs_attention' | 'checking';

/** One check of a connection's health. */
export interface HealthCheck {
  readonly name: string;
  readonly status: 'pass' | 'warn' | 'fail' | 'not_granted' | 'unknown';
  readonly summary: string;
  readonly feature: string | null;
  readonly problem: Problem | null;
}

/** Health with its checks. */
export interface Health {
  readonly status: HealthStatus;
  readonly checkedAt: string | null;
  readonly checks: readonly HealthCheck[];
}

/** Settings of a connection. */
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

/** How far a resource was read. */
export type Completeness = 'complete' | 'partial' | 'refused' | 'not-read';

/** How one resource of a connection stands. */
export interface ResourceStatus {
  readonly resource: string;
  readonly completeness: Completeness;
  readonly completeAtRevision: number | null;
  readonly completeAt: string | null;
}

/** One connection. */
export interface Connection {
  readonly id: string;
  readonly tenantId: string | null;
  readonly displayName: string | null;
  readonly status: 'pending' | 'connected' | 'disconnected';
  readonly access: 'application' | 'delegated' | null;
  readonly consent: 'granted' | 'waiting' | 'missing' | null;
  readonly createdAt: string;
  readonly connectedAt: string | null;
  readonly disconnectedAt: string | null;
  readonly revision: number;
  readonly nextRunAt: string | null;
  readonly health: { readonly status: HealthStatus; readonly checkedAt: string | null };
  readonly settings: Settings;
  readonly resources: readonly ResourceStatus[];
}

/** Where a run stands. */
export type RunState =
  | 'queued'
  | 'running'
  | 'undoing'
  | 'held'
  | 'succeeded'
  | 'partial'
  | 'failed'
  | 'cancelled'
  | 'discarded'
  | 'superseded';

/** One step of a run. */
export interface RunStep {
  readonly resource: string;
  readonly name: string;
  readonly state: 'pending' | 'running' | 'complete' | 'partial' | 'refused' | 'skipped';
  readonly pages: number;
  readonly objects: number;
  readonly expected: number | null;
  readonly problem: Problem | null;
  readonly startedAt: string | null;
  readonly finishedAt: string | null;
}

/** Removals and additions that a person must look at. */
export interface MassChange {
  readonly kind: string;
  readonly before: number;
  readonly removed: number;
  readonly added: number;
  readonly samples: readonly string[];
}

/** One run. */
export interface Run {
  readonly id: string;
  readonly connectionId: string;
  readonly revision: number;
  readonly kind: 'full' | 'incremental';
  readonly trigger: 'manual' | 'schedule' | 'connect';
  readonly state: RunState;
  readonly reason: string | null;
  readonly queuedAt: string;
  readonly startedAt: string | null;
  readonly readFrom: string | null;
  readonly readTo: string | null;
  readonly finishedAt: string | null;
  readonly steps: readonly RunStep[];
  readonly problems: readonly Problem[];
  readonly meter: {
    readonly requests: number;
    readonly batchItems: number;
    readonly throttled: number;
    readonly resourceUnits: number;
  };
  readonly held: readonly MassChange[] | null;
  readonly remainingMs: number | null;
}

/** Revision, reading interval and completeness of an answer. */
export interface Provenance {
  readonly revision: number;
  readonly readFrom: string;
  readonly readTo: string;
  readonly completeness: Completeness;
  /** Why the answer is not complete. */
  readonly problem?: Problem;
}

/** One page of a list with its provenance. */
export interface ListPage<Item> extends Provenance {
  readonly items: readonly Item[];
  readonly next?: string;
}

/** An account in the shape of Microsoft Graph's user; properties without a value are absent. */
export interface Account {
  readonly id: string;
  readonly displayName?: string | null;
  readonly userPrincipalName?: string | null;
  readonly mail?: string | null;
  readonly userType?: string | null;
  readonly accountEnabled?: boolean | null;
  readonly department?: string | null;
  readonly jobTitle?: string | null;
  readonly managerId?: string | null;
  readonly employeeId?: string | null;
  readonly createdDateTime?: string | null;
  readonly [property: string]: unknown;
}

/** A group in the shape of Microsoft Graph's group. */
export interface Group {
  readonly id: string;
  readonly displayName?: string | null;
  readonly description?: string | null;
  readonly mail?: string | null;
  readonly securityEnabled?: boolean | null;
  readonly mailEnabled?: boolean | null;
  readonly groupTypes?: readonly string[] | null;
  readonly visibility?: string | null;
  readonly membershipRule?: string | null;
  readonly isAssignableToRole?: boolean | null;
  readonly createdDateTime?: string | null;
  readonly [property: string]: unknown;
}

/** One end of a membership or ownership. */
export interface Related {
  readonly id: string;
  readonly type: string;
  readonly displayName: string | null;
  readonly userPrincipalName: string | null;
  readonly direct: boolean;
  readonly path: readonly string[];
}

/** What somebody did. */
export interface Activity {
  readonly at: string;
  readonly actor: string;
  readonly action: string;
  readonly reason: string | null;
  readonly details: Readonly<Record<string, unknown>>;
}

/** A published revision. */
export interface Revision {
  readonly revision: number;
  readonly readFrom: string;
  readonly readTo: string;
  readonly publishedAt: string;
  readonly counts: Readonly<Record<string, number>>;
  readonly completeness: Readonly<Record<string, Completeness>>;
}

/** Accounts counted by type and state. */
export interface AccountSummary extends Provenance {
  readonly counts: Readonly<Record<string, number>>;
  readonly accounts: readonly {
    readonly userType: string;
    /** Null: not known. */
    readonly accountEnabled: boolean | null;
    readonly count: number;
  }[];
}

/** How a connection ended. */
export interface Disconnected {
  readonly status: 'disconnected' | 'erased';
  readonly credentialsLeft: number;
  readonly scheduledJobsLeft: number;
  readonly revoke: string;
}
