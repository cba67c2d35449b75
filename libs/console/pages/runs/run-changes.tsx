import { Badge, Text } from '@mantine/core';
import { UserCheck } from 'lucide-react';
import { useMemo } from 'react';
import { BASE } from '../../api/http.js';
import type { Run } from '../../api/types.js';
import { words } from '../../design/format.js';
import { AnchorLink } from '../../design/links.js';
import type { Column } from '../../design/virtual-table.js';
import { ListFrame } from '../../lists/list-frame.js';
import { ObjectName } from '../policy/object-name.js';

/** Somebody who joined, moved or left. */
interface Change {
  readonly phase: 'joiner' | 'mover' | 'leaver';
  readonly kind: string;
  readonly accountId: string;
  readonly displayName: string | null;
  readonly groupId: string | null;
  readonly before: string | null;
  readonly after: string | null;
}

const NOTHING = { icon: UserCheck, rows: 'changes', none: 'Nobody joined, moved or left.' };
const COLOURS = { joiner: 'green', mover: 'brand', leaver: 'orange' } as const;

/** Who joined, moved and left by what a run published. */
export function RunChanges({ run: { connectionId, revision } }: { readonly run: Run }) {
  const columns = useMemo(() => columnsOf(connectionId), [connectionId]);
  return (
    <ListFrame<Change>
      label="Joiners, movers and leavers"
      path={`${BASE}/connections/${connectionId}/changes?revision=${revision}`}
      columns={columns}
      nothing={NOTHING}
      note={
        <Text size="sm" c="dimmed">
          Since the revision before. The first revision has none: there is nothing to compare it with.
        </Text>
      }
      section={{ id: 'changes', title: 'Joiners, movers and leavers' }}
    />
  );
}

function columnsOf(connectionId: string): readonly Column<Change>[] {
  return [
    {
      id: 'who',
      header: 'Who',
      width: 220,
      cell: ({ accountId, displayName }) => (
        <AnchorLink
          to="/directory/$connectionId/accounts/$objectId"
          params={{ connectionId, objectId: accountId }}
        >
          {displayName ?? accountId}
        </AnchorLink>
      ),
    },
    {
      id: 'phase',
      header: 'Kind',
      width: 110,
      cell: ({ phase }) => <Badge color={COLOURS[phase]}>{words(phase)}</Badge>,
    },
    {
      id: 'what',
      header: 'What',
      width: 480,
      cell: ({ kind, groupId, before, after }) => (
        <>
          {words(kind)}
          {groupId !== null && (
            <>
              : <ObjectName kind="group" id={groupId} connectionId={connectionId} />
            </>
          )}
          {kind !== 'manager-changed' &&
            (before ?? after) !== null &&
            ` from ${before ?? 'none'} to ${after ?? 'none'}`}
        </>
      ),
    },
  ];
}
