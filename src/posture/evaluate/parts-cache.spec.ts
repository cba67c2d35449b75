import { parseConnectionId } from '#kernel/ids.js';
import type { RevisionInfo } from '../../inventory/read/inventory-reader.port.js';
import { PartsCache } from './parts-cache.js';

const ONE = parseConnectionId('11111111-1111-4111-8111-111111111111');
const OTHER = parseConnectionId('22222222-2222-4222-8222-222222222222');

const revisionOf = (revision: number): RevisionInfo => ({
  revision,
  readFrom: '2026-01-01T00:00:00.000Z',
  readTo: '2026-01-01T00:01:00.000Z',
  publishedAt: '2026-01-01T00:01:01.000Z',
  counts: {},
  completeness: {},
});

/** A cache whose loads are noted, with the most that ran at once. */
function started(fails: { next: boolean } = { next: false }) {
  const loads: string[] = [];
  const load = { running: 0, most: 0 };
  const cache = new PartsCache(async (connectionId, { revision }) => {
    loads.push(`${connectionId === ONE ? 'one' : 'other'} ${revision}`);
    load.most = Math.max(load.most, (load.running += 1));
    await new Promise((resolve) => setImmediate(resolve));
    load.running -= 1;
    if (fails.next) throw new RangeError('the database is away');
    return { source: { revision }, named: [], notCollected: {} };
  });
  return { cache, loads, load };
}

describe('given snapshots that take long to load', () => {
  it('loads a revision once for everybody who asks at the same time or later', async () => {
    const { cache, loads } = started();
    const answers = await Promise.all([1, 1, 1].map((revision) => cache.get(ONE, revisionOf(revision))));
    answers.push(await cache.get(ONE, revisionOf(1)));
    expect(loads).toEqual(['one 1']);
    expect(new Set(answers).size).toBe(1);
  });

  it('loads one at a time for a connection, and does not let another connection wait', async () => {
    const { cache, load } = started();
    await Promise.all([1, 2, 3].map((revision) => cache.get(ONE, revisionOf(revision))));
    expect(load.most).toBe(1);
    await Promise.all([cache.get(ONE, revisionOf(4)), cache.get(OTHER, revisionOf(4))]);
    expect(load.most).toBe(2);
  });

  it('never takes the snapshot of one connection or revision for that of another', async () => {
    const { cache, loads } = started();
    await cache.get(ONE, revisionOf(1));
    expect((await cache.get(ONE, revisionOf(2))).source).toEqual({ revision: 2 });
    await cache.get(OTHER, revisionOf(2));
    expect(loads).toEqual(['one 1', 'one 2', 'other 2']);
  });

  it('keeps two, those that were asked for last', async () => {
    const { cache, loads } = started();
    for (const revision of [3, 2, 3, 1, 3, 2]) await cache.get(ONE, revisionOf(revision));
    expect(loads).toEqual(['one 3', 'one 2', 'one 1', 'one 2']);
  });

  it('loads an earlier revision again once a newer one was loaded, since the earlier one is no longer published', async () => {
    const { cache, loads } = started();
    for (const revision of [1, 2, 1, 2]) await cache.get(ONE, revisionOf(revision));
    expect(loads).toEqual(['one 1', 'one 2', 'one 1']);
  });

  it('tries again after a failure', async () => {
    const fails = { next: true };
    const { cache } = started(fails);
    await expect(cache.get(ONE, revisionOf(1))).rejects.toThrow('the database is away');
    fails.next = false;
    expect((await cache.get(ONE, revisionOf(1))).source).toEqual({ revision: 1 });
  });
});
