import type { ConnectionId, OrganizationId } from '#kernel/ids.js';
import type { Clock } from '#kernel/clock.js';
import type { Database } from '../database/database.port.js';
import type { Activity, ActivityLog, NewActivity } from './connections.port.js';

interface ActivityRow extends Omit<Activity, 'at'> {
  readonly id: string;
  readonly at: Date;
}

/** Activities in the plugin's database. */
export class SqlActivityLog implements ActivityLog {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
  ) {}

  async record(activity: NewActivity): Promise<void> {
    await this.database.execute(
      `insert into entra_id.activity (organization_id, connection_id, at, actor, action, reason, details)
       values ($1, $2, $3, $4, $5, $6, $7::jsonb)`,
      [
        activity.organizationId,
        activity.connectionId,
        this.clock.now(),
        activity.actor,
        activity.action,
        activity.reason ?? null,
        JSON.stringify(activity.details ?? {}),
      ],
    );
  }

  list(
    connectionId: ConnectionId,
    page: { readonly limit: number; readonly before?: string | undefined },
  ): Promise<{ readonly items: readonly Activity[]; readonly next: string | undefined }> {
    return this.page('connection_id = $1', connectionId, page);
  }

  listOf(
    organizationId: OrganizationId,
    page: { readonly limit: number; readonly before?: string | undefined },
  ): Promise<{ readonly items: readonly Activity[]; readonly next: string | undefined }> {
    return this.page('organization_id = $1', organizationId, page);
  }

  private async page(
    condition: string,
    of: string,
    page: { readonly limit: number; readonly before?: string | undefined },
  ): Promise<{ readonly items: readonly Activity[]; readonly next: string | undefined }> {
    const rows = await this.database.query<ActivityRow>(
      `select id::text, connection_id::text as "connectionId", at, actor, action, reason, details
       from entra_id.activity
       where ${condition} and ($2::bigint is null or id < $2::bigint) order by id desc limit $3`,
      [of, page.before ?? null, page.limit + 1],
    );
    const shown = rows.slice(0, page.limit);
    const items = shown.map(({ id: _id, at, ...rest }) => ({ at: at.toISOString(), ...rest }));
    return { items, next: rows.length > page.limit ? shown.at(-1)?.id : undefined };
  }
}
