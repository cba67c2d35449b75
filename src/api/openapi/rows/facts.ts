import type { Known, UnknownReason } from '#access-graph/known.js';
import {
  flag,
  guid,
  instant,
  list,
  oneOf,
  orNull,
  record,
  text,
  whole,
  words,
  type Field,
} from '#plugin-host/openapi/field.js';
import type { AccountFactView } from '../../../inventory/read/access-reader.port.js';
import type { Capability } from '../../../inventory/read/knowledge.js';
import { COMPLETENESS, RESOURCE, table } from '../answers.js';
import { DISPLAY_NAME, graphObject, nested, OBJECT_ID, texts } from './graph-object.js';

/** Where accounts come from. */
export const ACCOUNT_ORIGINS = ['cloud', 'synced'] as const;

const REASONS = [
  'permission-not-granted',
  'licence-missing',
  'hidden-membership',
  'report-lag',
  'not-synced-yet',
  'not-reported',
] as const satisfies readonly UnknownReason[];

const UNKNOWN = record<{ readonly kind: 'unknown'; readonly reason: UnknownReason }>(
  'Unknown',
  'A fact that is not known. Unknown is never false.',
  {
    kind: words(['unknown'], 'The fact is not known.'),
    reason: words(
      REASONS,
      'Why: no permission, no licence, members hidden by Entra, the report of Microsoft is behind, no run has read it yet, Graph answers without it.',
    ),
  },
);

/** A fact with its value, or why there is none. */
export function fact<Value>(value: Field<Value>): Field<Known<Value>> {
  const known = {
    schema: {
      type: 'object',
      required: ['kind', 'value'],
      properties: { kind: { const: 'known' }, value: value.schema },
    },
  } as const;
  const description = value.schema['description'];
  return oneOf(typeof description === 'string' ? description : '', known, UNKNOWN);
}

/** What reviewers must know of an account. */
export const ACCOUNT_FACTS = record<AccountFactView>(
  'AccountFacts',
  'What reviewers must know of an account; each fact that is not known carries its reason.',
  {
    id: OBJECT_ID,
    displayName: orNull(DISPLAY_NAME, 'it has none.'),
    userPrincipalName: orNull(text('Name by which the account signs in.'), 'Graph gave none.'),
    userType: orNull(text('Member or Guest.'), 'Graph gave none, which counts as Member.'),
    accountEnabled: orNull(flag('Whether the account can sign in.'), 'Graph does not say.'),
    lastSuccessfulSignInAt: fact(
      orNull(instant('Last successful sign-in.'), 'Microsoft knows of no sign-in.'),
    ),
    daysInactive: fact(whole('Whole days since the last successful sign-in, or since creation without one.')),
    neverSignedIn: fact(flag('Whether the account never signed in.')),
    mfaRegistered: fact(flag('Whether a method for MFA is registered.')),
    mfaCapable: fact(flag('Whether a registered method is also allowed by policy.')),
    mfaMethods: fact(list(text('Method as Graph names it.'), 'Methods that are registered.')),
    phishingResistant: fact(flag('Whether one of the methods cannot be phished.')),
    guest: flag('Whether the account is a guest.'),
    homeDomain: orNull(text('Domain where a guest signs in.'), 'it is no guest, or nothing says.'),
    sponsorIds: fact(list(guid('Object id of a sponsor.'), 'Who answers for a guest.')),
    managerId: orNull(guid('Object id of the manager.'), 'there is none.'),
    employeeHireAt: orNull(instant('When the person was hired or will be.'), 'nobody entered it.'),
    employeeLeaveAt: fact(orNull(instant('When the person leaves, or left.'), 'no end is set.')),
    disabledInGroups: fact(flag('Whether the account is disabled and still member of a group.')),
    leaverStillEnabled: fact(flag('Whether the person has left and the account still can sign in.')),
    staleGuest: fact(flag('Whether it is a guest who has not signed in for 90 days.')),
    passwordNeverExpires: flag('Whether the password never expires.'),
    source: words(ACCOUNT_ORIGINS, 'Whether the account is made in the cloud or synchronised.'),
  },
);

/** Facts of accounts, as they are listed and exported; a cell of a fact holds its value or `unknown: reason`. */
export const FACTS = table('account-facts', ACCOUNT_FACTS, [
  'id',
  'displayName',
  'userPrincipalName',
  'userType',
  'accountEnabled',
  'lastSuccessfulSignInAt',
  'daysInactive',
  'neverSignedIn',
  'mfaRegistered',
  'mfaCapable',
  'mfaMethods',
  'phishingResistant',
  'guest',
  'homeDomain',
  'sponsorIds',
  'managerId',
  'employeeHireAt',
  'employeeLeaveAt',
  'disabledInGroups',
  'leaverStillEnabled',
  'staleGuest',
  'passwordNeverExpires',
  'source',
]);

const AUDIT_EVENT = graphObject(
  'AuditEvent',
  {
    description: 'Something that happened in the directory.',
    resource: 'directoryaudit',
    extent: 'whole',
  },
  {
    id: text('Id of the event.'),
    activityDateTime: instant('When it happened.'),
    activityDisplayName: text('What was done.', { example: 'Add member to group' }),
    category: text('Area of the directory.', { example: 'GroupManagement' }),
    result: text('success, failure, timeout or unknownFutureValue.'),
    initiatedBy: {
      schema: { type: 'object', description: 'User or app that did it.', additionalProperties: true },
    },
    targetResources: nested('What it was done to, with the properties that changed.'),
  },
);

/** Events of the audit log, as they are listed and exported. */
export const AUDIT_EVENTS = table('audit-events', AUDIT_EVENT, [
  'id',
  'activityDateTime',
  'category',
  'activityDisplayName',
  'result',
  'initiatedBy',
  'targetResources',
]);

/** What is known of one resource. */
export const CAPABILITY = record<Capability>(
  'Capability',
  'What is known of one resource, and what knowing more would take.',
  {
    resource: RESOURCE,
    feature: text('What the product can do with it.'),
    completeness: COMPLETENESS,
    reason: orNull(words([...REASONS, 'unfinished'], 'Why it is not known.'), 'it is known.'),
    anyOf: texts('Permissions of which one suffices, least privileged first.'),
    licence: orNull(
      words(['P1', 'P2'], 'Licence of Entra ID without which Graph refuses it.'),
      'any tenant may read it.',
    ),
  },
);
