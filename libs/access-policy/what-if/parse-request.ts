import { isJsonObject, type Json, type JsonObject } from '#kernel/json.js';
import { parseAddress } from '../conditions/address.js';
import { UNKNOWN_PLATFORM } from '../conditions/settings.js';
import type { Directory } from '../evaluation/directory.js';
import type { Origin, SignIn, Subject, Target } from '../evaluation/sign-in.js';
import { truthOf, type Truth } from '../evaluation/truth.js';
import { identifier, identifiers, text } from '../model/shape.js';
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
 * (https://learn.microsoft.com/graph/api/conditionalaccessroot-evaluate). What is missing stays unknown, so that a policy
 * that asks for it lacks information; only a device without any attribute is known: it is not registered.
 */
export function parseRequest(request: JsonObject, context: RequestContext): SignIn {
  const conditions = objectOf(request['signInConditions']);
  const said = (name: string): string | undefined => specific(text(conditions[name]));
  const flow = objectOf(conditions['authenticationFlow'])['transferMethod'];
  return {
    subject: parseSubject(objectOf(request['signInIdentity']), context),
    target: parseTarget(objectOf(request['signInContext'])),
    clientApp: said('clientAppType'),
    platform: parsePlatform(text(conditions['devicePlatform'])),
    origin: parseOrigin(conditions),
    device: parseDevice(objectOf(conditions['deviceInfo'])),
    signInRisk: said('signInRiskLevel'),
    userRisk: said('userRiskLevel'),
    insiderRisk: said('insiderRiskLevel'),
    servicePrincipalRisk: said('servicePrincipalRiskLevel'),
    flow: specific(text(flow)) ?? specific(text(conditions['authenticationFlow'])),
  };
}

const objectOf = (value: Json | undefined): JsonObject => (isJsonObject(value) ? value : {});

const UNKNOWN_VALUE = 'unknownFutureValue';

/** `all` and values of the future name no particular one. */
const specific = (value: string | undefined): string | undefined =>
  value === 'all' || value === UNKNOWN_VALUE || value === '' ? undefined : value;

/** A platform of the future is one that Entra could not tell either. */
function parsePlatform(value: string | undefined): string | undefined {
  if (value === UNKNOWN_VALUE || value?.toLowerCase() === UNKNOWN_PLATFORM) return UNKNOWN_PLATFORM;
  return specific(value);
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
  return asked === 'none' ? { ...user, isGuestOf: () => truthOf(false) } : { ...user, homeTenantId };
}

/** Graph names actions in requests otherwise than in policies. */
const ACTIONS: Readonly<Record<string, string>> = {
  registerSecurityInformation: USER_ACTIONS.registerSecurityInfo,
  registerOrJoinDevices: USER_ACTIONS.registerDevice,
};

function parseTarget(context: JsonObject): Target | undefined {
  const action = text(context['userAction']);
  if (action !== undefined) return { kind: 'userAction', action: ACTIONS[action] ?? action };
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
