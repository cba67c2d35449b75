import type { Parameter } from '#plugin-host/openapi/operation.js';
import { LIMIT_DEFAULT, LIMIT_MAX } from '../http/parameters.js';

const GUID = { type: 'string', format: 'uuid' } as const;

/** A parameter of a path that is an id. */
export function idParameter(name: string, description: string): Parameter {
  return { name, description, schema: GUID };
}

/** The connection of every route below `connections/{id}`. */
export const CONNECTION_ID = idParameter('id', 'Id of the connection, as `listConnections` shows it.');

/** Which revision is read. */
export const AS_OF: Parameter = {
  name: 'asOf',
  description:
    'Reads the tenant as it was then: an RFC 3339 time, or the number of a revision. Left out, the last published revision.',
  schema: { type: 'string' },
  example: '2026-01-31T12:00:00Z',
};

/** How many rows a page has at most. */
export const LIMIT: Parameter = limitUpTo(LIMIT_MAX);

/** Where a page begins. */
export const CURSOR: Parameter = {
  name: 'cursor',
  description: 'Goes on after a page: its `next`. Of no meaning elsewhere, and of this very list only.',
  schema: { type: 'string' },
};

/** What every list can be paged by. */
export const PAGED = [LIMIT, CURSOR] as const;

/** What every list of a revision takes. */
export const PAGED_AS_OF = [LIMIT, CURSOR, AS_OF] as const;

/** A limit that is lower than elsewhere; what is asked beyond it is cut. */
export function limitUpTo(most: number): Parameter {
  const beyond = most < LIMIT_MAX ? ` At most ${most} are answered, whatever is asked.` : '';
  return {
    name: 'limit',
    description: `Rows that a page has at most. Exports as CSV hold all rows, whatever it is.${beyond}`,
    schema: { type: 'integer', minimum: 1, maximum: LIMIT_MAX, default: LIMIT_DEFAULT },
    example: 50,
  };
}

/** A condition on text. */
export function textParameter(name: string, description: string, example?: string): Parameter {
  const about = { name, description, schema: { type: 'string' } };
  return example === undefined ? about : { ...about, example };
}

/** A condition on an id. */
export function guidParameterOf(name: string, description: string): Parameter {
  return { name, description, schema: GUID };
}

/** A choice among few words. */
export function wordParameter(name: string, known: readonly string[], description: string): Parameter {
  return { name, description, schema: { type: 'string', enum: known } };
}

/** True or false. */
export function flagParameter(name: string, description: string, byDefault?: boolean): Parameter {
  const schema = { type: 'boolean', ...(byDefault === undefined ? {} : { default: byDefault }) };
  return { name, description, schema };
}
