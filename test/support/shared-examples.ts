import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Json } from '#kernel/json.js';

/** Beside the project where it is developed; a clone of the project alone does without. */
const DIRECTORY = join('..', 'shared', 'graph-examples');

/** One documented answer of Graph. */
export interface GraphExample {
  readonly request: string;
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body: Json;
}

/**
 * `describe` where the examples are. They are not part of the project, so that a clone alone has nothing to compare
 * with: there the suite is skipped, and says so.
 */
export function describeWithExamples(): typeof describe {
  if (existsSync(DIRECTORY)) return describe;
  process.stderr.write('The documented examples of Graph are not here; their comparison is skipped.\n');
  return describe.skip;
}

export function readExample(name: string): GraphExample {
  return JSON.parse(readFileSync(join(DIRECTORY, `${name}.json`), 'utf8')) as GraphExample;
}
