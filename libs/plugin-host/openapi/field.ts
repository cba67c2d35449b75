import type { Json, JsonObject } from '#kernel/json.js';

/** A JSON Schema (2020-12, as OpenAPI 3.1 uses it). */
export type Schema = JsonObject;

/**
 * What a value of an answer is and means. `Value` ties the description to the type that the code answers: a property
 * that is left out, superfluous or wrongly said to be never null does not compile.
 */
export interface Field<Value> {
  readonly schema: Schema;
  /** Never there; makes a field of one type useless as a field of another. */
  readonly describes?: (value: Value) => Value;
}

/** A field of whatever type. */
export interface AnyField {
  readonly schema: Schema;
}

/** A property that an answer may leave out. */
export interface OptionalField<Value> {
  readonly optional: Field<Value>;
}

/** Fields of a type, property by property. */
export type Fields<Value> = {
  readonly [Name in keyof Value]-?: Partial<Pick<Value, Name>> extends Pick<Value, Name>
    ? OptionalField<Exclude<Value[Name], undefined>>
    : Field<Value[Name]>;
};

/** What a schema may say of a value besides its type and meaning. */
export type Constraints = JsonObject;

/** Text. */
export function text<Value extends string = string>(
  description: string,
  constraints: Constraints = {},
): Field<Value> {
  return { schema: { type: 'string', description, ...constraints } };
}

/** An identifier in the hyphenated form of a GUID, lower case in answers. */
export function guid<Value extends string = string>(description: string): Field<Value> {
  return text(description, { format: 'uuid' });
}

/** A point in time: RFC 3339. */
export function instant(description: string): Field<string> {
  return text(description, { format: 'date-time' });
}

/** A whole number from 0 on, unless the constraints say otherwise. */
export function whole(description: string, constraints: Constraints = {}): Field<number> {
  return { schema: { type: 'integer', minimum: 0, description, ...constraints } };
}

/** A number. */
export function quantity(description: string): Field<number> {
  return { schema: { type: 'number', description } };
}

/** True or false. */
export function flag(description: string): Field<boolean> {
  return { schema: { type: 'boolean', description } };
}

/** One of a few words. */
export function words<const Word extends string>(known: readonly Word[], description: string): Field<Word> {
  return { schema: { type: 'string', enum: known, description } };
}

/** A list. */
export function list<Item>(
  item: Field<Item>,
  description: string,
  constraints: Constraints = {},
): Field<readonly Item[]> {
  return { schema: { type: 'array', description, ...constraints, items: item.schema } };
}

/** Values by a name that is not known beforehand. */
export function byName<Value>(
  value: Field<Value>,
  description: string,
): Field<Readonly<Record<string, Value>>> {
  return { schema: { type: 'object', description, additionalProperties: value.schema } };
}

/** An object whose content is described elsewhere. */
export function anyObject<Value extends object = JsonObject>(description: string): Field<Value> {
  return { schema: { type: 'object', description, additionalProperties: true } };
}

/** A value that can be null, and what null says. */
export function orNull<Value>({ schema }: Field<Value>, whenNull: string): Field<Value | null> {
  const { type, description, enum: known, title, ...rest } = schema;
  if (typeof type !== 'string' || title !== undefined)
    return { schema: { description: `Null: ${whenNull}`, anyOf: [schema, { type: 'null' }] } };
  const about = `${typeof description === 'string' ? description : ''} Null: ${whenNull}`;
  const choice = Array.isArray(known) ? { enum: [...(known as readonly Json[]), null] } : {};
  return { schema: { type: [type, 'null'], description: about, ...choice, ...rest } };
}

/** A property that is left out where it has nothing to say. */
export function optional<Value>(field: Field<Value>): OptionalField<Value> {
  return { optional: field };
}

/** One of several forms. */
export function oneOf<Value>(description: string, ...forms: readonly AnyField[]): Field<Value> {
  return { schema: { description, anyOf: forms.map(({ schema }) => schema) } };
}

/** A named object: the name is that of its schema in the document. */
export function record<Value extends object>(
  name: string,
  description: string,
  fields: Fields<Value>,
): Field<Value> {
  const entries = Object.entries<AnyField | { readonly optional: AnyField }>(fields);
  const required = entries.filter(([, field]) => !('optional' in field)).map(([property]) => property);
  const described = entries.map(([property, field]) => {
    const { schema } = 'optional' in field ? field.optional : field;
    return [property, schema] as const;
  });
  const properties = Object.fromEntries(described);
  return { schema: { title: name, type: 'object', description, required, properties } };
}

/** What the schema of an object says of one of its properties. */
export function meaningOf({ schema }: AnyField, property: string): string | undefined {
  const properties = schema['properties'] as Readonly<Record<string, JsonObject>> | undefined;
  const description = properties?.[property]?.['description'];
  return typeof description === 'string' ? description : undefined;
}
