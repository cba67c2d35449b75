import { isJsonObject, type Json, type JsonObject } from '#kernel/json.js';
import type { Doubt } from './policy.js';
import { isList } from './shape.js';

const SHOWN_MAX = 200;

/** Collects what is not understood of one policy while it is parsed. */
export class DoubtLog {
  readonly #doubts: Doubt[] = [];

  /** The doubts so far. */
  get doubts(): readonly Doubt[] {
    return this.#doubts;
  }

  /** Notes something that is not understood; without more knowledge it may widen and narrow the part. */
  note({ part, path }: Place, value: Json | undefined, touches: Doubt['touches'] = 'all'): void {
    const shown = typeof value === 'string' ? value : JSON.stringify(value ?? null);
    this.#doubts.push({ part, path, value: shown.slice(0, SHOWN_MAX), touches });
  }

  /** Notes every field of `object` that is neither known nor without content. */
  unknownFields(object: JsonObject, known: Readonly<Record<string, Doubt['part']>>, at: Place): void {
    for (const [name, value] of Object.entries(object)) {
      if (name in known || name.includes('@odata') || isWithoutContent(value)) continue;
      this.note({ ...at, path: `${at.path}.${name}` }, value);
    }
  }

  /** Notes every value that is not among the known ones, and gives the values back. */
  values(values: readonly string[], known: ReadonlySet<string>, at: Place): readonly string[] {
    const touches = at.path.includes('.exclude') ? 'exclusion' : 'inclusion';
    for (const value of values) if (!known.has(value)) this.note(at, value, touches);
    return values;
  }

  /** Notes a list or object field that has another type, for instance a text where a list belongs. */
  wrongType(value: Json | undefined, type: 'list' | 'object', at: Place): void {
    if (isWithoutContent(value)) return;
    const right = type === 'list' ? isList(value) && value.every(isText) : isJsonObject(value);
    if (!right) this.note(at, value);
  }
}

/** Where in a policy something stands, and which part it belongs to. */
export interface Place {
  readonly part: Doubt['part'];
  readonly path: string;
}

const isText = (value: Json): boolean => typeof value === 'string';

/** Whether a value says nothing: absent, null, empty, or an object or list of such values only. */
export function isWithoutContent(value: Json | undefined): boolean {
  if (value === undefined || value === null || value === '' || value === false) return true;
  if (isList(value)) return value.every(isWithoutContent);
  return isJsonObject(value) && Object.entries(value).every(([name, item]) => isAnnotation(name, item));
}

function isAnnotation(name: string, item: Json): boolean {
  return name.includes('@odata') || isWithoutContent(item);
}
