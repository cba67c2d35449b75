import { isJsonObject, type Json, type JsonObject } from '#kernel/json.js';

/** A target that stands for everybody. */
export const ALL_USERS = 'all_users';
/** An exclude target with this id excludes nobody. */
export const NOBODY = '00000000-0000-0000-0000-000000000000';

/** The configuration of a method (`Sms`, `Fido2`, ...); undefined where the policy has none. */
export function methodOf(policy: JsonObject, id: string): JsonObject | undefined {
  return objects(policy['authenticationMethodConfigurations']).find((each) => each['id'] === id);
}

/** Every configuration of a method. */
export function methodsOf(policy: JsonObject): readonly JsonObject[] {
  return objects(policy['authenticationMethodConfigurations']);
}

/** A list, or Graph's answer whose `value` is the list. */
export function listIn(value: Json | undefined): Json | undefined {
  return isJsonObject(value) ? value['value'] : value;
}

/** The objects of a list; anything else is no object. */
export function objects(value: Json | undefined): readonly JsonObject[] {
  return Array.isArray(value) ? (value as readonly Json[]).filter(isJsonObject) : [];
}

/** A member that is an object, else an empty one. */
export function member(object: JsonObject, name: string): JsonObject {
  const value = object[name];
  return isJsonObject(value) ? value : {};
}

/** A boolean member; undefined where it has another type or was not returned. */
export function flagOf(object: JsonObject, name: string): boolean | undefined {
  const value = object[name];
  return typeof value === 'boolean' ? value : undefined;
}

/** A text member; undefined where it has another type or was not returned. */
export function textOf(object: JsonObject, name: string): string | undefined {
  const value = object[name];
  return typeof value === 'string' ? value : undefined;
}

/** A number member; undefined where it has another type or was not returned. */
export function numberOf(object: JsonObject, name: string): number | undefined {
  const value = object[name];
  return typeof value === 'number' ? value : undefined;
}
