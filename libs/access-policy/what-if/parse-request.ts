import { isJsonObject, type Json, type JsonObject } from '#kernel/json.js';
import { parseAddress } from '../conditions/address.js';
import { UNKNOWN_PLATFORM } from '../conditions/settings.js';
import type { Directory } from '../evaluation/directory.js';
import type { Origin, SignIn, Subject, Target } from '../evaluation/sign-in.js';
import { NO, truthOf, UNKNOWN, type Truth } from '../evaluation/truth.js';
import { identifier, identifiers, text } from '../model/shape.js';
import {
  ACTIONS as KNOWN_ACTIONS,
  CLIENT_APPS,
  INSIDER_RISK_LEVELS,
  PLATFORMS,
  RISK_LEVELS,
  TRANSFER_METHODS,
} from '../model/vocabulary.js';
import { GUEST_TYPES, USER_ACTIONS } from '../model/well-known.js';
import { parseDevice } from './parse-device.js';

/** Facts that a request needs beside itself. */
export interface RequestContext {
  readonly directory: Directory;
  /** Whether policies for workload identities reach a service principal. */
  readonly isGovernable: (servicePrincipalId: string) => Truth;
}

/**
 * Reads the body of `POST /identity/conditionalAccess/evaluate`
 * (https://learn.microsoft.com/graph/api/conditionalaccessroot-evaluate). What is missing, or a word that nobody
 * documents, stays unknown, so that a policy that asks for it lacks information; only a device without any attribute is known: it is not registered.
 */
export function parseRequest(request: JsonObject, context: RequestContext): SignIn {
  const conditions = objectOf(request['signInConditions']);
  const said = (name: string, known: ReadonlySet<string>): string | undefined =>
    knownWord(text(conditions[name]), known);
  const flow =
    objectOf(conditions['authenticationFlow'])['transferMethod'] ?? conditions['authenticationFlow'];
  return {
    subject: parseSubject(objectOf(request['signInIdentity']), context),
    target: parseTarget(objectOf(request['signInContext'])),
    clientApp: said('clientAppType', CLIENT_APPS),
    platform: parsePlatform(text(conditions['devicePlatform'])),
    origin: parseOrigin(conditions),
    device: parseDevice(objectOf(conditions['deviceInfo'])),
    signInRisk: said('signInRiskLevel', RISK_LEVELS),
    userRisk: said('userRiskLevel', RISK_LEVELS),
    insiderRisk: said('insiderRiskLevel', INSIDER_LEVELS),
    servicePrincipalRisk: said('servicePrincipalRiskLevel', RISK_LEVELS),
    flow: knownWord(text(flow), TRANSFER_METHODS),
  };
}

const objectOf = (value: Json | undefined): JsonObject => (isJsonObject(value) ? value : {});

/** Insider risk has a level for "no risk" in sign-ins, but not in policies. */
const INSIDER_LEVELS: ReadonlySet<string> = new Set([...INSIDER_RISK_LEVELS, 'none']);

/** A documented word, in any case; `all` names no particular one and a word of the future may mean any. */
function knownWord(value: string | undefined, known: ReadonlySet<string>): string | undefined {
  const word = [...known].find((candidate) => candidate.toLowerCase() === value?.toLowerCase());
  return word === 'all' ? undefined : word;
}

/** A platform that nobody documents is one that Entra could not tell either. */
function parsePlatform(value: string | undefined): string | undefined {
  if (value === undefined || value === '' || value === 'all') return undefined;
  return knownWord(value, PLATFORMS) ?? UNKNOWN_PLATFORM;
}

function parseSubject(identity: JsonObject, { directory, isGovernable }: RequestContext): Subject {
  const servicePrincipalId = identifier(identity['servicePrincipalId']);
  const isWorkload = text(identity['@odata.type'])?.endsWith('servicePrincipalSignIn') ?? false;
  if (isWorkload || servicePrincipalId !== undefined) {
    const id = servicePrincipalId ?? '';
    return { kind: 'workload', id, isGovernable: isGovernable(id) };
  }
  const user = directory.subjectOf(identifier(identity['userId']) ?? '');
  const homeTenantId = identifier(identity['externalTenantId']) ?? user.homeTenantId;
  const asked = text(identity['externalUserType']);
  const kind = GUEST_TYPES.find((type) => type === asked);
  if (kind !== undefined) return { ...user, homeTenantId, isGuestOf: (type) => truthOf(type === kind) };
  if (asked === 'none') return { ...user, isGuestOf: () => NO };
  return asked === undefined || asked === ''
    ? { ...user, homeTenantId }
    : { ...user, isGuestOf: () => UNKNOWN };
}

/** Graph names actions in requests otherwise than in policies. */
const ACTIONS: Readonly<Record<string, string>> = {
  registerSecurityInformation: USER_ACTIONS.registerSecurityInfo,
  registerOrJoinDevices: USER_ACTIONS.registerDevice,
};

function parseTarget(context: JsonObject): Target | undefined {
  const action = text(context['userAction']);
  if (action !== undefined) {
    const known = ACTIONS[action] ?? (KNOWN_ACTIONS.has(action) ? action : undefined);
    return known === undefined ? undefined : { kind: 'userAction', action: known };
  }
  const reference = text(context['authenticationContextValue']);
  if (reference !== undefined) return { kind: 'authenticationContext', id: reference };
  const ids = identifiers(context['includeApplications']);
  return ids.length === 0 ? undefined : { kind: 'applications', ids };
}

/** Words for a country that Entra could not tell; ISO 3166 keeps ZZ and XX free. */
const NO_COUNTRY = new Set(['ZZ', 'XX', 'UNKNOWN', 'UNKNOWNFUTUREVALUE']);

function parseOrigin(conditions: JsonObject): Origin {
  const address = text(conditions['ipAddress']);
  const country = text(conditions['country'])?.toUpperCase();
  return {
    address: address === undefined ? undefined : parseAddress(address),
    country: country === undefined || country === '' ? undefined : NO_COUNTRY.has(country) ? '' : country,
  };
}
