import { TIMELINE_KINDS } from '#access-graph/change-author.js';
import { guid, instant, orNull, record, text, words } from '#plugin-host/openapi/field.js';
import {
  TIMELINE_CATEGORIES,
  type TimelineAuthor,
  type TimelineEntry,
} from '../../../inventory/read/timeline-reader.port.js';
import { flatTable, REVISION } from '../answers.js';
import { PRIVILEGE_ROUTES, PRIVILEGE_STATES } from './access.js';
import { fact } from './facts.js';

type Subject = NonNullable<TimelineEntry['subject']>;

const NAME = orNull(text('Display name.'), 'it has none, or was not read.');
const SUBJECT_TYPE = words(['group', 'role', 'servicePrincipal'], 'What it is.');
const SUBJECT_ID = guid('Id of the group, role definition or service principal.');
const ITSELF = 'the account itself changed.';

const AUTHOR = record<TimelineAuthor>(
  'TimelineAuthor',
  'Who did it as Microsoft’s audit log says, or why that is not known.',
  {
    eventId: text('Id of the event in the audit log.'),
    at: instant('When it really happened.'),
    activity: text('What was done, in the words of the log.'),
    type: words(['user', 'application', 'unknown'], 'What did it.'),
    id: orNull(text('Object id of who did it.'), 'the log names none.'),
    displayName: NAME,
    userPrincipalName: orNull(text('Name by which they sign in.'), 'it was no user, or the log names none.'),
  },
);

const SHARED = {
  revision: REVISION,
  at: instant('When the reading ended that showed it.'),
  notBefore: orNull(
    instant('When the last complete reading began that did not show it yet.'),
    'the first reading showed it.',
  ),
  category: words(TIMELINE_CATEGORIES, 'What it is about.'),
  phase: words(['joiner', 'mover', 'leaver'], 'What it means for the person.'),
  kind: words(TIMELINE_KINDS, 'What changed; first-read: nobody knows what was before.'),
  state: orNull(words(PRIVILEGE_STATES, 'Whether a role can be used now.'), 'it is about no role.'),
  route: orNull(words(PRIVILEGE_ROUTES, 'How a role is held.'), 'it is about no role.'),
  scope: orNull(text('Where a role counts: `/` is the tenant.'), 'it is about no role.'),
  viaGroupId: orNull(
    text('Group through which a role is held.'),
    'it is held directly, or is about no role.',
  ),
  before: orNull(text('Property, end of a role, app role or consented scopes before.'), 'there was none.'),
  after: orNull(text('Property, end of a role, app role or consented scopes since.'), 'there is none.'),
} as const;

const ENTRY = record<TimelineEntry>('TimelineEntry', 'One change of an account between two readings.', {
  ...SHARED,
  subject: orNull(
    record<Subject>('TimelineSubject', 'Group, role or application.', {
      type: SUBJECT_TYPE,
      id: text('Id of the group, role definition or service principal.'),
      displayName: NAME,
    }),
    ITSELF,
  ),
  by: fact(AUTHOR),
});

type Shared = Omit<TimelineEntry, 'subject' | 'by'>;

/** A row of the export: an entry without nested parts. */
interface TimelineCells extends Shared {
  readonly subjectType: Subject['type'] | null;
  readonly subjectId: string | null;
  readonly subjectName: string | null;
  readonly by: string;
  readonly byId: string | null;
  readonly doneAt: string | null;
  readonly activity: string | null;
  readonly eventId: string | null;
}

const NOT_KNOWN = 'it is not known who did it.';

const CELLS = record<TimelineCells>('TimelineCells', 'A row of the export.', {
  ...SHARED,
  subjectType: orNull(SUBJECT_TYPE, ITSELF),
  subjectId: orNull(SUBJECT_ID, ITSELF),
  subjectName: NAME,
  by: text('Who did it, or `unknown: ` and the reason.'),
  byId: orNull(text('Object id of who did it.'), NOT_KNOWN),
  doneAt: orNull(instant('When it really happened.'), NOT_KNOWN),
  activity: orNull(text('What was done, in the words of the log.'), NOT_KNOWN),
  eventId: orNull(text('Id of the event in the audit log.'), NOT_KNOWN),
});

/** What happened to an account, as it is listed and exported. */
export const TIMELINE = flatTable('timeline', ENTRY, CELLS, [
  'revision',
  'at',
  'notBefore',
  'category',
  'phase',
  'kind',
  'subjectType',
  'subjectId',
  'subjectName',
  'state',
  'route',
  'scope',
  'viaGroupId',
  'before',
  'after',
  'by',
  'byId',
  'doneAt',
  'activity',
  'eventId',
]);
