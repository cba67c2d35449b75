import type { OrganizationId } from '#kernel/ids.js';
import type { Availability } from '#plugin-host/host.port.js';

/** Whether the catalog entry may be used. */
export interface EntryAvailability {
  of(organizationId: OrganizationId): Promise<Availability>;
  /** @throws ProblemError `entry-coming-soon` */
  assertAvailable(organizationId: OrganizationId): Promise<void>;
  /** Those of some organisations for which the entry is only announced. */
  announcedOnly(organizations: Iterable<OrganizationId>): Promise<readonly OrganizationId[]>;
}

/** Injection token of `EntryAvailability`. */
export const ENTRY_AVAILABILITY = Symbol('entra-id/entry-availability');
