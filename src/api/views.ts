import type { Connection } from '../connections/connections.port.js';
import type { Health } from '../health/health.port.js';
import type { Settings } from '../settings/settings.port.js';
import type { ResourceStatus } from '../sync/runs.port.js';

/** A connection as the API shows it. */
export interface ConnectionView {
  readonly id: string;
  readonly tenantId: string | null;
  readonly displayName: string | null;
  readonly status: Connection['status'];
  readonly access: Connection['access'];
  readonly consent: Connection['consent'];
  readonly createdAt: string;
  readonly connectedAt: string | null;
  readonly disconnectedAt: string | null;
  /** Published revision; 0 before the first. */
  readonly revision: number;
  readonly nextRunAt: string | null;
  readonly health: Pick<Health, 'status' | 'checkedAt'>;
  readonly settings: Settings;
  readonly resources: readonly ResourceStatus[];
}

/** Puts together what is known of a connection. */
export function connectionView(
  connection: Connection,
  about: {
    readonly health: Health;
    readonly settings: Settings;
    readonly resources: readonly ResourceStatus[];
  },
): ConnectionView {
  const { settings, health, resources } = about;
  return {
    id: connection.id,
    tenantId: connection.tenantId,
    displayName: connection.displayName,
    status: connection.status,
    access: connection.access,
    consent: connection.consent,
    createdAt: connection.createdAt.toISOString(),
    connectedAt: connection.connectedAt?.toISOString() ?? null,
    disconnectedAt: connection.disconnectedAt?.toISOString() ?? null,
    revision: connection.published,
    nextRunAt: connection.nextDueAt?.toISOString() ?? null,
    health: { status: health.status, checkedAt: health.checkedAt },
    settings: { ...settings, tenantId: settings.tenantId ?? connection.tenantId },
    resources,
  };
}
