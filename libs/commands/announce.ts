import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const FILE = join('.data', 'running-host.json');

/** Leaves the address of the running host where other commands of this project look. */
export function announce(url: string): void {
  mkdirSync('.data', { recursive: true, mode: 0o700 });
  writeFileSync(FILE, JSON.stringify({ url, pid: process.pid }), { mode: 0o600 });
}

/** Takes the address back. */
export function withdraw(): void {
  rmSync(FILE, { force: true });
}

/** Address of the host that runs, if one was announced. */
export function announcedUrl(): string | undefined {
  try {
    return (JSON.parse(readFileSync(FILE, 'utf8')) as { readonly url: string }).url;
  } catch {
    return undefined;
  }
}
