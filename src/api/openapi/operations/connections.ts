import { StartConnectionDto } from '../../../connect/connect.dto.js';
import { connectProblems } from '../../../connect/connect.problems.js';
import { connectionsProblems } from '../../../connections/connections.problems.js';
import { healthProblems } from '../../../health/health.problems.js';
import { manifestProblems } from '../../../manifest/manifest.problems.js';
import { SettingsDto } from '../../../settings/settings.dto.js';
import { settingsProblems } from '../../../settings/settings.problems.js';
import { json, pageOf } from '../answers.js';
import type { Described } from '../operation.js';
import { flagParameter, PAGED, textParameter } from '../parameters.js';
import { OF_CONNECTION, OF_IDENTITY_PLATFORM } from '../problem-sets.js';
import { ACTIVITY, CONNECTION, DISCONNECTED, HEALTH, SETTINGS, STARTED } from '../rows/connections.js';

const COMING_SOON = manifestProblems['entry-coming-soon'];
const NOT_CONNECTED = connectionsProblems['connection-not-connected'];
const { 'tenant-mismatch': mismatch, 'settings-invalid': settingsInvalid } = settingsProblems;

/** Characters of a reason, or of the name that confirms erasing, at most. */
export const REASON_MAX = 500;

const SHORT_TEXT = { type: 'string', maxLength: REASON_MAX } as const;
const ADDRESS = { type: 'string', description: 'The address again, for those who do not follow.' } as const;

/** POST connections */
export const START_CONNECTION: Described = {
  method: 'POST',
  path: 'connections',
  operationId: 'startConnection',
  summary: 'Begins to connect a tenant; send the browser to authorizeUrl.',
  description:
    'The attempt lives for ten minutes, works once, and in the browser session in which it was begun. An administrator ' +
    'of the tenant signs in at Microsoft and consents; Microsoft sends the browser back to `connectionCallback`.',
  needs: 'manage',
  body: { type: StartConnectionDto, required: false },
  answer: json(STARTED, 'The attempt has begun.', 201),
  problems: [
    COMING_SOON,
    ...OF_CONNECTION,
    connectProblems['connect-input-invalid'],
    connectProblems['registration-missing'],
    mismatch,
    ...OF_IDENTITY_PLATFORM,
  ],
};

/** GET callback */
export const CONNECTION_CALLBACK: Described = {
  method: 'GET',
  path: 'callback',
  operationId: 'connectionCallback',
  summary: 'Where Microsoft sends the browser back to.',
  description:
    'Always sends the browser on to the host’s page: with `connection`, the id of what is connected now, or with ' +
    '`problem`, the code of why it is not. For browsers; programs have no use for it.',
  needs: 'public',
  query: [
    textParameter('state', 'Secret of the attempt, from Microsoft.'),
    textParameter('code', 'Authorization code, from Microsoft.'),
    textParameter('tenant', 'Tenant that consented, from Microsoft.'),
    textParameter('admin_consent', 'True where consent was given, from Microsoft.'),
    textParameter('error', 'Why Microsoft refused.'),
    textParameter('error_description', 'Microsoft’s words for it.'),
    textParameter('error_subcode', 'Set where the person cancelled.'),
  ],
  answer: {
    status: 302,
    description: 'The browser goes on to the host’s page.',
    content: { 'text/plain': { schema: ADDRESS }, 'text/html': { schema: ADDRESS } },
    headers: {
      location: {
        description: 'The host’s page with `connection` or `problem`.',
        schema: { type: 'string', format: 'uri' },
      },
    },
  },
  problems: [],
};

/** GET connections */
export const LIST_CONNECTIONS: Described = {
  method: 'GET',
  path: 'connections',
  operationId: 'listConnections',
  summary: 'The connections of your organisation.',
  description: 'Oldest first, in one page. Attempts that nobody has finished are left out.',
  needs: 'read',
  answer: pageOf(CONNECTION, 'All connections; there is never a next page.'),
  problems: [],
};

/** GET connections/{id} */
export const GET_CONNECTION: Described = {
  method: 'GET',
  path: 'connections/:id',
  operationId: 'getConnection',
  summary: 'One connection with its settings, health and resources.',
  needs: 'read',
  answer: json(CONNECTION, 'The connection.'),
  problems: OF_CONNECTION,
};

/** POST connections/{id}/consent */
export const REQUEST_CONSENT: Described = {
  method: 'POST',
  path: 'connections/:id/consent',
  operationId: 'requestConsent',
  summary: 'Begins to ask for admin consent; send the browser to authorizeUrl.',
  description:
    'For connections that read on behalf of a person, or lack permissions that were asked for since.',
  needs: 'manage',
  answer: json(STARTED, 'The attempt has begun.', 201),
  problems: [...OF_CONNECTION, COMING_SOON, NOT_CONNECTED, connectProblems['registration-missing']],
};

/** PUT connections/{id}/settings */
export const UPDATE_SETTINGS: Described = {
  method: 'PUT',
  path: 'connections/:id/settings',
  operationId: 'updateSettings',
  summary: 'Tries settings out and keeps them when they work.',
  description:
    'A registration of the tenant’s own must prove that it reads the tenant; what fails is not kept.',
  needs: 'manage',
  body: { type: SettingsDto },
  answer: json(SETTINGS, 'The settings as they are now.'),
  problems: [
    COMING_SOON,
    ...OF_CONNECTION,
    NOT_CONNECTED,
    settingsInvalid,
    mismatch,
    settingsProblems['app-secret-missing'],
    settingsProblems['registration-of-host-missing'],
    healthProblems['core-permission-missing'],
    healthProblems['tenant-changed'],
    ...OF_IDENTITY_PLATFORM,
  ],
};

/** POST connections/{id}/health */
export const CHECK_HEALTH: Described = {
  method: 'POST',
  path: 'connections/:id/health',
  operationId: 'checkHealth',
  summary: 'Checks token, tenant, permissions, endpoints and freshness now.',
  description:
    'What is wrong with the tenant is in the checks; the request fails only where nothing can be checked.',
  needs: 'manage',
  answer: json(HEALTH, 'The outcome, which is kept.'),
  problems: [...OF_CONNECTION, COMING_SOON, NOT_CONNECTED],
};

/** GET connections/{id}/health */
export const GET_HEALTH: Described = {
  method: 'GET',
  path: 'connections/:id/health',
  operationId: 'getHealth',
  summary: 'The last check of the connection’s health.',
  needs: 'read',
  answer: json(HEALTH, 'The outcome of the last check.'),
  problems: OF_CONNECTION,
};

/** DELETE connections/{id} */
export const DISCONNECT: Described = {
  method: 'DELETE',
  path: 'connections/:id',
  operationId: 'disconnect',
  summary: 'Removes the credentials and stops collecting; erase=true removes everything.',
  description:
    'What was published stays readable, unless it is erased: that needs the capability `own` and the name of the tenant in `confirm`.',
  needs: 'manage',
  query: [flagParameter('erase', 'Whether what was collected is erased too (owners only).', false)],
  body: {
    required: false,
    schema: {
      type: 'object',
      properties: {
        reason: { ...SHORT_TEXT, description: 'Why, for the activity log.' },
        confirm: {
          ...SHORT_TEXT,
          description:
            'Name of the tenant (its id where it has none), to confirm that everything is to be erased.',
        },
      },
    },
  },
  answer: json(DISCONNECTED, 'What is left: nothing that could read the tenant.'),
  problems: [...OF_CONNECTION, connectProblems['erase-not-confirmed']],
};

/** GET connections/{id}/activity */
export const LIST_ACTIVITY: Described = {
  method: 'GET',
  path: 'connections/:id/activity',
  operationId: 'listActivity',
  summary: 'Who did what, when and why; newest first.',
  needs: 'read',
  query: PAGED,
  answer: pageOf(ACTIVITY, 'A page of activities.'),
  problems: OF_CONNECTION,
};

/** GET activity */
export const LIST_ORGANIZATION_ACTIVITY: Described = {
  method: 'GET',
  path: 'activity',
  operationId: 'listOrganizationActivity',
  summary: 'Who did what with any connection of your organisation, erased ones too; newest first.',
  needs: 'read',
  query: PAGED,
  answer: pageOf(ACTIVITY, 'A page of activities.'),
  problems: [],
};
