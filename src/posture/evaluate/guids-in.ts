import { isGuid } from '#kernel/ids.js';
import type { Json } from '#kernel/json.js';

/** Every GUID in some documents, in lower case, each once. */
export function guidsIn(documents: readonly (Json | undefined)[]): readonly string[] {
  const found = new Set<string>();
  for (const document of documents) collect(document, found);
  return [...found];
}

function collect(value: Json | undefined, found: Set<string>): void {
  if (typeof value === 'string') {
    if (isGuid(value)) found.add(value.toLowerCase());
  } else if (Array.isArray(value)) {
    for (const item of value) collect(item as Json, found);
  } else if (typeof value === 'object' && value !== null) {
    for (const item of Object.values(value)) collect(item, found);
  }
}
