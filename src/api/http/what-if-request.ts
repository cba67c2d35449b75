import { isGuid } from '#kernel/ids.js';
import { isJsonObject, type Json, type JsonObject } from '#kernel/json.js';
import { ProblemError } from '#kernel/problem.js';
import { postureProblems } from '../../posture/posture.problems.js';
import type { Query } from './parameters.js';

const PARTS = ['signInIdentity', 'signInContext', 'signInConditions'] as const;

/** Where each kind of identity is looked for. */
const IDENTITIES = [
  { property: 'userId', key: 'users' },
  { property: 'servicePrincipalId', key: 'servicePrincipals' },
] as const;

/** Where the identity is looked up: a policy snapshot, and what is not in it. */
interface Looked {
  readonly source: JsonObject;
  readonly notCollected: Readonly<Record<string, string>>;
}

/**
 * A question that can be answered: every part is an object, and the identity is named by its id. A question that is
 * half understood would be answered as if nobody signed in to nothing.
 * @throws ProblemError `what-if-invalid`
 */
export function whatIfRequest(body: Query): JsonObject {
  for (const part of PARTS)
    if (!isJsonObject(body[part])) throw refuse(`${part} is an object, as in a request to Graph.`);
  return body as JsonObject;
}

/** Ids of the identities that a request names, in the form in which the inventory has them; others are left out. */
export function identitiesOf(request: JsonObject): readonly string[] {
  const identity = isJsonObject(request['signInIdentity']) ? request['signInIdentity'] : {};
  return IDENTITIES.flatMap(({ property }) => {
    const id = identity[property];
    return typeof id === 'string' && isGuid(id) ? id.toLowerCase() : [];
  });
}

/** @throws ProblemError `what-if-invalid` where the identity is not in the snapshot, or could not be looked up */
export function assertKnownIdentity(request: JsonObject, { source, notCollected }: Looked): void {
  const identity = isJsonObject(request['signInIdentity']) ? request['signInIdentity'] : {};
  const given = IDENTITIES.filter(({ property }) => identity[property] !== undefined);
  const [named] = given;
  if (named === undefined || given.length > 1)
    throw refuse('signInIdentity has either userId or servicePrincipalId.');
  const { property, key } = named;
  const id = identity[property];
  if (typeof id !== 'string' || !isGuid(id)) throw refuse(`signInIdentity.${property} is a GUID.`);
  const objects = source[key];
  if (objects === undefined) throw refuse(`${key} were not collected (${notCollected[key] ?? 'not-read'}).`);
  if (!hasId(objects, id)) throw refuse(`There is no object ${id} in ${key}.`);
}

function hasId(objects: Json, id: string): boolean {
  if (!Array.isArray(objects)) return false;
  const wanted = id.toLowerCase();
  return objects.some((object: Json) => isJsonObject(object) && object['id'] === wanted);
}

function refuse(detail: string): ProblemError {
  return new ProblemError(postureProblems['what-if-invalid'], { detail });
}
