import { EventClock } from './event-clock.js';

describe('given a clock of events', () => {
  it('wakes sleepers in the order of their time, hours in no time', async () => {
    const clock = new EventClock();
    const woken: string[] = [];
    const sleep = async (name: string, ms: number): Promise<void> => {
      await clock.sleep(ms);
      woken.push(`${name} ${clock.now().toISOString()}`);
    };
    await clock.drive(Promise.all([sleep('late', 7_200_000), sleep('early', 1_000), sleep('too', 1_000)]));
    expect(woken).toEqual([
      'early 2026-01-01T00:00:01.000Z',
      'too 2026-01-01T00:00:01.000Z',
      'late 2026-01-01T02:00:00.000Z',
    ]);
  });

  it('stands still while somebody works', async () => {
    const clock = new EventClock();
    const seen: number[] = [];
    const work = clock.during(async () => {
      for (let turn = 0; turn < 5; turn += 1) await new Promise((resolve) => setImmediate(resolve));
      seen.push(clock.now().getTime());
    });
    const startedMs = clock.now().getTime();
    await clock.drive(Promise.all([work, clock.sleep(1_000)]));
    expect(seen).toEqual([startedMs]);
  });

  it('wakes a sleeper with the reason of its signal', async () => {
    const clock = new EventClock();
    const stop = new AbortController();
    const slept = clock.sleep(1_000, stop.signal);
    stop.abort(new Error('enough'));
    await expect(slept).rejects.toThrow('enough');
    await expect(clock.sleep(1, stop.signal)).rejects.toThrow('enough');
  });

  it('says so when nothing is left that could happen', async () => {
    await expect(new EventClock().drive(new Promise(() => undefined))).rejects.toThrow('stuck');
  });
});
