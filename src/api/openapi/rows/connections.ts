import { PROBLEM_RECORD } from '#plugin-host/openapi/problem-answers.js';
import {
  anyObject,
  flag,
  guid,
  instant,
  list,
  orNull,
  record,
  text,
  whole,
  words,
} from '#plugin-host/openapi/field.js';
import type { Problem } from '#kernel/problem.js';
import type { Activity, ActivityAction } from '../../../connections/connections.port.js';
import type { Disconnected } from '../../../connect/connect.service.js';
import type { Health, HealthCheck } from '../../../health/health.port.js';
import type { Settings } from '../../../settings/settings.port.js';
import type { ConnectionView } from '../../views.js';
import { RESOURCE_STATUS } from './runs.js';

const CONNECTION_STATUS = ['pending', 'connected', 'disconnected'] as const;
const HEALTH_STATUS = words(
  ['healthy', 'needs_attention', 'checking'],
  'The badge; checking: no check has ended yet.',
);
const CHECKED_AT = orNull(instant('When it was checked.'), 'no check has ended yet.');

/** Settings of a connection. */
export const SETTINGS = record<Settings>('Settings', 'What an administrator configured.', {
  version: whole('Counts the changes; 0: the defaults.'),
  tenantId: orNull(text('Tenant id or verified domain, as it was entered.'), 'nobody entered one.'),
  appId: orNull(
    text('Application id of the tenant’s own registration.'),
    'the platform’s registration is used.',
  ),
  appSecretSet: flag('Whether a client secret is kept. The secret itself is never shown.'),
  includeGuests: flag('Whether views and exports show guests.'),
  includeDisabled: flag('Whether views and exports show disabled accounts.'),
  groupFilter: orNull(text('Which groups views and exports show.'), 'all of them.'),
  syncIntervalMinutes: whole('Minutes between two runs.', { minimum: 15, maximum: 8_640 }),
  changedAt: orNull(instant('When they were changed last.'), 'nobody changed them.'),
  changedBy: orNull(text('Who changed them, as the host knows them.'), 'nobody changed them.'),
});

const BADGE = record<ConnectionView['health']>('HealthBadge', 'Health in one word.', {
  status: HEALTH_STATUS,
  checkedAt: CHECKED_AT,
});

/** A connection. */
export const CONNECTION = record<ConnectionView>(
  'Connection',
  'One organisation’s connection to one tenant.',
  {
    id: guid('Id of the connection.'),
    tenantId: orNull(guid('The tenant.'), 'no sign-in has proved yet which it is.'),
    displayName: orNull(text('Name of the tenant.'), 'it is not known yet.'),
    status: words(CONNECTION_STATUS, 'Pending until Microsoft has sent the administrator back.'),
    access: orNull(
      words(
        ['application', 'delegated'],
        'Read with permissions of the app itself, or on behalf of who signed in.',
      ),
      'it is not connected yet.',
    ),
    consent: orNull(
      words(['granted', 'waiting', 'missing'], 'Whether the tenant consented to the app’s permissions.'),
      'it is not connected yet.',
    ),
    createdAt: instant('When connecting began.'),
    connectedAt: orNull(instant('When it was connected last.'), 'never.'),
    disconnectedAt: orNull(instant('When it was disconnected.'), 'it is not disconnected.'),
    revision: whole('Number of the published revision; 0 before the first.'),
    nextRunAt: orNull(instant('When the schedule starts a run next.'), 'nothing is scheduled.'),
    health: BADGE,
    settings: SETTINGS,
    resources: list(RESOURCE_STATUS, 'How each resource stands.'),
  },
);

const CHECK = record<HealthCheck>('HealthCheck', 'One check of a connection’s health.', {
  name: text('Stable name of the check.', { example: 'permission:User.Read.All' }),
  status: words(
    ['pass', 'warn', 'fail', 'not_granted', 'unknown'],
    'Outcome; only fail makes a connection need attention.',
  ),
  summary: text('One sentence for a person.'),
  feature: orNull(text('Feature of the product that depends on it.'), 'all of them do.'),
  problem: orNull(PROBLEM_RECORD, 'there is none.'),
});

/** Health of a connection. */
export const HEALTH = record<Health>('Health', 'Health of a connection.', {
  status: HEALTH_STATUS,
  checkedAt: CHECKED_AT,
  checks: list(CHECK, 'Every check with its outcome.'),
});

/** Where to send the browser. */
export const STARTED = record<{ readonly connectionId: string; readonly authorizeUrl: string }>(
  'StartedConnection',
  'Where to send the browser.',
  {
    connectionId: guid('Id of the connection that is being made.'),
    authorizeUrl: text('Page of Microsoft to which the browser goes, within ten minutes.', { format: 'uri' }),
  },
);

/** What disconnecting left. */
export const DISCONNECTED = record<Disconnected>('Disconnected', 'What disconnecting left behind.', {
  connectionId: guid<Disconnected['connectionId']>('Id of the connection.'),
  status: words(['disconnected', 'erased'], 'Whether what was collected is kept or gone.'),
  credentialsLeft: whole('Secrets of the connection that are still kept: 0.'),
  scheduledJobsLeft: whole('Jobs of the connection that still wait: 0.'),
  revoke: text('What the tenant’s administrator can do to take back the consent too.'),
});

const ACTIONS = [
  'connect-started',
  'connected',
  'connect-failed',
  'consent-requested',
  'settings-changed',
  'standard-changed',
  'exemption-declared',
  'exemption-ended',
  'run-started',
  'run-cancelled',
  'run-released',
  'run-discarded',
  'disconnected',
  'erased',
] as const satisfies readonly ActivityAction[];

/** What somebody did. */
export const ACTIVITY = record<Activity>('Activity', 'What somebody did with a connection.', {
  connectionId: guid<Activity['connectionId']>('The connection, which may have been erased since.'),
  at: instant('When.'),
  actor: text('Who, as the host knows them.'),
  action: words(ACTIONS, 'What.'),
  reason: orNull(text('Why, in their words.'), 'they gave none.'),
  details: anyObject('Ids and facts, depending on the action. Never a secret.'),
});

/** An entry of the catalogue of problems. */
export const PROBLEM_DEFINITION = record<Problem>('ProblemDefinition', 'A problem that can occur.', {
  code: text('Stable code.', { example: 'not-tenant-admin' }),
  status: whole('HTTP status with which it is answered.', { minimum: 400, maximum: 599 }),
  actor: words(['tenant-admin', 'operator', 'developer'], 'Who can act on it.'),
  retry: words(['never', 'after-remedy', 'later'], 'Whether trying again helps.'),
  title: text('What is wrong, in one sentence.'),
  remedy: text('What to do about it.'),
});
