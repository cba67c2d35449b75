import type { Json } from '#kernel/json.js';
import {
  anyObject,
  flag,
  guid,
  instant,
  list,
  text,
  type AnyField,
  type Field,
} from '#plugin-host/openapi/field.js';

/** An object as Graph shows it, by the names of its properties. */
export type GraphObject<Names extends string> = Readonly<Record<Names, Json>>;

/**
 * How much of an object is kept: the selected properties, all of which are described; or whatever Graph lists, of
 * which those are described that are always there.
 */
export type Extent = 'selected' | 'whole';

/** What a description of an object of Graph says besides its properties. */
export interface GraphSource {
  readonly description: string;
  /** Page of Microsoft's documentation, below learn.microsoft.com/graph/api/resources/. */
  readonly resource: string;
  readonly extent?: Extent;
}

/** An object as Graph shows it. A property that Graph leaves empty is left out. */
export function graphObject<const Names extends string>(
  name: string,
  { description, resource, extent = 'selected' }: GraphSource,
  fields: Readonly<Record<Names, AnyField>>,
): Field<GraphObject<Names>> {
  const described = Object.entries<AnyField>(fields).map(
    ([property, { schema }]) => [property, schema] as const,
  );
  const url = `https://learn.microsoft.com/graph/api/resources/${resource}`;
  const more = extent === 'whole' ? ' Further properties come as Graph sends them.' : '';
  const about = `${description} As Graph shows it (${url}); a property without value is left out.${more}`;
  const open = extent === 'whole' ? { additionalProperties: true } : {};
  return {
    schema: {
      title: name,
      type: 'object',
      description: about,
      properties: Object.fromEntries(described),
      ...open,
    },
  };
}

/** Id of the object itself. */
export const OBJECT_ID = guid('Object id in the tenant.');
/** Id of what has no GUID of its own. */
export const TEXT_ID = text('Id in the tenant.');
/** What people call it. */
export const DISPLAY_NAME = text('Display name.');
/** What it is for, in the words of its tenant. */
export const DESCRIPTION = text('Description.');
/** When Entra made it. */
export const CREATED = instant('When it was created.');
/** The registration's own id. */
export const APP_ID = guid('Application (client) id, the same in every tenant.');

/** Parts that Graph nests, kept as they come. */
export function nested(description: string): Field<readonly object[]> {
  return list(anyObject('As Graph shows it.'), description);
}

/** A list of texts. */
export function texts(description: string): Field<readonly string[]> {
  return list(text('One of them.'), description);
}

/** Whether people or applications can sign in. */
export const ENABLED = flag('Whether it can sign in.');
