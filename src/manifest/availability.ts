import type { OrganizationId } from '#kernel/ids.js';
import { ProblemError } from '#kernel/problem.js';
import type { Availability, AvailabilityPort } from '#plugin-host/host.port.js';
import { manifestProblems } from './manifest.problems.js';
import type { EntryAvailability } from './availability.port.js';

/** The manifest's flag, unless the host says otherwise. */
export class ManifestAvailability implements EntryAvailability {
  constructor(
    private readonly pluginId: string,
    private readonly flag: Availability,
    private readonly host: AvailabilityPort | undefined,
  ) {}

  async of(organizationId: OrganizationId): Promise<Availability> {
    return (await this.host?.availability(this.pluginId, organizationId)) ?? this.flag;
  }

  async assertAvailable(organizationId: OrganizationId): Promise<void> {
    if ((await this.of(organizationId)) === 'available') return;
    throw new ProblemError(manifestProblems['entry-coming-soon']);
  }

  async announcedOnly(organizations: Iterable<OrganizationId>): Promise<readonly OrganizationId[]> {
    const announced: OrganizationId[] = [];
    for (const organization of new Set(organizations))
      if ((await this.of(organization)) !== 'available') announced.push(organization);
    return announced;
  }
}
