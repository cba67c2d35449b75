import { fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import type { Order, Report } from './order.js';

/** How a syncing process went. */
export interface Life {
  readonly signal: NodeJS.Signals | null;
  readonly code: number | null;
  readonly found: Extract<Report, { kind: 'found' }> | undefined;
  readonly ended: Extract<Report, { kind: 'ended' }> | undefined;
}

const FLAGS = [
  '--conditions=entra-source',
  `--import=${join(process.cwd(), 'test/support/kill/typescript.mjs')}`,
  '--disable-warning=ExperimentalWarning',
];

/** Lets a process of its own sync. With `killAfterMs` it is killed from outside so long after it began to work. */
export async function live(order: Order, killAfterMs?: number): Promise<Life> {
  const reports: Report[] = [];
  const program = join(process.cwd(), 'test/support/kill/syncing-process.ts');
  const child = fork(program, [JSON.stringify(order)], {
    execArgv: FLAGS,
    serialization: 'advanced',
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
  child.on('message', (report: Report) => {
    reports.push(report);
    if (report.kind === 'found' && killAfterMs !== undefined)
      setTimeout(() => child.kill('SIGKILL'), killAfterMs);
  });
  const [code, signal] = (await once(child, 'exit')) as [number | null, NodeJS.Signals | null];
  const found = reports.find((report) => report.kind === 'found');
  return { code, signal, found, ended: reports.find((report) => report.kind === 'ended') };
}
