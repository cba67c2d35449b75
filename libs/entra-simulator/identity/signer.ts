import { createHash, generateKeyPairSync, randomUUID, type KeyObject } from 'node:crypto';
import { generate } from 'selfsigned';
import { exportJWK, jwtVerify, SignJWT, type JWTPayload } from 'jose';

/** Signs tokens and shows the public half of its key. */
export interface Signer {
  readonly kid: string;
  sign(claims: JWTPayload): Promise<string>;
  /** The claims of a token of ours; undefined when the signature is not ours or the time is over. */
  verify(token: string, now: Date): Promise<JWTPayload | undefined>;
  /** Key set for clients. */
  jwks(issuer: string): Promise<{ readonly keys: readonly object[] }>;
}

/** Makes a signer with a key of its own (RS256, 2048 bits). */
export function createSigner(): Signer {
  const { publicKey, privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const kid = thumbprint(publicKey);
  let certificate: Promise<string> | undefined;
  return {
    kid,
    sign: (claims) =>
      new SignJWT({ ...claims, uti: randomUUID(), ver: claims['ver'] ?? '2.0' })
        .setProtectedHeader({ typ: 'JWT', alg: 'RS256', kid, x5t: kid })
        .sign(privateKey),
    verify: async (token, now) => {
      try {
        const { payload } = await jwtVerify(token, publicKey, { currentDate: now });
        return payload;
      } catch {
        return undefined;
      }
    },
    jwks: async (issuer) => {
      const jwk = await exportJWK(publicKey);
      certificate ??= certificateOf(publicKey, privateKey);
      return { keys: [{ ...jwk, kty: 'RSA', use: 'sig', kid, x5t: kid, x5c: [await certificate], issuer }] };
    },
  };
}

function thumbprint(key: KeyObject): string {
  return createHash('sha1')
    .update(key.export({ type: 'spki', format: 'der' }))
    .digest('base64url');
}

/** A certificate of the key, base64 without PEM's lines, as key sets show it. */
async function certificateOf(publicKey: KeyObject, privateKey: KeyObject): Promise<string> {
  const { cert } = await generate([{ name: 'commonName', value: 'accounts.accesscontrol.windows.net' }], {
    algorithm: 'sha256',
    keyPair: {
      publicKey: publicKey.export({ type: 'spki', format: 'pem' }).toString(),
      privateKey: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
    },
  });
  return cert.replace(/-----[^-]+-----|\s/g, '');
}
