import type { GraphClient } from '#graph/graph-client.js';
import { ProblemError } from '#kernel/problem.js';
import { groupsFromDelta, type LinkTarget } from '../normalise/normalise.js';
import { endsSlice } from '../sync.problems.js';
import type { LinkSource } from './link-sources.js';

/** Groups that one delta query may be narrowed to. Source: https://learn.microsoft.com/graph/delta-query-overview */
export const DELTA_GROUPS_MAX = 50;

/** Links that one chain of pages may hold in memory: some 240 for each of its groups. */
const CHAIN_LINKS_MAX = 12_000;

/** What it takes to read such a chain. */
interface ChainReader {
  readonly graph: Pick<GraphClient, 'pages'>;
  readonly signal: AbortSignal;
}

/** Members of groups by the group's id; groups that the chain did not prove are absent. */
export type MembersBySource = ReadonlyMap<string, readonly LinkTarget[]>;

/**
 * Reads all members of at most fifty groups by the first round of a delta query that is narrowed to them. A page costs
 * one resource unit and shows some hundred links of many groups, where a list of members costs two for each group.
 * What the chain cannot give (it failed, grew too long, did not show a group) is left out and must be asked for
 * otherwise; the link at its end is not kept, since every group is followed by the query that watches all of them.
 */
export async function membersByDelta(
  context: ChainReader,
  sources: readonly LinkSource[],
): Promise<MembersBySource> {
  if (sources.length === 0) return new Map();
  try {
    return await readChain(context, pathOf(sources));
  } catch (error) {
    if (endsSlice(error) || context.signal.aborted || !(error instanceof ProblemError)) throw error;
    return new Map();
  }
}

function pathOf(sources: readonly LinkSource[]): string {
  const filter = sources.map(({ id }) => `id%20eq%20'${id}'`).join('%20or%20');
  return `/groups/delta?$select=id,members&$filter=${filter}`;
}

/** Entries repeat in no order that is promised, so nothing is known before the chain has ended with a delta link. */
async function readChain({ graph, signal }: ChainReader, path: string): Promise<MembersBySource> {
  const found = new Map<string, Map<string, LinkTarget>>();
  let links = 0;
  for await (const { items, deltaLink } of graph.pages(path, { signal })) {
    const { groups, members } = groupsFromDelta(items);
    for (const { id, payload } of groups) {
      if (payload === null) found.delete(id);
      else if (!found.has(id)) found.set(id, new Map());
    }
    for (const { source, target, type, removed } of members) {
      if (removed) found.get(source)?.delete(target);
      else found.get(source)?.set(target, { id: target, type: type ?? 'unknown' });
    }
    links += members.length;
    if (links > CHAIN_LINKS_MAX) break;
    if (deltaLink !== undefined)
      return new Map([...found].map(([id, targets]) => [id, [...targets.values()]]));
  }
  return new Map();
}
