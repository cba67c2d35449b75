import { TIMELINE_KINDS } from '#access-graph/change-author.js';
import { list, orNull, record, words, type AnyField } from '#plugin-host/openapi/field.js';
import { TIMELINE_CATEGORIES } from '../../../inventory/read/timeline-reader.port.js';
import { exported, GAPS, json } from '../answers.js';
import type { Described } from '../operation.js';
import {
  AS_OF,
  flagParameter,
  guidParameterOf,
  idParameter,
  PAGED_AS_OF,
  textParameter,
  wordParameter,
} from '../parameters.js';
import { OF_LIST, OF_OBJECT, OF_OBJECT_LIST, OF_REVISION } from '../problem-sets.js';
import { APPLICATION_ACCESS, PRIVILEGE } from '../rows/access.js';
import { RELATED } from '../rows/directory.js';
import { ACCOUNT_FACTS, ACCOUNT_ORIGINS, AUDIT_EVENTS, CAPABILITY, FACTS } from '../rows/facts.js';
import { MORE } from '../rows/runs.js';
import { TIMELINE } from '../rows/timeline.js';
import { DERIVED } from './access.js';
import { about, USER_TYPES } from './inventory.js';

/** Days without a sign-in by which accounts can be narrowed, at most. */
export const INACTIVE_DAYS_MAX = 36_500;

/** The first rows of a list that has a route of its own. */
export function first(name: string, row: AnyField, what: string): AnyField {
  return record<Record<string, never>>(name, `The first ${what}.`, {
    items: { schema: { type: 'array', description: `The first ${what}.`, items: row.schema } },
    more: MORE,
  } as never);
}

/** GET account-facts */
export const LIST_ACCOUNT_FACTS: Described = {
  method: 'GET',
  path: 'account-facts',
  operationId: 'listAccountFacts',
  summary: 'Sign-in activity, MFA registration and findings of each account, each gap with its reason.',
  description:
    'Conditions on a report fit only accounts that the report mentions. A cell of the CSV holds the value of a fact, or `unknown: ` and the reason.',
  needs: 'read',
  query: [
    ...PAGED_AS_OF,
    textParameter('userPrincipalName', 'The account with this sign-in name, in any case.', 'ada@example.com'),
    wordParameter('userType', USER_TYPES, 'Accounts of this type only.'),
    flagParameter('accountEnabled', 'Accounts that can sign in, or those that cannot.'),
    flagParameter('mfaRegistered', 'Accounts with, or without, a method for MFA.'),
    flagParameter('neverSignedIn', 'Accounts that never signed in, or those that did.'),
    {
      name: 'inactiveDays',
      description: 'Accounts without a successful sign-in for at least so many whole days.',
      schema: { type: 'integer', minimum: 0, maximum: INACTIVE_DAYS_MAX },
      example: 90,
    },
    flagParameter('staleGuest', 'Guests who have not signed in for long, or all others.'),
    flagParameter('leaverStillEnabled', 'Accounts of people who left that can still sign in, or all others.'),
    flagParameter('hasSponsor', 'Guests for whom somebody answers, or for whom nobody does.'),
    flagParameter('disabledInGroups', 'Disabled accounts that are in a group, or all others.'),
    flagParameter('passwordNeverExpires', 'Accounts whose password never expires, or all others.'),
    wordParameter('source', ACCOUNT_ORIGINS, 'Accounts made in the cloud, or synchronised.'),
  ],
  answer: exported(FACTS, 'A page of accounts with facts.', DERIVED),
  problems: OF_LIST,
};

/** GET accounts/{objectId}/access */
export const GET_ACCOUNT_ACCESS: Described = {
  method: 'GET',
  path: 'accounts/:objectId/access',
  operationId: 'getAccountAccess',
  summary: 'What one account can reach: roles, applications, groups, and what is known of it.',
  description: 'The first 200 rows of each.',
  needs: 'read',
  pathParameters: [idParameter('objectId', 'Object id of the account.')],
  query: [AS_OF],
  answer: json(
    about('AccountAccess', 'What one account can reach.', {
      account: orNull(ACCOUNT_FACTS, 'nothing is known of it.'),
      privileges: first('PrivilegesOfAccount', PRIVILEGE, 'roles of the account'),
      applications: first('ApplicationsOfAccount', APPLICATION_ACCESS, 'applications of the account'),
      groups: first('GroupsOfAccount', RELATED, 'groups of the account'),
      gaps: GAPS,
    }),
    'The access.',
  ),
  problems: OF_OBJECT,
};

/** GET accounts/{accountId}/timeline */
export const GET_ACCOUNT_TIMELINE: Described = {
  method: 'GET',
  path: 'accounts/:accountId/timeline',
  operationId: 'getAccountTimeline',
  summary: 'What happened to one account, newest first, and who did it where the audit log says so.',
  description:
    'Identity, groups, roles, applications and consent, each by the reading that showed it. Accounts that are gone have one too.',
  needs: 'read',
  pathParameters: [idParameter('accountId', 'Object id of the account.')],
  query: [
    ...PAGED_AS_OF,
    wordParameter('category', TIMELINE_CATEGORIES, 'Entries of this category only.'),
    wordParameter('kind', TIMELINE_KINDS, 'Entries of this kind only.'),
  ],
  answer: exported(TIMELINE, 'A page of the timeline.', DERIVED),
  problems: OF_OBJECT_LIST,
};

/** GET audit-events */
export const LIST_AUDIT_EVENTS: Described = {
  method: 'GET',
  path: 'audit-events',
  operationId: 'listAuditEvents',
  summary: 'What happened in the directory, newest first.',
  description: 'Events up to the end of the reading that is shown.',
  needs: 'read',
  query: [
    ...PAGED_AS_OF,
    textParameter('category', 'Events of this category only.', 'RoleManagement'),
    guidParameterOf('targetId', 'Events that changed this object only.'),
  ],
  answer: exported(AUDIT_EVENTS, 'A page of events.'),
  problems: OF_LIST,
};

/** GET capabilities */
export const GET_CAPABILITIES: Described = {
  method: 'GET',
  path: 'capabilities',
  operationId: 'getCapabilities',
  summary: 'What the licences and permissions of the tenant allow, and what each missing one would add.',
  needs: 'read',
  query: [AS_OF],
  answer: json(
    about('Capabilities', 'What licences and permissions allow.', {
      licences: list(words(['P1', 'P2'], 'Licence of Entra ID.'), 'Licences of the tenant.'),
      items: list(CAPABILITY, 'Resource by resource.'),
    }),
    'The capabilities.',
  ),
  problems: OF_REVISION,
};
