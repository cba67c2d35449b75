import { Badge } from '@mantine/core';
import type { Group } from '../../api/types.js';
import { compact } from '../../app/search/page-search.js';
import { PlainLink } from '../../design/links.js';
import type { Column } from '../../design/virtual-table.js';
import { Value } from './account-columns.js';

/** What kind of group it is, in Microsoft's words. */
export function groupType(group: Group): string {
  const types = group.groupTypes ?? [];
  const dynamic = types.includes('DynamicMembership') ? 'Dynamic ' : '';
  if (types.includes('Unified')) return `${dynamic}Microsoft 365`;
  if (group.securityEnabled === true)
    return `${dynamic}${group.mailEnabled === true ? 'Mail-enabled security' : 'Security'}`;
  return group.mailEnabled === true ? 'Distribution' : 'Unknown';
}

/** Columns of the groups table. */
export function groupColumns(connectionId: string, asOf: string | undefined): readonly Column<Group>[] {
  return [
    {
      id: 'displayName',
      header: 'Name',
      width: 260,
      cell: (group) => (
        <PlainLink
          className="row-link"
          to="/directory/$connectionId/groups/$objectId"
          params={{ connectionId, objectId: group.id }}
          search={compact({ asOf })}
        >
          {group.displayName ?? group.id}
        </PlainLink>
      ),
    },
    {
      id: 'groupTypes',
      header: 'Type',
      width: 190,
      cell: (group) => <Badge color="gray">{groupType(group)}</Badge>,
    },
    {
      id: 'isAssignableToRole',
      header: 'Can hold roles',
      width: 130,
      cell: (group) => (group.isAssignableToRole === true ? <Badge color="orange">Yes</Badge> : 'No'),
    },
    {
      id: 'visibility',
      header: 'Visibility',
      width: 140,
      cell: (group) => <Value value={group.visibility} />,
    },
    {
      id: 'description',
      header: 'Description',
      width: 260,
      cell: (group) => <Value value={group.description} />,
    },
    { id: 'mail', header: 'Email', width: 240, extra: true, cell: (group) => <Value value={group.mail} /> },
    {
      id: 'membershipRule',
      header: 'Membership rule',
      width: 300,
      extra: true,
      cell: (group) => <Value value={group.membershipRule} />,
    },
    { id: 'id', header: 'Object ID', width: 300, extra: true, cell: (group) => group.id },
  ];
}
