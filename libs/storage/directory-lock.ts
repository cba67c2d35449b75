import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { errorCode } from '#kernel/error-code.js';
import { ProblemError } from '#kernel/problem.js';
import { storageProblems } from './storage.problems.js';

const LOCK_FILE = 'entra-id.lock';
const ATTEMPTS_MAX = 3;

/** Held while a process has an embedded database open. */
export interface DirectoryLock {
  release(): void;
}

/**
 * Takes the directory for this process; the lock of a process that no longer runs is taken over.
 * @throws ProblemError `database-in-use` when a running process holds it.
 */
export function lockDirectory(directory: string): DirectoryLock {
  mkdirSync(directory, { recursive: true, mode: 0o700 });
  const path = join(directory, LOCK_FILE);
  for (let attempt = 1; attempt <= ATTEMPTS_MAX; attempt += 1) {
    if (tryCreate(path))
      return {
        release: () => {
          rmSync(path, { force: true });
        },
      };
    const holder = readHolder(path);
    if (holder !== undefined && isRunning(holder)) break;
    rmSync(path, { force: true });
  }
  throw new ProblemError(storageProblems['database-in-use'], { detail: `The directory is ${directory}.` });
}

function tryCreate(path: string): boolean {
  try {
    writeFileSync(path, String(process.pid), { flag: 'wx', mode: 0o600 });
    return true;
  } catch (error) {
    if (errorCode(error) === 'EEXIST') return false;
    throw error;
  }
}

function readHolder(path: string): number | undefined {
  try {
    const holder = Number.parseInt(readFileSync(path, 'utf8'), 10);
    return Number.isSafeInteger(holder) && holder > 0 ? holder : undefined;
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return undefined;
    throw error;
  }
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return errorCode(error) === 'EPERM';
  }
}
