import { ProblemError, toProblemRecord, type ProblemRecord } from '#kernel/problem.js';
import type { Sql } from '../../database/database.port.js';
import { OPEN_REVISION } from '../../inventory/kinds.js';
import { HIDDEN_MEMBERSHIP_PERMISSION } from '../../inventory/requirements.js';
import { syncProblems } from '../sync.problems.js';
import type { StepContext } from './step-context.js';

/**
 * Whether Graph shows members of groups with `visibility: HiddenMembership` now. Without the permission it shows none and
 * does not say so, neither in lists nor in delta pages: ask before and after reading, for consent may change meanwhile.
 * Source: https://learn.microsoft.com/graph/api/group-list-members
 */
export async function seesHiddenMembers(context: StepContext): Promise<boolean> {
  return (await context.grants()).has(HIDDEN_MEMBERSHIP_PERMISSION);
}

/** Why members of a group are not known, for the permission is missing. */
export function hiddenProblem(groupId: string): ProblemRecord {
  return toProblemRecord(new ProblemError(syncProblems['hidden-membership'], { context: { groupId } }));
}

/**
 * Doubts the members of every hidden group, because changes of them were not shown. The doubt goes when they are read again.
 * An older doubt stays as it was, so that undoing this run need not restore it.
 */
export async function doubtHiddenGroups(sql: Sql, { lease, clock }: StepContext): Promise<void> {
  await sql.execute(
    `insert into entra_id.stale_source as s (connection_id, resource, source_id, problem, noted_at, noted_by)
     select $1, 'memberships', g.object_id, jsonb_set($2::jsonb, '{context}', jsonb_build_object('groupId', g.object_id)), $3, $4
     from entra_id.directory_group g
     where g.connection_id = $1 and g.until_revision = ${OPEN_REVISION}
       and g.payload->>'visibility' = 'HiddenMembership'
     on conflict (connection_id, resource, source_id) do update set cleared_by = null`,
    [lease.connectionId, JSON.stringify(hiddenProblem('')), clock.now(), lease.revision],
  );
}
