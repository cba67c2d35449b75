import { Group, Paper, Text, Title } from '@mantine/core';
import { useMemo } from 'react';
import type { ApplicationAccess } from '../../api/access-types.js';
import { BASE } from '../../api/http.js';
import { words } from '../../design/format.js';
import { AnchorLink } from '../../design/links.js';
import { Loaded } from '../../design/loaded.js';
import { VirtualTable, type Column } from '../../design/virtual-table.js';
import { CsvButton } from '../directory/list-tools.js';
import { useList } from '../directory/use-list.js';

interface PrincipalAccessProps {
  readonly connectionId: string;
  readonly objectId: string;
}

const VISIBLE = ['principal', 'userPrincipalName', 'type', 'how'];

/** Who is assigned to an application, directly or through a group. */
export function PrincipalAccess({ connectionId, objectId }: PrincipalAccessProps) {
  const path = `${BASE}/connections/${connectionId}/service-principals/${objectId}/access`;
  const list = useList<ApplicationAccess>(path);
  const columns = useMemo(() => columnsOf(connectionId), [connectionId]);
  return (
    <Paper component="section" aria-labelledby="access">
      <Group justify="space-between" mb="sm">
        <Title order={2} id="access">
          Who is assigned
        </Title>
        <CsvButton path={path} />
      </Group>
      <Loaded query={list.query} lines={[200]}>
        {() =>
          list.rows.length === 0 ? (
            <Text size="sm">
              {list.provenance?.completeness === 'complete'
                ? 'Nobody is assigned.'
                : 'Who is assigned is not known in this revision.'}
            </Text>
          ) : (
            <VirtualTable
              label="Who is assigned"
              rows={list.rows}
              columns={columns}
              visible={VISIBLE}
              hasMore={list.query.hasNextPage}
              loading={list.query.isFetching}
              onMore={list.more}
            />
          )
        }
      </Loaded>
    </Paper>
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
