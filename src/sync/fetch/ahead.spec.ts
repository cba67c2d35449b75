import type { BatchAnswer, BatchItem } from '#graph/graph-client.js';
import { graphProblems } from '#graph/graph.problems.js';
import { ProblemError } from '#kernel/problem.js';
import { askAhead } from './ahead.js';
import { shortReadOf } from './short-reads.js';

const { signal } = new AbortController();
const read = (path: string) => ({ path, url: path });
const refused = new ProblemError(graphProblems['permission-not-granted']);

/** Answers each item with its URL, but refuses `/refused`. */
function graphOf(answer: (item: BatchItem) => BatchAnswer | Error) {
  const asked: (readonly BatchItem[])[] = [];
  const batch = async (items: readonly BatchItem[]): Promise<readonly BatchAnswer[]> => {
    asked.push(items);
    return Promise.all(
      items.map((item) => {
        const given = answer(item);
        return given instanceof Error ? Promise.reject(given) : Promise.resolve(given);
      }),
    );
  };
  return { asked, graph: { batch } };
}

const answering = ({ id, url }: BatchItem): BatchAnswer =>
  url === '/refused' ? { id, status: 'failed', problem: refused } : { id, status: 'ok', body: { url } };

describe('given short reads that are asked for together', () => {
  it('asks once for all of them and gives each answer to its step, once', async () => {
    const { asked, graph } = graphOf(answering);
    const ahead = askAhead(graph, [read('/a'), read('/b')], signal);
    expect(await ahead?.take('/b')).toEqual({ url: '/b' });
    expect(await ahead?.take('/a')).toEqual({ url: '/a' });
    expect(await ahead?.take('/a')).toBeUndefined();
    expect(asked.map((items) => items.map(({ url }) => url))).toEqual([['/a', '/b']]);
  });

  it('tells the step whose read was refused, and no other', async () => {
    const ahead = askAhead(graphOf(answering).graph, [read('/refused'), read('/b')], signal);
    await expect(ahead?.take('/refused')).rejects.toBe(refused);
    expect(await ahead?.take('/b')).toEqual({ url: '/b' });
  });

  it('leaves every step to itself when the batch does not come through', async () => {
    const ahead = askAhead(graphOf(() => refused).graph, [read('/a'), read('/b')], signal);
    expect(await ahead?.take('/a')).toBeUndefined();
    expect(await ahead?.take('/b')).toBeUndefined();
  });

  it('asks for nothing ahead where it would save no request', () => {
    const { asked, graph } = graphOf(answering);
    expect(askAhead(graph, [read('/a')], signal)).toBeUndefined();
    expect(asked).toEqual([]);
  });
});

describe('given a step and what it is expected to read', () => {
  it('takes a list for short only when a few objects are expected', () => {
    const step = { resource: 'organization', name: 'read' } as const;
    expect(shortReadOf({ ...step, expected: 1 })?.url).toBe('/organization');
    expect(shortReadOf({ ...step, expected: 201 })).toBeUndefined();
    expect(shortReadOf({ ...step, expected: null })).toBeUndefined();
  });

  it('leaves lists of a budget of their own apart', () => {
    expect(shortReadOf({ resource: 'conditionalAccessPolicies', name: 'read', expected: 5 })).toBeUndefined();
  });

  it('counts by a page of one object, for a batch would encode a bare number', () => {
    expect(shortReadOf({ resource: 'accounts', name: 'prove' })).toEqual({
      path: '/users/$count',
      url: '/users?$count=true&$top=1&$select=id',
      headers: { ConsistencyLevel: 'eventual' },
    });
  });
});
