import { Badge, Button, Group, Paper, Table, Text, Title } from '@mantine/core';
import { ChevronRight } from 'lucide-react';
import { Fragment } from 'react';
import { BASE, withQuery } from '../../api/http.js';
import type { Related } from '../../api/types.js';
import { compact } from '../../app/search/page-search.js';
import { AnchorLink } from '../../design/links.js';
import { Loaded } from '../../design/loaded.js';
import { CsvButton } from './list-tools.js';
import { ProvenanceLine } from './provenance-line.js';
import { useList } from './use-list.js';

interface AccountGroupsProps {
  readonly connectionId: string;
  readonly objectId: string;
  readonly asOf: string | undefined;
}

/** Groups of an account, direct and through other groups, with the way that membership takes. */
export function AccountGroups({ connectionId, objectId, asOf }: AccountGroupsProps) {
  const path = withQuery(`${BASE}/connections/${connectionId}/accounts/${objectId}/groups`, { asOf });
  const list = useList<Related>(path);
  const names = new Map(list.rows.map(({ id, displayName }) => [id, displayName ?? id]));
  return (
    <Paper component="section" aria-labelledby="groups">
      <Group justify="space-between" mb="sm">
        <Title order={2} id="groups">
          Groups
        </Title>
        <CsvButton path={path} />
      </Group>
      <Loaded query={list.query} lines={[120]}>
        {() => (
          <>
            {list.provenance !== undefined && <ProvenanceLine provenance={list.provenance} />}
            {list.rows.length === 0 ? (
              <Text size="sm">
                {list.provenance?.completeness === 'complete'
                  ? 'This account is in no group.'
                  : 'The groups of this account are not known.'}
              </Text>
            ) : (
              <GroupTable rows={list.rows} names={names} connectionId={connectionId} asOf={asOf} />
            )}
            {list.query.hasNextPage && (
              <Button mt="sm" variant="default" loading={list.query.isFetching} onClick={list.more}>
                Show more
              </Button>
            )}
          </>
        )}
      </Loaded>
    </Paper>
  );
}

interface GroupTableProps {
  readonly rows: readonly Related[];
  readonly names: ReadonlyMap<string, string>;
  readonly connectionId: string;
  readonly asOf: string | undefined;
}

function GroupTable({ rows, names, connectionId, asOf }: GroupTableProps) {
  const sorted = [...rows].sort(
    (a, b) => Number(b.direct) - Number(a.direct) || (a.displayName ?? '').localeCompare(b.displayName ?? ''),
  );
  return (
    <Table.ScrollContainer minWidth={520}>
      <Table verticalSpacing="xs">
        <Table.Thead>
          <Table.Tr>
            <Table.Th>Group</Table.Th>
            <Table.Th>How</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {sorted.map((group) => (
            <Table.Tr key={group.id}>
              <Table.Td>
                <AnchorLink
                  to="/directory/$connectionId/groups/$objectId"
                  params={{ connectionId, objectId: group.id }}
                  search={compact({ asOf })}
                >
                  {group.displayName ?? group.id}
                </AnchorLink>
              </Table.Td>
              <Table.Td>
                {group.direct ? <Badge>Direct</Badge> : <Path ids={group.path} names={names} />}
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Table.ScrollContainer>
  );
}

/** The groups through which membership passes on. */
export function Path({
  ids,
  names,
}: {
  readonly ids: readonly string[];
  readonly names: ReadonlyMap<string, string>;
}) {
  return (
    <Group gap={4}>
      <Text size="sm" c="dimmed">
        through
      </Text>
      {ids.map((id, index) => (
        <Fragment key={id}>
          {index > 0 && <ChevronRight size={13} aria-hidden />}
          <Text size="sm">{names.get(id) ?? id}</Text>
        </Fragment>
      ))}
    </Group>
  );
}
