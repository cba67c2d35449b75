import { EventClock } from '#kernel/event-clock.js';
import { BudgetBook } from './budget-book.js';
import { Governor, unlimitedBuckets } from './governor.js';
import { budgetOf } from './price.js';

const ANSWER = { latencyMs: 100, units: undefined };

describe('given a governor of several budgets', () => {
  it('lets the directory be read while slow budgets are waited for', async () => {
    const clock = new EventClock();
    const governor = new Governor(clock);
    const slow = Array.from({ length: 40 }, async () => {
      (await governor.acquire('policy', 1, undefined)).done(ANSWER);
    });
    const quick = async (): Promise<number> => {
      for (let n = 0; n < 20; n += 1) (await governor.acquire('directory', 1, undefined)).done(ANSWER);
      return clock.now().getTime();
    };
    const startedMs = clock.now().getTime();
    const [endedMs] = await clock.drive(Promise.all([quick(), ...slow]));
    expect(endedMs).toBe(startedMs);
    expect(clock.now().getTime() - startedMs).toBeGreaterThanOrEqual(39_000);
  });

  it('counts requests, not resource units, where Graph does', async () => {
    const clock = new EventClock();
    const governor = new Governor(clock);
    const startedMs = clock.now().getTime();
    const ask = async (): Promise<void> => {
      for (let n = 0; n < 5; n += 1)
        (await governor.acquire('reports', 4, undefined)).done({ latencyMs: 10, units: 9 });
    };
    await clock.drive(ask());
    expect(clock.now().getTime()).toBe(startedMs);
  });

  it('waits for no limit where there is none, but still pauses after a 429', async () => {
    const clock = new EventClock();
    const governor = new Governor(clock, unlimitedBuckets(clock));
    const startedMs = clock.now().getTime();
    const ask = async (): Promise<void> => {
      for (let n = 0; n < 100; n += 1) (await governor.acquire('signInActivity', 1, undefined)).done(ANSWER);
    };
    await clock.drive(ask());
    expect(clock.now().getTime()).toBe(startedMs);
    governor.pause('signInActivity', 3_000);
    await clock.drive(ask());
    expect(clock.now().getTime()).toBe(startedMs + 3_000);
  });

  it('gives no turn to somebody who was called off', async () => {
    const clock = new EventClock();
    const governor = new Governor(clock);
    const permits = await Promise.all(
      Array.from({ length: governor.concurrency }, () => governor.acquire('directory', 1, undefined)),
    );
    const stop = new AbortController();
    const called = governor.acquire('directory', 1, stop.signal);
    const patient = governor.acquire('directory', 1, undefined);
    await new Promise((resolve) => setImmediate(resolve));
    stop.abort(new Error('called off'));
    await expect(called).rejects.toThrow('called off');
    permits[0]?.done(ANSWER);
    (await patient).done(ANSWER);
  });

  it('sends less at once when Graph says how near its limit is', async () => {
    const governor = new Governor(new EventClock());
    const answer = async (limitShare: number): Promise<number> => {
      (await governor.acquire('directory', 1, undefined)).done({ ...ANSWER, limitShare });
      return governor.concurrency;
    };
    const before = governor.concurrency;
    const near = await answer(0.9);
    const at = await answer(1.2);
    expect(near).toBeLessThan(before);
    expect(at).toBeLessThanOrEqual(near / 2 + 1);
  });

  it('shares what one app may spend over all tenants', async () => {
    const clock = new EventClock();
    const book = new BudgetBook(clock);
    const spend = async (_: unknown, tenant: number): Promise<void> => {
      book.size(`${tenant}`, 100_000);
      const governor = new Governor(clock, (budget) => book.bucketsOf('app', `${tenant}`, budget));
      for (let n = 0; n < 60; n += 1) (await governor.acquire('directory', 800, undefined)).done(ANSWER);
    };
    const startedMs = clock.now().getTime();
    await clock.drive(Promise.all(Array.from({ length: 20 }, spend)));
    const seconds = (clock.now().getTime() - startedMs) / 1_000;
    expect((20 * 60 * 800 - 150_000) / seconds).toBeLessThanOrEqual(7_500);
  });

  it.each([
    ['/applications', '$select=id,keyCredentials', 'keyCredentials'],
    ['/applications', '$select=id', 'directory'],
    ['/users', '$select=id,signInActivity', 'signInActivity'],
    ['/identity/conditionalAccess/policies', '', 'policy'],
    ['/reports/authenticationMethods/userRegistrationDetails', '', 'reports'],
  ])('charges %s?%s to the budget %s', (path, query, budget) => {
    expect(budgetOf(path, new URLSearchParams(query))).toBe(budget);
  });
});
