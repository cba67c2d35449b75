import type { RunId } from '#kernel/ids.js';
import { openDatabase, type OpenDatabase } from '../../database/database.mikro-orm.js';
import type { SliceOutcome } from '../run-worker.js';
import { PgBossSyncQueue } from './queue.pg-boss.js';

const RUN = '00000000-0000-4000-8000-000000000001' as RunId;

describe('given a run that needs three slices', () => {
  let database: OpenDatabase;
  let queue: PgBossSyncQueue;

  beforeAll(async () => {
    database = await openDatabase({ kind: 'memory' }, { entities: [], migrations: [] });
  });

  afterAll(async () => {
    await queue.stop(2_000);
    await database.close();
  });

  it('works on one slice after another until the run has ended, and on nothing twice', async () => {
    const outcomes: SliceOutcome[] = ['again', 'again', 'ended'];
    const worked: RunId[] = [];
    const errors: unknown[] = [];
    const done = new Promise<void>((resolve) => {
      const run = (runId: RunId): Promise<SliceOutcome> => {
        worked.push(runId);
        const outcome = outcomes.shift() ?? 'ended';
        if (outcome === 'ended') resolve();
        return Promise.resolve(outcome);
      };
      queue = new PgBossSyncQueue(database.sql, run, (error) => errors.push(error));
    });
    await queue.start(true);
    await queue.enqueue(RUN);
    await queue.enqueue(RUN);
    await done;
    expect(worked).toEqual([RUN, RUN, RUN]);
    expect(errors).toEqual([]);
  }, 30_000);
});
