import { UsersRound } from 'lucide-react';
import { useMemo } from 'react';
import { BASE, withQuery } from '../../api/http.js';
import type { Related } from '../../api/types.js';
import type { Column } from '../../design/virtual-table.js';
import { ListFrame } from '../../lists/list-frame.js';
import { MembershipPath, namesOf } from './membership-path.js';
import { RelatedLink } from './related-link.js';

interface AccountGroupsProps {
  readonly connectionId: string;
  readonly objectId: string;
  readonly asOf: string | undefined;
}

const NOTHING = { icon: UsersRound, rows: 'groups', none: 'This account is in no group.' };

/** Groups of an account, direct and through other groups, with the way that membership takes. */
export function AccountGroups({ connectionId, objectId, asOf }: AccountGroupsProps) {
  const columns = useMemo(
    () => (rows: readonly Related[]) => groupsColumns(connectionId, asOf, namesOf(rows)),
    [connectionId, asOf],
  );
  return (
    <ListFrame
      label="Groups of the account"
      path={withQuery(`${BASE}/connections/${connectionId}/accounts/${objectId}/groups`, { asOf })}
      columns={columns}
      nothing={NOTHING}
      section={{ id: 'groups', title: 'Groups' }}
    />
  );
}

function groupsColumns(
  connectionId: string,
  asOf: string | undefined,
  names: ReadonlyMap<string, string>,
): readonly Column<Related>[] {
  return [
    {
      id: 'displayName',
      header: 'Group',
      width: 260,
      cell: (related) => (
        <RelatedLink related={{ ...related, type: 'group' }} connectionId={connectionId} asOf={asOf} />
      ),
    },
    {
      id: 'how',
      header: 'How',
      width: 420,
      cell: (related) => <MembershipPath related={related} names={names} />,
    },
  ];
}
