import { byName, list, record, type AnyField } from '#plugin-host/openapi/field.js';
import { PROBLEM_RECORD } from '#plugin-host/openapi/problem-answers.js';
import { MEMBER_TYPES } from '../../../inventory/read/inventory-reader.port.js';
import { COMPLETENESS, exported, json, pageOf, PROVENANCE } from '../answers.js';
import type { Described } from '../operation.js';
import {
  AS_OF,
  CURSOR,
  flagParameter,
  guidParameterOf,
  idParameter,
  LIMIT,
  PAGED,
  PAGED_AS_OF,
  textParameter,
  wordParameter,
} from '../parameters.js';
import { OF_CONNECTION, OF_LIST, OF_OBJECT, OF_OBJECT_LIST, OF_REVISION } from '../problem-sets.js';
import { CHANGES } from '../rows/changes.js';
import {
  ACCOUNT,
  ACCOUNT_COUNT,
  ACCOUNT_GROUPS,
  ACCOUNTS,
  GROUP,
  GROUPS,
  MEMBERS,
  RELATED,
  TENANT,
} from '../rows/directory.js';
import { COUNTS, REVISION_INFO } from '../rows/runs.js';

/** Types of accounts that lists can be narrowed to. */
export const USER_TYPES = ['Member', 'Guest'] as const;

const NAME = textParameter('name', 'Beginning of the display name, in any case.', 'Ada');
const USER_TYPE = wordParameter('userType', USER_TYPES, 'Accounts of this type only.');
const ENABLED = flagParameter('accountEnabled', 'Accounts that can sign in, or those that cannot.');
const ACCOUNT_ID = [idParameter('objectId', 'Object id of the account.')];
const GROUP_ID = [idParameter('objectId', 'Object id of the group.')];

/** An answer about one thing of a revision: its parts, and what an auditor must know of them. */
export function about(
  name: string,
  description: string,
  parts: Readonly<Record<string, AnyField | { readonly optional: AnyField }>>,
): AnyField {
  const fields = { ...parts, ...PROVENANCE };
  return record<Record<string, never>>(name, description, fields as never);
}

/** GET accounts */
export const LIST_ACCOUNTS: Described = {
  method: 'GET',
  path: 'accounts',
  operationId: 'listAccounts',
  summary: 'Accounts, guests and disabled ones as the settings say.',
  description: 'By display name.',
  needs: 'read',
  query: [
    ...PAGED_AS_OF,
    NAME,
    USER_TYPE,
    ENABLED,
    textParameter('department', 'Accounts of exactly this department.', 'Finance'),
    flagParameter('includeGuests', 'Whether guests are shown; left out, as the settings say.'),
    flagParameter('includeDisabled', 'Whether disabled accounts are shown; left out, as the settings say.'),
  ],
  answer: exported(ACCOUNTS, 'A page of accounts.'),
  problems: OF_LIST,
};

/** GET accounts/{objectId} */
export const GET_ACCOUNT: Described = {
  method: 'GET',
  path: 'accounts/:objectId',
  operationId: 'getAccount',
  summary: 'One account.',
  needs: 'read',
  pathParameters: ACCOUNT_ID,
  query: [AS_OF],
  answer: json(about('AccountAnswer', 'One account.', { account: ACCOUNT }), 'The account.'),
  problems: OF_OBJECT,
};

/** GET accounts/{objectId}/groups */
export const LIST_ACCOUNT_GROUPS: Described = {
  method: 'GET',
  path: 'accounts/:objectId/groups',
  operationId: 'listAccountGroups',
  summary: 'Groups of an account, direct and nested, with the path.',
  needs: 'read',
  pathParameters: ACCOUNT_ID,
  query: PAGED_AS_OF,
  answer: exported(ACCOUNT_GROUPS, 'A page of groups.'),
  problems: OF_OBJECT_LIST,
};

/** GET groups */
export const LIST_GROUPS: Described = {
  method: 'GET',
  path: 'groups',
  operationId: 'listGroups',
  summary: 'Groups, as the group filter of the settings says.',
  description: 'By display name.',
  needs: 'read',
  query: [
    ...PAGED_AS_OF,
    NAME,
    flagParameter('all', 'True leaves the group filter of the settings out.', false),
  ],
  answer: exported(GROUPS, 'A page of groups.'),
  problems: OF_LIST,
};

/** GET groups/{objectId} */
export const GET_GROUP: Described = {
  method: 'GET',
  path: 'groups/:objectId',
  operationId: 'getGroup',
  summary: 'One group with its owners.',
  needs: 'read',
  pathParameters: GROUP_ID,
  query: [AS_OF],
  answer: json(
    about('GroupAnswer', 'One group with its owners.', {
      group: GROUP,
      owners: list(RELATED, 'Who owns the group.'),
      ownersCompleteness: COMPLETENESS,
    }),
    'The group.',
  ),
  problems: OF_OBJECT,
};

/** GET groups/{objectId}/members */
export const LIST_GROUP_MEMBERS: Described = {
  method: 'GET',
  path: 'groups/:objectId/members',
  operationId: 'listGroupMembers',
  summary: 'Members of a group, direct or effective.',
  description:
    'Where Graph refused the members of this very group, `completeness` is refused and `problem` says why.',
  needs: 'read',
  pathParameters: GROUP_ID,
  query: [
    ...PAGED_AS_OF,
    flagParameter('effective', 'True follows nested groups.', false),
    wordParameter('type', MEMBER_TYPES, 'Members of this type only.'),
    NAME,
    USER_TYPE,
    ENABLED,
  ],
  answer: exported(MEMBERS, 'A page of members.', { problem: PROBLEM_RECORD.schema }),
  problems: OF_OBJECT_LIST,
};

/** GET tenant */
export const GET_TENANT: Described = {
  method: 'GET',
  path: 'tenant',
  operationId: 'getTenant',
  summary: 'Organization, domains and licences of the tenant.',
  needs: 'read',
  query: [AS_OF],
  answer: json(
    about('TenantAnswer', 'What is known of the tenant.', {
      ...TENANT,
      completenessOf: byName(COMPLETENESS, 'How far each resource of the revision was read.'),
    }),
    'The tenant.',
  ),
  problems: OF_REVISION,
};

/** GET changes */
export const LIST_CHANGES: Described = {
  method: 'GET',
  path: '',
  operationId: 'listChanges',
  summary: 'Joiners, movers and leavers between two readings of the tenant, oldest first.',
  description: 'The first revision has no changes: nobody joined by being read for the first time.',
  needs: 'read',
  query: [
    LIMIT,
    CURSOR,
    {
      name: 'revision',
      description: 'Changes of this revision only.',
      schema: { type: 'integer', minimum: 1 },
      example: 12,
    },
    guidParameterOf('accountId', 'Changes of this account only.'),
  ],
  answer: exported(CHANGES, 'A page of changes.'),
  problems: OF_LIST,
};

/** GET revisions */
export const LIST_REVISIONS: Described = {
  method: 'GET',
  path: 'revisions',
  operationId: 'listRevisions',
  summary: 'Published revisions with their counts and completeness, newest first.',
  needs: 'read',
  query: PAGED,
  answer: pageOf(REVISION_INFO, 'A page of revisions that are still kept.'),
  problems: OF_CONNECTION,
};

/** GET summary */
export const GET_SUMMARY: Described = {
  method: 'GET',
  path: 'summary',
  operationId: 'getSummary',
  summary: 'Counts of a revision, with its accounts by type and state.',
  needs: 'read',
  query: [AS_OF],
  answer: json(
    about('Summary', 'A revision in numbers.', {
      counts: COUNTS,
      accounts: list(ACCOUNT_COUNT, 'Accounts by type and state, whatever the settings show.'),
    }),
    'The numbers.',
  ),
  problems: OF_REVISION,
};
