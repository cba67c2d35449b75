import { Badge, Button, Group, Paper, Table, Text, Title } from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { BASE, call, withQuery } from '../../api/http.js';
import { isOpen } from '../../api/queries.js';
import type { Run } from '../../api/types.js';
import { RunBadge } from '../../design/badges.js';
import { count, duration, words } from '../../design/format.js';
import { AnchorLink } from '../../design/links.js';
import { ProblemAlert, problemOfError } from '../../design/problem-alert.js';
import { When } from '../../design/time.js';

const OPEN_REFRESH_MS = 3_000;
const REFRESH_MS = 30_000;

interface RunsPage {
  readonly items: readonly Run[];
  readonly next?: string;
}

/** Every run of a connection, newest first. */
export function RunsTab() {
  const { connectionId } = useParams({ from: '/app/organization-settings/integrations/$connectionId' });
  const runs = useInfiniteQuery({
    queryKey: ['connections', connectionId, 'runs', 'list'],
    queryFn: ({ pageParam }) =>
      call<RunsPage>(
        'GET',
        withQuery(`${BASE}/connections/${connectionId}/runs`, { limit: 25, cursor: pageParam }),
      ),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (last) => last.next,
    refetchInterval: ({ state }) =>
      state.data?.pages[0]?.items.some(isOpen) === true ? OPEN_REFRESH_MS : REFRESH_MS,
  });
  const items = runs.data?.pages.flatMap((page) => page.items) ?? [];
  return (
    <Paper>
      <Title order={2} mb="sm">
        Run history
      </Title>
      {runs.error !== null && <ProblemAlert problem={problemOfError(runs.error)} />}
      {runs.isSuccess && items.length === 0 && <Text size="sm">There was no sync yet.</Text>}
      {items.length > 0 && <RunsTable connectionId={connectionId} runs={items} />}
      {runs.hasNextPage && (
        <Button
          mt="md"
          variant="default"
          loading={runs.isFetchingNextPage}
          onClick={() => {
            void runs.fetchNextPage();
          }}
        >
          Show earlier
        </Button>
      )}
    </Paper>
  );
}

interface RunsTableProps {
  readonly connectionId: string;
  readonly runs: readonly Run[];
}

function RunsTable({ connectionId, runs }: RunsTableProps) {
  return (
    <Table.ScrollContainer minWidth={720}>
      <Table verticalSpacing="sm">
        <Table.Thead>
          <Table.Tr>
            <Table.Th>Revision</Table.Th>
            <Table.Th>Result</Table.Th>
            <Table.Th>Started</Table.Th>
            <Table.Th>Kind</Table.Th>
            <Table.Th ta="right">Took</Table.Th>
            <Table.Th ta="right">Requests</Table.Th>
            <Table.Th ta="right">Problems</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {runs.map((run) => (
            <RunRow key={run.id} connectionId={connectionId} run={run} />
          ))}
        </Table.Tbody>
      </Table>
    </Table.ScrollContainer>
  );
}

function RunRow({ connectionId, run }: { readonly connectionId: string; readonly run: Run }) {
  const problems = run.problems.length + run.steps.filter(({ problem }) => problem !== null).length;
  return (
    <Table.Tr className="clickable-row">
      <Table.Td>
        <AnchorLink
          to="/organization-settings/integrations/$connectionId/runs/$runId"
          params={{ connectionId, runId: run.id }}
          aria-label={`Sync of revision ${run.revision}`}
        >
          {run.revision}
        </AnchorLink>
      </Table.Td>
      <Table.Td>
        <RunBadge state={run.state} />
      </Table.Td>
      <Table.Td>
        <When at={run.startedAt ?? run.queuedAt} />
      </Table.Td>
      <Table.Td>
        <Group gap={6}>
          {words(run.kind)} <Badge color="gray">{words(run.trigger)}</Badge>
        </Group>
      </Table.Td>
      <Table.Td ta="right" className="numeric">
        {tookOf(run)}
      </Table.Td>
      <Table.Td ta="right" className="numeric">
        {count(run.meter.requests)}
      </Table.Td>
      <Table.Td ta="right" className="numeric">
        {problems === 0 ? '–' : count(problems)}
      </Table.Td>
    </Table.Tr>
  );
}

/** How long a run took, or a dash while it runs. */
export function tookOf({ startedAt, finishedAt }: Run): string {
  if (startedAt === null || finishedAt === null) return '–';
  return duration(Date.parse(finishedAt) - Date.parse(startedAt));
}
