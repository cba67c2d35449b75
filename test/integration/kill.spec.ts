import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createRandom } from '#kernel/random.js';
import { serve, type ServedSimulator } from '#simulator/server/serve.js';
import { createSimulator, type Simulator } from '#simulator/simulator.js';
import { mutateTenant } from '#simulator/tenant/mutate.js';
import type { RunKind } from '../../src/sync/runs.port.js';
import { LEASE_MS } from '../../src/sync/store/run-moves.js';
import type { Moment } from '../support/kill/lethal-database.js';
import { live, type Life } from '../support/kill/mortal.js';
import type { Order, Shown } from '../support/kill/order.js';
import { startPostgres, type TestPostgres } from '../support/postgres.js';
import { factsOf } from '../support/simulation/truth-history.js';
import { ENOUGH } from '../support/simulation/world.js';

/** `SIMULATION_FULL=1` kills many more processes, at any time. */
const RANDOM_KILLS = process.env['SIMULATION_FULL'] === '1' ? 60 : 1;
const TENANT = { users: 40, groups: 10, membersPerGroup: 5, pageSizeMax: 10, grants: ENOUGH };

const IN_A_PAGE_OF_ACCOUNTS: Moment = {
  statement: 'update entra_id.sync_step set pages',
  nth: 9,
  at: 'before',
};
const BETWEEN_PAGES: Moment = { statement: 'update entra_id.sync_step set pages', nth: 3, at: 'committed' };
const WITHIN_PUBLISHING: Moment = { statement: 'set published = $2', nth: 1, at: 'after' };
const AFTER_PUBLISHING: Moment = { statement: 'set published = $2', nth: 1, at: 'committed' };
const UNDOING_BEGUN: Moment = { statement: 'update entra_id.sync_run set state', nth: 1, at: 'after' };
const WITHIN_UNDOING: Moment = { statement: 'delete from entra_id.seen_page', nth: 1, at: 'after' };

/** A tenant, a database, and processes that sync the one into the other and are killed meanwhile. */
class Graveyard {
  readonly #connectionId = randomUUID();
  #processes = 0;

  constructor(
    private readonly databaseUrl: string,
    private readonly simulator: Simulator,
    private readonly served: ServedSimulator,
    private readonly token: string,
  ) {}

  get tenant(): Simulator['tenant'] {
    return this.simulator.tenant;
  }

  get truth(): Shown['facts'] {
    return sorted(factsOf(this.tenant));
  }

  /** A process that works on the open run, or on a new one; each begins when the lease of the one before is over. */
  process(
    what: Partial<Pick<Order, 'kind' | 'sliceMs' | 'cancel' | 'moment'>>,
    killAfterMs?: number,
  ): Promise<Life> {
    this.#processes += 1;
    return live(
      {
        databaseUrl: this.databaseUrl,
        connectionId: this.#connectionId,
        organizationId: `graveyard ${this.#connectionId}`,
        tenantId: this.tenant.tenantId,
        graphOrigin: this.served.https,
        caFile: this.served.caFile,
        token: this.token,
        grants: ENOUGH,
        aheadMs: this.#processes * 2 * LEASE_MS,
        kind: 'full' satisfies RunKind,
        sliceMs: LEASE_MS,
        cancel: false,
        moment: undefined,
        ...what,
      },
      killAfterMs,
    );
  }
}

function sorted(facts: Iterable<readonly [string, string]>): Shown['facts'] {
  return [...facts].sort(([a], [b]) => (a < b ? -1 : 1));
}

async function tokenOf({ client, tenant, handle }: Simulator, origin: string): Promise<string> {
  const body = new URLSearchParams({
    grant_type: 'client_credentials',
    client_id: client.appId,
    client_secret: client.secrets[0] ?? '',
    scope: 'https://graph.microsoft.com/.default',
  });
  const answer = await handle({
    method: 'POST',
    url: new URL(`${origin}/${tenant.tenantId}/oauth2/v2.0/token`),
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    body: body.toString(),
  });
  return (JSON.parse(answer.body) as { readonly access_token: string }).access_token;
}

describe.each(['an embedded database on disk', 'a PostgreSQL server'])(
  'given %s and processes that are killed',
  (where) => {
    let postgres: TestPostgres | undefined;
    let simulator: Simulator;
    let served: ServedSimulator;
    let yard: Graveyard;
    const directory = mkdtempSync(join(tmpdir(), 'entra-kill-'));

    beforeAll(async () => {
      simulator = createSimulator(TENANT);
      served = await serve(simulator, { httpPort: 0, httpsPort: 0 });
      postgres = where.includes('PostgreSQL') ? await startPostgres() : undefined;
      const url = postgres?.url ?? `pglite:${directory}`;
      yard = new Graveyard(url, simulator, served, await tokenOf(simulator, served.https));
    }, 60_000);

    afterAll(async () => {
      await served.close();
      await postgres?.stop();
      rmSync(directory, { recursive: true, force: true });
    }, 30_000);

    /** Kills one process after another at their moments, then lets one end the run; readers see only what was published. */
    async function killEach(
      kind: RunKind,
      moments: readonly Moment[],
      before: Shown['facts'],
    ): Promise<Life> {
      for (const moment of moments) {
        const life = await yard.process({ kind, moment });
        expect([moment, life.signal, life.ended]).toEqual([moment, 'SIGKILL', undefined]);
        expect(sorted(life.found?.shown.facts ?? [])).toEqual(before);
        expect(life.found?.shown.violations).toEqual([]);
      }
      return yard.process({ kind });
    }

    function expectTruth(life: Life): void {
      expect(life.ended?.run).toMatchObject({ state: 'succeeded', problems: [] });
      expect(sorted(life.ended?.shown.facts ?? [])).toEqual(yard.truth);
      expect(life.ended?.shown.violations).toEqual([]);
    }

    it('ends a first run equal to the truth, though it was killed while crawling, in a page, and while it published (SYNC-01, SYNC-13)', async () => {
      const moments = [BETWEEN_PAGES, IN_A_PAGE_OF_ACCOUNTS, WITHIN_PUBLISHING];
      const life = await killEach('full', moments, []);
      expect(sorted(life.found?.shown.facts ?? [])).toEqual([]);
      expectTruth(life);
      expect(life.ended?.run).toMatchObject({ revision: 1, kind: 'full' });
    }, 120_000);

    it('has published when it is killed behind the commit, and leaves no trace of a cancelled run that was killed while it was undone (SYNC-08, SYNC-13, SYNC-15)', async () => {
      mutateTenant(yard.tenant, { seed: 5, changes: 30 });
      const published = await yard.process({ kind: 'incremental', moment: AFTER_PUBLISHING });
      const then = yard.truth;
      mutateTenant(yard.tenant, { seed: 6, changes: 40 });
      const undoing = await yard.process({ kind: 'full', cancel: true, moment: UNDOING_BEGUN });
      expect(undoing.found?.shown).toMatchObject({ revision: 2, violations: [] });
      expect(sorted(undoing.found?.shown.facts ?? [])).toEqual(then);
      const undoingOn = await yard.process({ kind: 'full', moment: WITHIN_UNDOING });
      const kills = [published, undoing, undoingOn].map(({ signal }) => signal);
      expect(kills).toEqual(['SIGKILL', 'SIGKILL', 'SIGKILL']);
      const last = await yard.process({ kind: 'full' });
      expect(last.ended?.run).toMatchObject({ state: 'cancelled', revision: 3 });
      expect(last.ended?.shown.everything).toBe(undoing.found?.shown.everything);
      expect(last.ended?.shown.violations).toEqual([]);
    }, 120_000);

    it('ends equal to the truth when it is killed at any time (SYNC-01, SYNC-13)', async () => {
      const random = createRandom(`kills ${where}`);
      for (let kill = 1; kill <= RANDOM_KILLS; kill += 1) {
        const kind = random.pick(['full', 'incremental'] as const);
        mutateTenant(yard.tenant, { seed: kill + 100, changes: random.integer(0, 30) });
        await yard.process({ kind, sliceMs: random.integer(1, 500) }, random.integer(0, 900));
        const life = await yard.process({ kind });
        expect([kill, life.found?.shown.violations]).toEqual([kill, []]);
        expectTruth(life);
      }
    }, 1_200_000);
  },
);
