import { Badge } from '@mantine/core';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { Users } from 'lucide-react';
import { useMemo } from 'react';
import { BASE, withQuery } from '../../api/http.js';
import type { Related } from '../../api/types.js';
import { readGroupSearch } from '../../app/search/directory-search.js';
import { words } from '../../design/format.js';
import type { Column } from '../../design/virtual-table.js';
import { filtersOf, type Filter, type Go } from '../../lists/filters.js';
import { ListFrame } from '../../lists/list-frame.js';
import { ACCOUNT_ENABLED, NAME, USER_TYPE } from './account-filters.js';
import { Value } from './account-columns.js';
import { MembershipPath, namesOf } from './membership-path.js';
import { RelatedLink } from './related-link.js';

interface GroupMembersProps {
  readonly connectionId: string;
  readonly objectId: string;
  readonly asOf: string | undefined;
}

const KINDS: Readonly<Record<string, string>> = {
  user: 'Account',
  group: 'Group',
  servicePrincipal: 'Application',
  device: 'Device',
  orgContact: 'Contact',
};

const FILTERS: readonly Filter[] = [
  NAME,
  {
    kind: 'choice',
    name: 'type',
    label: 'Kind',
    widthPx: 130,
    options: ['user', 'group', 'servicePrincipal', 'device'].map((value) => ({
      value,
      label: KINDS[value] ?? words(value),
    })),
  },
  { ...USER_TYPE, label: 'Type of account', widthPx: 150 },
  ACCOUNT_ENABLED,
  {
    kind: 'switch',
    name: 'effective',
    label: 'Also through nested groups',
    says: () => 'Through nested groups too',
  },
];

const NOTHING = { icon: Users, rows: 'members', none: 'This group has no members.' };

/** Members of a group: direct ones, or all whom it gives access through nested groups. */
export function GroupMembers({ connectionId, objectId, asOf }: GroupMembersProps) {
  const search = useSearch({ from: '/app/directory/$connectionId/groups/$objectId' });
  const navigate = useNavigate({ from: '/directory/$connectionId/groups/$objectId' });
  const go: Go = (change) => {
    void navigate({
      search: (now) => readGroupSearch({ ...now, ...change }),
      replace: true,
      resetScroll: false,
    });
  };
  const columns = useMemo(
    () => (rows: readonly Related[]) => memberColumns({ connectionId, asOf, names: namesOf(rows) }),
    [connectionId, asOf],
  );
  return (
    <ListFrame
      label="Members"
      path={withQuery(`${BASE}/connections/${connectionId}/groups/${objectId}/members`, {
        asOf,
        ...filtersOf(FILTERS, { ...search }),
      })}
      columns={columns}
      nothing={NOTHING}
      state={{ filters: FILTERS, search: { ...search }, go }}
      section={{ id: 'members', title: 'Members' }}
    />
  );
}

interface ColumnsContext {
  readonly connectionId: string;
  readonly asOf: string | undefined;
  readonly names: ReadonlyMap<string, string>;
}

function memberColumns({ connectionId, asOf, names }: ColumnsContext): readonly Column<Related>[] {
  return [
    {
      id: 'displayName',
      header: 'Name',
      width: 220,
      cell: (related) => <RelatedLink related={related} connectionId={connectionId} asOf={asOf} />,
    },
    {
      id: 'userPrincipalName',
      header: 'Sign-in name',
      width: 260,
      cell: (related) => <Value value={related.userPrincipalName} />,
    },
    {
      id: 'type',
      header: 'Kind',
      width: 130,
      cell: ({ type }) => <Badge color="gray">{KINDS[type] ?? words(type)}</Badge>,
    },
    {
      id: 'how',
      header: 'How',
      width: 260,
      cell: (related) => <MembershipPath related={related} names={names} />,
    },
    { id: 'id', header: 'Object ID', width: 300, extra: true, cell: ({ id }) => id },
  ];
}
