import { randomUUID } from 'node:crypto';
import fc from 'fast-check';
import type { ConnectionId, RunId } from '#kernel/ids.js';
import { ProblemError } from '#kernel/problem.js';
import { runs } from '../../../test/support/property-runs.js';
import { openDatabase, type OpenDatabase } from '../../database/database.mikro-orm.js';
import { MIGRATIONS } from '../../stages.js';
import { ENDED_STATES, OPEN_STATES, RUN_EVENTS, TRANSITIONS } from '../run-states.js';
import type { RunState } from '../runs.port.js';
import { commitPage, type Lease } from './page-store.js';
import { LEASE_MS } from './run-moves.js';
import { RunStore } from './run-store.js';

const STEP = { resource: 'accounts', name: 'crawl' } as const;
const WORKERS = 2;

const worker = fc.nat(WORKERS - 1);
const command = fc.oneof(
  { weight: 1, arbitrary: fc.record({ do: fc.constant('open' as const) }) },
  {
    weight: 3,
    arbitrary: fc.record({ do: fc.constant('wait' as const), ms: fc.constantFrom(1_000, LEASE_MS + 1) }),
  },
  { weight: 4, arbitrary: fc.record({ do: fc.constant('claim' as const), worker }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('cancel' as const) }) },
  { weight: 4, arbitrary: fc.record({ do: fc.constant('page' as const), worker }) },
  {
    weight: 3,
    arbitrary: fc.record({
      do: fc.constant('move' as const),
      worker,
      event: fc.constantFrom(
        ...RUN_EVENTS.filter((event) => event !== 'claimed' && event !== 'cancel-requested'),
      ),
    }),
  },
);
type Command = typeof command extends fc.Arbitrary<infer Value> ? Value : never;

interface Row {
  readonly id: RunId;
  readonly state: RunState;
  readonly epoch: number;
  readonly revision: number;
  readonly pages: number | null;
}

/** A connection whose run several workers pull at. */
class Tug {
  readonly connectionId = randomUUID() as string as ConnectionId;
  readonly #runs: RunStore;
  readonly #leases: (Lease | undefined)[] = [];
  #run: RunId | undefined;
  #pages = 0;
  now = new Date('2026-01-01T00:00:00Z');

  constructor(private readonly database: OpenDatabase['sql']) {
    this.#runs = new RunStore(database);
  }

  rows(): Promise<readonly Row[]> {
    return this.database.query<Row>(
      `select r.id, r.state, r.epoch, r.revision, s.pages from entra_id.sync_run r
       left join entra_id.sync_step s on s.run_id = r.id where r.connection_id = $1 order by r.revision`,
      [this.connectionId],
    );
  }

  /** Whose lease it was that a command used, or undefined when it needs none. */
  async do(what: Command): Promise<Lease | undefined> {
    switch (what.do) {
      case 'open':
        await this.open();
        return undefined;
      case 'wait':
        this.now = new Date(this.now.getTime() + what.ms);
        return undefined;
      case 'claim':
        if (this.#run !== undefined) {
          const lease = await this.#runs.moves.claim(this.#run, this.now);
          if (lease !== undefined) this.#leases[what.worker] = lease;
        }
        return undefined;
      case 'cancel':
        if (this.#run !== undefined) await this.#runs.moves.requestCancel(this.#run);
        return undefined;
      case 'page':
        return this.with(what.worker, (lease) => this.page(lease));
      case 'move':
        return this.with(what.worker, (lease) => this.#runs.moves.move(lease, what.event, {}));
    }
  }

  private async open(): Promise<void> {
    const opened = await this.#runs.open(this.connectionId, {
      kind: 'full',
      trigger: 'manual',
      at: this.now,
    });
    this.#run = opened.id;
    if (opened.created)
      await this.database.execute(
        `insert into entra_id.sync_step (run_id, resource, name, position) values ($1, $2, $3, 1)`,
        [opened.id, STEP.resource, STEP.name],
      );
  }

  private async page(lease: Lease): Promise<void> {
    const [row] = (await this.rows()).filter(({ id }) => id === lease.runId);
    this.#pages = (row?.pages ?? 0) + 1;
    const write = (): Promise<void> => Promise.resolve();
    await commitPage(this.database, lease, STEP, { page: this.#pages, cursor: {}, objects: 0, write });
  }

  private async with(index: number, work: (lease: Lease) => Promise<unknown>): Promise<Lease | undefined> {
    const lease = this.#leases[index];
    if (lease !== undefined) await work(lease);
    return lease;
  }
}

describe('given workers that pull at one run in any order', () => {
  let database: OpenDatabase;

  beforeAll(async () => {
    database = await openDatabase({ kind: 'memory' }, { entities: [], migrations: MIGRATIONS });
  }, 60_000);
  afterAll(() => database.close());

  async function bind(tug: Tug): Promise<void> {
    await database.sql.execute(
      `insert into entra_id.connection (id, organization_id, tenant_id, status, access, consent, exclusive, created_at, connected_at)
       values ($1, $2, $1, 'connected', 'application', 'granted', false, now(), now())`,
      [tug.connectionId, `tug ${tug.connectionId}`],
    );
  }

  it('has one open run at most, moves by the table alone, and takes nothing of whoever lost the lease (SYNC-03, SYNC-06, SYNC-07)', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(command, { minLength: 1, maxLength: 40 }), async (commands) => {
        const tug = new Tug(database.sql);
        await bind(tug);
        await tug.do({ do: 'open' });
        let before = await tug.rows();
        for (const what of commands) {
          const { lease, problem } = await attempt(tug, what);
          const after = await tug.rows();
          check(what, { before, after, lease, problem });
          before = after;
        }
      }),
      runs(80),
    );
  }, 180_000);

  async function attempt(
    tug: Tug,
    what: Command,
  ): Promise<{ readonly lease: Lease | undefined; readonly problem: string | undefined }> {
    try {
      return { lease: await tug.do(what), problem: undefined };
    } catch (error) {
      if (!(error instanceof ProblemError)) throw error;
      return { lease: undefined, problem: error.problem.code };
    }
  }

  function check(
    what: Command,
    step: {
      readonly before: readonly Row[];
      readonly after: readonly Row[];
      readonly lease: Lease | undefined;
      readonly problem: string | undefined;
    },
  ): void {
    const { before, after, lease, problem } = step;
    expect(after.filter(({ state }) => OPEN_STATES.includes(state)).length).toBeLessThanOrEqual(1);
    const revisions = after.map(({ revision }) => revision);
    expect(new Set(revisions).size).toBe(revisions.length);
    if (problem !== undefined) expect(after).toEqual(before);
    for (const was of before) {
      const is = after.find(({ id }) => id === was.id);
      expect(is?.epoch).toBeGreaterThanOrEqual(was.epoch);
      if (ENDED_STATES.includes(was.state)) expect(is).toEqual(was);
      if (is?.state !== was.state) expect(legalTargets(what, was.state)).toContain(is?.state);
    }
    const held = before.find(({ id }) => id === lease?.runId);
    if (lease !== undefined && held !== undefined) expect(lease.epoch).toBe(held.epoch);
  }

  function legalTargets(what: Command, from: RunState): readonly string[] {
    if (what.do === 'claim') return [TRANSITIONS[from].claimed];
    return what.do === 'move' ? [TRANSITIONS[from][what.event]] : [];
  }
});
