import { guid, instant, list, orNull, record, text, words } from '#plugin-host/openapi/field.js';
import type { PolicyAuthors, PolicyEvent, PolicyVersion } from '../../../posture/posture.port.js';
import { POLICY, SINCE, SINCE_AT, UNTIL } from './posture.js';

type Actor = NonNullable<PolicyEvent['actor']>;

const EVENT = record<PolicyEvent>('PolicyEvent', 'What the audit log says about a change of a policy.', {
  at: instant('When it happened.'),
  activity: text('What was done, in the words of the log.', {
    example: 'Update conditional access policy',
  }),
  actor: orNull(
    record<Actor>('PolicyActor', 'Who changed a policy.', {
      kind: words(['user', 'application'], 'What did it.'),
      id: orNull(guid('Object id of who did it.'), 'the log gives none.'),
      name: orNull(text('Name of who did it.'), 'the log gives none.'),
    }),
    'the log does not say who did it.',
  ),
});

const AUTHORS = record<PolicyAuthors>(
  'PolicyAuthors',
  'Who brought the version about, as far as the audit log tells.',
  {
    events: list(
      EVENT,
      'Newest first, at most 20: events between the reading before and the one that showed the version.',
    ),
    reason: orNull(
      words(
        ['audit-log-not-read', 'not-in-audit-log'],
        'Why there is none: the log was not read, or does not hold the change, as it goes back some days only.',
      ),
      'there are events.',
    ),
  },
);

/** A version of a policy. */
export const POLICY_VERSION = record<PolicyVersion>(
  'PolicyVersion',
  'A policy as it was for some revisions.',
  {
    policy: POLICY,
    sinceRevision: SINCE,
    untilRevision: UNTIL,
    sinceAt: SINCE_AT,
    untilAt: orNull(
      instant('When the revision was read from which on it was so no more.'),
      'it is in force.',
    ),
    changed: list(
      text('Name of a property.'),
      'In which it differs from the version before; all for the first.',
    ),
    changedBy: AUTHORS,
  },
);
