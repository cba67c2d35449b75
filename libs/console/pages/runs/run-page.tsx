import { Group, Paper, SimpleGrid, Stack, Text, Title } from '@mantine/core';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { BASE, call } from '../../api/http.js';
import { isOpen, runQuery } from '../../api/queries.js';
import type { Run } from '../../api/types.js';
import { count, words } from '../../design/format.js';
import { GuardedButton } from '../../design/guarded-button.js';
import { AnchorLink } from '../../design/links.js';
import { Loaded } from '../../design/loaded.js';
import { ProblemAlert } from '../../design/problem-alert.js';
import { When } from '../../design/time.js';
import { useRefresh } from '../connection/use-connection-actions.js';
import { HeldCard } from './held-card.js';
import { RunChanges } from './run-changes.js';
import { RunProgress } from './run-progress.js';
import { tookOf } from './runs-tab.js';
import { useRunEvents } from './use-run-events.js';

/** One run with its steps, problems and cost, and the decision that it may wait for. */
export function RunPage() {
  const { connectionId, runId } = useParams({
    from: '/app/organization-settings/integrations/$connectionId/runs/$runId',
  });
  const run = useQuery(runQuery(connectionId, runId));
  useRunEvents(connectionId, run.data);
  return <Loaded query={run}>{(data) => <RunView run={data} />}</Loaded>;
}

function RunView({ run }: { readonly run: Run }) {
  const problems = run.problems.filter(
    ({ code }) => !run.steps.some(({ problem }) => problem?.code === code),
  );
  return (
    <Stack gap="md">
      <Group justify="space-between">
        <div>
          <AnchorLink
            to="/organization-settings/integrations/$connectionId/runs"
            params={{ connectionId: run.connectionId }}
          >
            ‹ All runs
          </AnchorLink>
          <Title order={2} mt={4}>
            Sync of revision {run.revision}
          </Title>
        </div>
        {isOpen(run) && <CancelRun run={run} />}
      </Group>
      {run.held !== null && <HeldCard run={run} changes={run.held} />}
      {problems.map((problem) => (
        <ProblemAlert key={problem.code} problem={problem} tone="notice" />
      ))}
      <SimpleGrid cols={{ base: 1, md: 3 }}>
        <Paper className="wide" component="section" aria-label="Progress">
          <RunProgress run={run} />
        </Paper>
        <Paper h="fit-content" component="section" aria-label="Facts">
          <RunFacts run={run} />
        </Paper>
      </SimpleGrid>
      {PUBLISHED.has(run.state) && <RunChanges run={run} />}
    </Stack>
  );
}

/** States of runs whose revision readers see. */
const PUBLISHED: ReadonlySet<Run['state']> = new Set(['succeeded', 'partial']);

function RunFacts({ run }: { readonly run: Run }) {
  const { meter } = run;
  return (
    <dl className="facts">
      <dt>Kind</dt>
      <dd>{words(run.kind)}</dd>
      <dt>Started by</dt>
      <dd>{words(run.trigger)}</dd>
      <dt>Started</dt>
      <dd>
        <When at={run.startedAt} />
      </dd>
      <dt>Ended</dt>
      <dd>
        <When at={run.finishedAt} />
      </dd>
      <dt>Took</dt>
      <dd>{tookOf(run)}</dd>
      <dt>Requests</dt>
      <dd className="numeric">
        {count(meter.requests)}, with {count(meter.batchItems)} batched
      </dd>
      <dt>Throttled</dt>
      <dd className="numeric">{meter.throttled === 0 ? 'never' : `${count(meter.throttled)} times`}</dd>
      <dt>Cost</dt>
      <dd className="numeric">{count(meter.resourceUnits)} resource units of Microsoft Graph</dd>
      {run.reason !== null && (
        <>
          <dt>Note</dt>
          <dd>{run.reason}</dd>
        </>
      )}
    </dl>
  );
}

function CancelRun({ run }: { readonly run: Run }) {
  const refresh = useRefresh();
  const cancel = useMutation({
    mutationFn: () => call<Run>('POST', `${BASE}/connections/${run.connectionId}/runs/${run.id}/cancel`),
    onSuccess: refresh,
  });
  return (
    <Group gap="sm">
      <Text size="sm" c="dimmed">
        Cancelling undoes what this sync wrote.
      </Text>
      <GuardedButton
        size="xs"
        variant="default"
        loading={cancel.isPending}
        onClick={() => {
          cancel.mutate();
        }}
      >
        Cancel
      </GuardedButton>
    </Group>
  );
}
