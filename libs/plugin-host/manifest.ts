import type { JsonObject } from '#kernel/json.js';
import type { Availability } from './host.port.js';

/** One permission that a plugin asks for, and why. */
export interface ManifestPermission {
  readonly name: string;
  /** Id of the app role on Microsoft Graph. */
  readonly appRoleId: string | null;
  /** Id of the scope on Microsoft Graph, where it is needed on behalf of whoever signs in, too. */
  readonly scopeId?: string;
  readonly kind: 'core' | 'extended';
  readonly feature: string;
  readonly reason: string;
}

/** One operation that a host may call or schedule. */
export interface ManifestOperation {
  readonly name: string;
  readonly description: string;
  /** Default interval in minutes; null for operations on demand. */
  readonly defaultIntervalMinutes: number | null;
}

/** What a host reads before it loads a plugin; the form of `plugin.manifest.json`. */
export interface PluginManifest {
  readonly id: string;
  readonly version: string;
  /** Range of host API versions (semver). */
  readonly hostApi: string;
  /** Name of the module class that the package exports. */
  readonly module: string;
  readonly catalog: {
    readonly name: string;
    readonly family: string;
    readonly category: string;
    readonly description: string;
    readonly docsUrl: string;
    /** Data URI or https address. */
    readonly logo: string;
    readonly tags: readonly string[];
    readonly capabilities: readonly string[];
    readonly frameworks: readonly { readonly name: string; readonly controls: readonly string[] }[];
    readonly availability: Availability;
  };
  readonly oauth: {
    readonly provider: string;
    readonly flow: 'authorization_code_pkce';
    readonly scopes: readonly string[];
    readonly callbackPath: string;
    readonly startOperation: string;
    readonly adminConsent: boolean;
  };
  /** JSON Schema of the settings; secret fields carry `"x-secret": true`. */
  readonly settings: JsonObject;
  readonly permissions: readonly ManifestPermission[];
  readonly operations: readonly ManifestOperation[];
}

const text = { type: 'string', minLength: 1 } as const;
const texts = { type: 'array', items: text } as const;

/** JSON Schema of a manifest (draft 2020-12). */
export const MANIFEST_SCHEMA = {
  $schema: 'https://json-schema.org/draft/2020-12/schema',
  title: 'Plugin manifest',
  type: 'object',
  required: [
    'id',
    'version',
    'hostApi',
    'module',
    'catalog',
    'oauth',
    'settings',
    'permissions',
    'operations',
  ],
  additionalProperties: false,
  properties: {
    $schema: text,
    id: { type: 'string', pattern: '^[a-z][a-z0-9-]*$' },
    version: text,
    hostApi: text,
    module: { type: 'string', pattern: '^[A-Z][A-Za-z0-9]*$' },
    catalog: {
      type: 'object',
      required: [
        'name',
        'family',
        'category',
        'description',
        'docsUrl',
        'logo',
        'tags',
        'capabilities',
        'frameworks',
        'availability',
      ],
      additionalProperties: false,
      properties: {
        name: text,
        family: text,
        category: text,
        description: text,
        docsUrl: { type: 'string', format: 'uri' },
        logo: text,
        tags: texts,
        capabilities: texts,
        frameworks: {
          type: 'array',
          items: {
            type: 'object',
            required: ['name', 'controls'],
            additionalProperties: false,
            properties: { name: text, controls: texts },
          },
        },
        availability: { enum: ['coming_soon', 'available'] },
      },
    },
    oauth: {
      type: 'object',
      required: ['provider', 'flow', 'scopes', 'callbackPath', 'startOperation', 'adminConsent'],
      additionalProperties: false,
      properties: {
        provider: text,
        flow: { const: 'authorization_code_pkce' },
        scopes: texts,
        callbackPath: { type: 'string', pattern: '^/' },
        startOperation: text,
        adminConsent: { type: 'boolean' },
      },
    },
    settings: { type: 'object', required: ['type', 'properties'] },
    permissions: {
      type: 'array',
      items: {
        type: 'object',
        required: ['name', 'appRoleId', 'kind', 'feature', 'reason'],
        additionalProperties: false,
        properties: {
          name: text,
          appRoleId: { type: ['string', 'null'], format: 'uuid' },
          scopeId: { type: 'string', format: 'uuid' },
          kind: { enum: ['core', 'extended'] },
          feature: text,
          reason: text,
        },
      },
    },
    operations: {
      type: 'array',
      items: {
        type: 'object',
        required: ['name', 'description', 'defaultIntervalMinutes'],
        additionalProperties: false,
        properties: {
          name: text,
          description: text,
          defaultIntervalMinutes: { type: ['integer', 'null'], minimum: 1 },
        },
      },
    },
  },
} as const;
