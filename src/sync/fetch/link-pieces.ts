import { isJsonObject, type Json } from '#kernel/json.js';
import { ProblemError } from '#kernel/problem.js';
import { graphProblems } from '#graph/graph.problems.js';
import { isGuid } from '#kernel/ids.js';
import { targetFromList, type LinkTarget } from '../normalise/normalise.js';
import { doubtfulSources, type LinkSource } from './link-sources.js';
import type { LinkQuery } from './read-links.js';
import type { StepContext } from './step-context.js';

/** Groups read by one `$batch`. Source: https://learn.microsoft.com/graph/json-batching (at most 20 items). */
const SOURCES_PER_BATCH = 20;

/**
 * Links that `$expand` shows at most; a group that shows as many may have more, and there is no link to them.
 * Source: https://learn.microsoft.com/graph/query-parameters#expand
 */
const EXPANDED_MAX = 20;

/** A source whose links are all known. */
export interface KnownSource {
  readonly source: LinkSource;
  readonly targets: readonly LinkTarget[];
}

/** Work that belongs together: sources whose links are known already, and some that must be asked for. */
export interface LinkPiece {
  readonly known: readonly KnownSource[];
  /** At most twenty. */
  readonly ask: readonly LinkSource[];
  /** Where to go on when this piece is committed; null when nothing is left. */
  readonly after: string | null;
}

/**
 * All groups by their list, page by page: `$expand` brings the links of most groups at the price of the list, only
 * groups with many links are asked for one by one; without it every group is. A page that was not finished is read again as a whole.
 */
export async function* listedPieces(
  context: StepContext,
  query: LinkQuery & { readonly expands: boolean },
  from: string | undefined,
): AsyncGenerator<LinkPiece, void, undefined> {
  const { segment } = query;
  const shown = query.expands ? `&$expand=${segment}($select=id)` : '';
  let here = from ?? `/groups?$select=id,visibility${shown}&$top=999`;
  for await (const page of context.graph.pages(here, { signal: context.signal })) {
    const known: KnownSource[] = [];
    const ask: LinkSource[] = [];
    for (const raw of page.items) {
      const { source, targets } = listedGroup(raw, segment);
      if (targets === undefined || isDoubtful(query, source, targets)) ask.push(source);
      else known.push({ source, targets });
    }
    yield* piecesOf(known, ask, { here, after: page.nextLink ?? null });
    here = page.nextLink ?? here;
  }
}

function* piecesOf(
  known: LinkPiece['known'],
  ask: readonly LinkSource[],
  { here, after }: { readonly here: string; readonly after: string | null },
): Generator<LinkPiece, void, undefined> {
  yield {
    known,
    ask: ask.slice(0, SOURCES_PER_BATCH),
    after: ask.length <= SOURCES_PER_BATCH ? after : here,
  };
  for (let start = SOURCES_PER_BATCH; start < ask.length; start += SOURCES_PER_BATCH) {
    const end = start + SOURCES_PER_BATCH;
    yield { known: [], ask: ask.slice(start, end), after: end >= ask.length ? after : here };
  }
}

/** Twenty may be more, and members that Graph hides look like none. */
function isDoubtful(query: LinkQuery, source: LinkSource, targets: readonly LinkTarget[]): boolean {
  return targets.length >= EXPANDED_MAX || (source.hidden && query.kind === 'membership');
}

function listedGroup(
  raw: Json,
  segment: string,
): { readonly source: LinkSource; readonly targets: readonly LinkTarget[] | undefined } {
  const id = isJsonObject(raw) ? raw['id'] : undefined;
  if (!isJsonObject(raw) || typeof id !== 'string' || !isGuid(id)) {
    throw new ProblemError(graphProblems['malformed-page'], {
      detail: 'The page holds a group without an id.',
    });
  }
  const links = raw[segment];
  const targets = Array.isArray(links) ? links.map((link: Json) => targetFromList(link)) : undefined;
  return { source: { id: id.toLowerCase(), hidden: raw['visibility'] === 'HiddenMembership' }, targets };
}

/** Groups whose links are in doubt, in the order of their ids. */
export async function* doubtfulPieces(
  context: StepContext,
  query: LinkQuery,
  from: string | undefined,
): AsyncGenerator<LinkPiece, void, undefined> {
  let after = from;
  for (;;) {
    const ask = await doubtfulSources(context.database, context.lease, {
      kind: query.kind,
      after,
      limit: SOURCES_PER_BATCH,
    });
    const last = ask.at(-1);
    if (last === undefined) return;
    after = last.id;
    yield { known: [], ask, after };
  }
}
