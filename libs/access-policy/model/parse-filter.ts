import { isJsonObject, type Json } from '#kernel/json.js';
import type { DoubtLog, Place } from './doubts.js';
import type { FilterCondition } from './policy.js';
import { text } from './shape.js';

/** A filter without a rule is none; a mode that we do not know is in doubt. */
export function parseFilter(
  value: Json | undefined,
  log: DoubtLog,
  place: Place,
): FilterCondition | undefined {
  log.wrongType(value, 'object', place);
  if (!isJsonObject(value)) return undefined;
  const mode = text(value['mode']) ?? '';
  const rule = text(value['rule']) ?? '';
  if (rule === '') return undefined;
  if (mode !== 'include' && mode !== 'exclude')
    log.note({ ...place, path: `${place.path}.mode` }, value['mode']);
  return { mode, rule };
}
