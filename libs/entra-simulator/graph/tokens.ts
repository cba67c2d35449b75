import { isJsonObject, type Json, type JsonObject } from '#kernel/json.js';

/** Seals what a page or delta link needs to go on; opaque to clients, as Graph's are. */
export function sealToken(content: JsonObject): string {
  return Buffer.from(JSON.stringify(content)).toString('base64url');
}

/** Opens a token; undefined when it is none of ours. */
export function openToken(token: string): JsonObject | undefined {
  try {
    const content = JSON.parse(Buffer.from(token, 'base64url').toString('utf8')) as Json;
    return isJsonObject(content) ? content : undefined;
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}
