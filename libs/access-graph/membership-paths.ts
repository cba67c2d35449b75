import { reach, type MembershipGraph } from './membership-graph.js';

/** Paths that are listed at most. */
export const PATHS_MAX = 10;
/** Above this many paths the count says "at least". */
export const COUNT_MAX = 1_000_000;
/** Groups that are entered while paths are listed, at most: cycles can make the search long. */
const STEPS_MAX = 20_000;
/** Groups on one path at most. */
const LENGTH_MAX = 500;

/** How somebody is in a group. */
export interface MembershipPaths {
  /** Shortest first, then by id; each from the outer group to the one of which the member is a direct member. */
  readonly paths: readonly (readonly string[])[];
  /** How many paths there are that enter no group twice. */
  readonly count: number;
  /**
   * `at-least`: there are more than `COUNT_MAX`, or groups in between contain each other in a cycle, so that only
   * paths that lead on were counted.
   */
  readonly counting: 'exact' | 'at-least';
  /** False when the list was cut before `PATHS_MAX` because the search became too long. */
  readonly listedAll: boolean;
}

/** The groups between two ends, ordered so that counting needs to look at each once. */
interface Between {
  readonly next: ReadonlyMap<string, readonly string[]>;
  readonly order: readonly string[];
  readonly acyclic: boolean;
  /** Fewest memberships from a group to the member. */
  readonly distance: ReadonlyMap<string, number>;
}

/** Explains a membership: its shortest paths, and how many there are without enumerating them. */
export function membershipPaths(graph: MembershipGraph, groupId: string, memberId: string): MembershipPaths {
  const between = groupsBetween(graph, groupId, memberId);
  if (between === undefined) return { paths: [], count: 0, counting: 'exact', listedAll: true };
  const count = countPaths(between, groupId, memberId);
  const exact = between.acyclic && count < COUNT_MAX;
  const wanted = exact ? Math.min(count, PATHS_MAX) : PATHS_MAX;
  const { paths, exhausted } = listPaths(between, groupId, memberId, wanted);
  const counting = exact ? 'exact' : 'at-least';
  return {
    paths,
    count: Math.max(count, paths.length),
    counting,
    listedAll: exhausted || paths.length === wanted,
  };
}

function groupsBetween(graph: MembershipGraph, groupId: string, memberId: string): Between | undefined {
  const above = reach(memberId, (id) => graph.groupsOf(id));
  if (!above.has(groupId) || groupId === memberId) return undefined;
  const below = reach(groupId, (id) => graph.membersOf(id));
  const nodes = new Set([groupId, ...[...above].filter((id) => below.has(id) && id !== memberId)]);
  const next = new Map<string, readonly string[]>();
  for (const id of nodes) {
    const on = [...graph.membersOf(id)].filter((to) => to === memberId || (nodes.has(to) && to !== groupId));
    next.set(id, on.filter((to) => to !== id).sort());
  }
  const sorted = topologicalOrder(groupId, next);
  const acyclic = sorted.length === nodes.size;
  const order = acyclic ? sorted : nearestFirst(groupId, next);
  return { next, order, acyclic, distance: distancesTo(memberId, next) };
}

/** Groups before those that they contain; shorter than the input when there is a cycle. */
function topologicalOrder(start: string, next: Between['next']): readonly string[] {
  const waiting = new Map<string, number>();
  for (const targets of next.values()) {
    for (const to of targets) waiting.set(to, (waiting.get(to) ?? 0) + 1);
  }
  const order = [start];
  for (const id of order) {
    for (const to of next.get(id) ?? []) {
      const left = (waiting.get(to) ?? 0) - 1;
      waiting.set(to, left);
      if (left === 0 && next.has(to)) order.push(to);
    }
  }
  return order;
}

function nearestFirst(start: string, next: Between['next']): readonly string[] {
  return [start, ...reach(start, (id) => new Set((next.get(id) ?? []).filter((to) => next.has(to))))];
}

/**
 * Adds up along memberships in the order. What leads back to a group that was passed already adds nothing to the end, so
 * no path that enters a group twice is counted.
 */
function countPaths({ next, order }: Between, start: string, end: string): number {
  const ways = new Map([[start, 1]]);
  for (const id of order) {
    const here = ways.get(id) ?? 0;
    for (const to of next.get(id) ?? []) {
      ways.set(to, Math.min(COUNT_MAX, (ways.get(to) ?? 0) + here));
    }
  }
  return ways.get(end) ?? 0;
}

function distancesTo(end: string, next: Between['next']): ReadonlyMap<string, number> {
  const before = new Map<string, string[]>();
  for (const [id, targets] of next) {
    for (const to of targets) before.set(to, [...(before.get(to) ?? []), id]);
  }
  const distance = new Map([[end, 0]]);
  for (const [id, steps] of distance) {
    for (const from of before.get(id) ?? []) if (!distance.has(from)) distance.set(from, steps + 1);
  }
  return distance;
}

/** Lists paths length by length; within one length a search that never enters what is too far from the end. */
function listPaths(
  between: Between,
  start: string,
  end: string,
  wanted: number,
): { readonly paths: readonly (readonly string[])[]; readonly exhausted: boolean } {
  const search = new PathSearch(between, end, wanted);
  const longest = Math.min(LENGTH_MAX, between.order.length);
  for (let length = between.distance.get(start) ?? 1; length <= longest && !search.isOver; length += 1) {
    search.walk([start], length);
  }
  const exhausted = !search.isOver && between.order.length <= LENGTH_MAX;
  return { paths: search.found, exhausted };
}

class PathSearch {
  readonly found: (readonly string[])[] = [];
  #steps = 0;

  constructor(
    private readonly between: Between,
    private readonly end: string,
    private readonly wanted: number,
  ) {}

  get isOver(): boolean {
    return this.found.length >= this.wanted || this.#steps >= STEPS_MAX;
  }

  /** Goes on from the last group of a path with exactly `left` memberships to go. */
  walk(path: readonly string[], left: number): void {
    this.#steps += 1;
    const here = path.at(-1) ?? '';
    for (const to of this.between.next.get(here) ?? []) {
      if (this.isOver) return;
      if (to === this.end) {
        if (left === 1) this.found.push(path);
      } else if ((this.between.distance.get(to) ?? Infinity) < left && !path.includes(to)) {
        this.walk([...path, to], left - 1);
      }
    }
  }
}
