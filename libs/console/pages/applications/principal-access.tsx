import { Users } from 'lucide-react';
import { useMemo } from 'react';
import type { ApplicationAccess } from '../../api/access-types.js';
import { BASE } from '../../api/http.js';
import { words } from '../../design/format.js';
import { AnchorLink } from '../../design/links.js';
import type { Column } from '../../design/virtual-table.js';
import { ListFrame } from '../../lists/list-frame.js';

interface PrincipalAccessProps {
  readonly connectionId: string;
  readonly objectId: string;
}

const NOTHING = { icon: Users, rows: 'assignments', none: 'Nobody is assigned.' };

/** Who is assigned to an application, directly or through a group. */
export function PrincipalAccess({ connectionId, objectId }: PrincipalAccessProps) {
  const columns = useMemo(() => columnsOf(connectionId), [connectionId]);
  return (
    <ListFrame
      label="Who is assigned"
      path={`${BASE}/connections/${connectionId}/service-principals/${objectId}/access`}
      columns={columns}
      nothing={NOTHING}
      section={{ id: 'access', title: 'Who is assigned' }}
    />
  );
}

function columnsOf(connectionId: string): readonly Column<ApplicationAccess>[] {
  return [
    {
      id: 'principal',
      header: 'Who',
      width: 220,
      cell: ({ principalId, principalName, principalType }) =>
        principalType === 'User' ? (
          <AnchorLink
            to="/directory/$connectionId/accounts/$objectId"
            params={{ connectionId, objectId: principalId }}
          >
            {principalName ?? principalId}
          </AnchorLink>
        ) : (
          (principalName ?? principalId)
        ),
    },
    {
      id: 'userPrincipalName',
      header: 'Sign-in name',
      width: 260,
      cell: ({ userPrincipalName }) => userPrincipalName ?? '–',
    },
    { id: 'type', header: 'Type', width: 140, cell: ({ principalType }) => words(principalType) },
    {
      id: 'how',
      header: 'How',
      width: 240,
      cell: ({ viaGroupId, viaGroupName }) =>
        viaGroupId === null ? (
          'Direct'
        ) : (
          <AnchorLink
            to="/directory/$connectionId/groups/$objectId"
            params={{ connectionId, objectId: viaGroupId }}
          >
            {viaGroupName ?? viaGroupId}
          </AnchorLink>
        ),
    },
  ];
}
