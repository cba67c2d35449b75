import type { INestApplication, Type } from '@nestjs/common';
import { DocumentBuilder, SwaggerModule, type OpenAPIObject } from '@nestjs/swagger';
import { isJsonObject, type Json, type JsonObject } from '#kernel/json.js';

/** What a document says of itself. */
export interface DocumentTitle {
  readonly title: string;
  readonly description: string;
  readonly version: string;
  readonly tags: readonly { readonly name: string; readonly description: string }[];
}

/** The OpenAPI 3.1 document of some modules of an application, with each named schema and problem in one place. */
export function describeModules(
  application: INestApplication,
  modules: readonly Type[],
  about: DocumentTitle,
): OpenAPIObject {
  const builder = new DocumentBuilder()
    .setOpenAPIVersion('3.1.0')
    .setTitle(about.title)
    .setDescription(about.description)
    .setVersion(about.version);
  for (const { name, description } of about.tags) builder.addTag(name, description);
  const document = SwaggerModule.createDocument(application, builder.build(), { include: [...modules] });
  return withComponents(document as unknown as JsonObject) as unknown as OpenAPIObject;
}

/** Values that hold no schemas, whatever they look like. */
const VALUES: ReadonlySet<string> = new Set([
  'example',
  'value',
  'default',
  'enum',
  'const',
  'required',
  'info',
]);

/**
 * Moves every schema that has a title to the components of the document, and every example of a problem too.
 * @throws TypeError when two different schemas, or examples, have one name
 */
export function withComponents(document: JsonObject): JsonObject {
  const schemas = new Map<string, Json>();
  const examples = new Map<string, Json>();
  const keep = (kept: Map<string, Json>, name: string, value: Json): void => {
    const before = kept.get(name);
    if (before !== undefined && JSON.stringify(before) !== JSON.stringify(value))
      throw new TypeError(`two schemas are called ${name}`);
    kept.set(name, value);
  };
  const moved = (value: Json, key: string): Json => {
    if (VALUES.has(key)) return value;
    if (Array.isArray(value)) return value.map((item: Json) => moved(item, ''));
    if (!isJsonObject(value)) return value;
    if (key === 'examples') return Object.fromEntries(Object.entries(value).map(movedExample));
    const members = Object.entries(value).map(([name, member]) => [name, moved(member, name)] as const);
    const { title, ...rest } = Object.fromEntries(members);
    if (typeof title !== 'string' || key === 'properties') return Object.fromEntries(members);
    keep(schemas, title, rest);
    return { $ref: `#/components/schemas/${title}` };
  };
  const movedExample = ([code, example]: [string, Json]): [string, Json] => {
    keep(examples, code, example);
    return [code, { $ref: `#/components/examples/${code}` }];
  };
  const { components, ...rest } = document;
  const parts = moved(rest, '') as JsonObject;
  const given = isJsonObject(components ?? null) ? (components as JsonObject) : {};
  const own = isJsonObject(given['schemas'] ?? null) ? (given['schemas'] as JsonObject) : {};
  const sorted = (kept: ReadonlyMap<string, Json>): JsonObject =>
    Object.fromEntries([...kept].sort(([a], [b]) => (a < b ? -1 : 1)));
  return {
    ...parts,
    components: { ...given, schemas: { ...own, ...sorted(schemas) }, examples: sorted(examples) },
  };
}
