import { parseConnectionId } from '#kernel/ids.js';
import { DATABASE, type Database } from '../../src/database/database.port.js';
import { RunStore } from '../../src/sync/store/run-store.js';
import { EntraIdSync } from '../../src/sync/sync.service.js';
import { connect, startBareHost, type BareHost } from '../support/bare-host.js';
import { ShiftedClock } from '../support/shifted-clock.js';
import { openRows, truthOf } from '../support/truth.js';

describe('given a connection that is due', () => {
  let host: BareHost;
  let id: string;
  let sync: EntraIdSync;
  const clock = new ShiftedClock();

  beforeAll(async () => {
    host = await startBareHost({ plugin: { clock } });
    id = (await connect(host)).get('connection') ?? '';
    sync = host.app.get(EntraIdSync, { strict: false });
  }, 60_000);
  afterAll(() => host.close());

  async function ended(): Promise<{ state: string; trigger: string; kind: string; revision: number }> {
    for (let waits = 0; waits < 200; waits += 1) {
      const { body } = await host.call('auditor', 'GET', `/connections/${id}/runs?limit=1`);
      if (body.items.length > 0 && !['queued', 'running', 'undoing'].includes(body.items[0].state as string))
        return body.items[0];
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
    throw new Error('no run ended');
  }

  it('is started once, however many schedulers tick', async () => {
    const started = await Promise.all([sync.tick(), sync.tick(), sync.tick()]);
    expect(started.reduce((sum, count) => sum + count, 0)).toBe(1);
    expect(await ended()).toMatchObject({
      state: 'succeeded',
      trigger: 'schedule',
      startedBy: null,
      kind: 'full',
      revision: 1,
    });
    expect(await sync.tick()).toBe(0);
    const { body } = await host.call('auditor', 'GET', `/connections/${id}/activity`);
    expect(body.items.map(({ action }: { action: string }) => action)).not.toContain('run-started');
  }, 60_000);

  it('is started again after its interval, give or take', async () => {
    clock.advance(50 * 60_000);
    expect(await sync.tick()).toBe(0);
    clock.advance(16 * 60_000);
    expect(await sync.tick()).toBe(1);
    expect(await ended()).toMatchObject({ state: 'succeeded', kind: 'incremental', revision: 2 });
  }, 60_000);

  it('is not started while the entry is only announced', async () => {
    host.host.entry = 'coming_soon';
    clock.advance(70 * 60_000);
    expect(await sync.tick()).toBe(0);
    host.host.entry = 'available';
  });

  it('takes over the run of a worker that fell silent, under the same number', async () => {
    const runs = host.app.get(RunStore, { strict: false });
    const connectionId = parseConnectionId(id);
    const opened = await runs.open(connectionId, { kind: 'full', trigger: 'manual', at: clock.now() });
    expect(await runs.moves.claim(opened.id, clock.now())).toBeDefined();
    expect(await runs.moves.claim(opened.id, clock.now())).toBeUndefined();
    clock.advance(2 * 60_000);
    await sync.tick();
    expect(await ended()).toMatchObject({ state: 'succeeded', revision: 3 });
    const database = host.app.get<Database>(DATABASE, { strict: false });
    expect(await openRows(database, id)).toEqual(truthOf(host.simulator.tenant));
  }, 60_000);
});
