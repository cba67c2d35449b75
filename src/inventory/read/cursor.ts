import { ProblemError } from '#kernel/problem.js';
import { inventoryProblems } from './inventory.problems.js';

/** Writes the key of a page's last row as an opaque text. */
export function writeCursor(key: readonly string[]): string {
  return Buffer.from(JSON.stringify(key)).toString('base64url');
}

/** Reads a cursor of `length` texts; without one, the smallest key. @throws ProblemError `cursor-invalid` */
export function readCursor(cursor: string | undefined, length: number): readonly string[] | undefined {
  if (cursor === undefined) return undefined;
  const key = parse(cursor);
  if (!isTexts(key) || key.length !== length) throw new ProblemError(inventoryProblems['cursor-invalid']);
  return key;
}

/** PostgreSQL refuses the character 0, so that no cursor of ours has it. */
function isTexts(key: unknown): key is readonly string[] {
  return Array.isArray(key) && key.every((part) => typeof part === 'string' && !part.includes('\0'));
}

function parse(cursor: string): unknown {
  try {
    return JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8')) as unknown;
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}
