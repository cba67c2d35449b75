import type { GraphObject } from '../../api/policy-types.js';

/** Credentials that end within this time are marked: 30 days. */
const SOON_MS = 30 * 24 * 3_600_000;

/** A secret or a certificate of an application; Graph shows its value only once, when it is made. */
export interface Credential {
  readonly id: string;
  readonly kind: 'Secret' | 'Certificate';
  readonly name: string;
  readonly startAt: string | undefined;
  readonly endAt: string | undefined;
}

/** Secrets and certificates, the next to end first; undefined where Graph shows neither. */
export function credentialsOf(object: GraphObject): readonly Credential[] | undefined {
  const secrets = object['passwordCredentials'];
  const certificates = object['keyCredentials'];
  if (!Array.isArray(secrets) && !Array.isArray(certificates)) return undefined;
  return [...read(secrets, 'Secret'), ...read(certificates, 'Certificate')].sort((left, right) =>
    (left.endAt ?? LAST).localeCompare(right.endAt ?? LAST),
  );
}

/** Sorts behind every instant. */
const LAST = '9999';

/** How an end lies to a moment in milliseconds. */
export function endingOf(endAt: string | undefined, nowMs: number): 'ended' | 'soon' | 'valid' | 'unknown' {
  if (endAt === undefined) return 'unknown';
  const left = Date.parse(endAt) - nowMs;
  if (left <= 0) return 'ended';
  return left < SOON_MS ? 'soon' : 'valid';
}

function read(credentials: unknown, kind: Credential['kind']): readonly Credential[] {
  if (!Array.isArray(credentials)) return [];
  return credentials.map((credential: unknown, index) => {
    const { keyId, displayName, startDateTime, endDateTime } = (credential ?? {}) as Readonly<
      Record<string, unknown>
    >;
    return {
      id: typeof keyId === 'string' ? keyId : String(index),
      kind,
      name: typeof displayName === 'string' && displayName !== '' ? displayName : 'Without a name',
      startAt: typeof startDateTime === 'string' ? startDateTime : undefined,
      endAt: typeof endDateTime === 'string' ? endDateTime : undefined,
    };
  });
}
