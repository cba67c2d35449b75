import fc from 'fast-check';
import type { ConnectionId } from '#kernel/ids.js';
import { openDatabase, type OpenDatabase } from '../../database/database.mikro-orm.js';
import { inventoryMigration } from '../../inventory/inventory.migration.js';
import { OPEN_REVISION } from '../../inventory/kinds.js';
import { closeUnseenObjects, undoRevision, writeObjects } from './object-statements.js';
import { writeLinkChanges } from './link-statements.js';
import { serialiseEntries, writeWholeLinks, writeWholeObjects } from './whole-writes.js';

const CONNECTION = '00000000-0000-4000-8000-00000000c0de' as string as ConnectionId;
const RUN = '00000000-0000-4000-8000-000000000001';
const id = (n: number): string => `00000000-0000-4000-8000-0000000000${String(n).padStart(2, '0')}`;

interface Entry {
  readonly id: string;
  readonly payload: Readonly<Record<string, number>> | null;
}

type Operation =
  | { readonly kind: 'whole'; readonly entries: readonly Entry[] }
  | { readonly kind: 'change'; readonly entries: readonly Entry[] }
  | { readonly kind: 'close-unseen'; readonly keep: readonly string[] };

type Model = Map<string, Readonly<Record<string, number>>>;

const ids = fc.integer({ min: 1, max: 5 }).map(id);
const payloads = fc.record({ a: fc.integer({ min: 1, max: 2 }) }, { requiredKeys: [] });
const present = fc.record({ id: ids, payload: payloads });
const maybeRemoved = fc.record({ id: ids, payload: fc.option(payloads) });
const operations: fc.Arbitrary<Operation> = fc.oneof(
  fc.record({ kind: fc.constant('whole' as const), entries: fc.array(present, { maxLength: 5 }) }),
  fc.record({ kind: fc.constant('change' as const), entries: fc.array(maybeRemoved, { maxLength: 5 }) }),
  fc.record({ kind: fc.constant('close-unseen' as const), keep: fc.uniqueArray(ids) }),
);
const runs = fc.array(
  fc.record({ operations: fc.array(operations, { maxLength: 4 }), published: fc.boolean() }),
  { minLength: 1, maxLength: 5 },
);

/** A change to an object that this run has closed goes on from what the object was before the run. */
function apply(model: Model, operation: Operation, before: Model): void {
  if (operation.kind === 'close-unseen') {
    for (const key of [...model.keys()]) if (!operation.keep.includes(key)) model.delete(key);
    return;
  }
  const last = new Map(operation.entries.map((entry) => [entry.id, entry]));
  for (const entry of last.values()) {
    if (entry.payload === null) model.delete(entry.id);
    else if (operation.kind === 'whole') model.set(entry.id, entry.payload);
    else model.set(entry.id, { ...(model.get(entry.id) ?? before.get(entry.id)), ...entry.payload });
  }
}

describe('given any sequence of pages, runs and undone runs', () => {
  let database: OpenDatabase;

  beforeAll(async () => {
    database = await openDatabase({ kind: 'memory' }, { entities: [], migrations: [inventoryMigration] });
    await database.sql.execute(
      `insert into entra_id.sync_run (id, connection_id, revision, kind, trigger, state, generation, queued_at)
       values ($1, $2, 1, 'full', 'manual', 'running', 1, now())`,
      [RUN, CONNECTION],
    );
  });

  afterAll(() => database.close());

  async function perform(operation: Operation, revision: number, nothingPublished: boolean): Promise<void> {
    if (operation.kind === 'close-unseen') {
      await database.sql.execute('delete from entra_id.seen_page');
      await database.sql.execute(
        `insert into entra_id.seen_page (run_id, resource, page, ids) values ($1, 'accounts', 1, $2::text[])`,
        [RUN, operation.keep],
      );
      await database.sql.query(closeUnseenObjects('account'), [CONNECTION, revision, RUN, 'accounts']);
      return;
    }
    if (operation.kind === 'whole') {
      const page = { kind: 'account', texts: serialiseEntries(operation.entries), nothingPublished } as const;
      await writeWholeObjects(database.sql, { connectionId: CONNECTION, revision }, page);
      return;
    }
    const input = JSON.stringify(operation.entries);
    await database.sql.query(writeObjects('account', operation.kind), [CONNECTION, revision, input]);
  }

  async function asOf(revision: number): Promise<Record<string, unknown>> {
    const rows = await database.sql.query<{ object_id: string; payload: unknown }>(
      'select object_id, payload from entra_id.account where since_revision <= $1 and until_revision > $1 order by 1',
      [revision],
    );
    return Object.fromEntries(rows.map((row) => [row.object_id, row.payload]));
  }

  async function violations(): Promise<readonly unknown[]> {
    return database.sql.query(`
      select a.object_id, a.since_revision, b.since_revision from entra_id.account a join entra_id.account b
        on a.object_id = b.object_id and a.ctid <> b.ctid
        and (a.since_revision, a.until_revision) <= (b.since_revision, b.until_revision)
      where a.until_revision > b.since_revision or (a.until_revision = b.since_revision and a.hash = b.hash)`);
  }

  function sorted(model: Model): Record<string, unknown> {
    return Object.fromEntries([...model].sort(([a], [b]) => (a < b ? -1 : 1)));
  }

  it('shows each revision as a plain map would, and never two equal or overlapping versions', async () => {
    await fc.assert(
      fc.asyncProperty(runs, async (sequence) => {
        await database.sql.execute('delete from entra_id.account');
        let model: Model = new Map();
        let published = false;
        const history: (readonly [number, Record<string, unknown>])[] = [];
        for (const [index, run] of sequence.entries()) {
          const revision = index + 1;
          const draft: Model = new Map(model);
          for (const operation of run.operations) {
            await perform(operation, revision, !published);
            apply(draft, operation, model);
            expect(await asOf(revision)).toEqual(sorted(draft));
          }
          published ||= run.published;
          if (run.published) model = draft;
          else
            for (const statement of undoRevision('entra_id.account'))
              await database.sql.execute(statement, [CONNECTION, revision]);
          history.push([revision, sorted(model)]);
        }
        for (const [revision, expected] of history) expect(await asOf(revision)).toEqual(expected);
        expect(await violations()).toEqual([]);
      }),
      { numRuns: 60 },
    );
  });
});

describe('given any sequence of link pages and runs', () => {
  let database: OpenDatabase;

  beforeAll(async () => {
    database = await openDatabase({ kind: 'memory' }, { entities: [], migrations: [inventoryMigration] });
  });

  afterAll(() => database.close());

  const pairs = fc.record({ source: ids, target: ids, removed: fc.boolean() });
  const wholes = fc.array(fc.record({ source: ids, targets: fc.array(ids, { maxLength: 6 }) }), {
    maxLength: 3,
  });
  const steps = fc.oneof(
    fc.record({ kind: fc.constant('whole' as const), sources: wholes }),
    fc.record({ kind: fc.constant('changes' as const), pairs: fc.array(pairs, { maxLength: 6 }) }),
  );
  const histories = fc.array(
    fc.record({ steps: fc.array(steps, { maxLength: 4 }), published: fc.boolean() }),
    { minLength: 1, maxLength: 5 },
  );

  type Step = typeof steps extends fc.Arbitrary<infer T> ? T : never;

  function applyLinks(model: Set<string>, step: Step): void {
    if (step.kind === 'whole') {
      for (const { source, targets } of step.sources) {
        for (const link of [...model]) if (link.startsWith(source)) model.delete(link);
        for (const target of targets) model.add(`${source} ${target}`);
      }
      return;
    }
    const last = new Map(step.pairs.map((pair) => [`${pair.source} ${pair.target}`, pair.removed]));
    for (const [link, removed] of last) {
      if (removed) model.delete(link);
      else model.add(link);
    }
  }

  async function perform(step: Step, revision: number): Promise<void> {
    if (step.kind === 'whole') {
      const sources = step.sources.map(({ source, targets }) => ({
        source,
        targets: targets.map((target) => ({ id: target, type: 'user' })),
      }));
      await writeWholeLinks(database.sql, { connectionId: CONNECTION, revision }, 'membership', sources);
      return;
    }
    const input = step.pairs.map((pair) => ({ ...pair, type: 'user' }));
    const parameters = [CONNECTION, revision, JSON.stringify(input)];
    await database.sql.query(writeLinkChanges('membership'), parameters);
  }

  async function asOf(revision: number): Promise<readonly string[]> {
    const rows = await database.sql.query<{ link: string }>(
      `select source_id || ' ' || target_id as link from entra_id.membership
       where since_revision <= $1 and until_revision > $1 order by 1`,
      [revision],
    );
    return rows.map((row) => row.link);
  }

  it('shows each revision as a plain set would, and versions of a link never touch', async () => {
    await fc.assert(
      fc.asyncProperty(histories, async (sequence) => {
        await database.sql.execute('delete from entra_id.membership');
        let model = new Set<string>();
        const history: (readonly [number, readonly string[]])[] = [];
        for (const [index, run] of sequence.entries()) {
          const revision = index + 1;
          const draft = new Set(model);
          for (const step of run.steps) {
            await perform(step, revision);
            applyLinks(draft, step);
            expect(await asOf(revision)).toEqual([...draft].sort());
          }
          if (run.published) model = draft;
          else
            for (const statement of undoRevision('entra_id.membership'))
              await database.sql.execute(statement, [CONNECTION, revision]);
          history.push([revision, [...model].sort()]);
        }
        for (const [revision, expected] of history) expect(await asOf(revision)).toEqual(expected);
        const touching = await database.sql.query(
          `select 1 from entra_id.membership a join entra_id.membership b
           using (connection_id, source_id, target_id)
           where a.since_revision < b.since_revision and a.until_revision >= b.since_revision
             and b.until_revision <= ${OPEN_REVISION}`,
        );
        expect(touching).toEqual([]);
      }),
      { numRuns: 60 },
    );
  });
});
