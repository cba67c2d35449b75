import { makeAvailable } from './peers/install.js';
import { PEERS } from './peers/peers.js';
import type { Peer } from './peers/peer.js';
import { isMeasured, type Bench, type Measurement, type NotMeasured, type ScenarioResult } from './bench.js';
import { openDatabases, type Databases } from './databases.js';
import { median } from './median.js';
import { MeasuredPlugin } from './plugin.js';
import { Child } from './processes/child.js';
import { ratiosOf } from './ratios.js';
import { Simulated } from './simulated.js';
import { profileFlags } from './start-flags.js';
import type { TenantSpec } from './tenants.js';

/** A simulated tenant and a database server, for as long as a scenario runs. */
export interface Arena {
  readonly simulated: Simulated;
  readonly databases: Databases;
}

/** Starts tenant and database server, and ends both. */
export async function inArena<Result>(
  bench: Bench,
  tenant: TenantSpec,
  work: (arena: Arena) => Promise<Result>,
): Promise<Result> {
  bench.progress.stage(`Making a tenant of ${tenant.users} users and ${tenant.groups} groups`);
  const simulated = await Simulated.start(tenant);
  try {
    const databases = await openDatabases(bench.options.databaseUrl);
    try {
      return await work({ simulated, databases });
    } finally {
      await databases.stop();
    }
  } finally {
    await simulated.end();
  }
}

/** Lets everybody read a tenant in full, in turn, and compares the medians. */
export function compareFullReads(bench: Bench, tenant: TenantSpec): Promise<ScenarioResult> {
  return inArena(bench, tenant, async (arena) => {
    const runs: (Measurement | NotMeasured)[] = [];
    const { who } = bench.options;
    if (who.includes('plugin')) {
      runs.push(await repeated(bench, 'plugin', () => measurePlugin(bench, arena)));
    }
    for (const peer of PEERS.filter((candidate) => (who as readonly string[]).includes(candidate.who))) {
      runs.push(await contend(bench, arena, peer));
    }
    return { runs, ratios: ratiosOf(runs.filter(isMeasured)) };
  });
}

/** The median of the measurements of one contestant. */
export async function repeated(
  bench: Bench,
  who: string,
  measure: () => Promise<Measurement>,
): Promise<Measurement> {
  const measured: Measurement[] = [];
  for (let run = 1; run <= bench.options.runs; run += 1) {
    bench.progress.stage(`${who}: run ${run} of ${bench.options.runs}`);
    const one = await measure();
    bench.progress.update(`  ${JSON.stringify(one)}`);
    measured.push(one);
  }
  return median(measured);
}

/** The plugin on an empty database, connected and warm. */
export async function startPlugin(bench: Bench, { simulated, databases }: Arena): Promise<MeasuredPlugin> {
  const database = await databases.create();
  return MeasuredPlugin.start(simulated.place, database, profileFlags(bench.options.profiles));
}

/** One full run of the plugin on an empty database. */
export async function measurePlugin(bench: Bench, { simulated, databases }: Arena): Promise<Measurement> {
  await simulated.fail(false);
  const plugin = await startPlugin(bench, { simulated, databases });
  try {
    await simulated.fail(bench.options.faults);
    const measured = await plugin.sync('full');
    for (const step of await plugin.steps()) bench.progress.update(`    ${describeStep(step)}`);
    return measured;
  } finally {
    await plugin.end();
  }
}

/** One line on a step, for whoever looks where time goes. */
export function describeStep(step: Readonly<Record<string, unknown>>): string {
  const ms = Date.parse(String(step['finishedAt'])) - Date.parse(String(step['startedAt']));
  return `${String(step['resource'])} ${String(step['name'])}: ${ms} ms, ${String(step['objects'])} objects`;
}

async function contend(bench: Bench, arena: Arena, peer: Peer): Promise<Measurement | NotMeasured> {
  bench.progress.stage(`${peer.who}: looking for its packages`);
  const unavailable = makeAvailable(peer);
  if (unavailable !== undefined) return { who: peer.who, unavailable };
  try {
    return await repeated(bench, peer.who, () => measurePeer(bench, arena, peer));
  } catch (error) {
    const [reason = ''] = (error instanceof Error ? error.message : String(error)).split('\n');
    return { who: peer.who, unavailable: `It did not come to an end: ${reason}` };
  }
}

async function measurePeer(bench: Bench, { simulated }: Arena, peer: Peer): Promise<Measurement> {
  const { https, clientId, clientSecret, tenantId, warmUpTenantId, caFile } = simulated.place;
  const child = new Child('peer-process', profileFlags(bench.options.profiles), {
    NODE_EXTRA_CA_CERTS: caFile,
  });
  try {
    await simulated.fail(false);
    const target = { who: peer.who, https, clientId, clientSecret };
    for (let n = 0; n < WARM_UPS; n += 1) await child.ask('read', { ...target, tenantId: warmUpTenantId });
    await simulated.fail(bench.options.faults);
    await simulated.reset();
    const answer = await child.ask('read', { ...target, tenantId });
    const counted = await simulated.count();
    return {
      who: peer.who,
      wallMs: Number(answer['wallMs']),
      cpuMs: Number(answer['cpuMs']),
      peakRssMb: Number(answer['peakRssMb']),
      ...counted,
      objects: Number(answer['objects']),
    };
  } finally {
    await child.end();
  }
}

const WARM_UPS = 3;
