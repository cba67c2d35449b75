import { ProblemError } from '#kernel/problem.js';
import type { Database } from '../../database/database.port.js';
import { inventoryProblems } from './inventory.problems.js';
import type { ReadAt } from './inventory-reader.port.js';

/** Groups that one question may pass through at most. */
const GROUPS_MAX = 20_000;

/** Which group leads to each group that was reached; the start leads to itself. */
export type Paths = ReadonlyMap<string, string>;

interface Edge {
  readonly from: string;
  readonly to: string;
}

/** Groups nested in a group, at any depth; cycles end where they began. @throws ProblemError `nesting-too-wide` */
export function nestedGroups(database: Database, at: ReadAt, groupId: string): Promise<Paths> {
  const sql = `select source_id::text as "from", target_id::text as "to" from entra_id.membership
    where connection_id = $1 and source_id = any($2::uuid[]) and target_type = 'group'
      and since_revision <= $3 and until_revision > $3 order by target_id`;
  return walk(database, at, [groupId], sql);
}

/** Groups that contain some groups, at any depth. @throws ProblemError `nesting-too-wide` */
export function containingGroups(
  database: Database,
  at: ReadAt,
  groupIds: readonly string[],
): Promise<Paths> {
  const sql = `select target_id::text as "from", source_id::text as "to" from entra_id.membership
    where connection_id = $1 and target_id = any($2::uuid[])
      and since_revision <= $3 and until_revision > $3 order by source_id`;
  return walk(database, at, groupIds, sql);
}

/** Breadth first, so that each path is a shortest one. */
async function walk(database: Database, at: ReadAt, start: readonly string[], sql: string): Promise<Paths> {
  const reached = new Map<string, string>(start.map((id) => [id, id]));
  for (let frontier: readonly string[] = start; frontier.length > 0;) {
    const edges = await database.query<Edge>(sql, [at.connectionId, frontier, at.revision]);
    const next = edges.filter((edge) => !reached.has(edge.to));
    for (const edge of next) if (!reached.has(edge.to)) reached.set(edge.to, edge.from);
    if (reached.size > GROUPS_MAX) throw new ProblemError(inventoryProblems['nesting-too-wide']);
    frontier = [...new Set(next.map((edge) => edge.to))];
  }
  return reached;
}

/** The groups from the start to a group, the start left out, the group itself included. */
export function pathTo(paths: Paths, groupId: string): readonly string[] {
  const path: string[] = [];
  for (let at = groupId; ;) {
    const before = paths.get(at);
    if (before === undefined || before === at) return path.reverse();
    path.push(at);
    at = before;
  }
}
