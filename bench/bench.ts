import type { Progress } from '../libs/commands/progress.js';

/** Who can be measured. */
export const CONTESTANTS = ['plugin', 'backstage', 'sdk-sequential', 'jupiterone'] as const;

/** One of those who can be measured. */
export type Contestant = (typeof CONTESTANTS)[number];

/** What a person asked for on the command line. */
export interface BenchOptions {
  /** Repetitions of each measurement; medians are reported. 1 to 20. */
  readonly runs: number;
  readonly who: readonly Contestant[];
  /** A PostgreSQL server for the plugin; undefined starts one. */
  readonly databaseUrl: string | undefined;
  /** Whether requests fail as `FAULTS` says. */
  readonly faults: boolean;
  /** Directory for processor profiles of whoever is measured; undefined writes none. */
  readonly profiles: string | undefined;
}

/** What a scenario works with. */
export interface Bench {
  readonly options: BenchOptions;
  readonly progress: Progress;
}

/** One measurement of one contestant, or the median of several. */
export interface Measurement {
  readonly who: string;
  /** From "run accepted" (peers: the call) to "published" (peers: the data in memory). */
  readonly wallMs: number;
  /** Processor time of the process that syncs, over the same interval. */
  readonly cpuMs: number;
  /** Highest resident set of that process since it started, in MiB. */
  readonly peakRssMb: number;
  /** HTTP requests to Graph, a `$batch` counted once, token requests not at all. */
  readonly requests: number;
  readonly batchItems: number;
  readonly throttled: number;
  /** Accounts, groups and memberships at the end. */
  readonly objects: number;
}

/** Somebody who could not be measured, and why. */
export interface NotMeasured {
  readonly who: string;
  readonly unavailable: string;
}

/** What a scenario found. */
export interface ScenarioResult {
  readonly runs: readonly (Measurement | NotMeasured)[];
  /** Quotients of medians, by a name such as `wall.plugin/backstage`. */
  readonly ratios: Readonly<Record<string, number>>;
}

/** A scenario: a module in `bench/scenarios` exports one under the name `scenario`. */
export type Scenario = (bench: Bench) => Promise<ScenarioResult>;

/** Whether somebody was measured. */
export function isMeasured(run: Measurement | NotMeasured): run is Measurement {
  return !('unavailable' in run);
}
