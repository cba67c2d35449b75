import type { Availability, AvailabilityPort } from '#plugin-host/host.port.js';
import type { HostDatabase } from './host-database.js';

/** Whether organisations may use a catalog entry, as their administrators decided. */
export class HostAvailability implements AvailabilityPort {
  constructor(private readonly database: HostDatabase) {}

  async availability(pluginId: string, organizationId: string): Promise<Availability | undefined> {
    const row = await this.database.kysely
      .selectFrom('entry_availability')
      .select('availability')
      .where('plugin_id', '=', pluginId)
      .where('organization_id', '=', organizationId)
      .executeTakeFirst();
    return row?.availability as Availability | undefined;
  }

  async decide(
    pluginId: string,
    organizationId: string,
    decision: { readonly availability: Availability; readonly by: string },
  ): Promise<void> {
    const { availability, by } = decision;
    await this.database.kysely
      .insertInto('entry_availability')
      .values({ plugin_id: pluginId, organization_id: organizationId, availability, changed_by: by })
      .onConflict((conflict) =>
        conflict
          .columns(['plugin_id', 'organization_id'])
          .doUpdateSet({ availability, changed_by: by, changed_at: new Date() }),
      )
      .execute();
  }
}
