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

/** Whether the examples are here. */
export function sharedExamplesExist(): boolean {
  return existsSync(DIRECTORY);
}

export function readExample(name: string): GraphExample {
  return JSON.parse(readFileSync(join(DIRECTORY, `${name}.json`), 'utf8')) as GraphExample;
}
