import type { JsonObject } from '#kernel/json.js';
import { objects } from './json-fields.js';

/** The two scopes of the default app management policy. */
export const SCOPES = ['applicationRestrictions', 'servicePrincipalRestrictions'] as const;

/** Kinds of credentials that can be restricted. */
export type Credentials = 'passwordCredentials' | 'keyCredentials';

/** "For every application": the first date that Graph knows, as a time and as its older serialisation writes it. */
const FIRST_DATE_MS = -62_135_596_800_000;
const FIRST_DATE_TEXT = `/Date(${FIRST_DATE_MS})/`;

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
  return typeof date === 'string' && (date === FIRST_DATE_TEXT || Date.parse(date) === FIRST_DATE_MS);
}
