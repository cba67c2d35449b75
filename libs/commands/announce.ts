import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { RunningHost } from '#reference-host/create-host.js';

const FILE = join('.data', 'running-host.json');

/** A running host and the token by which commands of the same user may call it. */
export interface Announcement {
  readonly url: string;
  readonly token: string;
}

/** Leaves the address of the running host where other commands of this project look. */
export function announce({ url, parts }: RunningHost): void {
  mkdirSync('.data', { recursive: true, mode: 0o700 });
  writeFileSync(FILE, JSON.stringify({ url, token: parts.operatorToken }), { mode: 0o600 });
}

/** Takes the address back. */
export function withdraw(): void {
  rmSync(FILE, { force: true });
}

/** The host that runs, if one was announced. */
export function announced(): Announcement | undefined {
  try {
    return JSON.parse(readFileSync(FILE, 'utf8')) as Announcement;
  } catch {
    return undefined;
  }
}
