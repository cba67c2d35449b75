import { Button, Paper, Table, Text, Title } from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { BASE, call, withQuery } from '../../api/http.js';
import type { Activity } from '../../api/types.js';
import { words } from '../../design/format.js';
import { ProblemAlert, problemOfError } from '../../design/problem-alert.js';
import { When } from '../../design/time.js';

interface ActivityPage {
  readonly items: readonly Activity[];
  readonly next?: string;
}

const LABELS: Readonly<Record<string, string>> = {
  'connect-started': 'Started to connect',
  connected: 'Connected',
  'connect-failed': 'Could not connect',
  'consent-requested': 'Asked for admin consent',
  'settings-changed': 'Changed the settings',
  'standard-changed': 'Changed the standard',
  'exemption-declared': 'Declared an exemption',
  'exemption-ended': 'Ended an exemption',
  'run-started': 'Started a sync',
  'run-cancelled': 'Cancelled a sync',
  'run-released': 'Released a held sync',
  'run-discarded': 'Discarded a held sync',
  disconnected: 'Disconnected',
  erased: 'Erased everything',
};

/** Who did what with a connection, when and why. */
export function ActivityTab() {
  const { connectionId } = useParams({ from: '/app/organization-settings/integrations/$connectionId' });
  const log = useInfiniteQuery({
    queryKey: ['connections', connectionId, 'activity'],
    queryFn: ({ pageParam }) =>
      call<ActivityPage>(
        'GET',
        withQuery(`${BASE}/connections/${connectionId}/activity`, { limit: 50, cursor: pageParam }),
      ),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (last) => last.next,
  });
  const items = log.data?.pages.flatMap((page) => page.items) ?? [];
  return (
    <Paper>
      <Title order={2} mb="sm">
        Activity log
      </Title>
      {log.error !== null && <ProblemAlert problem={problemOfError(log.error)} />}
      {log.isSuccess && items.length === 0 && <Text size="sm">Nothing was done yet.</Text>}
      {items.length > 0 && <ActivityTable items={items} />}
      {log.hasNextPage && (
        <Button
          mt="md"
          variant="default"
          loading={log.isFetchingNextPage}
          onClick={() => {
            void log.fetchNextPage();
          }}
        >
          Show earlier
        </Button>
      )}
    </Paper>
  );
}

function ActivityTable({ items }: { readonly items: readonly Activity[] }) {
  return (
    <Table.ScrollContainer minWidth={620}>
      <Table verticalSpacing="sm">
        <Table.Thead>
          <Table.Tr>
            <Table.Th>When</Table.Th>
            <Table.Th>Who</Table.Th>
            <Table.Th>What</Table.Th>
            <Table.Th>Why and what exactly</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {items.map((item, index) => (
            <Table.Tr key={`${item.at}-${index}`}>
              <Table.Td className="once">
                <When at={item.at} />
              </Table.Td>
              <Table.Td>{item.actor}</Table.Td>
              <Table.Td className="once">{LABELS[item.action] ?? words(item.action)}</Table.Td>
              <Table.Td>
                {item.reason !== null && <Text size="sm">{item.reason}</Text>}
                <Text size="xs" c="dimmed">
                  {detailsOf(item)}
                </Text>
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Table.ScrollContainer>
  );
}

function detailsOf({ details }: Activity): string {
  return Object.entries(details)
    .filter(([, value]) => value !== null && value !== undefined && value !== '')
    .map(([name, value]) => `${words(name)}: ${textOf(value)}`)
    .join(' · ');
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}
