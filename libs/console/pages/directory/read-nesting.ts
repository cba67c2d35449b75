import { BASE, withQuery } from '../../api/http.js';
import { listPage } from '../../api/queries.js';
import type { Related } from '../../api/types.js';

/** Groups that are drawn at most. */
const GROUPS_MAX = 40;
/** Levels that are drawn at most. */
const DEPTH_MAX = 6;
const PAGE = 1_000;

/** A group in the graph, with its distance from the group in question. */
export interface NestingNode {
  readonly id: string;
  readonly name: string;
  readonly depth: number;
}

/** Which groups are members of which. */
export interface Nesting {
  readonly nodes: readonly NestingNode[];
  readonly edges: readonly { readonly from: string; readonly to: string }[];
  /** Whether there is more than was read. */
  readonly cut: boolean;
}

/** Reads which groups are nested in a group, level by level, up to 40 groups and 6 levels. */
export async function readNesting(
  connectionId: string,
  root: { readonly id: string; readonly name: string },
  asOf: string | undefined,
): Promise<Nesting> {
  const nodes = new Map<string, NestingNode>([[root.id, { ...root, depth: 0 }]]);
  const edges: { from: string; to: string }[] = [];
  let cut = false;
  let level: readonly string[] = [root.id];
  for (let depth = 1; depth <= DEPTH_MAX && level.length > 0; depth += 1) {
    const children = await Promise.all(level.map((id) => groupsIn(connectionId, id, asOf)));
    const next: string[] = [];
    for (const [index, { groups, more }] of children.entries()) {
      cut ||= more;
      for (const { id, displayName } of groups) {
        if (!nodes.has(id) && nodes.size >= GROUPS_MAX) cut = true;
        else {
          edges.push({ from: level[index] ?? root.id, to: id });
          if (!nodes.has(id)) next.push(id);
          if (!nodes.has(id)) nodes.set(id, { id, name: displayName ?? id, depth });
        }
      }
    }
    level = next;
  }
  return { nodes: [...nodes.values()], edges, cut: cut || level.length > 0 };
}

async function groupsIn(
  connectionId: string,
  groupId: string,
  asOf: string | undefined,
): Promise<{ readonly groups: readonly Related[]; readonly more: boolean }> {
  const path = withQuery(`${BASE}/connections/${connectionId}/groups/${groupId}/members`, {
    asOf,
    limit: PAGE,
  });
  const { items, next } = await listPage<Related>(path);
  return { groups: items.filter(({ type }) => type === 'group'), more: next !== undefined };
}
