import { randomBytes } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import type { LoadedPlugin } from '#plugin-host/load-plugin.js';
import { openHostAuth, type HostAuth } from './host-auth.js';
import { dataFile, type HostConfig } from './host-config.js';
import { openHostDatabase, type HostDatabase } from './host-database.js';
import { Members } from './members.js';

/** All that the host's controllers and callers work with. */
export interface HostParts {
  readonly config: HostConfig;
  readonly database: HostDatabase;
  readonly auth: HostAuth;
  readonly members: Members;
  readonly plugins: readonly LoadedPlugin[];
  /** Known to commands of the same user only. */
  readonly operatorToken: string;
}

/** Injection token of `HostParts`. */
export const HOST_PARTS = Symbol('reference-host/parts');

/** Opens database and sign-in. */
export async function openHostParts(
  config: HostConfig,
  plugins: readonly LoadedPlugin[],
): Promise<HostParts> {
  const database = await openHostDatabase(config);
  const secret = config.sessionSecret ?? keptSecret(config, 'session.secret');
  const auth = await openHostAuth(database, { publicUrl: config.publicUrl, secret });
  const operatorToken = randomBytes(32).toString('base64url');
  return { config, database, auth, members: new Members(database, auth), plugins, operatorToken };
}

/** A secret that is made once and kept beside the embedded database. */
export function keptSecret(config: HostConfig, name: string): string {
  const file = dataFile(config, name);
  if (file !== undefined && existsSync(file)) return readFileSync(file, 'utf8').trim();
  const secret = randomBytes(32).toString('base64');
  if (file !== undefined) writeFileSync(file, `${secret}\n`, { flag: 'wx', mode: 0o600 });
  return secret;
}
