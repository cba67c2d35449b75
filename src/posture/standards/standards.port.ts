import type { ConnectionId, OrganizationId } from '#kernel/ids.js';

/**
 * What a tenant is measured against: every check, those that a CIS benchmark has, SCuBA's own rules, or a selection.
 */
export type Baseline = 'all' | 'cis' | 'scuba' | 'own';

/** The standard of a connection. */
export interface Standard {
  readonly baseline: Baseline;
  /** Ids of checks; of meaning for `own` alone. */
  readonly checks: readonly string[];
  /** Object ids of accounts for emergencies, which policies leave out on purpose. */
  readonly breakGlassAccounts: readonly string[];
  /** Null while nobody has chosen one. */
  readonly changedAt: string | null;
  readonly changedBy: string | null;
}

/** What an exemption leaves out of a check, as in the exemptions of the `evaluate` command. */
export interface ExemptionScope {
  readonly users: readonly string[];
  readonly groups: readonly string[];
  readonly applications: readonly string[];
  readonly guestUserTypes: readonly string[];
  readonly roleUsers: readonly string[];
  readonly roleGroups: readonly string[];
}

/** A deviation that somebody has declared to be deliberate. */
export interface Exemption {
  readonly id: string;
  readonly checkId: string;
  readonly scope: ExemptionScope;
  readonly reason: string;
  /** Who answers for it. */
  readonly owner: string;
  readonly expiresAt: string;
  readonly createdAt: string;
  readonly createdBy: string;
  readonly state: 'in-force' | 'expired' | 'ended';
  readonly endedAt: string | null;
  readonly endedBy: string | null;
}

/** Whoever changes a standard. */
export interface StandardActor {
  readonly organizationId: OrganizationId;
  readonly userId: string;
}

/** Keeps what a tenant is measured against. */
export interface Standards {
  read(connectionId: ConnectionId): Promise<Standard>;
  /** @throws ProblemError `standard-invalid` */
  update(actor: StandardActor, connectionId: ConnectionId, input: unknown): Promise<Standard>;
  /** Every exemption that was ever declared, newest first. */
  exemptions(connectionId: ConnectionId): Promise<readonly Exemption[]>;
  /** @throws ProblemError `exemption-invalid` */
  exempt(actor: StandardActor, connectionId: ConnectionId, input: unknown): Promise<Exemption>;
  /** Ends an exemption before its date. @throws ProblemError `exemption-not-found` */
  end(actor: StandardActor, connectionId: ConnectionId, exemptionId: string): Promise<Exemption>;
}
