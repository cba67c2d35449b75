/** Groups of operations, in the order in which people are shown them. */
export const API_TAGS = [
  { name: 'Connections', description: 'Connecting, configuring, checking and disconnecting tenants.' },
  { name: 'Runs', description: 'Starting, watching and deciding on runs that read the tenant.' },
  { name: 'Inventory', description: 'Accounts, groups and memberships, now and at any time before.' },
  { name: 'Access', description: 'Roles, applications, devices, and who can reach what.' },
  {
    name: 'Authentication policy',
    description: 'Whether MFA holds for each account, and whether the tenant meets its standard.',
  },
  { name: 'Problems', description: 'Every problem with its cause and remedy.' },
] as const;

/** Name of a group of operations. */
export type TagName = (typeof API_TAGS)[number]['name'];
