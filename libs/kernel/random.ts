/** Source of randomness that is not for secrets: jitter, sampling, simulated tenants. */
export interface Random {
  /** Uniform in [0, 1). */
  next(): number;
  /** Uniform integer in [min, max]. */
  integer(min: number, max: number): number;
  /** One item of a non-empty list. @throws RangeError on an empty list. */
  pick<T>(items: readonly T[]): T;
  /** An independent stream that depends only on this stream's seed and the label, not on what was drawn before. */
  fork(label: string): Random;
}

/** A reproducible stream: the same seed gives the same numbers on every machine (splitmix32). */
export function createRandom(seed: number | string): Random {
  const root = typeof seed === 'number' ? seed >>> 0 : hash32(seed);
  let state = root;
  const next = (): number => {
    state = (state + 0x9e3779b9) >>> 0;
    let mixed = state ^ (state >>> 16);
    mixed = Math.imul(mixed, 0x21f0aaad);
    mixed ^= mixed >>> 15;
    mixed = Math.imul(mixed, 0x735a2d97);
    mixed ^= mixed >>> 15;
    return (mixed >>> 0) / 0x1_0000_0000;
  };
  const integer = (min: number, max: number): number => min + Math.floor(next() * (max - min + 1));
  const pick = <T>(items: readonly T[]): T => {
    const index = integer(0, items.length - 1);
    if (index < 0 || index >= items.length) throw new RangeError('cannot pick from an empty list');
    return items[index] as T;
  };
  return { next, integer, pick, fork: (label) => createRandom(hash32(`${root}:${label}`)) };
}

/** FNV-1a over UTF-16 code units; stable, not for security. */
export function hash32(text: string): number {
  let hash = 0x811c9dc5;
  for (let index = 0; index < text.length; index += 1) {
    hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193);
  }
  return hash >>> 0;
}
