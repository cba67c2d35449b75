import { RESOURCES, RESOURCE_NAMES, type ResourceName } from '../../../src/inventory/resources.js';
import { sourceOf } from '../../../src/sync/plan/lanes.js';
import { PUBLISHED_STATES } from '../../../src/sync/run-states.js';
import type { Run } from '../../../src/sync/runs.port.js';
import { everythingOf, storageViolations } from './checks.js';
import { factsOf, publishedFacts, type Facts } from './truth-history.js';
import type { World } from './world.js';

/** What was kept before a run. */
export interface Before {
  readonly revision: number;
  readonly facts: Facts;
  /** Every row, or undefined while a held run's rows lie among them. */
  readonly everything: Readonly<Record<string, unknown>> | undefined;
}

/** Remembers what a connection shows now. */
export async function before(world: World): Promise<Before> {
  const revision = await publishedRevision(world);
  const facts = await publishedFacts(world.database, world.connectionId, revision);
  const everything = await everythingOf(world.database, world.connectionId);
  return { revision, facts, everything: (await isHeld(world)) ? undefined : everything };
}

async function isHeld(world: World): Promise<boolean> {
  const rows = await world.database.query(
    `select 1 from entra_id.sync_run where connection_id = $1 and state = 'held'`,
    [world.connectionId],
  );
  return rows.length > 0;
}

/** Everything about an ended run that breaks a promise, in words; empty when all is well. */
export async function judgeRun(world: World, run: Run, was: Before): Promise<readonly string[]> {
  const storage = await storageViolations(world.database, world.connectionId);
  const wrong = storage.map((violation) => `storage: ${JSON.stringify(violation)}`);
  if (PUBLISHED_STATES.includes(run.state)) return [...wrong, ...(await judgePublished(world, run, was))];
  const now = await before(world);
  if (now.revision !== was.revision) wrong.push(`a ${run.state} run published ${now.revision}`);
  wrong.push(...differences(was.facts, now.facts).map((key) => `a ${run.state} run changed ${key}`));
  if (run.state !== 'held') wrong.push(...traces(was.everything, now.everything));
  return wrong;
}

function traces(was: Before['everything'], now: Before['everything']): readonly string[] {
  if (was === undefined || now === undefined) return [];
  return Object.keys(was)
    .filter((table) => JSON.stringify(was[table]) !== JSON.stringify(now[table]))
    .map((table) => `an undone run left a trace in ${table}`);
}

async function judgePublished(world: World, run: Run, was: Before): Promise<readonly string[]> {
  const now = await publishedFacts(world.database, world.connectionId, run.revision);
  const undone = new Set(RESOURCE_NAMES.filter((resource) => isUndone(resource, run)));
  const doubtful = await doubtfulSources(world);
  const completeness = await completenessOf(world, run);
  const crawled = run.steps.filter(({ name }) => name === 'crawl').map((step) => step.resource);
  const followed = new Set(RESOURCE_NAMES.filter((resource) => !crawled.includes(resource)));
  const [fromMs, toMs] = [Date.parse(run.readFrom ?? ''), Date.parse(run.finishedAt ?? '')];
  const wrong: string[] = [];
  const isGone = (id: string): boolean =>
    ['account', 'directory_group'].some((kind) => {
      const end = `${kind} ${id}`;
      // Readers need not have seen it: a link may name an account while accounts were never read completely.
      const wasThere = was.facts.has(end) || world.truth.knows(end);
      return wasThere && !now.has(end) && world.truth.held(end, undefined, fromMs, toMs);
    });
  for (const key of new Set([...now.keys(), ...was.facts.keys(), ...world.truth.keys()])) {
    const value = now.get(key);
    const kept = value === was.facts.get(key);
    const resource = resourceOf(key);
    if (undone.has(resource)) {
      const ended = value === undefined && endsOf(key).some(isGone);
      if (!kept && !ended) wrong.push(`${key} of ${resource}, which was not read completely, changed`);
    } else if (kept && endsOf(key).length > 0 && undone.has('accounts')) {
      // Links whose ends could not be followed stay as they were; the revision says that they are not complete.
      if (value !== undefined && followed.has(resource) && completeness[resource] === 'complete')
        wrong.push(`${resource} are called complete, though accounts were not read`);
    } else if (!(kept && isDoubtful(doubtful, key)) && !world.truth.held(key, value, fromMs, toMs)) {
      wrong.push(`${key} was ${value === undefined ? 'never absent' : `never ${value}`} during the run`);
    }
  }
  // A catch-up without a page means that Graph refused the fresh link: then the run stands on its crawl alone.
  const catchUps = run.steps.filter((step) => step.name === 'follow');
  const quietSinceMs = Math.min(...catchUps.map((step) => Date.parse(step.startedAt ?? '')));
  const caughtUp = catchUps.every((step) => step.pages > 0) && world.truth.changedAtMs < quietSinceMs;
  const whole = undone.size === 0 && doubtful.size === 0 && caughtUp;
  if (whole) wrong.push(...differences(factsOf(world.tenant), now).map((key) => `quiet, yet ${key} differs`));
  return wrong;
}

/** Whether what the run wrote of a resource was taken back before it published. */
function isUndone(resource: ResourceName, run: Run): boolean {
  const source = sourceOf(resource);
  const incomplete = (name: ResourceName): boolean => {
    const own = run.steps.filter((step) => step.resource === name);
    return (
      own.some((step) => step.state !== 'complete') || (own.length === 0 && sourceOf(name) === undefined)
    );
  };
  return incomplete(resource) || (source !== undefined && incomplete(source));
}

async function completenessOf(world: World, run: Run): Promise<Readonly<Record<string, string>>> {
  const rows = await world.database.query<{ completeness: Record<string, string> }>(
    'select completeness from entra_id.revision where run_id = $1',
    [run.id],
  );
  return rows[0]?.completeness ?? {};
}

async function doubtfulSources(world: World): Promise<ReadonlySet<string>> {
  const rows = await world.database.query<{ key: string }>(
    `select case resource when 'memberships' then 'membership ' else 'ownership ' end || source_id as key
     from entra_id.stale_source where connection_id = $1`,
    [world.connectionId],
  );
  return new Set(rows.map(({ key }) => key));
}

function isDoubtful(doubtful: ReadonlySet<string>, key: string): boolean {
  const [kind, source] = key.split(' ');
  return doubtful.has(`${kind} ${source}`);
}

function resourceOf(key: string): ResourceName {
  const kind = key.split(' ', 1)[0];
  const found = RESOURCE_NAMES.find((name) =>
    [...RESOURCES[name].objects, ...RESOURCES[name].links].some((one) => one === kind),
  );
  if (found === undefined) throw new RangeError(`no resource keeps ${key}`);
  return found;
}

function endsOf(key: string): readonly string[] {
  const [kind, ...ids] = key.split(' ');
  return kind === 'membership' || kind === 'ownership' ? ids : [];
}

function differences(a: Facts, b: Facts): readonly string[] {
  return [...new Set([...a.keys(), ...b.keys()])].filter((key) => a.get(key) !== b.get(key));
}

async function publishedRevision(world: World): Promise<number> {
  const rows = await world.database.query<{ published: number }>(
    'select published from entra_id.connection where id = $1',
    [world.connectionId],
  );
  return rows[0]?.published ?? 0;
}
