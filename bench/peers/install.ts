import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { PEERS_DIRECTORY, type Peer } from './peer.js';

const installed = (peer: Peer): boolean => existsSync(join(PEERS_DIRECTORY, 'node_modules', peer.needs));

/** Installs the packages of peers on first use. Answers why a peer cannot be run, or undefined when it can. */
export function makeAvailable(peer: Peer): string | undefined {
  if (peer.read === undefined) return peer.unavailable ?? 'It cannot be run here.';
  if (installed(peer)) return undefined;
  const arguments_ = ['install', '--ignore-scripts', '--no-audit', '--no-fund'];
  const { status } = spawnSync('npm', arguments_, { cwd: PEERS_DIRECTORY, stdio: ['ignore', 2, 2] });
  if (status === 0 && installed(peer)) return undefined;
  return `npm could not install ${peer.needs} (exit code ${String(status)}); is the registry reachable?`;
}
