import type { ResourceName } from './resources.js';

/** Permissions of which one suffices to read a resource, least privileged first. */
export interface Requirement {
  readonly anyOf: readonly string[];
  /** What the product cannot do without it. */
  readonly feature: string;
}

const GROUP_READERS = [
  'GroupMember.Read.All',
  'Group.Read.All',
  'GroupMember.ReadWrite.All',
  'Group.ReadWrite.All',
  'Directory.Read.All',
  'Directory.ReadWrite.All',
];

/**
 * What each resource needs, the same names for application and delegated permissions.
 * Source: https://github.com/microsoftgraph/microsoft-graph-devx-content permissions.json
 */
export const REQUIREMENTS: Readonly<Record<ResourceName, Requirement>> = {
  organization: {
    anyOf: [
      'Organization.Read.All',
      'User.Read.All',
      'Directory.Read.All',
      'Organization.ReadWrite.All',
      'Directory.ReadWrite.All',
    ],
    feature: 'Tenant metadata',
  },
  domains: {
    anyOf: ['Domain.Read.All', 'Directory.Read.All', 'Domain.ReadWrite.All'],
    feature: 'Verified domains and federation',
  },
  subscribedSkus: {
    anyOf: [
      'Organization.Read.All',
      'LicenseAssignment.Read.All',
      'Directory.Read.All',
      'Organization.ReadWrite.All',
      'Directory.ReadWrite.All',
    ],
    feature: 'Licences of the tenant',
  },
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
