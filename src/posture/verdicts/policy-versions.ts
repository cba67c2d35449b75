import { isJsonObject, type Json, type JsonObject } from '#kernel/json.js';
import type { ConnectionId, ObjectId } from '#kernel/ids.js';
import { ProblemError } from '#kernel/problem.js';
import type { Sql } from '../../database/database.port.js';
import type { PolicyAuthors, PolicyEvent, PolicyVersion } from '../posture.port.js';
import { postureProblems } from '../posture.problems.js';

/** Events that are shown of one version. */
const EVENTS_MAX = 20;

interface PolicyRow {
  readonly payload: JsonObject;
  readonly since_revision: number;
  readonly until_revision: number;
  readonly since_at: Date;
  readonly until_at: Date | null;
  readonly events: readonly JsonObject[];
  readonly is_log_read: boolean;
}

/** Every kept version of a Conditional Access policy, newest first. @throws ProblemError `policy-unknown` */
export async function readPolicyVersions(
  sql: Sql,
  connectionId: ConnectionId,
  policyId: ObjectId,
): Promise<readonly PolicyVersion[]> {
  const rows = await sql.query<PolicyRow>(VERSIONS, [connectionId, policyId]);
  if (rows.length === 0) throw new ProblemError(postureProblems['policy-unknown']);
  return rows.map((row, index) => toVersion(row, rows[index + 1]));
}

/** A change lies after the start of the reading before, which may have read the policy at once, and before the end of this one. */
const VERSIONS = `
select p.payload, p.since_revision, p.until_revision, s.read_to as since_at, u.read_to as until_at,
  coalesce((select jsonb_agg(e.payload order by e.activity_at desc, e.event_id) from (
    select a.payload, a.activity_at, a.event_id from entra_id.directory_audit a
    where a.connection_id = $1 and a.target_ids @> array[$2::uuid] and a.category = 'Policy'
      and coalesce(a.result, 'success') = 'success' and a.activity_at <= s.read_to
      and a.activity_at >= coalesce((select max(b.read_from) from entra_id.revision b
        where b.connection_id = $1 and b.revision < p.since_revision), '-infinity'::timestamptz)
    order by a.activity_at desc, a.event_id limit ${EVENTS_MAX}
  ) e), '[]') as events,
  exists (select 1 from entra_id.revision v where v.connection_id = $1 and v.revision >= p.since_revision
    and v.completeness->>'directoryAudits' = 'complete') as is_log_read
from entra_id.conditional_access_policy p
join entra_id.connection c on c.id = p.connection_id and p.since_revision <= c.published
join entra_id.revision s on s.connection_id = p.connection_id and s.revision = p.since_revision
left join entra_id.revision u on u.connection_id = p.connection_id and u.revision = p.until_revision
where p.connection_id = $1 and p.object_id = $2 order by p.since_revision desc`;

function toVersion(row: PolicyRow, before: PolicyRow | undefined): PolicyVersion {
  const ended = row.until_at !== null;
  const names = new Set([...Object.keys(row.payload), ...Object.keys(before?.payload ?? {})]);
  const differs = (name: string): boolean =>
    JSON.stringify(row.payload[name]) !== JSON.stringify(before?.payload[name]);
  return {
    policy: row.payload,
    sinceRevision: row.since_revision,
    untilRevision: ended ? row.until_revision : null,
    sinceAt: row.since_at.toISOString(),
    untilAt: row.until_at?.toISOString() ?? null,
    changed: [...names].filter(differs).sort(),
    changedBy: authorsOf(row),
  };
}

function authorsOf({ events, is_log_read: isLogRead }: PolicyRow): PolicyAuthors {
  if (events.length > 0) return { events: events.map(eventOf), reason: null };
  return { events: [], reason: isLogRead ? 'not-in-audit-log' : 'audit-log-not-read' };
}

function eventOf(event: JsonObject): PolicyEvent {
  return {
    at: textOf(event['activityDateTime']) ?? '',
    activity: textOf(event['activityDisplayName']) ?? '',
    actor: actorOf(objectOf(event['initiatedBy'])),
  };
}

/** Source: https://learn.microsoft.com/graph/api/resources/auditactivityinitiator */
function actorOf(initiatedBy: JsonObject): PolicyEvent['actor'] {
  const [user, app] = [objectOf(initiatedBy['user']), objectOf(initiatedBy['app'])];
  const userId = textOf(user['id']);
  if (userId !== null) {
    return {
      kind: 'user',
      id: userId,
      name: textOf(user['userPrincipalName']) ?? textOf(user['displayName']),
    };
  }
  const name = textOf(app['displayName']);
  const id = textOf(app['servicePrincipalId']) ?? textOf(app['appId']);
  return name === null && id === null ? null : { kind: 'application', id, name };
}

const objectOf = (value: Json | undefined): JsonObject => (isJsonObject(value) ? value : {});

const textOf = (value: Json | undefined): string | null =>
  typeof value === 'string' && value !== '' ? value : null;
