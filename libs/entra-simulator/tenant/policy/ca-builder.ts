import { isJsonObject, type Json, type JsonObject } from '#kernel/json.js';
import type { DirectoryObject } from '../directory.js';

/** What a policy is about; what is left out applies to everything, as in Entra. */
export interface CaSpec {
  readonly id: string;
  readonly displayName: string;
  readonly state?: 'enabled' | 'disabled' | 'enabledForReportingButNotEnforced';
  readonly templateId?: string;
  readonly users: JsonObject;
  /** Applications that are included and excluded, or user actions, or authentication contexts. */
  readonly applications: JsonObject;
  /** Conditions beside users and applications. */
  readonly conditions?: JsonObject;
  readonly grant: JsonObject | null;
  readonly session?: JsonObject;
  /** Months ago in which it was created, so that policies have different dates. */
  readonly month: number;
}

/** Users of a policy with every list that Graph shows. */
const NOBODY: JsonObject = {
  includeUsers: [],
  excludeUsers: [],
  includeGroups: [],
  excludeGroups: [],
  includeRoles: [],
  excludeRoles: [],
  includeGuestsOrExternalUsers: null,
  excludeGuestsOrExternalUsers: null,
};

const NOTHING: JsonObject = {
  includeApplications: [],
  excludeApplications: [],
  includeUserActions: [],
  includeAuthenticationContextClassReferences: [],
  applicationFilter: null,
};

const UNCONDITIONAL: JsonObject = {
  clientAppTypes: ['all'],
  signInRiskLevels: [],
  userRiskLevels: [],
  servicePrincipalRiskLevels: [],
  insiderRiskLevels: null,
  platforms: null,
  locations: null,
  devices: null,
  clientApplications: null,
  authenticationFlows: null,
};

const NO_SESSION: JsonObject = {
  disableResilienceDefaults: null,
  applicationEnforcedRestrictions: null,
  cloudAppSecurity: null,
  signInFrequency: null,
  persistentBrowser: null,
  secureSignInSession: null,
};

/** A Conditional Access policy as Graph shows it. Source: https://learn.microsoft.com/graph/api/resources/conditionalaccesspolicy */
export function buildPolicy(spec: CaSpec): DirectoryObject {
  const month = String(spec.month).padStart(2, '0');
  return {
    id: spec.id,
    templateId: spec.templateId ?? null,
    displayName: spec.displayName,
    createdDateTime: `2024-${month}-12T08:15:43.1454565Z`,
    modifiedDateTime: `2025-${month}-27T21:42:26.951558Z`,
    state: spec.state ?? 'enabled',
    sessionControls: spec.session === undefined ? null : { ...NO_SESSION, ...spec.session },
    conditions: {
      ...UNCONDITIONAL,
      ...spec.conditions,
      applications: { ...NOTHING, ...spec.applications },
      users: { ...NOBODY, ...spec.users },
    },
    grantControls: spec.grant,
  };
}

/** Grant controls; Graph writes the operator of a single control as OR. */
export function grant(
  builtInControls: readonly string[],
  operator: 'AND' | 'OR' = 'OR',
  authenticationStrength: Json = null,
): JsonObject {
  return {
    operator,
    builtInControls,
    customAuthenticationFactors: [],
    termsOfUse: [],
    authenticationStrength,
  };
}

/** The policy with some of its conditions changed. */
export function withConditions(policy: DirectoryObject, change: JsonObject): DirectoryObject {
  return { ...policy, conditions: { ...objectAt(policy, 'conditions'), ...change } };
}

/** The policy with some of one group of conditions changed (users, applications). */
export function withPart(
  policy: DirectoryObject,
  part: 'users' | 'applications',
  change: JsonObject,
): DirectoryObject {
  return withConditions(policy, { [part]: { ...objectAt(objectAt(policy, 'conditions'), part), ...change } });
}

/** A member that is an object; empty when it has none. */
export function objectAt(object: JsonObject, name: string): JsonObject {
  const value = object[name];
  return isJsonObject(value) ? value : {};
}
