import { isJsonObject, type Json, type JsonObject } from '#kernel/json.js';
import { isWithoutContent, type DoubtLog, type Place } from './doubts.js';
import { parseFilter } from './parse-filter.js';
import type { ClientApplicationConditions, GuestConditions, UserConditions } from './policy.js';
import { flags, identifiers, text } from './shape.js';
import { GUESTS, USER_WORDS } from './vocabulary.js';

const USER_LISTS = [
  'includeUsers',
  'excludeUsers',
  'includeGroups',
  'excludeGroups',
  'includeRoles',
  'excludeRoles',
] as const;

const USER_FIELDS = [...USER_LISTS, 'includeGuestsOrExternalUsers', 'excludeGuestsOrExternalUsers'];
const KNOWN_USER_FIELDS = Object.fromEntries(USER_FIELDS.map((name) => [name, 'users' as const]));

/** Names such as `All`; one that we do not know may hold any user. */
const WORD = /^(All|None|Guests|Agents?|unknownFutureValue)[A-Za-z]*$/;

/** Normalises `conditions.users`. */
export function parseUsers(source: JsonObject, log: DoubtLog): UserConditions {
  const path = 'conditions.users';
  const place = (name: string): Place => ({ part: 'users', path: `${path}.${name}` });
  log.unknownFields(source, KNOWN_USER_FIELDS, { part: 'users', path });
  const list = (name: (typeof USER_LISTS)[number]): readonly string[] => {
    log.wrongType(source[name], 'list', place(name));
    return identifiers(source[name]);
  };
  const people = (name: 'includeUsers' | 'excludeUsers'): readonly string[] => {
    const values = list(name);
    log.values(
      values.filter((value) => WORD.test(value)),
      USER_WORDS,
      place(name),
    );
    return values;
  };
  const guests = (name: string): GuestConditions | undefined => parseGuests(source[name], log, place(name));
  return {
    includeUsers: people('includeUsers'),
    excludeUsers: people('excludeUsers'),
    includeGroups: list('includeGroups'),
    excludeGroups: list('excludeGroups'),
    includeRoles: list('includeRoles'),
    excludeRoles: list('excludeRoles'),
    includeGuestsOrExternalUsers: guests('includeGuestsOrExternalUsers'),
    excludeGuestsOrExternalUsers: guests('excludeGuestsOrExternalUsers'),
  };
}

/** Guests that a policy names; without a type it names none. */
function parseGuests(value: Json | undefined, log: DoubtLog, place: Place): GuestConditions | undefined {
  log.wrongType(value, 'object', place);
  if (!isJsonObject(value)) return undefined;
  log.unknownFields(value, { guestOrExternalUserTypes: 'users', externalTenants: 'users' }, place);
  const types = flags(value['guestOrExternalUserTypes']).filter((type) => type !== 'none');
  if (types.length === 0) return undefined;
  return {
    guestOrExternalUserTypes: log.values(types, GUESTS, place),
    externalTenants: parseTenants(value['externalTenants'], log, place),
  };
}

function parseTenants(value: Json | undefined, log: DoubtLog, place: Place): readonly string[] | undefined {
  if (!isJsonObject(value)) return undefined;
  const kind = text(value['membershipKind']);
  const members = identifiers(value['members']);
  if (kind === 'all' || isWithoutContent(value)) return undefined;
  if (kind === undefined && members.length === 0) return undefined;
  if (kind !== undefined && kind !== 'enumerated')
    log.note({ ...place, path: `${place.path}.membershipKind` }, kind);
  return members;
}

const WORKLOAD_LISTS = [
  'includeServicePrincipals',
  'excludeServicePrincipals',
  'includeAgentIdServicePrincipals',
  'excludeAgentIdServicePrincipals',
] as const;

const KNOWN_WORKLOAD_FIELDS = Object.fromEntries(
  [...WORKLOAD_LISTS, 'servicePrincipalFilter'].map((name) => [name, 'workloadIdentities' as const]),
);

/** Normalises `conditions.clientApplications`; undefined where it names nobody. */
export function parseClientApplications(
  value: Json | undefined,
  log: DoubtLog,
): ClientApplicationConditions | undefined {
  if (!isJsonObject(value) || isWithoutContent(value)) return undefined;
  const place: Place = { part: 'workloadIdentities', path: 'conditions.clientApplications' };
  log.unknownFields(value, KNOWN_WORKLOAD_FIELDS, place);
  const [includeServicePrincipals, excludeServicePrincipals, ...agents] = WORKLOAD_LISTS.map((name) => {
    log.wrongType(value[name], 'list', { ...place, path: `${place.path}.${name}` });
    return identifiers(value[name]);
  });
  const [includeAgentIdServicePrincipals = [], excludeAgentIdServicePrincipals = []] = agents;
  return {
    includeServicePrincipals: includeServicePrincipals ?? [],
    excludeServicePrincipals: excludeServicePrincipals ?? [],
    includeAgentIdServicePrincipals,
    excludeAgentIdServicePrincipals,
    servicePrincipalFilter: parseFilter(value['servicePrincipalFilter'], log, {
      ...place,
      path: `${place.path}.servicePrincipalFilter`,
    }),
  };
}
