import { FACT_LISTS } from './fact-lists.js';
import type { Licence } from './licences.js';
import { plainList, PLAIN_LIST_NAMES, type PlainListName } from './lists.js';
import { parentedList, PARENTED_LIST_NAMES, type ParentedListName } from './parented-lists.js';
import type { ResourceName } from './resources.js';

/** What a resource needs of the tenant. */
export interface Requirement {
  /** Permissions of which one suffices, least privileged first. */
  readonly anyOf: readonly string[];
  /** What the product cannot do without it. */
  readonly feature: string;
  readonly licence?: Licence;
}

const GROUP_READERS = [
  'GroupMember.Read.All',
  'Group.Read.All',
  'GroupMember.ReadWrite.All',
  'Group.ReadWrite.All',
  'Directory.Read.All',
  'Directory.ReadWrite.All',
];

const OF_LISTS = Object.fromEntries(
  PLAIN_LIST_NAMES.map((name) => [name, plainList(name)]),
) as unknown as Readonly<Record<PlainListName, Requirement>>;

const OF_PARENTED = Object.fromEntries(
  PARENTED_LIST_NAMES.map((name) => [name, parentedList(name)]),
) as unknown as Readonly<Record<ParentedListName, Requirement>>;

/**
 * What each resource needs, the same names for application and delegated permissions.
 * Source: https://github.com/microsoftgraph/microsoft-graph-devx-content permissions.json
 */
export const REQUIREMENTS: Readonly<Record<ResourceName, Requirement>> = {
  ...OF_LISTS,
  ...OF_PARENTED,
  ...FACT_LISTS,
  accounts: {
    anyOf: ['User.Read.All', 'User.ReadWrite.All', 'Directory.Read.All', 'Directory.ReadWrite.All'],
    feature: 'Accounts and managers',
  },
  groups: { anyOf: GROUP_READERS, feature: 'Groups' },
  memberships: { anyOf: GROUP_READERS, feature: 'Group memberships' },
  ownerships: { anyOf: GROUP_READERS, feature: 'Group owners' },
};

/** Permission without which the members of groups with hidden membership stay unknown. */
export const HIDDEN_MEMBERSHIP_PERMISSION = 'Member.Read.Hidden';

/** Whether the granted permissions allow a resource to be read. */
export function isGranted(resource: ResourceName, grants: ReadonlySet<string>): boolean {
  return REQUIREMENTS[resource].anyOf.some((permission) => grants.has(permission));
}
