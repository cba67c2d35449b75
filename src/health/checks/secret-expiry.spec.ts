import type { GraphClient } from '#graph/graph-client.js';
import { checkSecretExpiry } from './secret-expiry.js';

const NOW = new Date('2026-06-01T00:00:00Z');

/** A Graph that shows one application whose secrets end so many days from now. */
function graphWith(...days: readonly number[]): GraphClient {
  const passwordCredentials = days.map((day) => ({
    endDateTime: new Date(NOW.getTime() + day * 86_400_000).toISOString(),
  }));
  const page = (): Promise<unknown> => Promise.resolve({ items: [{ passwordCredentials }] });
  return { page } as unknown as GraphClient;
}

const check = (...days: readonly number[]): ReturnType<typeof checkSecretExpiry> =>
  checkSecretExpiry(graphWith(...days), 'app', NOW);

describe('given the client secrets of an app registration', () => {
  it('warns of the first that ends, for the one in use is not known', async () => {
    const found = await check(400, 10, 700);
    expect(found).toMatchObject({ status: 'warn', problem: { code: 'app-secret-expires' } });
    expect(found.summary).toContain('3 client secrets; the first of them expires in 10 days');
  });

  it('leaves out those that have ended already', async () => {
    expect(await check(-20, 90)).toMatchObject({
      status: 'pass',
      summary: 'The client secret expires in 90 days.',
    });
  });

  it('warns when all have ended', async () => {
    expect(await check(-20, -90)).toMatchObject({
      status: 'warn',
      summary: 'The client secret expired 20 days ago.',
    });
  });

  it.each([
    [30, 'warn'],
    [31, 'pass'],
  ] as const)('answers for %d days: %s', async (days, status) => {
    expect(await check(days)).toMatchObject({ status });
  });

  it('does not know where none is shown', async () => {
    expect(await check()).toMatchObject({ status: 'unknown' });
  });
});
