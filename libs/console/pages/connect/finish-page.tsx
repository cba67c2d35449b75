import { Alert, Group, Paper, Stack, Stepper, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { CircleCheck } from 'lucide-react';
import { useEffect, useState } from 'react';
import { connectionQuery, healthQuery, isOpen, runQuery } from '../../api/queries.js';
import type { Connection, Health } from '../../api/types.js';
import { AnchorLink, ButtonLink } from '../../design/links.js';
import { GuardedButton } from '../../design/guarded-button.js';
import { Loaded } from '../../design/loaded.js';
import { PageHeader } from '../../design/page-header.js';
import { ProblemAlert, problemOfError } from '../../design/problem-alert.js';
import { HealthCard } from '../connection/health-tab.js';
import { SettingsForm } from '../connection/settings-form.js';
import { useSyncNow } from '../connection/use-connection-actions.js';
import { RunProgress } from '../runs/run-progress.js';
import { useRunEvents } from '../runs/use-run-events.js';

/** After Microsoft's pages: confirm the tenant, look at its health, and watch the first sync. */
export function FinishPage() {
  const { connectionId } = useParams({
    from: '/app/organization-settings/integrations/$connectionId/setup',
  });
  const connection = useQuery(connectionQuery(connectionId));
  return (
    <>
      <PageHeader
        title="Finish connecting"
        trail={[
          <AnchorLink key="integrations" to="/organization-settings/integrations">
            Integrations
          </AnchorLink>,
          <Text key="here" size="sm" c="dimmed">
            Finish connecting
          </Text>,
        ]}
      />
      <Loaded query={connection}>{(data) => <Steps connection={data} />}</Loaded>
    </>
  );
}

function Steps({ connection }: { readonly connection: Connection }) {
  const [step, setStep] = useState(0);
  return (
    <Stack gap="lg">
      <Alert icon={<CircleCheck aria-hidden />} color="green" title="Microsoft confirmed the tenant">
        {connection.displayName ?? 'Your tenant'} is connected, and{' '}
        {connection.access === 'application'
          ? 'is read by the app itself: nobody has to stay signed in.'
          : 'is read on behalf of whoever signed in until admin consent is granted.'}
      </Alert>
      <Stepper active={step} onStepClick={setStep} allowNextStepsSelect={false} size="sm">
        <Stepper.Step label="Tenant details">
          <Paper p="xl">
            <SettingsForm
              connection={connection}
              submitLabel="Save and continue"
              onSaved={() => {
                setStep(1);
              }}
            />
          </Paper>
        </Stepper.Step>
        <Stepper.Step label="Health check">
          <HealthStep
            connectionId={connection.id}
            onDone={() => {
              setStep(2);
            }}
          />
        </Stepper.Step>
        <Stepper.Step label="First sync">
          <SyncStep connectionId={connection.id} />
        </Stepper.Step>
      </Stepper>
    </Stack>
  );
}

function HealthStep({
  connectionId,
  onDone,
}: {
  readonly connectionId: string;
  readonly onDone: () => void;
}) {
  const health = useQuery(healthQuery(connectionId));
  return (
    <Stack>
      <Loaded query={health} lines={[260]}>
        {(data) => <HealthCard connectionId={connectionId} health={data} />}
      </Loaded>
      <Group justify="space-between">
        <Text size="sm" c="dimmed">
          {health.data === undefined ? '' : adviceOf(health.data)}
        </Text>
        <GuardedButton onClick={onDone}>Start the first sync</GuardedButton>
      </Group>
    </Stack>
  );
}

function adviceOf({ status }: Health): string {
  if (status === 'healthy') return 'Everything that is needed works.';
  if (status === 'checking') return 'The check is still on its way.';
  return 'You can sync now; what cannot be read is shown as such.';
}

function SyncStep({ connectionId }: { readonly connectionId: string }) {
  const start = useSyncNow(connectionId, 'full');
  const { mutate } = start;
  useEffect(() => {
    mutate();
  }, [mutate]);
  const runId = start.data?.id;
  const run =
    useQuery({ ...runQuery(connectionId, runId ?? ''), enabled: runId !== undefined }).data ?? start.data;
  useRunEvents(connectionId, run);
  if (start.error !== null) {
    return (
      <ProblemAlert
        problem={problemOfError(start.error)}
        onRetry={() => {
          mutate();
        }}
      />
    );
  }
  if (run === undefined) return null;
  return (
    <Paper>
      <Stack>
        <RunProgress run={run} />
        {!isOpen(run) && <AfterSync connectionId={connectionId} state={run.state} />}
      </Stack>
    </Paper>
  );
}

function AfterSync({ connectionId, state }: { readonly connectionId: string; readonly state: string }) {
  const read = state === 'succeeded' || state === 'partial';
  return (
    <Group role="status" justify="space-between">
      <Text size="sm">
        {read
          ? 'The directory can be read now, and is kept up to date by itself.'
          : 'The sync did not succeed.'}
      </Text>
      <Group gap="sm">
        <ButtonLink
          variant="default"
          to="/organization-settings/integrations/$connectionId"
          params={{ connectionId }}
        >
          Look at the connection
        </ButtonLink>
        {read && (
          <ButtonLink to="/directory/$connectionId/accounts" params={{ connectionId }}>
            Open the directory
          </ButtonLink>
        )}
      </Group>
    </Group>
  );
}
