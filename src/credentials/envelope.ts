import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { ProblemError } from '#kernel/problem.js';
import { Secret } from '#kernel/secret.js';
import type { KeyProviderPort } from '#plugin-host/host.port.js';
import { credentialsProblems } from './credentials.problems.js';

const ALGORITHM = 'aes-256-gcm';
const IV_BYTES = 12;
const TAG_BYTES = 16;
const KEY_BYTES = 32;

/** A sealed secret: its data key, wrapped by the key of `keyId`, and the secret under the data key. */
export interface Envelope {
  readonly keyId: string;
  readonly wrappedKey: Buffer;
  readonly box: Buffer;
}

/** What a secret belongs to; it opens only where it was sealed for. */
export interface SealingContext {
  readonly organizationId: string;
  readonly record: string;
  readonly purpose: string;
}

/** Seals a secret with a fresh data key (AES-256-GCM, NIST SP 800-38D). */
export async function seal(
  keys: KeyProviderPort,
  secret: Secret,
  context: SealingContext,
): Promise<Envelope> {
  const key = await keys.current();
  const dataKey = randomBytes(KEY_BYTES);
  const aad = associatedData(context);
  const box = encrypt(dataKey, Buffer.from(secret.reveal(), 'utf8'), aad);
  const wrappedKey = encrypt(Buffer.from(key.bytes), dataKey, aad);
  dataKey.fill(0);
  return { keyId: key.id, wrappedKey, box };
}

/** Opens a sealed secret. @throws ProblemError `encryption-key-unknown`, `credential-damaged` */
export async function open(
  keys: KeyProviderPort,
  envelope: Envelope,
  context: SealingContext,
): Promise<Secret> {
  const aad = associatedData(context);
  const dataKey = await unwrap(keys, envelope, aad);
  const plain = decrypt(dataKey, envelope.box, aad);
  dataKey.fill(0);
  return new Secret(plain.toString('utf8'));
}

/** Wraps the data key anew under the current key; the secret itself is not touched. */
export async function rewrap(
  keys: KeyProviderPort,
  envelope: Envelope,
  context: SealingContext,
): Promise<Envelope> {
  const aad = associatedData(context);
  const dataKey = await unwrap(keys, envelope, aad);
  const key = await keys.current();
  const wrappedKey = encrypt(Buffer.from(key.bytes), dataKey, aad);
  dataKey.fill(0);
  return { keyId: key.id, wrappedKey, box: envelope.box };
}

async function unwrap(keys: KeyProviderPort, envelope: Envelope, aad: Buffer): Promise<Buffer> {
  const key = await keys.byId(envelope.keyId);
  if (key === undefined) {
    throw new ProblemError(credentialsProblems['encryption-key-unknown'], {
      context: { keyId: envelope.keyId },
    });
  }
  return decrypt(Buffer.from(key.bytes), envelope.wrappedKey, aad);
}

/** Lengths are part of it, so that no two contexts share one text. */
function associatedData({ organizationId, record, purpose }: SealingContext): Buffer {
  return Buffer.from(JSON.stringify(['entra-id/1', organizationId, record, purpose]), 'utf8');
}

function encrypt(key: Buffer, plain: Buffer, aad: Buffer): Buffer {
  const iv = randomBytes(IV_BYTES);
  const cipher = createCipheriv(ALGORITHM, key, iv, { authTagLength: TAG_BYTES });
  cipher.setAAD(aad);
  const text = Buffer.concat([cipher.update(plain), cipher.final()]);
  return Buffer.concat([iv, cipher.getAuthTag(), text]);
}

function decrypt(key: Buffer, box: Buffer, aad: Buffer): Buffer {
  try {
    const iv = box.subarray(0, IV_BYTES);
    const decipher = createDecipheriv(ALGORITHM, key, iv, { authTagLength: TAG_BYTES });
    decipher.setAAD(aad);
    decipher.setAuthTag(box.subarray(IV_BYTES, IV_BYTES + TAG_BYTES));
    return Buffer.concat([decipher.update(box.subarray(IV_BYTES + TAG_BYTES)), decipher.final()]);
  } catch (cause) {
    throw new ProblemError(credentialsProblems['credential-damaged'], { cause });
  }
}
