import type { JsonObject } from '#kernel/json.js';
import { objects } from './json-fields.js';

/** The two scopes of the default app management policy. */
export const SCOPES = ['applicationRestrictions', 'servicePrincipalRestrictions'] as const;

/** Kinds of credentials that can be restricted. */
export type Credentials = 'passwordCredentials' | 'keyCredentials';

/** "For every application", in the two ways in which Graph writes its first date. */
const ALL_APPS_DATES = ['0001-01-01T00:00:00Z', '/Date(-62135596800000)/'];

/** Restrictions of one type. */
export function restrictionsOf(scope: JsonObject, kind: Credentials, type: string): readonly JsonObject[] {
  return objects(scope[kind]).filter((entry) => entry['restrictionType'] === type);
}

/** Whether a restriction is for applications of every age; no date is every age too. */
export function isForAllApps(entry: JsonObject): boolean {
  const date = entry['restrictForAppsCreatedAfterDateTime'];
  return date === undefined || date === null || isAllAppsDate(date);
}

/** Whether a date means applications of every age. */
export function isAllAppsDate(date: unknown): boolean {
  return typeof date === 'string' && ALL_APPS_DATES.includes(date);
}
