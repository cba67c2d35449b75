import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';

/** One measurement, or the median of several, in the form of every scenario. */
interface Measured {
  readonly who: 'plugin';
  /** What was measured, for instance `coverage`; `evaluation` is every check of both profiles, people in pages. */
  readonly what: string;
  readonly wallMs: number;
  readonly cpuMs: number;
  /** Highest resident set of the process that computed, in MiB. */
  readonly peakRssMb: number;
  readonly requests: 0;
  readonly batchItems: 0;
  readonly throttled: 0;
  /** People covered, or sign-ins decided. */
  readonly objects: number;
}

/** What `coverage` found. */
export interface CoverageScenario {
  readonly scenario: 'coverage';
  readonly runs: readonly Measured[];
  /** People per second, sign-ins per second of processor time, and the number of classes. */
  readonly ratios: Readonly<Record<string, number>>;
}

interface Report {
  readonly people: number;
  readonly classes: number;
  readonly signIns: number;
  readonly covered: { readonly wallMs: number; readonly cpuMs: number };
  readonly answered: { readonly wallMs: number; readonly cpuMs: number };
  readonly coveragePeakMb: number;
  readonly peakMb: number;
}

const RUNS = 3;
const PROCESSES = join(import.meta.dirname, '..', 'processes');
const PROCESS = join(PROCESSES, 'coverage-process.js');
const EVALUATION = join(PROCESSES, 'evaluation-process.js');
const run = promisify(execFile);

interface Evaluated {
  readonly people: number;
  readonly wallMs: number;
  readonly cpuMs: number;
  readonly peakMb: number;
}

/**
 * Covers a million people and decides ten thousand sign-ins against 200 policies, each run in a process of its own; medians of
 * three. Then evaluates every check of both profiles for a million people in pages, once. Nothing but the policy engine takes part: no simulator, no database.
 */
export async function coverageScenario(runs: number = RUNS): Promise<CoverageScenario> {
  const reports: Report[] = [];
  for (let count = 0; count < runs; count += 1) {
    const { stdout } = await run(process.execPath, [PROCESS]);
    reports.push(JSON.parse(stdout) as Report);
  }
  const of = (pick: (report: Report) => number): number => median(reports.map(pick));
  const covered = measured(
    'coverage',
    of((it) => it.covered.wallMs),
    of((it) => it.covered.cpuMs),
  );
  const answered = measured(
    'what-if',
    of((it) => it.answered.wallMs),
    of((it) => it.answered.cpuMs),
  );
  const { stdout } = await run(process.execPath, [EVALUATION]);
  const evaluated = JSON.parse(stdout) as Evaluated;
  const people = of((it) => it.people);
  const signIns = of((it) => it.signIns);
  return {
    scenario: 'coverage',
    runs: [
      { ...covered, peakRssMb: of((it) => it.coveragePeakMb), objects: people },
      { ...answered, peakRssMb: of((it) => it.peakMb), objects: signIns },
      {
        ...measured('evaluation', evaluated.wallMs, evaluated.cpuMs),
        peakRssMb: evaluated.peakMb,
        objects: evaluated.people,
      },
    ],
    ratios: {
      'people/s': Math.round((people * 1000) / covered.wallMs),
      'signIns/cpuSecond': Math.round((signIns * 1000) / answered.cpuMs),
      classes: of((it) => it.classes),
    },
  };
}

/** For the bench, which passes options; the scenario needs none of them but the number of runs. */
export const scenario = ({
  options,
}: {
  readonly options: { readonly runs: number };
}): Promise<CoverageScenario> => coverageScenario(options.runs);

function measured(what: string, wallMs: number, cpuMs: number) {
  return { who: 'plugin', what, wallMs, cpuMs, requests: 0, batchItems: 0, throttled: 0 } as const;
}

function median(values: readonly number[]): number {
  const sorted = values.toSorted((one, other) => one - other);
  return sorted[Math.floor(sorted.length / 2)] ?? 0;
}
