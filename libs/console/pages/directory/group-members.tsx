import { Badge, Group, Paper, SegmentedControl, Text, Title } from '@mantine/core';
import { useMemo, useState } from 'react';
import { BASE, withQuery } from '../../api/http.js';
import type { Related } from '../../api/types.js';
import { words } from '../../design/format.js';
import { Loaded } from '../../design/loaded.js';
import { VirtualTable, type Column } from '../../design/virtual-table.js';
import { Value } from './account-columns.js';
import { Path } from './account-groups.js';
import { RelatedLink } from './related-link.js';
import { CsvButton } from './list-tools.js';
import { ProvenanceLine } from './provenance-line.js';
import { useList } from './use-list.js';

interface GroupMembersProps {
  readonly connectionId: string;
  readonly objectId: string;
  readonly asOf: string | undefined;
}

const KINDS = [
  { value: 'direct', label: 'Direct' },
  { value: 'effective', label: 'Effective' },
] as const;

const VISIBLE = ['displayName', 'userPrincipalName', 'type', 'how'];

/** Members of a group: direct ones, or all whom it gives access through nested groups. */
export function GroupMembers({ connectionId, objectId, asOf }: GroupMembersProps) {
  const [kind, setKind] = useState<(typeof KINDS)[number]['value']>('direct');
  const path = withQuery(`${BASE}/connections/${connectionId}/groups/${objectId}/members`, {
    asOf,
    effective: kind === 'effective' ? true : undefined,
  });
  const list = useList<Related>(path);
  const names = useNames(list.rows);
  const columns = useMemo(() => memberColumns({ connectionId, asOf, names }), [connectionId, asOf, names]);
  return (
    <Paper component="section" aria-labelledby="members">
      <Group justify="space-between" mb="sm">
        <Title order={2} id="members">
          Members
        </Title>
        <Group gap="sm">
          <SegmentedControl
            size="xs"
            aria-label="Which members"
            data={KINDS.map((known) => ({ ...known }))}
            value={kind}
            onChange={setKind}
          />
          <CsvButton path={path} />
        </Group>
      </Group>
      {list.provenance !== undefined && <ProvenanceLine provenance={list.provenance} />}
      <Loaded query={list.query} lines={[200]}>
        {(data) =>
          list.rows.length === 0 ? (
            <Text size="sm">
              {data.pages[0]?.completeness === 'complete'
                ? 'This group has no members.'
                : 'The members of this group are not known.'}
            </Text>
          ) : (
            <VirtualTable
              label="Members"
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

function useNames(rows: readonly Related[]): ReadonlyMap<string, string> {
  return useMemo(() => new Map(rows.map(({ id, displayName }) => [id, displayName ?? id])), [rows]);
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
      cell: ({ type }) => <Badge color="gray">{type === 'user' ? 'Account' : words(type)}</Badge>,
    },
    {
      id: 'how',
      header: 'How',
      width: 260,
      cell: ({ direct, path }) => (direct ? <Badge>Direct</Badge> : <Path ids={path} names={names} />),
    },
  ];
}
