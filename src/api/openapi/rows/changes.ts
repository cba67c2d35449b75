import { guid, instant, orNull, record, text, words } from '#plugin-host/openapi/field.js';
import type { DirectoryChange } from '#plugin-host/host.port.js';
import { REVISION, table } from '../answers.js';

const CHANGE = record<DirectoryChange>('DirectoryChange', 'Somebody joined, moved or left.', {
  revision: REVISION,
  at: instant('When the reading that showed it ended; the change came since the reading before.'),
  phase: words(['joiner', 'mover', 'leaver'], 'What it means for the person.'),
  kind: words(
    [
      'account-appeared',
      'account-enabled',
      'account-disabled',
      'account-removed',
      'department-changed',
      'title-changed',
      'manager-changed',
      'membership-added',
      'membership-removed',
    ],
    'What changed.',
  ),
  accountId: guid('Object id of the account.'),
  displayName: orNull(text('Display name of the account.'), 'it has none.'),
  groupId: orNull(guid('Group of the membership.'), 'it is about no membership.'),
  before: orNull(
    text('Value before; of a manager the account’s id.'),
    'there was none, or no property changed.',
  ),
  after: orNull(
    text('Value since; of a manager the account’s id.'),
    'there is none, or no property changed.',
  ),
});

/** Changes, as they are listed and exported. */
export const CHANGES = table('changes', CHANGE, [
  'revision',
  'at',
  'phase',
  'kind',
  'accountId',
  'displayName',
  'groupId',
  'before',
  'after',
]);
