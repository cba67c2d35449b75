import { isJsonObject, type Json, type JsonObject } from '#kernel/json.js';
import { listIn, member, objects, textOf } from './json-fields.js';

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

/** A custom policy that lifts a restriction. */
export interface Exempting {
  readonly id: string;
  readonly name: string;
  /** Names of what it applies to; undefined where that was not collected (null is nothing). */
  readonly targets: readonly string[] | undefined;
}

/** Custom policies that are on and lift a restriction for somebody, or may. */
export function exemptingPolicies(
  policies: Json | undefined,
  kind: Credentials,
  type: string,
): readonly Exempting[] {
  return objects(listIn(policies)).flatMap((policy) => {
    const isLifting = restrictionsOf(member(policy, 'restrictions'), kind, type).some(
      ({ state }) => state !== 'enabled',
    );
    const targets = policy['appliesTo'] === null ? [] : listIn(policy['appliesTo']);
    const isEmpty = Array.isArray(targets) && targets.length === 0;
    if (policy['isEnabled'] !== true || !isLifting || isEmpty) return [];
    const name = textOf(policy, 'displayName') ?? textOf(policy, 'id') ?? '';
    const names = Array.isArray(targets) ? (targets as readonly Json[]).map(targetName) : undefined;
    return [{ id: textOf(policy, 'id') ?? name, name, targets: names }];
  });
}

function targetName(target: Json): string {
  if (!isJsonObject(target)) return typeof target === 'string' ? target : '';
  return textOf(target, 'displayName') ?? textOf(target, 'id') ?? '';
}
