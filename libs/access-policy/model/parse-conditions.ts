import { isJsonObject, type Json, type JsonObject } from '#kernel/json.js';
import type { DoubtLog, Place } from './doubts.js';
import { parseApplications } from './parse-applications.js';
import { parseFilter } from './parse-filter.js';
import { parseClientApplications, parseUsers } from './parse-subjects.js';
import type { Dimension, FilterCondition, PolicyConditions } from './policy.js';
import { flags, identifiers } from './shape.js';
import { CLIENT_APPS, INSIDER_RISK_LEVELS, PLATFORMS, RISK_LEVELS, TRANSFER_METHODS } from './vocabulary.js';

const OBJECTS = {
  users: 'users',
  applications: 'application',
  clientApplications: 'workloadIdentities',
  platforms: 'devicePlatform',
  locations: 'location',
  devices: 'devices',
  authenticationFlows: 'authenticationFlow',
} as const;

const LISTS = {
  clientAppTypes: 'clientApps',
  signInRiskLevels: 'signInRisk',
  userRiskLevels: 'userRisk',
  insiderRiskLevels: 'insiderRisk',
  servicePrincipalRiskLevels: 'servicePrincipalRisk',
  agentIdRiskLevels: 'servicePrincipalRisk',
} as const;

const KNOWN: Readonly<Record<string, Dimension>> = { ...OBJECTS, ...LISTS };

/** Normalises `conditions`; absent, null and empty are alike. */
export function parseConditions(source: JsonObject, log: DoubtLog): PolicyConditions {
  log.unknownFields(source, KNOWN, { part: 'other', path: 'conditions' });
  const members = (name: keyof typeof LISTS, known: ReadonlySet<string>): readonly string[] =>
    log.values(flags(source[name]), known, placeOf(name));
  const part = (name: keyof typeof OBJECTS): JsonObject => {
    log.wrongType(source[name], 'object', placeOf(name));
    return objectOf(source[name]);
  };
  return {
    users: parseUsers(part('users'), log),
    applications: parseApplications(part('applications'), log),
    clientApplications: parseClientApplications(part('clientApplications'), log),
    clientAppTypes: members('clientAppTypes', CLIENT_APPS),
    platforms: parsePlatforms(part('platforms'), log),
    locations: parseLocations(part('locations'), log),
    deviceFilter: parseDevices(part('devices'), log),
    signInRiskLevels: members('signInRiskLevels', RISK_LEVELS),
    userRiskLevels: members('userRiskLevels', RISK_LEVELS),
    insiderRiskLevels: members('insiderRiskLevels', INSIDER_RISK_LEVELS),
    servicePrincipalRiskLevels: members('servicePrincipalRiskLevels', RISK_LEVELS),
    agentIdRiskLevels: members('agentIdRiskLevels', RISK_LEVELS),
    transferMethods: parseFlows(part('authenticationFlows'), log),
  };
}

const placeOf = (name: string): Place => ({ part: KNOWN[name] ?? 'other', path: `conditions.${name}` });

const objectOf = (value: Json | undefined): JsonObject => (isJsonObject(value) ? value : {});

function parsePlatforms(source: JsonObject, log: DoubtLog): PolicyConditions['platforms'] {
  const place = placeOf('platforms');
  const known = { includePlatforms: place.part, excludePlatforms: place.part };
  log.unknownFields(source, known, place);
  const list = (name: 'includePlatforms' | 'excludePlatforms'): readonly string[] =>
    log.values(flags(source[name]), PLATFORMS, { ...place, path: `${place.path}.${name}` });
  const includePlatforms = list('includePlatforms');
  const excludePlatforms = list('excludePlatforms');
  const isEmpty = includePlatforms.length === 0 && excludePlatforms.length === 0;
  return isEmpty ? undefined : { includePlatforms, excludePlatforms };
}

function parseLocations(source: JsonObject, log: DoubtLog): PolicyConditions['locations'] {
  const place = placeOf('locations');
  log.unknownFields(source, { includeLocations: place.part, excludeLocations: place.part }, place);
  for (const name of ['includeLocations', 'excludeLocations']) {
    log.wrongType(source[name], 'list', { ...place, path: `${place.path}.${name}` });
  }
  const includeLocations = identifiers(source['includeLocations']);
  const excludeLocations = identifiers(source['excludeLocations']);
  const isEmpty = includeLocations.length === 0 && excludeLocations.length === 0;
  return isEmpty ? undefined : { includeLocations, excludeLocations };
}

function parseDevices(source: JsonObject, log: DoubtLog): FilterCondition | undefined {
  const place = placeOf('devices');
  log.unknownFields(source, { deviceFilter: place.part }, place);
  return parseFilter(source['deviceFilter'], log, { ...place, path: `${place.path}.deviceFilter` });
}

function parseFlows(source: JsonObject, log: DoubtLog): readonly string[] {
  const place = placeOf('authenticationFlows');
  log.unknownFields(source, { transferMethods: place.part }, place);
  const methods = flags(source['transferMethods']);
  return log.values(methods, TRANSFER_METHODS, place).filter((method) => method !== 'none');
}
