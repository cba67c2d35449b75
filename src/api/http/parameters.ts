import { isGuid, parseConnectionId, parseObjectId, parseRunId } from '#kernel/ids.js';
import type { ConnectionId, ObjectId, RunId } from '#kernel/ids.js';
import { ProblemError } from '#kernel/problem.js';
import type { PageRequest } from '../../inventory/read/inventory-reader.port.js';
import { apiProblems } from '../api.problems.js';

/** Query parameters as Express hands them over: a repeated one is a list. */
export type Query = Readonly<Record<string, unknown>>;

/** Rows of a page where the request names no limit. */
export const LIMIT_DEFAULT = 100;
/** Rows of a page at most. */
export const LIMIT_MAX = 1_000;

/** @throws ProblemError `request-invalid` */
export function connectionIdOf(text: string): ConnectionId {
  return parseConnectionId(guid(text, 'the connection id'));
}

/** @throws ProblemError `request-invalid` */
export function objectIdOf(text: string): ObjectId {
  return parseObjectId(guid(text, 'the object id'));
}

/** @throws ProblemError `request-invalid` */
export function runIdOf(text: string): RunId {
  return parseRunId(guid(text, 'the run id'));
}

/** A parameter that is given at most once. @throws ProblemError `request-invalid` */
export function one(query: Query, name: string): string | undefined {
  const value = query[name];
  if (value === undefined || value === '') return undefined;
  if (typeof value !== 'string') throw invalid(`${name} may be given once only.`);
  return plainText(value, name);
}

/** A text that the database can hold: PostgreSQL refuses the character 0. @throws ProblemError `request-invalid` */
export function plainText(text: string, name: string): string {
  if (text.includes('\0')) throw invalid(`${name} has a character that no text may have.`);
  return text;
}

/** A parameter that holds the id of a directory object. @throws ProblemError `request-invalid` */
export function guidParameter(query: Query, name: string): string | undefined {
  const text = one(query, name);
  return text === undefined ? undefined : guid(text, name).toLowerCase();
}

/** A whole number from 0 to `max`. @throws ProblemError `request-invalid` */
export function wholeNumber(query: Query, name: string, max: number): number | undefined {
  const text = one(query, name);
  if (text === undefined) return undefined;
  const value = Number(text);
  if (!Number.isInteger(value) || value < 0 || value > max)
    throw invalid(`${name} is a whole number from 0 to ${max}.`);
  return value;
}

/** `true` or `false`. @throws ProblemError `request-invalid` */
export function flag(query: Query, name: string): boolean | undefined {
  const text = one(query, name);
  if (text === undefined) return undefined;
  if (text !== 'true' && text !== 'false') throw invalid(`${name} is true or false.`);
  return text === 'true';
}

/** One of a few words. @throws ProblemError `request-invalid` */
export function word<Word extends string>(
  query: Query,
  name: string,
  words: readonly Word[],
): Word | undefined {
  const text = one(query, name);
  if (text === undefined) return undefined;
  const known = words.find((candidate) => candidate === text);
  if (known === undefined) throw invalid(`${name} is one of ${words.join(', ')}.`);
  return known;
}

/** `limit` (1 to 1000, 100 by default) and `cursor`. @throws ProblemError `request-invalid` */
export function pageRequest(query: Query): PageRequest {
  const text = one(query, 'limit');
  const limit = text === undefined ? LIMIT_DEFAULT : Number(text);
  if (!Number.isInteger(limit) || limit < 1 || limit > LIMIT_MAX) {
    throw invalid(`limit is a whole number from 1 to ${LIMIT_MAX}.`);
  }
  return { limit, cursor: one(query, 'cursor') };
}

/** A field of a JSON body. @throws ProblemError `request-invalid` when the body is no object */
export function bodyOf(body: unknown): Query {
  if (body === undefined || body === null || body === '') return {};
  if (typeof body !== 'object' || Array.isArray(body)) throw invalid('The body is a JSON object.');
  return body as Query;
}

/** The problem of a request that cannot be understood. */
export function invalid(detail: string): ProblemError {
  return new ProblemError(apiProblems['request-invalid'], { detail });
}

function guid(text: string, what: string): string {
  if (!isGuid(text)) throw invalid(`${what} is a GUID.`);
  return text;
}
