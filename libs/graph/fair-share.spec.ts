import { EventClock } from '#kernel/event-clock.js';
import { LocalBucket } from './bucket.js';
import { FairShare } from './fair-share.js';

const RULE = { capacity: 1, perMs: 1 / 1_000 };

describe('given a budget that many tenants of one app share', () => {
  it('serves whoever wants little in turn with whoever wants much', async () => {
    const clock = new EventClock();
    const share = new FairShare(new LocalBucket(clock, RULE));
    const startedMs = clock.now().getTime();
    const [giant, small] = [share.of('giant'), share.of('small')];
    const giants = Array.from({ length: 100 }, () => giant.take(1, undefined));
    await clock.drive(small.take(1, undefined));
    expect(clock.now().getTime() - startedMs).toBeLessThanOrEqual(2_000);
    await clock.drive(Promise.all(giants));
    expect(clock.now().getTime() - startedMs).toBe(100_000);
  });

  it('skips whoever was called off, and goes on', async () => {
    const clock = new EventClock();
    const share = new FairShare(new LocalBucket(clock, RULE));
    const stop = new AbortController();
    const first = share.of('a').take(1, undefined);
    const called = share.of('a').take(1, stop.signal);
    const last = share.of('b').take(1, undefined);
    stop.abort(new Error('called off'));
    const ends = await clock.drive(Promise.allSettled([first, called, last]));
    expect(ends.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
  });
});
