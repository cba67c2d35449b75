import type { GraphPage } from '#graph/graph-client.js';
import { graphProblems } from '#graph/graph.problems.js';
import type { Json } from '#kernel/json.js';
import { ProblemError } from '#kernel/problem.js';
import { syncProblems } from '../sync.problems.js';
import { membersByDelta } from './members-by-delta.js';

const id = (n: number): string => `00000000-0000-4000-8000-${String(n).padStart(12, '0')}`;
const user = (n: number): Json => ({ '@odata.type': '#microsoft.graph.user', id: id(n) });
const group = (n: number, ...members: readonly Json[]): Json => ({ id: id(n), 'members@delta': members });
const sources = (...numbers: readonly number[]) => numbers.map((n) => ({ id: id(n), hidden: false }));

const page = (...items: readonly Json[]): GraphPage => ({
  items,
  nextLink: 'next',
  deltaLink: undefined,
  count: undefined,
});
const last = (...items: readonly Json[]): GraphPage => ({
  ...page(...items),
  nextLink: undefined,
  deltaLink: 'delta',
});

function reading(...answers: readonly (GraphPage | Error)[]) {
  const asked: string[] = [];
  async function* pages(url: string): AsyncGenerator<GraphPage> {
    asked.push(url);
    for (const answer of answers) {
      if (answer instanceof Error) throw answer;
      yield await Promise.resolve(answer);
    }
  }
  return { asked, context: { graph: { pages }, signal: new AbortController().signal } };
}

async function membersOf(...answers: readonly (GraphPage | Error)[]): Promise<unknown> {
  const { context } = reading(...answers);
  const found = await membersByDelta(context, sources(1, 2));
  return Object.fromEntries(
    [...found].map(([source, targets]) => [source, targets.map((target) => target.id)]),
  );
}

describe('given groups whose members are read by one delta query', () => {
  it('asks for exactly these groups', async () => {
    const { asked, context } = reading(last());
    await membersByDelta(context, sources(1, 2));
    const filter = `id%20eq%20'${id(1)}'%20or%20id%20eq%20'${id(2)}'`;
    expect(asked).toEqual([`/groups/delta?$select=id,members&$filter=${filter}`]);
  });

  it('joins the parts of a group that comes on several pages, whatever their order', async () => {
    const found = await membersOf(
      page(group(1, user(11))),
      page(group(2, user(21)), group(1, user(12))),
      last(),
    );
    expect(found).toEqual({ [id(1)]: [id(11), id(12)], [id(2)]: [id(21)] });
  });

  it('counts a link once that is shown again, and none that is called removed afterwards', async () => {
    const removed = { id: id(12), '@removed': { reason: 'deleted' } };
    const found = await membersOf(page(group(1, user(11), user(12))), last(group(1, user(11), removed)));
    expect(found).toEqual({ [id(1)]: [id(11)] });
  });

  it('knows a group without members from one that is not shown or is called removed', async () => {
    expect(await membersOf(last({ id: id(1) }))).toEqual({ [id(1)]: [] });
    expect(await membersOf(page(group(2)), last({ id: id(2), '@removed': { reason: 'deleted' } }))).toEqual(
      {},
    );
  });

  it('knows nothing of a chain that fails, or ends without a delta link', async () => {
    const failure = new ProblemError(graphProblems['malformed-page']);
    expect(await membersOf(page(group(1, user(11))), failure)).toEqual({});
    expect(await membersOf(page(group(1, user(11))), { ...last(), deltaLink: undefined })).toEqual({});
  });

  it('gives up a chain that grows beyond what may be held in memory', async () => {
    const many = Array.from({ length: 500 }, (_, n) => user(n));
    const pages = Array.from({ length: 30 }, () => page(group(1, ...many)));
    expect(await membersOf(...pages, last())).toEqual({});
  });

  it('does not hide that the run belongs to another worker', async () => {
    const lost = new ProblemError(syncProblems['lease-lost']);
    await expect(membersOf(lost)).rejects.toBe(lost);
  });
});
