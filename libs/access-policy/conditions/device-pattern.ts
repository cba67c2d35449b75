import { truthOf, UNKNOWN, type Truth } from '../evaluation/truth.js';

/** Longest attribute that a pattern is tried on, in characters. */
const TEXT_LENGTH_MAX = 256;
/** Most repetitions without bound in a pattern; with them the work stays below the text's length to this power. */
const REPETITIONS_MAX = 2;

/**
 * Whether a text matches a pattern of `-match`, in any case. Patterns come from the tenant: one that could make the
 * expression engine work for very long (nested or many repetitions, references) is not tried, and the answer is unknown.
 */
export function matchesPattern(text: string, pattern: string): Truth {
  if (text.length > TEXT_LENGTH_MAX || !isHarmless(pattern)) return UNKNOWN;
  const expression = compile(pattern);
  return expression === undefined ? UNKNOWN : truthOf(expression.test(text));
}

function isHarmless(pattern: string): boolean {
  const bare = pattern.replaceAll(/\\[^0-9k]/g, 'x').replaceAll(/\[[^\]]*\]/g, 'x');
  const repetitions = bare.match(/[*+{]/g) ?? [];
  const repeatsGroup = /\)[*+{?]/.test(bare) && repetitions.length > 1;
  return repetitions.length <= REPETITIONS_MAX && !repeatsGroup && !/\\|\(\?/.test(bare);
}

function compile(pattern: string): RegExp | undefined {
  try {
    return new RegExp(pattern, 'iu');
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}
