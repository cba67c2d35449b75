import type { ConnectionId, OrganizationId } from '#kernel/ids.js';
import type { ProblemRecord } from '#kernel/problem.js';

/** Outcome of one check: `warn` and `not_granted` do not make a connection need attention. */
export type HealthCheckStatus = 'pass' | 'warn' | 'fail' | 'not_granted' | 'unknown';

/** One check of a connection's health. */
export interface HealthCheck {
  /** Stable name: `token`, `tenant`, `permission:User.Read.All`, `reach:users`, `licence`, `freshness`, `secret-expiry`. */
  readonly name: string;
  readonly status: HealthCheckStatus;
  /** One sentence for a person. */
  readonly summary: string;
  /** Feature of the product that depends on it. */
  readonly feature: string | null;
  readonly problem: ProblemRecord | null;
}

/** The badge: `checking` while no check has ended yet. */
export type HealthStatus = 'healthy' | 'needs_attention' | 'checking';

/** Health of one connection with the time of its check. */
export interface Health {
  readonly status: HealthStatus;
  readonly checkedAt: string | null;
  readonly checks: readonly HealthCheck[];
}

/** What `EntraIdHealth` offers. */
export interface HealthChecks {
  /** Runs every check now, keeps and answers the result. */
  check(organizationId: OrganizationId, connectionId: ConnectionId): Promise<Health>;
  /** Checks connections whose last check is too old; answers how many. */
  checkStale(): Promise<number>;
  /** The last result. */
  last(organizationId: OrganizationId, connectionId: ConnectionId): Promise<Health>;
}

/** Injection token of `HealthChecks`. */
export const HEALTH_CHECKS = Symbol('entra-id/health-checks');
