import { createHash, randomBytes } from 'node:crypto';
import { mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { errorCode } from '#kernel/error-code.js';
import type { KeyProviderPort, SealingKey } from '#plugin-host/host.port.js';

const KEY_BYTES = 32;
const OWNER_ONLY = 0o600;

/**
 * Keys from the environment: the first seals, all of them open, so a rotation puts the new key in front.
 * @throws TypeError when a key is not 32 bytes in base64
 */
export function staticKeyProvider(keys: readonly string[]): KeyProviderPort {
  const parsed = keys.map(parseKey);
  const [current] = parsed;
  if (current === undefined) throw new TypeError('at least one key is needed');
  return {
    current: () => Promise.resolve(current),
    byId: (id) => Promise.resolve(parsed.find((key) => key.id === id)),
  };
}

/**
 * A key in a file that only its owner may read; made on the first start. Further lines are older keys.
 * @throws TypeError when the file is readable by others or holds no key
 */
export function fileKeyProvider(path: string): KeyProviderPort {
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
  try {
    writeFileSync(path, `${randomBytes(KEY_BYTES).toString('base64')}\n`, { flag: 'wx', mode: OWNER_ONLY });
  } catch (error) {
    if (errorCode(error) !== 'EEXIST') throw error;
  }
  if (process.platform !== 'win32' && (statSync(path).mode & 0o077) !== 0) {
    throw new TypeError(`the key file ${path} can be read by others; allow its owner only (chmod 600)`);
  }
  const lines = readFileSync(path, 'utf8').split('\n');
  return staticKeyProvider(lines.map((line) => line.trim()).filter((line) => line !== ''));
}

function parseKey(text: string): SealingKey {
  const bytes = Buffer.from(text, 'base64');
  if (bytes.length !== KEY_BYTES) throw new TypeError('an encryption key is 32 bytes in base64');
  const id = createHash('sha256').update(bytes).digest('hex').slice(0, 16);
  return { id, bytes };
}
