import { isJsonObject, type JsonObject } from '#kernel/json.js';
import { DoubtLog } from './doubts.js';
import { parseConditions } from './parse-conditions.js';
import { parseGrantControls, parseSessionControls } from './parse-controls.js';
import type { Doubt, Policy, PolicyState } from './policy.js';
import { identifier, text } from './shape.js';
import { STATES } from './vocabulary.js';

const KNOWN: Readonly<Record<string, Doubt['part']>> = {
  id: 'other',
  templateId: 'other',
  displayName: 'other',
  description: 'other',
  createdDateTime: 'other',
  modifiedDateTime: 'other',
  deletedDateTime: 'other',
  state: 'other',
  conditions: 'other',
  grantControls: 'other',
  sessionControls: 'other',
  // Of Graph's What If, whose answers are policies too.
  policyApplies: 'other',
  analysisReasons: 'other',
};

/**
 * Normalises a Conditional Access policy of Graph v1.0 or beta
 * (https://learn.microsoft.com/graph/api/resources/conditionalaccesspolicy). Never throws: what is not understood becomes
 * a doubt, and verdicts that depend on it become indeterminate and name it.
 */
export function parsePolicy(source: JsonObject): Policy {
  const log = new DoubtLog();
  log.unknownFields(source, KNOWN, { part: 'other', path: 'policy' });
  const { conditions, grantControls, sessionControls } = source;
  log.wrongType(conditions, 'object', { part: 'other', path: 'conditions' });
  log.wrongType(grantControls, 'object', { part: 'grant', path: 'grantControls' });
  return {
    id: identifier(source['id']) ?? '',
    displayName: text(source['displayName']) ?? '',
    state: parseState(source, log),
    templateId: identifier(source['templateId']),
    createdDateTime: text(source['createdDateTime']),
    modifiedDateTime: text(source['modifiedDateTime']),
    conditions: parseConditions(isJsonObject(conditions) ? conditions : {}, log),
    grantControls: isJsonObject(grantControls) ? parseGrantControls(grantControls, log) : undefined,
    sessionControls: isJsonObject(sessionControls) ? parseSessionControls(sessionControls, log) : undefined,
    doubts: log.doubts,
    source,
  };
}

function parseState(source: JsonObject, log: DoubtLog): PolicyState {
  const state = text(source['state']) ?? '';
  if (STATES.has(state)) return state as PolicyState;
  log.note({ part: 'other', path: 'state' }, source['state']);
  return 'unknown';
}
