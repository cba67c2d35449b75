import type { JsonObject } from '#kernel/json.js';
import type { DoubtLog, Place } from './doubts.js';
import { parseFilter } from './parse-filter.js';
import type { ApplicationConditions } from './policy.js';
import { identifiers } from './shape.js';
import { ACTIONS, APP_WORDS } from './vocabulary.js';

const LISTS = [
  'includeApplications',
  'excludeApplications',
  'includeUserActions',
  'includeAuthenticationContextClassReferences',
] as const;

const KNOWN = Object.fromEntries(
  [...LISTS, 'applicationFilter'].map((name) => [name, 'application' as const]),
);

/** Bundles are words such as `Office365`; a word of this form that we do not know may hold any application. */
const WORD = /^(All|Microsoft|Office|Azure|Windows|Agent|unknownFutureValue)[A-Za-z0-9]*$/;

/** Normalises `conditions.applications`. */
export function parseApplications(source: JsonObject, log: DoubtLog): ApplicationConditions {
  const place = (name: string): Place => ({ part: 'application', path: `conditions.applications.${name}` });
  log.unknownFields(source, KNOWN, { part: 'application', path: 'conditions.applications' });
  for (const name of LISTS) log.wrongType(source[name], 'list', place(name));
  const applications = (name: (typeof LISTS)[number]): readonly string[] => {
    const values = identifiers(source[name]);
    log.values(
      values.filter((value) => WORD.test(value)),
      APP_WORDS,
      place(name),
    );
    return values;
  };
  const actions = identifiers(source['includeUserActions']);
  return {
    includeApplications: applications('includeApplications'),
    excludeApplications: applications('excludeApplications'),
    includeUserActions: log.values(actions, ACTIONS, place('includeUserActions')),
    includeAuthenticationContextClassReferences: identifiers(
      source['includeAuthenticationContextClassReferences'],
    ),
    applicationFilter: parseFilter(source['applicationFilter'], log, place('applicationFilter')),
  };
}
