import { isJsonObject, type JsonObject } from '#kernel/json.js';
import type { AuditedEvent } from '#access-graph/change-author.js';
import type { UnknownReason } from '#access-graph/known.js';
import type { Database } from '../../database/database.port.js';
import type { FactsAt } from './access-reader.port.js';
import { readCapabilities } from './knowledge.js';
import type { TimelineAuthor } from './timeline-reader.port.js';

/** Events of one object that are looked at for one page of a timeline. */
const EVENTS_MAX = 500;

/** Events that may explain the changes of a page, with who did them. */
export interface AuditWindow {
  readonly events: readonly AuditedEvent[];
  readonly authors: ReadonlyMap<string, TimelineAuthor>;
  /** Why a change of that time has no author when no event fits. */
  reason(at: Date): UnknownReason;
}

interface EventRow {
  readonly id: string;
  readonly at: Date;
  readonly activity: string | null;
  readonly targets: readonly string[];
  readonly payload: JsonObject;
}

/** Successful events that name one of some objects, within a time; each object brings its newest ones. */
export async function readAuditWindow(
  database: Database,
  at: FactsAt,
  about: { readonly ids: readonly string[]; readonly from: Date | undefined; readonly to: Date | undefined },
): Promise<AuditWindow> {
  const rows =
    about.from === undefined || about.to === undefined
      ? []
      : await database.query<EventRow>(
          `select distinct on (e.event_id) e.event_id as id, e.activity_at as at, e.activity,
             e.target_ids::text[] as targets, e.payload
           from unnest($2::uuid[]) as wanted(id) cross join lateral (
             select * from entra_id.directory_audit a where a.connection_id = $1
               and a.target_ids @> array[wanted.id] and a.activity_at between $3 and $4
               and coalesce(a.result, 'success') = 'success'
             order by a.activity_at desc limit ${EVENTS_MAX}) e`,
          [at.connectionId, about.ids, about.from, about.to],
        );
  const reason = await absence(database, at);
  return {
    events: rows.map(toEvent),
    authors: new Map(rows.map((row) => [row.id, toAuthor(row)])),
    reason,
  };
}

/** Microsoft writes some events late, so that a change of the last reading may still find its author. */
async function absence(database: Database, at: FactsAt): Promise<AuditWindow['reason']> {
  const { items } = await readCapabilities(database, at, at.revisionInfo);
  const missing = items.find(({ resource }) => resource === 'directoryAudits')?.reason ?? null;
  const passes = await database.query<{ whole_since: Date | null }>(
    `select whole_since from entra_id.fact_pass where connection_id = $1 and resource = 'directoryAudits'`,
    [at.connectionId],
  );
  const readUntil = passes[0]?.whole_since ?? undefined;
  return (changedAt) => {
    if (readUntil === undefined)
      return missing === null || missing === 'unfinished' ? 'not-synced-yet' : missing;
    return changedAt > readUntil ? 'report-lag' : 'not-reported';
  };
}

function toEvent(row: EventRow): AuditedEvent {
  return {
    id: row.id,
    at: row.at.toISOString(),
    activity: row.activity ?? '',
    targetIds: row.targets,
    targets: JSON.stringify(row.payload['targetResources'] ?? []),
  };
}

/** Source: https://learn.microsoft.com/graph/api/resources/auditactivityinitiator */
function toAuthor({ id, at, activity, payload }: EventRow): TimelineAuthor {
  const by = payload['initiatedBy'];
  const of = isJsonObject(by) ? by : {};
  const what = { eventId: id, at: at.toISOString(), activity: activity ?? '' };
  const { user, app } = of;
  if (isJsonObject(user))
    return {
      ...what,
      type: 'user',
      id: textOf(user['id']),
      displayName: textOf(user['displayName']),
      userPrincipalName: textOf(user['userPrincipalName']),
    };
  const principal = isJsonObject(app) ? app : undefined;
  return {
    ...what,
    type: principal === undefined ? 'unknown' : 'application',
    id: textOf(principal?.['servicePrincipalId']) ?? textOf(principal?.['appId']),
    displayName: textOf(principal?.['displayName']),
    userPrincipalName: null,
  };
}

function textOf(value: unknown): string | null {
  return typeof value === 'string' && value !== '' ? value : null;
}
