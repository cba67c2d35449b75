import { PgBoss } from 'pg-boss';
import type { ConnectionId, RunId } from '#kernel/ids.js';
import type { Database } from '../../database/database.port.js';
import type { Crowd, SliceOutcome } from '../run-worker.js';
import type { SyncQueue } from './queue.port.js';

const QUEUE = 'sync-slice';
const JOBS_SCHEMA = 'entra_id_jobs';

/** Time that a job works before it hands over to the next: well below pg-boss's limit of 15 minutes. */
export const SLICE_MS = 60_000;

/** Pause before a run that another worker holds is looked at again, in seconds. */
const BUSY_PAUSE_SECONDS = 20;

const CONCURRENCY = 4;

/** Runs one slice of a run. */
export type SliceRunner = (runId: RunId, budgetMs: number, isCrowded: Crowd) => Promise<SliceOutcome>;

/** Told about failures of the queue itself. */
export type QueueErrors = (error: unknown) => void;

/** Jobs of the plugin by pg-boss, in a schema of its own on the same database. */
export class PgBossSyncQueue implements SyncQueue {
  readonly #boss: PgBoss;
  #worker: string | undefined;

  constructor(
    private readonly database: Database,
    private readonly run: SliceRunner,
    private readonly onError: QueueErrors,
  ) {
    this.#boss = new PgBoss({
      db: { executeSql: (text, values) => executeSql(database, text, values) },
      schema: JOBS_SCHEMA,
      supervise: true,
      schedule: false,
    });
    this.#boss.on('error', (error) => {
      this.onError(error);
    });
  }

  /** Creates the queue and, when `work`, starts to take jobs. */
  async start(work: boolean): Promise<void> {
    await this.#boss.start();
    await this.#boss.createQueue(QUEUE, { policy: 'short', retryLimit: 0, deleteAfterSeconds: 3600 });
    if (!work) return;
    const options = { pollingIntervalSeconds: 0.5, localConcurrency: CONCURRENCY, batchSize: 1 };
    this.#worker = await this.#boss.work<{ runId: RunId }>(QUEUE, options, async ([job]) => {
      if (job !== undefined) await this.work(job.data.runId);
    });
  }

  /** Waits for the slices at hand, at most `timeoutMs`, then stops. */
  async stop(timeoutMs: number): Promise<void> {
    await this.#boss.stop({ graceful: true, timeout: timeoutMs });
  }

  async enqueue(runId: RunId): Promise<void> {
    await this.send(runId, 0);
  }

  async pending(connectionId: ConnectionId): Promise<number> {
    const rows = await this.database.query<{ count: number }>(
      `select count(*)::int as count from ${JOBS_SCHEMA}.job j
       join entra_id.sync_run r on r.id::text = j.data->>'runId'
       where j.name = $1 and j.state in ('created', 'retry') and r.connection_id = $2`,
      [QUEUE, connectionId],
    );
    return rows[0]?.count ?? 0;
  }

  async drop(connectionId: ConnectionId): Promise<void> {
    await this.database.execute(
      `delete from ${JOBS_SCHEMA}.job j using entra_id.sync_run r
       where r.id::text = j.data->>'runId' and j.name = $1 and j.state in ('created', 'retry') and r.connection_id = $2`,
      [QUEUE, connectionId],
    );
  }

  private async work(runId: RunId): Promise<void> {
    const outcome = await this.run(runId, SLICE_MS, () => this.isCrowded());
    if (outcome === 'again') await this.send(runId, 0);
    if (outcome === 'busy') await this.send(runId, BUSY_PAUSE_SECONDS);
  }

  /** Workers take a job within a second, unless all of them are at work: whoever is due waits for a place. */
  private async isCrowded(): Promise<boolean> {
    const rows = await this.database.query(
      `select 1 from ${JOBS_SCHEMA}.job where name = $1 and state = 'created' and start_after <= now() limit 1`,
      [QUEUE],
    );
    return rows.length > 0;
  }

  /** A worker of this process looks at once; workers of others see the job when they look next. */
  private async send(runId: RunId, startAfter: number): Promise<void> {
    await this.#boss.send(QUEUE, { runId }, { singletonKey: runId, startAfter });
    if (this.#worker !== undefined && startAfter === 0) this.#boss.notifyWorker(this.#worker);
  }
}

/** pg-boss sends single statements with values, and texts of several statements without: it wants every row then. */
async function executeSql(
  database: Database,
  text: string,
  values: unknown[] | undefined,
): Promise<{ rows: unknown[] }> {
  if (values !== undefined && values.length > 0) return { rows: [...(await database.query(text, values))] };
  const results = await database.script(text);
  return { rows: results.flat() };
}
