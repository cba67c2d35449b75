import { EntraIdHealth } from '../../src/health/health.service.js';
import { EntraIdSync } from '../../src/sync/sync.service.js';
import { ShiftedClock } from '../support/shifted-clock.js';
import { connect, runToEnd, startBareHost, type BareHost } from '../support/bare-host.js';

const DAY_MS = 86_400_000;

describe('given a connected tenant whose catalog entry is set back to coming soon', () => {
  const clock = new ShiftedClock();
  let host: BareHost;
  let id: string;

  beforeAll(async () => {
    host = await startBareHost({ plugin: { clock } });
    id = (await connect(host)).get('connection') ?? '';
    await runToEnd(host, id, 'full');
    host.host.entry = 'coming_soon';
  }, 60_000);
  afterAll(() => host.close());

  const requests = async (): Promise<string> => {
    const answer = await fetch(`${host.served.http}/__control/requests`);
    const rows = (await answer.json()) as readonly { readonly path: string }[];
    return JSON.stringify(rows.filter(({ path }) => !path.startsWith('/__control')));
  };
  /** What follows a run may still be under way. */
  const settled = async (): Promise<string> => {
    for (let last = await requests(), round = 0; round < 40; round += 1) {
      await new Promise((resolve) => setTimeout(resolve, 500));
      const now = await requests();
      if (now === last) return now;
      last = now;
    }
    throw new Error('Microsoft is asked on and on');
  };
  const call = (method: 'GET' | 'POST' | 'PUT' | 'DELETE', path: string, body?: object) =>
    host.call('admin', method, `/connections/${id}${path}`, body);

  it.each([
    ['PUT', '/settings', { tenantId: 'contoso.example', syncIntervalMinutes: 30 }],
    ['POST', '/health', undefined],
    ['POST', '/consent', undefined],
    ['POST', '/runs', { kind: 'full' }],
    ['GET', '/plan', undefined],
  ] as const)('refuses %s %s, and says who can change that', async (method, path, body) => {
    expect(await call(method, path, body)).toMatchObject({
      status: 409,
      body: { code: 'entry-coming-soon', actor: 'operator' },
    });
  });

  it('asks Microsoft for nothing, however much time goes by', async () => {
    clock.advance(DAY_MS);
    const asked = await settled();
    expect(await host.app.get(EntraIdSync, { strict: false }).tick()).toBe(0);
    expect(await host.app.get(EntraIdHealth, { strict: false }).checkStale()).toBe(0);
    expect(await requests()).toBe(asked);
  }, 30_000);

  it('shows all the same what was read', async () => {
    expect(await call('GET', '/accounts')).toMatchObject({ status: 200, body: { revision: 1 } });
    expect((await call('GET', '')).body).toMatchObject({ settings: { syncIntervalMinutes: 60 } });
  });

  it('can be disconnected', async () => {
    expect(await call('DELETE', '', { reason: 'We do without.' })).toMatchObject({
      status: 200,
      body: { status: 'disconnected', credentialsLeft: 0, scheduledJobsLeft: 0 },
    });
  });
});
