import { isJsonObject, type JsonObject } from '#kernel/json.js';
import type { FaultPlan } from './model.js';

const NO_FAULTS: FaultPlan = {
  seed: 1,
  identity: false,
  rate: {},
  retryAfter: 'seconds',
  failNth: [],
  failPaths: [],
  emptyPages: false,
  expireDeltaTokens: false,
  duplicateRate: 0,
  reorder: false,
  signInActivityRefusals: 0,
  signInActivityPageMax: 500,
};

/** Reads a faults document; what it leaves out does not happen. @throws TypeError on an unknown key */
export function parseFaults(document: JsonObject): FaultPlan {
  for (const key of Object.keys(document)) {
    if (!(key in NO_FAULTS)) throw new TypeError(`unknown fault: ${key}`);
  }
  if (document['rate'] !== undefined && !isJsonObject(document['rate']))
    throw new TypeError('rate is an object');
  return { ...NO_FAULTS, ...(document as Partial<FaultPlan>) };
}
