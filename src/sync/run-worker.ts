import type { RunId } from '#kernel/ids.js';
import type { Clock } from '#kernel/clock.js';
import { ProblemError, toProblemRecord } from '#kernel/problem.js';
import type { GraphClient, RequestReceipt } from '#graph/graph-client.js';
import type { Database } from '../database/database.port.js';
import type { TokenSource } from '../connect/token-source.port.js';
import type { StepContext } from './fetch/step-context.js';
import { DeltaRefused, runSteps } from './run-steps.js';
import type { RunFinisher } from './run-finisher.js';
import type { RunPlanner } from './plan/run-planner.js';
import type { RunMeter } from './runs.port.js';
import type { Lease } from './store/page-store.js';
import { LEASE_MS } from './store/run-moves.js';
import type { RunStore } from './store/run-store.js';
import type { RunRow } from './store/run-rows.js';

/** Time between two signs of life: a lease survives several that are late. */
const HEARTBEAT_MS = LEASE_MS / 6;

/** What became of a slice: the run has ended, wants another slice, or is in another worker's hands. */
export type SliceOutcome = 'ended' | 'again' | 'busy';

/** Whether other runs wait for a worker. */
export type Crowd = () => Promise<boolean>;

/** How long a slice may go on; its end may come nearer. */
interface SliceTime {
  readonly signal: AbortSignal;
  endsAtMs: number;
}

/** Makes a Graph client for one connection. */
export interface GraphClients {
  forConnection(run: RunRow, onRequest: (receipt: RequestReceipt) => void): GraphClient;
  /** Whether it is known how many users the run's tenant has. */
  isSized(run: RunRow): boolean;
  /** Says how many users the run's tenant has, which decides how much Graph allows. */
  size(run: RunRow, users: number): void;
}

/** What a worker works with. */
export interface WorkerParts {
  readonly database: Database;
  readonly runs: RunStore;
  readonly tokens: TokenSource;
  readonly graphs: GraphClients;
  readonly finisher: RunFinisher;
  readonly clock: Clock;
  readonly planner: RunPlanner;
}

/** Raised inside a slice when somebody asked the run to stop. */
class RunCancelled extends Error {
  override readonly name = 'RunCancelled';
}

/** Works on runs in short slices, so that no job lives long and a killed worker loses at most a page. */
export class RunWorker {
  #stopping = false;

  constructor(private readonly parts: WorkerParts) {}

  /** Lets slices at hand end after their page; the next worker goes on from there. */
  stop(): void {
    this.#stopping = true;
  }

  /**
   * Works on a run for about `budgetMs` milliseconds; less when somebody else waits for the place, so that a large tenant keeps
   * nobody waiting for long.
   */
  async slice(
    runId: RunId,
    budgetMs: number,
    isCrowded: Crowd = () => Promise.resolve(false),
  ): Promise<SliceOutcome> {
    const { runs, clock } = this.parts;
    const lease = await runs.moves.claim(runId, clock.now());
    if (lease === undefined) return (await runs.isOpen(runId)) ? 'busy' : 'ended';
    const stop = new AbortController();
    const over = new AbortController();
    const time: SliceTime = { signal: stop.signal, endsAtMs: clock.now().getTime() + budgetMs };
    const heartbeat = this.keepAlive(lease, over.signal, stop, () => this.makeWay(time, isCrowded));
    try {
      return await this.work(lease, time);
    } catch (error) {
      return await this.recover(lease, stop.signal, error);
    } finally {
      over.abort(new Error('the slice is over'));
      await heartbeat;
    }
  }

  /** Renews the lease until `over`; a run that is cancelled or was taken over is given up at once. */
  private async keepAlive(
    lease: Lease,
    over: AbortSignal,
    stop: AbortController,
    makeWay: () => Promise<void>,
  ): Promise<void> {
    const { clock, runs } = this.parts;
    try {
      while (!over.aborted) {
        await clock.sleep(HEARTBEAT_MS, over);
        const answer = await runs.moves.renew(lease, clock.now());
        if (answer === 'cancel') stop.abort(new RunCancelled());
        if (answer === 'lost') stop.abort(new Error('the lease is lost'));
        await makeWay();
      }
    } catch (error) {
      if (!over.aborted) stop.abort(error);
    }
  }

  /** The slice ends after the page at hand. */
  private async makeWay(time: SliceTime, isCrowded: Crowd): Promise<void> {
    if (await isCrowded()) time.endsAtMs = this.parts.clock.now().getTime();
  }

  private async work(lease: Lease, time: SliceTime): Promise<SliceOutcome> {
    const run = await this.parts.runs.find(lease.runId);
    if (run === undefined) return 'ended';
    if (run.state === 'undoing') return this.parts.finisher.goOnUndoing(lease, run);
    if (run.cancel_requested) return this.parts.finisher.abandon(lease, 'cancelled');
    const progress = await this.readOn(lease, run, time);
    if (progress === 'through') return this.parts.finisher.finish(lease);
    await this.parts.runs.moves.giveBack(lease);
    return 'again';
  }

  /** What reading cost is kept before the run can end, so that nobody sees an ended run without its cost. */
  private async readOn(lease: Lease, run: RunRow, time: SliceTime): Promise<'through' | 'yield'> {
    const meter = new Meter();
    try {
      return await this.runSteps(await this.context(lease, run, time, meter), run);
    } finally {
      await this.parts.runs.addMeter(lease, meter.spent);
    }
  }

  private async context(lease: Lease, run: RunRow, slice: SliceTime, meter: Meter): Promise<StepContext> {
    const { database, runs, clock, tokens, graphs } = this.parts;
    const grants = async (): Promise<ReadonlySet<string>> =>
      (await tokens.token(run.connection_id, { skipCache: false, signal: slice.signal })).grants;
    await grants();
    const graph = graphs.forConnection(run, (receipt) => {
      meter.note(receipt);
    });
    await this.size(run, graph, slice.signal);
    const shouldYield = (): boolean =>
      this.#stopping || slice.signal.aborted || clock.now().getTime() >= slice.endsAtMs;
    return { lease, database, runs, graph, grants, clock, signal: slice.signal, shouldYield };
  }

  /** Users of the last revision, or Graph's own count before there is one; a tenant that nobody can count stays small. */
  private async size(run: RunRow, graph: GraphClient, signal: AbortSignal): Promise<void> {
    const { graphs } = this.parts;
    if (run.users !== null) graphs.size(run, run.users);
    if (graphs.isSized(run)) return;
    try {
      graphs.size(run, await graph.count('/users/$count', { signal }));
    } catch (error) {
      if (signal.aborted || !(error instanceof ProblemError)) throw error;
      graphs.size(run, 0);
    }
  }

  private async runSteps(context: StepContext, run: RunRow): Promise<'through' | 'yield'> {
    const { runs } = this.parts;
    if ((await runs.steps(run.id)).length === 0) await this.plan(context, run, run.kind);
    try {
      return await runSteps(context, await runs.steps(run.id));
    } catch (error) {
      if (!(error instanceof DeltaRefused) || run.kind === 'full') throw error;
      await this.parts.finisher.startAgainInFull(context.lease);
      await this.plan(context, run, 'full', 'Graph refused the delta link, so everything is read again.');
      return 'yield';
    }
  }

  private async plan(context: StepContext, run: RunRow, kind: RunRow['kind'], why?: string): Promise<void> {
    const { runs, planner, clock } = this.parts;
    const { plan, view } = await planner.plan({ ...run, kind }, await context.grants());
    const reason = why ?? plan.reason;
    await runs.plan(context.lease, plan.steps, { ...view, reason }, clock.now());
  }

  private async recover(lease: Lease, signal: AbortSignal, error: unknown): Promise<SliceOutcome> {
    if (ProblemError.is(error, 'lease-lost')) return 'busy';
    if (signal.reason instanceof RunCancelled || ProblemError.is(error, 'run-cancelled'))
      return this.parts.finisher.abandon(lease, 'cancelled');
    if (signal.aborted) return 'busy';
    return this.parts.finisher.fail(lease, toProblemRecord(error));
  }
}

/** Adds up what requests cost. */
class Meter {
  #requests = 0;
  #batchItems = 0;
  #throttled = 0;
  #resourceUnits = 0;

  get spent(): RunMeter {
    return {
      requests: this.#requests,
      batchItems: this.#batchItems,
      throttled: this.#throttled,
      resourceUnits: this.#resourceUnits,
    };
  }

  note(receipt: RequestReceipt): void {
    if (receipt.batchItem) this.#batchItems += 1;
    else this.#requests += 1;
    if (receipt.status === 429) this.#throttled += 1;
    this.#resourceUnits += receipt.resourceUnits ?? 0;
  }
}
