import { createHash } from 'node:crypto';
import { isJsonObject, type Json, type JsonObject } from '#kernel/json.js';

/** Seals what a page or delta link needs to go on; opaque to clients, as Graph's are. */
export function sealToken(content: JsonObject): string {
  return Buffer.from(JSON.stringify(content)).toString('base64url');
}

/** Opens a token; undefined when it is none of ours. */
export function openToken(token: string): JsonObject | undefined {
  try {
    const text = Buffer.from(token, 'base64url').toString('utf8');
    const content = JSON.parse(text.slice(Math.max(0, text.indexOf('{')))) as Json;
    return isJsonObject(content) ? content : undefined;
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

const OFFSET_DIGITS = 12;

/**
 * Seals where a list goes on, in the form that the path's tokens have: service principals name their kind, sign-ins are
 * 32 hexadecimal digits and `_1`. Source: recorded answers and documented samples of Graph.
 */
export function sealPageToken(path: string, offset: number): string {
  if (path === '/servicePrincipals') {
    const text = `DSpt\u0000\u0000ServicePrincipal_${JSON.stringify({ offset })}`;
    return Buffer.from(text).toString('base64url');
  }
  if (path !== '/auditLogs/signIns') return sealToken({ offset });
  const digits = createHash('sha256').update(`${path} ${offset}`).digest('hex');
  return `${digits.slice(0, 32 - OFFSET_DIGITS)}${offset.toString(16).padStart(OFFSET_DIGITS, '0')}_1`;
}

/** Where a list goes on; undefined when the token is none of ours. */
export function openPageToken(token: string): number | undefined {
  const digits = /^[0-9a-f]{32}_1$/.test(token) ? token.slice(32 - OFFSET_DIGITS, 32) : undefined;
  const offset = digits === undefined ? openToken(token)?.['offset'] : Number.parseInt(digits, 16);
  return typeof offset === 'number' ? offset : undefined;
}
