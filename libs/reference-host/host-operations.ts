import {
  anyObject,
  list,
  record,
  text,
  whole,
  words,
  type AnyField,
  type Field,
} from '#plugin-host/openapi/field.js';
import type { Answer, OperationDescription } from '#plugin-host/openapi/operation.js';
import type { PluginManifest } from '#plugin-host/manifest.js';
import { kernelProblems } from '#kernel/problem.js';
import type { Catalog, CatalogCounts, CatalogEntry } from './catalog.controller.js';
import { hostProblems } from './host.problems.js';
import type { Me } from './me.controller.js';
import { SetupDto } from './setup.dto.js';

const { unexpected } = kernelProblems;
const SIGNED_IN = [hostProblems['sign-in-needed'], unexpected];
const GUARDED = [...SIGNED_IN, hostProblems['role-insufficient']];
const CHANGING = [hostProblems['cross-site-request'], hostProblems['request-unreadable']];

const STATES = ['installed', 'available', 'coming_soon'] as const;
const ROLES = ['owner', 'admin', 'auditor'] as const;
const CAPABILITIES = ['read', 'manage', 'own'] as const;

const ENTRY = record<CatalogEntry>(
  'CatalogEntry',
  'An integration of the catalog, as one organisation sees it.',
  {
    id: text('Id of the plugin.', { example: 'azure-entra-id' }),
    version: text('Version of the plugin.'),
    state: words(
      STATES,
      'Tab of the catalog: installed (at least one tenant is connected), available, or coming soon.',
    ),
    connections: whole('Tenants that the organisation has connected through this plugin.'),
    catalog: anyObject<PluginManifest['catalog']>(
      'What the manifest says of the entry: name, description, logo, tags.',
    ),
    permissions: list(
      anyObject('A permission with its feature and reason.'),
      'What the plugin asks for.',
    ) as unknown as Field<PluginManifest['permissions']>,
    settings: anyObject('JSON Schema of the settings.'),
    operations: list(anyObject('An operation.'), 'What a host may call or schedule.') as unknown as Field<
      PluginManifest['operations']
    >,
    redirectUri: text('Redirect URI that an app registration needs for this host.', { format: 'uri' }),
  },
);

const COUNTS = record<CatalogCounts>('CatalogCounts', 'Entries of each tab.', {
  installed: whole('Entries with a connected tenant.'),
  available: whole('Entries that can be connected.'),
  coming_soon: whole('Entries that are announced.'),
});

const CATALOG = record<Catalog>('Catalog', 'The catalog of integrations.', {
  items: list(ENTRY, 'Every entry.'),
  counts: COUNTS,
});

const ME = record<Me>('Me', 'Who is signed in, where, and what they may do.', {
  email: text('Address by which they sign in.'),
  name: text('What they are called.'),
  role: words(ROLES, 'Their role in the organisation.'),
  capabilities: list(words(CAPABILITIES, 'What they may do.'), 'What their role allows.'),
  organization: record<Me['organization']>('Organization', 'Their organisation.', {
    id: text('Id of the organisation.'),
    name: text('Name of the organisation.'),
  }),
});

const ORGANIZATIONS = record<{ readonly items: readonly { readonly id: string }[] }>(
  'Organizations',
  'Every organisation of the host.',
  {
    items: list(
      record<{ readonly id: string }>('OrganizationId', 'An organisation.', { id: text('Its id.') }),
      'By id.',
    ),
  },
);

function json({ schema }: AnyField, description: string, status = 200): Answer {
  return { status, description, content: { 'application/json': { schema } } };
}

/** GET catalog */
export const LIST_CATALOG: OperationDescription = {
  method: 'GET',
  path: '',
  operationId: 'listCatalog',
  summary: 'Every integration with the tab it belongs to, for your organisation.',
  needs: 'read',
  answer: json(CATALOG, 'The catalog.'),
  problems: GUARDED,
};

/** PUT catalog/{pluginId}/availability */
export const DECIDE_AVAILABILITY: OperationDescription = {
  method: 'PUT',
  path: ':pluginId/availability',
  operationId: 'decideAvailability',
  summary: 'Makes an entry available to your organisation, or sets it back to coming soon.',
  description:
    'Set back, an entry collects nothing any more; what was connected stays and goes on once it is available.',
  needs: 'manage',
  pathParameters: [
    {
      name: 'pluginId',
      description: 'Id of the plugin.',
      schema: { type: 'string' },
      example: 'azure-entra-id',
    },
  ],
  body: {
    required: true,
    schema: {
      type: 'object',
      required: ['availability'],
      properties: {
        availability: {
          type: 'string',
          enum: ['coming_soon', 'available'],
          description: 'What it shall be.',
        },
      },
    },
  },
  answer: json(ENTRY, 'The entry as it is now.'),
  problems: [...GUARDED, ...CHANGING, hostProblems['entry-unknown'], hostProblems['availability-unknown']],
};

/** GET me */
export const GET_ME: OperationDescription = {
  method: 'GET',
  path: '',
  operationId: 'getMe',
  summary: 'Whose session a browser holds, and what they may do.',
  needs: 'public',
  answer: json(ME, 'Who is signed in.'),
  problems: SIGNED_IN,
};

/** POST setup */
export const SET_UP: OperationDescription = {
  method: 'POST',
  path: '',
  operationId: 'setUp',
  summary: 'Makes the first owner, by the one-time link that the host printed.',
  needs: 'public',
  query: [{ name: 'token', description: 'Secret of the link.', schema: { type: 'string' }, required: true }],
  body: { type: SetupDto },
  answer: json(
    record<{ readonly email: string }>('SetUp', 'Who was made owner.', { email: text('Their address.') }),
    'The owner can sign in.',
    201,
  ),
  problems: [
    unexpected,
    ...CHANGING,
    hostProblems['setup-input-invalid'],
    hostProblems['setup-link-invalid'],
  ],
};

/** GET operator/organizations */
export const LIST_ORGANIZATIONS: OperationDescription = {
  method: 'GET',
  path: 'organizations',
  operationId: 'listOrganizations',
  summary: 'Organisations of this host, for its command line only.',
  needs: 'public',
  answer: json(ORGANIZATIONS, 'The organisations.'),
  problems: [unexpected, hostProblems['operator-only']],
};
